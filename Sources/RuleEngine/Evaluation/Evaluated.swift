package import RulePlan

/// What an expression came to: a value, or a count that is only known within bounds.
package enum Evaluated: Hashable, Sendable {
    case value(Value)
    /// A count whose bounds differ. `upper` is missing where there is none: the entity has no data.
    case count(lower: Int, upper: Int?)

    /// A count of rows of which `unknown` may or may not belong to it.
    static func count(certain: Int, unknown: Int) -> Evaluated {
        unknown == 0 ? .value(.number(Double(certain))) : .count(lower: certain, upper: certain + unknown)
    }

    /// The value; a count with unequal bounds is missing.
    package var value: Value {
        if case .value(let value) = self { value } else { .missing }
    }

    /// The numbers that it may be; nothing where it is missing or no number.
    var interval: Interval? {
        switch self {
        case .value(.number(let number)): Interval(lower: number, upper: number, isCount: false)
        case .count(let lower, let upper):
            Interval(lower: Double(lower), upper: upper.map(Double.init) ?? .infinity, isCount: true)
        case .value: nil
        }
    }
}

/// The numbers between two bounds, both included; only whole ones for a count.
struct Interval {
    var lower: Double
    var upper: Double
    var isCount: Bool

    /// Whether every number of the one compares so with every number of the other; nothing where that differs.
    func compared(_ comparator: PlanComparator, to other: Interval) -> Bool? {
        switch comparator {
        case .less: upper < other.lower ? true : lower >= other.upper ? false : nil
        case .lessOrEqual: upper <= other.lower ? true : lower > other.upper ? false : nil
        case .greater: other.compared(.less, to: self)
        case .greaterOrEqual: other.compared(.lessOrEqual, to: self)
        case .equal: isEqual(to: other)
        case .notEqual: isEqual(to: other).map { !$0 }
        }
    }

    private func isEqual(to other: Interval) -> Bool? {
        if upper < other.lower || other.upper < lower { return false }
        if lower == upper, other.lower == other.upper { return true }
        // A count is never a fraction.
        if isCount, other.isFraction { return false }
        if other.isCount, isFraction { return false }
        return nil
    }

    private var isFraction: Bool {
        !isCount && lower == upper && abs(lower) < 9e15 && Double(Int64(lower)) != lower
    }
}

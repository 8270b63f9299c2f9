import RulePlan

/// Something that conditions speak of, and that is free to be anything in its universe.
struct Quantity: Sendable {
    enum Kind: Hashable, Sendable {
        /// The value of an expression: a score, a parameter, a field, or something calculated.
        case value(ExpressionID)
        /// How many rows are certain to count: a count is known within bounds.
        case certain(ExpressionID)
        /// How many rows may count.
        case possible(ExpressionID)
        /// How far the first is above the second: a duration for times and durations, else only the sign matters.
        case difference(ExpressionID, ExpressionID)
        /// Whether two values without an order are equal.
        case equality(ExpressionID, ExpressionID, folding: Bool)
        /// The last day of the calendar that begins no later than a time, as a number that rises with the days.
        case day(ExpressionID)
        /// Whether a condition holds of which nothing more is understood.
        case truth(ExpressionID)
    }

    var kind: Kind
    var universe: Domain
    /// Whether only whole numbers are in it.
    var isWhole = false
}

extension Quantity.Kind {
    /// Whether it is about how many rows there are.
    var isCount: Bool {
        switch self {
        case .certain, .possible: true
        case .value, .difference, .equality, .day, .truth: false
        }
    }
}

typealias QuantityID = Ordinal<Quantity>

extension Domain {
    static let anyTruth = Domain(mayBeMissing: true, known: .members(0b11))

    static func truth(_ truth: Bool) -> Domain { Domain(mayBeMissing: false, known: .members(truth ? 0b10 : 0b01)) }

    /// What values of a type may be, if nothing more is known; nothing where the type is beyond what is reasoned about.
    init?(of type: ValueType) {
        switch type {
        case .boolean: self = .anyTruth
        case .number(let range):
            let ends = RangeSet.Range(
                lower: range.lower.isFinite ? .init(value: .number(range.lower), isIncluded: true) : nil,
                upper: range.upper.isFinite ? .init(value: .number(range.upper), isIncluded: true) : nil)
            self.init(mayBeMissing: true, known: .ordered(RangeSet(ends)))
        case .time, .duration, .version: self.init(mayBeMissing: true, known: .ordered(.all))
        case .text, .address, .reference, .network, .list: self.init(mayBeMissing: true, known: .others([]))
        case .levels(let names), .choices(let names):
            // Longer lists are not reasoned about.
            guard names.count <= 64 else { return nil }
            let all = names.count == 64 ? UInt64.max : (1 << UInt64(names.count)) - 1
            self.init(mayBeMissing: true, known: .members(all))
        }
    }
}

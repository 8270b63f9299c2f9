import RulePlan
import RuleSyntax
import RuleText

/// What is known of a comparison whatever the data.
struct ComparisonFact: Hashable, Sendable {
    /// How it comes out wherever its operands are known.
    enum Outcome: Hashable, Sendable {
        case never, always

        var opposite: Outcome { self == .never ? .always : .never }
    }

    /// A score that is held on one side, or on both, by something that doesn't depend on the data.
    struct Bound: Hashable, Sendable {
        enum Side: Hashable, Sendable {
            case above, below, both
        }

        var score: ScoreID
        var side: Side
    }

    /// Nothing where it depends on the operands.
    var outcome: Outcome?
    var bound: Bound?
}

/// The values that an operand can have, if it is known: from `low` to `high`, without end where there is none.
struct Extent: Hashable, Sendable {
    var low: Value?
    var high: Value?

    /// How a comparison of two operands comes out whatever their values within these extents.
    static func outcome(
        of comparator: Comparison.Comparator, _ left: Extent, _ right: Extent
    ) -> ComparisonFact.Outcome? {
        switch comparator {
        case .less:
            if isBelow(left.high, right.low) { return .always }
            if isBelow(right.high, left.low, orEqual: true) { return .never }
        case .lessOrEqual:
            if isBelow(left.high, right.low, orEqual: true) { return .always }
            if isBelow(right.high, left.low) { return .never }
        case .greater, .greaterOrEqual:
            return outcome(of: comparator.mirrored, right, left)
        case .equal:
            if isBelow(left.high, right.low) || isBelow(right.high, left.low) { return .never }
            if isBelow(left.high, right.low, orEqual: true), isBelow(right.high, left.low, orEqual: true) {
                return .always
            }
        case .notEqual:
            return outcome(of: .equal, left, right)?.opposite
        }
        return nil
    }

    private static func isBelow(_ left: Value?, _ right: Value?, orEqual: Bool = false) -> Bool {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right || orEqual && left == right
        case (.member(let left), .member(let right)): left < right || orEqual && left == right
        case (.duration(let left), .duration(let right)): left < right || orEqual && left == right
        case (.time(let left), .time(let right)): left < right || orEqual && left == right
        case (.version(let left), .version(let right)): left < right || orEqual && left == right
        default: false
        }
    }
}

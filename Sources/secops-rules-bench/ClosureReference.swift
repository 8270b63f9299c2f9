import RuleEngine
import RulePlan

/// What evaluating row by row costs when it is done well: each rule is one closure, made of closures, over plain typed rows.
///
/// Constants are computed beforehand, a comparison of a field with a constant is a single closure, `and` and `or` stop early, texts
/// are folded beforehand. Conditions are three-valued. It knows the conditions that `GeneratedRules` makes, and no others.
struct ClosureReference {
    enum Truth: UInt8 {
        case isFalse, isTrue, isUnknown
    }

    /// The row in scope.
    struct Frame {
        var innermost: Int
    }

    typealias Condition = (Frame) -> Truth

    /// By rule.
    let conditions: [Condition]

    init(_ plan: Plan, on estate: GeneratedEstate) {
        let compiler = ClosureCompiler(plan, estate)
        conditions = plan.rules.map { compiler.condition($0.condition) }
    }

    func counts(rows: Range<Int>) -> DecisionCounts {
        var counts = DecisionCounts()
        for row in rows {
            let frame = Frame(innermost: row)
            for condition in conditions {
                switch condition(frame) {
                case .isTrue: counts.fired += 1
                case .isUnknown: counts.undetermined += 1
                case .isFalse: break
                }
            }
        }
        return counts
    }
}

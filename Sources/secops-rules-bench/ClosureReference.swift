import RuleEngine
import RulePlan

/// What evaluating row by row costs when it is done well: each rule is one closure, made of closures, over flat typed columns.
///
/// Constants are computed beforehand, a comparison of a field with a constant is a single closure without a bounds check, texts and
/// versions are codes whose truths were looked up beforehand, `and` and `or` stop early. Conditions are three-valued. It knows the
/// conditions that `GeneratedRules` makes, and no others.
struct ClosureReference {
    /// In such an order that `and` is the least and `or` the greatest.
    enum Truth: UInt8 {
        case isFalse, isUnknown, isTrue
    }

    /// Asked of a row.
    typealias Condition = (Int) -> Truth

    /// By rule.
    let conditions: [Condition]

    init(_ plan: Plan, on estate: GeneratedEstate) {
        let compiler = ClosureCompiler(plan, estate)
        conditions = plan.rules.map { compiler.condition($0.condition) }
    }

    /// By rule. A rule is asked of some hundred rows before the next one is: what it calls is then predicted and in the nearest cache.
    func counts(rows: Range<Int>) -> [DecisionCounts] {
        var counts = conditions.map { _ in DecisionCounts() }
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: 512) {
            for (rule, condition) in conditions.enumerated() {
                var (fired, undetermined) = (0, 0)
                for row in start..<min(start + 512, rows.upperBound) {
                    let truth = condition(row)
                    fired &+= truth == .isTrue ? 1 : 0
                    undetermined &+= truth == .isUnknown ? 1 : 0
                }
                counts[rule].fired += fired
                counts[rule].undetermined += undetermined
            }
        }
        return counts
    }
}

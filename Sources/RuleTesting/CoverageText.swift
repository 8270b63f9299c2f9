import RulePlan
import RuleText

/// What no test shows.
struct CoverageText {
    let isColored: Bool

    func rendered(_ coverage: [RuleCoverage]) -> String {
        var result = "coverage".styled(.bold, if: isColored)
        result +=
            ": \(coverage.shownRuleCount) of \(count(coverage.count, "rule")) both fire and stay quiet in a test, "
            + "\(coverage.shownConditionCount) of \(count(coverage.conditionCount, "condition")) "
            + "are both true and false in one\n"
        for rule in coverage {
            let gaps = gaps(of: rule)
            if gaps.isEmpty { continue }
            result += "  \(rule.rule.displayed)".styled(.bold, if: isColored)
            result += "  (\(rule.location.file.displayed):\(rule.location.line))\n"
            for gap in gaps { result += "    \(gap.displayed)\n" }
        }
        return result
    }

    private func gaps(of rule: RuleCoverage) -> [String] {
        // Of a rule that no test touches, its conditions say nothing new.
        if !rule.fired, !rule.wasQuiet, rule.conditions.allSatisfy({ !$0.wasTrue && !$0.wasFalse }) {
            return ["no test"]
        }
        var gaps: [String] = []
        if !rule.fired { gaps.append("never fires") }
        if !rule.wasQuiet { gaps.append("never quiet") }
        for condition in rule.conditions {
            switch (condition.wasTrue, condition.wasFalse) {
            case (true, true): break
            case (true, false): gaps.append("never false: \(condition.text)")
            case (false, true): gaps.append("never true: \(condition.text)")
            case (false, false): gaps.append("never true or false: \(condition.text)")
            }
        }
        return gaps
    }

    private func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

import RuleEngine
import RulePlan

/// How many decisions are true, and how many unknown.
struct DecisionCounts: Hashable {
    var fired = 0
    var undetermined = 0
}

extension [DecisionCounts] {
    /// Of all rules together.
    var total: DecisionCounts {
        reduce(into: DecisionCounts()) {
            $0.fired += $1.fired
            $0.undetermined += $1.undetermined
        }
    }
}

extension ScalarEvaluator {
    func counts(of plan: Plan, rows: Range<Int>) -> DecisionCounts {
        var counts = DecisionCounts()
        for row in rows {
            for rule in plan.rules {
                switch truth(of: rule.condition, in: [row]) {
                case true?: counts.fired += 1
                case nil: counts.undetermined += 1
                case false?: break
                }
            }
        }
        return counts
    }
}

import RuleEngine
import RulePlan
import Testing

@testable import RuleAnalysis

/// Holds what is said of two conditions to what the evaluator says on random estates.
enum RandomDifferences {
    /// - Parameter plan: A plan whose first two rules have the two conditions.
    static func check(
        _ verdict: ProgramDifference.Verdict, _ plan: Plan, _ conditions: [String], _ random: inout RandomConditions
    ) throws {
        for _ in 0..<6 {
            let (data, _) = random.estate(for: plan)
            // Parameters have their defaults.
            let evaluator = ScalarEvaluator(
                plan: plan, data: data, context: RunContext(now: RandomConditions.now))
            for row in 0..<40 {
                let old = evaluator.truth(of: plan.rules[0].condition, in: [row])
                let new = evaluator.truth(of: plan.rules[1].condition, in: [row])
                let isRight =
                    switch verdict {
                    case .same: old == new
                    case .undetermined: (old == true) == (new == true)
                    case .stricter: new != true || old == true
                    case .looser: old != true || new == true
                    case .different, .added, .removed, .unknown: true
                    }
                #expect(isRight, "\(verdict): \(conditions[0]) | \(conditions[1])")
            }
        }
    }
}

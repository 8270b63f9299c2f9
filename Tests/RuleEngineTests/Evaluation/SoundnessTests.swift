import TestSupport
import Testing

@testable import RuleEngine
@testable import RulePlan

@Suite struct Soundness {
    private static let conditionCount = 80
    private static let estateCount = 16
    private static let fillingCount = 14

    /// What became of the conditions of one seed.
    private struct Tally {
        var filled = 0
        var trueCount = 0
        var falseCount = 0
        var unknownCount = 0
        var violations: [String] = []
    }

    @Test(arguments: 0..<UInt64(8))
    func `filling in missing values never changes a condition that was determined`(seed: UInt64) {
        let tally = Self.tally(seed: seed)
        #expect(tally.violations == [], "seed \(seed)")
        // Else the test would say nothing.
        #expect(tally.filled > 12_500, "seed \(seed)")
        #expect(min(tally.trueCount, tally.falseCount, tally.unknownCount) > 300, "seed \(seed)")
    }

    private static func tally(seed: UInt64) -> Tally {
        var expressions = RandomExpressions(seed: seed)
        let conditions = (0..<conditionCount).map { _ in expressions.condition() }
        for condition in conditions { expressions.addRule(for: condition) }
        let plan = expressions.plan
        let context = RunContext(now: RandomEstate.now)
        var random = SeededRandom(seed: seed)
        var tally = Tally()
        tally.violations = plan.verify()
        for _ in 0..<estateCount {
            let estate = RandomEstate(using: &random)
            let before = ScalarEvaluator(plan: plan, data: estate.data, context: context)
            let rows = estate.rows[RandomEstate.device.index]?.indices ?? 0..<0
            var determined: [(condition: ExpressionID, row: Int, truth: Bool)] = []
            for condition in conditions {
                for row in rows {
                    guard let truth = before.truth(of: condition, in: [row]) else {
                        tally.unknownCount += 1
                        continue
                    }
                    if truth { tally.trueCount += 1 } else { tally.falseCount += 1 }
                    determined.append((condition, row, truth))
                }
            }
            for _ in 0..<fillingCount {
                let filled = estate.filled(using: &random)
                let after = ScalarEvaluator(plan: plan, data: filled.data, context: context)
                for (condition, row, truth) in determined {
                    tally.filled += 1
                    if after.truth(of: condition, in: [row]) != truth, tally.violations.isEmpty {
                        let text = PlanText(plan: plan).text(condition, rows: ["device"])
                        tally.violations.append("\(text) was \(truth) for row \(row) of \(estate); filled \(filled)")
                    }
                }
            }
        }
        return tally
    }
}

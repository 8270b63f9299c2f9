import RuleEngine
import RulePlan
import Testing

@testable import RuleAnalysis

/// What the analysis says of conditions, held to the evaluator: random conditions on random rows.
@Suite struct `What is said of conditions` {
    @Test(arguments: 0..<40)
    func `is never wrong`(seed: UInt64) throws {
        var random = RandomConditions(seed: seed)
        var conditions: [String] = []
        for _ in 0..<200 where conditions.count < 24 {
            let condition = random.condition()
            if RandomConditions.plan(of: [condition]) != nil { conditions.append(condition) }
        }
        let plan = try #require(RandomConditions.plan(of: conditions))
        var space = MeaningSpace()
        let source = space.add(plan)
        let written = plan.rules.map { space.written($0.condition, of: source) }
        var reasoner = Reasoner(space)
        let never = written.map { reasoner.isNever([reasoner.reader.formula($0)]) }
        let neverFalse = written.map { reasoner.isNever([reasoner.reader.formula($0, is: false)]) }
        let always = written.map { reasoner.isNever([reasoner.reader.formula(notTrue: $0)]) }
        var implied: [(Int, Int)] = []
        var apart: [(Int, Int)] = []
        for first in written.indices {
            for second in written.indices where first != second {
                let both = [reasoner.reader.formula(written[first]), reasoner.reader.formula(written[second])]
                if reasoner.isNever(both) { apart.append((first, second)) }
                let not = reasoner.reader.formula(notTrue: written[second])
                if reasoner.isNever([both[0], not]) { implied.append((first, second)) }
            }
        }
        for _ in 0..<12 {
            let (data, parameters) = random.estate(for: plan)
            let evaluator = ScalarEvaluator(
                plan: plan, data: data, context: RunContext(now: RandomConditions.now, parameters: parameters))
            for row in 0..<40 {
                let truths = plan.rules.map { evaluator.truth(of: $0.condition, in: [row]) }
                for (index, truth) in truths.enumerated() {
                    #expect(!(never[index] && truth == true), "never true, but is: \(conditions[index])")
                    #expect(!(neverFalse[index] && truth == false), "never false, but is: \(conditions[index])")
                    #expect(!(always[index] && truth != true), "always true, but is not: \(conditions[index])")
                }
                for (first, second) in apart where truths[first] == true && truths[second] == true {
                    Issue.record("not apart: \(conditions[first]) | \(conditions[second])")
                }
                for (first, second) in implied where truths[first] == true && truths[second] != true {
                    Issue.record("does not follow: \(conditions[first]) | \(conditions[second])")
                }
            }
        }
    }

    @Test func `is often something`() throws {
        // Law tests of an analysis that never says anything would be empty.
        var said = 0
        var witnesses = 0
        var asked = 0
        var random = RandomConditions(seed: 77)
        for _ in 0..<2_000 where asked < 400 {
            let conditions = [random.condition(), random.condition()]
            guard let plan = RandomConditions.plan(of: conditions) else { continue }
            asked += 1
            var space = MeaningSpace()
            let source = space.add(plan)
            let written = plan.rules.map { space.written($0.condition, of: source) }
            var reasoner = Reasoner(space)
            let formulas = written.map { reasoner.reader.formula($0) }
            switch reasoner.answer(formulas) {
            case .never: said += 1
            case .unknown: break
            case .possible(let assignment):
                let wishes = written.map { WitnessMaker.Wish(condition: $0, isTrue: true) }
                let witness = reasoner.witness(of: assignment, wishes, EntityID(0))
                if let witness, witness.isVerified { witnesses += 1 }
            }
        }
        #expect(said > 20)
        #expect(witnesses > 250)
    }
}

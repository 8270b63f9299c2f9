import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `Given definitions` {
    @Test func `take the place of the definition, for their row alone`() {
        var estate = TestEstate()
        let field = estate.field("a")
        estate.plan.definitions = [
            PlanDefinition(entity: TestEstate.device, name: "isolated", type: .boolean, value: field)
        ]
        let row = estate.plan.intern(.row(depth: 0), type: .reference(TestEstate.device))
        let isolated = estate.plan.intern(.definition(DefinitionID(0), of: row), type: .boolean)
        // One that a rule uses is evaluated before the rows, one that nothing uses where it is asked for.
        for isUsed in [true, false] {
            var estate = estate
            if isUsed {
                estate.rule("r")
                estate.plan.rules[0].condition = isolated
            }
            for id in ["d1", "d2", "d3"] { estate.device(id, "a") }
            var data = estate.data
            data.givenDefinitions = [DefinitionID(0): [0: .boolean(false), 2: .missing]]
            let evaluator = ScalarEvaluator(plan: estate.plan, data: data, context: estate.context())
            #expect((0...2).map { evaluator.truth(of: isolated, in: [$0]) } == [false, true, nil])
        }
    }

    @Test func `may be of the organisation`() {
        var estate = TestEstate()
        let value = estate.constant(.number(1), .number)
        estate.plan.definitions = [PlanDefinition(entity: nil, name: "n", type: .number, value: value)]
        let definition = estate.plan.intern(.definition(DefinitionID(0), of: nil), type: .number)
        var data = estate.data
        data.givenDefinitions = [DefinitionID(0): [0: .number(2)]]
        let evaluator = ScalarEvaluator(plan: estate.plan, data: data, context: estate.context())
        #expect(evaluator.value(of: definition, in: []) == .number(2))
    }
}

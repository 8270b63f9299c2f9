import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `Long and deep plans` {
    private static let boolean = ValueType.boolean

    /// A chain of definitions, each one more than the one before; the first is `base`.
    private func chain(_ count: Int, of entity: EntityID?, base: (inout Plan) -> ExpressionID) -> Plan {
        var plan = Plan(schema: RandomEstate.schema)
        let row = entity.map { plan.intern(.row(depth: 0), type: .reference($0)) }
        let one = plan.intern(.constant(.number(1)), type: .number)
        var value = base(&plan)
        for place in 0..<count {
            plan.definitions.append(PlanDefinition(entity: entity, name: "d\(place)", type: .number, value: value))
            let use = plan.intern(.definition(DefinitionID(place), of: row), type: .number)
            value = plan.intern(.arithmetic(.add, use, one), type: .number)
        }
        return plan
    }

    private func rule(for condition: ExpressionID) -> PlanRule {
        PlanRule(
            name: "r", title: nil, severity: nil, tags: [], see: [], location: SourceLocation(file: "f", line: 1),
            subject: nil, condition: condition, effects: [], because: nil, evidence: [])
    }

    private var empty: Dataset { DatasetBuilder(schema: RandomEstate.schema).finish() }

    @Test(arguments: [true, false])
    func `a chain of ten thousand definitions needs no stack`(isUsedByRule: Bool) {
        var plan = chain(10_000, of: nil) { $0.intern(.constant(.number(0)), type: .number) }
        let last = plan.intern(.definition(DefinitionID(9_999), of: nil), type: .number)
        if isUsedByRule { plan.rules = [rule(for: last)] }
        let evaluator = ScalarEvaluator(plan: plan, data: empty, context: RunContext(now: RandomEstate.now))
        #expect(evaluator.value(of: last, in: []) == .number(9_999))
    }

    @Test func `the cost of definitions that use one another twice doesn't double`() {
        var plan = Plan(schema: RandomEstate.schema)
        var value = plan.intern(.score(ScoreID(0)), type: .number)
        for place in 0..<200 {
            plan.definitions.append(PlanDefinition(entity: nil, name: "d\(place)", type: .number, value: value))
            let use = plan.intern(.definition(DefinitionID(place), of: nil), type: .number)
            value = plan.intern(.arithmetic(.subtract, use, use), type: .number)
        }
        let last = plan.intern(.definition(DefinitionID(199), of: nil), type: .number)
        plan.rules = [rule(for: last)]
        let evaluator = ScalarEvaluator(plan: plan, data: empty, context: RunContext(now: RandomEstate.now))
        #expect(evaluator.value(of: last, in: []) == .missing)
    }

    @Test func `definitions that are made of themselves are missing`() {
        var plan = Plan(schema: RandomEstate.schema)
        let use = plan.intern(.definition(DefinitionID(0), of: nil), type: .number)
        plan.definitions = [PlanDefinition(entity: nil, name: "d", type: .number, value: use)]
        for rules in [[], [rule(for: use)]] {
            plan.rules = rules
            let evaluator = ScalarEvaluator(plan: plan, data: empty, context: RunContext(now: RandomEstate.now))
            #expect(evaluator.value(of: use, in: []) == .missing)
        }
    }

    @Test func `expressions as deep as the language allows are evaluated`() {
        var plan = Plan(schema: RandomEstate.schema)
        let unknown = plan.intern(.constant(.missing), type: Self.boolean)
        let wrong = plan.intern(.constant(.boolean(false)), type: Self.boolean)
        var condition = unknown
        for _ in 0..<256 {
            let either = plan.intern(.or([wrong, condition]), type: Self.boolean)
            condition = plan.intern(.not(either), type: Self.boolean)
        }
        let evaluator = ScalarEvaluator(plan: plan, data: empty, context: RunContext(now: RandomEstate.now))
        #expect(evaluator.truth(of: condition, in: []) == nil)
        #expect(evaluator.missingLabels(of: condition, evidence: [], in: []) == [])
    }
}

import RulePlan
import Testing

/// A plan with two entities, one of which refers to the other, and one score.
private func samplePlan() -> Plan {
    var schema = Schema()
    var device = EntitySchema(name: "device", title: nil, sources: [])
    device.fields = [FieldSchema(name: "id", type: .text), FieldSchema(name: "risk", type: .levels(["low", "high"]))]
    device.key = [FieldSlot(0)]
    var alert = EntitySchema(name: "alert", title: nil, sources: [])
    alert.fields = [
        FieldSchema(name: "id", type: .text), FieldSchema(name: "device", type: .reference(EntityID(0))),
        FieldSchema(name: "count", type: .number),
    ]
    alert.key = [FieldSlot(0)]
    schema.entities = [device, alert]
    schema.scores = [
        ScoreSchema(name: "exposure", title: nil, type: .number, direction: .lowerIsBetter, sources: [])
    ]
    return Plan(schema: schema)
}

private let device = EntityID(0)
private let alert = EntityID(1)

@Suite struct `A plan's invariants` {
    var plan = samplePlan()

    private mutating func addRule(for entity: EntityID?, when condition: ExpressionID) {
        plan.rules.append(
            PlanRule(
                name: "r", title: nil, severity: nil, tags: [], see: [],
                location: SourceLocation(file: "a.secrule", line: 1),
                subject: entity.map { .init(entity: $0, top: nil) }, condition: condition, effects: [], because: nil,
                evidence: []))
    }

    private mutating func alertCount(where condition: ExpressionID?) -> ExpressionID {
        let row = plan.intern(.row(depth: 0), type: .reference(device))
        return plan.intern(
            .aggregate(
                .count, value: nil, by: nil,
                rows: PlanRowSet(entity: alert, scope: .referring(FieldSlot(1), to: row), condition: condition)),
            type: .number)
    }

    @Test mutating func `a rule over its own row and the rows that refer to it holds them`() {
        let innerRow = plan.intern(.row(depth: 0), type: .reference(alert))
        let count = plan.intern(.field(FieldSlot(2), of: innerRow), type: .number)
        let outerRow = plan.intern(.row(depth: 1), type: .reference(device))
        let risk = plan.intern(.field(FieldSlot(1), of: outerRow), type: .levels(["low", "high"]))
        let high = plan.intern(.constant(.member(1)), type: .levels(["low", "high"]))
        let isRisky = plan.intern(.comparison(.equal, risk, high, folding: true), type: .boolean)
        let three = plan.intern(.constant(.number(3)), type: .number)
        let isLarge = plan.intern(.comparison(.greater, count, three, folding: true), type: .boolean)
        let both = plan.intern(.and([isRisky, isLarge]), type: .boolean)
        let alerts = alertCount(where: both)
        let condition = plan.intern(.comparison(.greater, alerts, three, folding: true), type: .boolean)
        addRule(for: device, when: condition)
        #expect(plan.verify() == [])
    }

    @Test mutating func `an operand stands before the node that uses it`() {
        _ = plan.intern(.not(ExpressionID(0)), type: .boolean)
        #expect(plan.verify() == ["expression 0: operand 0 does not stand before it"])
    }

    @Test mutating func `an id names something that is there`() {
        _ = plan.intern(.score(ScoreID(1)), type: .number)
        #expect(plan.verify() == ["expression 0: names something that isn't there"])
    }

    @Test mutating func `a rule of the organisation has no row`() {
        let row = plan.intern(.row(depth: 0), type: .reference(device))
        let condition = plan.intern(.isKnown(row), type: .boolean)
        addRule(for: nil, when: condition)
        #expect(plan.verify() == ["rule r: expression 1 reads a row that isn't in its frame"])
    }

    @Test mutating func `a row is of the entity that its reader takes it for`() {
        let row = plan.intern(.row(depth: 0), type: .reference(alert))
        let condition = plan.intern(.isKnown(row), type: .boolean)
        addRule(for: device, when: condition)
        #expect(plan.verify() == ["rule r: expression 1 reads a row that isn't in its frame"])
    }

    @Test mutating func `the rows inside a row set are its entity's`() {
        let row = plan.intern(.row(depth: 0), type: .reference(device))
        let isKnown = plan.intern(.isKnown(row), type: .boolean)
        _ = alertCount(where: isKnown)
        #expect(plan.verify() == ["expression 2: takes the row at depth 0 for rows of two entities"])
    }

    @Test mutating func `levels do not compare with numbers`() {
        let row = plan.intern(.row(depth: 0), type: .reference(device))
        let risk = plan.intern(.field(FieldSlot(1), of: row), type: .levels(["low", "high"]))
        let one = plan.intern(.constant(.number(1)), type: .number)
        _ = plan.intern(.comparison(.equal, risk, one, folding: true), type: .boolean)
        #expect(plan.verify() == ["expression 3: its types do not fit"])
    }

    @Test mutating func `a constant is a value of its type`() {
        _ = plan.intern(.constant(.member(2)), type: .levels(["low", "high"]))
        #expect(plan.verify() == ["expression 0: its types do not fit"])
    }

    @Test mutating func `a condition is true or false`() {
        let score = plan.intern(.score(ScoreID(0)), type: .number)
        addRule(for: nil, when: score)
        #expect(plan.verify() == ["rule r: expression 0 has another type"])
    }

    @Test mutating func `a definition is not made of itself`() {
        let other = plan.intern(.definition(DefinitionID(1), of: nil), type: .number)
        let one = plan.intern(.definition(DefinitionID(0), of: nil), type: .number)
        plan.definitions = [
            PlanDefinition(entity: nil, name: "a", type: .number, value: other),
            PlanDefinition(entity: nil, name: "b", type: .number, value: one),
        ]
        #expect(plan.verify() == ["a definition is made of itself"])
    }

    @Test mutating func `two definitions may be made of a third`() {
        let score = plan.intern(.score(ScoreID(0)), type: .number)
        let base = plan.intern(.definition(DefinitionID(0), of: nil), type: .number)
        let sum = plan.intern(.arithmetic(.add, base, base), type: .number)
        plan.definitions = [
            PlanDefinition(entity: nil, name: "base", type: .number, value: score),
            PlanDefinition(entity: nil, name: "a", type: .number, value: sum),
            PlanDefinition(entity: nil, name: "b", type: .number, value: base),
        ]
        #expect(plan.verify() == [])
    }
}

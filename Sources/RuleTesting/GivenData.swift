import RuleEngine
import RulePlan

/// The data that a test gives.
struct GivenData {
    /// Nothing where two rows have one key: spelled differently, but of one value.
    let dataset: Dataset?

    init(_ test: PlanTest, _ schema: Schema, _ evaluator: ScalarEvaluator) {
        let place = DataPlace(file: test.location.file, line: test.location.line)
        var builder = DatasetBuilder(schema: schema)
        for entity in test.emptyEntities { builder.declare(entity, file: nil) }
        /// By row of the test: its place among those of its entity.
        var places: [Int] = []
        var counts: [EntityID: Int] = [:]
        for row in test.rows {
            var values = [Value](repeating: .missing, count: schema[row.entity].fields.count)
            for (slot, value) in row.values { values[slot.index] = evaluator.value(of: value, in: []) }
            builder.add(values, to: row.entity, at: place)
            places.append(counts[row.entity, default: 0])
            counts[row.entity, default: 0] += 1
        }
        for (score, value) in test.scores { builder.set(score, to: evaluator.value(of: value, in: []), at: place) }
        var data = builder.finish()
        // The test's file is no file of exports.
        data.summaries = []
        guard counts.allSatisfy({ data.table($0.key)?.rowCount == $0.value }) else {
            dataset = nil
            return
        }
        func given(_ value: ExpressionID, for id: DefinitionID) -> Value {
            data.resolved(evaluator.value(of: value, in: []), as: evaluator.plan[id].type)
        }
        for (id, value) in test.derived { data.givenDefinitions[id] = [0: given(value, for: id)] }
        for (place, row) in zip(places, test.rows) {
            for (id, value) in row.derived { data.givenDefinitions[id, default: [:]][place] = given(value, for: id) }
        }
        dataset = data
    }
}

extension Dataset {
    /// A value that was given; a reference is given by its row's key.
    fileprivate func resolved(_ value: Value, as type: ValueType) -> Value {
        guard case .reference(let entity) = type else { return value }
        let parts: [String]? =
            switch value {
            case .text(let text): [text.string]
            case .list(let elements):
                elements.compactMap { if case .text(let text) = $0 { text.string } else { nil } }
            default: nil
            }
        return parts.flatMap { table(entity)?.row(withKey: $0) }.map(Value.row) ?? .missing
    }
}

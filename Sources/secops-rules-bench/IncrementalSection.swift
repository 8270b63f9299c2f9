import RuleEngine
import RulePlan

/// What entered and left after some rows changed, beside counting everything anew.
func incrementalSection(_ bench: Bench) -> [MeasuredRow] {
    let rows = bench.size(1_000_000, quick: 500)
    let changed = bench.size(100, quick: 5)
    let rules = bench.size(1_000, quick: 22)
    let plan = bench.plan(.init(count: rules, quantified: rules / 5))
    let data = bench.data(devices: rows)
    let tracker = MatchTracker(plan, on: data, in: GeneratedEstate.context)
    let anew = MeasuredRow.Reference(
        name: "anew", measurement: Batch(bench, plan, rows: rows).whole(.counts), amount: 1)
    let size = "\(changed) of \(BenchTable.grouped(rows)) × \(BenchTable.grouped(rules))"
    return [(EntityID(0), "devices"), (EntityID(1), "alerts")].map { entity, name in
        let swaps = Swaps(data, entity, schema: plan.schema, count: changed)
        var isSwapped = false
        let measurement = bench.measure {
            isSwapped.toggle()
            let changes = tracker.apply(swaps.rows(isSwapped: isSwapped))
            return changes.entered.count &* 31 &+ changes.left.count
        }
        return MeasuredRow("\(name) changed", size: size, measurement, amount: 1, .times, reference: anew)
    }
}

/// Rows that take on what others hold, and go back.
private struct Swaps {
    private let swapped: ChangedRows
    private let original: ChangedRows

    init(_ data: Dataset, _ entity: EntityID, schema: Schema, count: Int) {
        let rowCount = data.table(entity)?.rowCount ?? 0
        let places = (0..<count).map { $0 * (rowCount / count) }
        swapped = Self.rows(places.map { ($0, $0 + 1) }, data, entity, schema)
        original = Self.rows(places.map { ($0, $0) }, data, entity, schema)
    }

    func rows(isSwapped: Bool) -> ChangedRows { isSwapped ? swapped : original }

    /// - Parameter places: Of each row, and of the one whose values it takes on.
    private static func rows(
        _ places: [(key: Int, values: Int)], _ data: Dataset, _ entity: EntityID, _ schema: Schema
    ) -> ChangedRows {
        var builder = DatasetBuilder(schema: schema)
        guard let table = data.table(entity) else { return builder.finishAsChanges() }
        for place in places {
            let values = schema[entity].fields.indices.map { field -> Value in
                let slot = FieldSlot(field)
                if schema[entity].key.contains(slot) { return table.value(slot, place.key) }
                if case .row(let target) = table.value(slot, place.values),
                    case .reference(let other) = schema[entity][slot].type
                {
                    return .text(Text(data.table(other)?.key(of: target).first ?? ""))
                }
                return table.value(slot, place.values)
            }
            builder.add(values, to: entity, at: DataPlace(file: "changes", line: nil))
        }
        return builder.finishAsChanges()
    }
}

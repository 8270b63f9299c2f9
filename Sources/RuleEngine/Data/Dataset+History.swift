import RulePlan
import RuleText

extension Dataset {
    /// The entity whose rows are the events of the history.
    private static let historyName = "task_history"

    /// The data with the history among it, for conditions about what was done when.
    ///
    /// Rows that were given stay as they are. A history without events leaves the entity absent: nothing is known of what was done.
    /// Events with ids of no known form are somebody else's and left out.
    func adding(_ history: History, as schema: Schema) -> Dataset {
        guard !history.events.isEmpty, let entity = schema.entity(named: Self.historyName), table(entity) == nil else {
            return self
        }
        let fields = schema[entity].fields
        var rows = EntityRows()
        rows.prepare(schema[entity], in: schema)
        for event in history.events {
            guard let id = ItemID(event.id) else { continue }
            let values = fields.map { event.value(of: $0, id) }
            let hasKey = schema[entity].key.allSatisfy { slot in
                schema.keyParts(values[slot.index], of: fields[slot.index].type) != nil
            }
            if hasKey { rows.add(values, at: DataPlace(file: "history", line: nil)) }
        }
        let keyed = KeyedRows(rows, entity: schema[entity], schema: schema, parallelism: .serial)

        var result = self
        result.tables[entity.index] = Table(
            entity: entity, schema: schema, rowCount: keyed.rowCount, columns: keyed.columns,
            keys: keyed.source.keys(rowCount: keyed.rowCount), rowCounts: tables.map { $0?.rowCount ?? 0 })
        if let place = result.summaries.firstIndex(where: { $0.entity == Self.historyName }) {
            result.summaries[place].rows = keyed.rowCount
        }
        return result
    }
}

extension History.Event {
    /// What the event says about a field, by the field's name; missing for fields that a model adds.
    fileprivate func value(of field: FieldSchema, _ id: ItemID) -> Value {
        switch (field.name, field.type) {
        case ("item", .text): .text(Text(self.id))
        case ("name", .text): id.name.map { .text(Text($0)) } ?? .missing
        case ("target", .text): id.targetText.map { .text(Text($0)) } ?? .missing
        case ("at", .time): .time(at)
        case ("event", .choices(let members)): members.firstIndex(of: kind.rawValue).map(Value.member) ?? .missing
        default: .missing
        }
    }
}

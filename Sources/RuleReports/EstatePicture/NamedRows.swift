import RuleEngine
import RulePlan

/// The rows of one entity, read by the names of the entity and its fields.
struct NamedRows {
    let entity: EntitySchema
    let table: Table

    /// Fails where the model has no such entity, or no data of it was given.
    init(of name: String, _ schema: Schema, _ data: Dataset) throws(EstatePicture.Gap) {
        guard let id = schema.entity(named: name) else { throw .init(sentence: "The model has no entity '\(name)'.") }
        guard let table = data.table(id) else {
            let sources = schema[id].sources.isEmpty ? [name] : schema[id].sources
            throw .init(
                sentence:
                    "No export of '\(name)' was given. It is \(sources.map { "'\($0)'" }.joined(separator: " or ")).")
        }
        entity = schema[id]
        self.table = table
    }

    /// The values of a field, by row; fails where the model has no such field.
    func column(_ name: String) throws(EstatePicture.Gap) -> (Int) -> Value {
        let column = try field(name).column
        return { column[$0] }
    }

    /// The places of a field's values in the names of its levels or choices, by row; fails where it has none.
    func members(_ name: String) throws(EstatePicture.Gap) -> (names: [String], place: (Int) -> Int?) {
        let (field, column) = try field(name)
        guard let names = field.type.members else {
            throw .init(sentence: "In the model '\(entity.name).\(name)' has no levels.")
        }
        return (names, { if case .member(let place) = column[$0] { place } else { nil } })
    }

    /// What a person calls a row.
    func label(of row: Int) -> String {
        if let field = entity.labelField, case .text(let name) = table.value(field, row) { return name.string }
        return table.keys[row].joined(separator: ", ")
    }

    private func field(_ name: String) throws(EstatePicture.Gap) -> (schema: FieldSchema, column: Column) {
        guard let slot = entity.field(named: name) else {
            throw .init(sentence: "The model's entity '\(entity.name)' has no field '\(name)'.")
        }
        return (entity[slot], table.columns[slot.index])
    }
}

extension Value {
    var finiteNumber: Double? { if case .number(let number) = self { number } else { nil } }
    var instant: Instant? { if case .time(let instant) = self { instant } else { nil } }
    var string: String? { if case .text(let text) = self { text.string } else { nil } }
}

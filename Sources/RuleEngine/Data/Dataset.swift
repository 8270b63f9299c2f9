package import RulePlan

/// The data of one run: a table for each entity, the scores, and what was wrong with what was read.
///
/// Made by `DatasetBuilder`; immutable.
public struct Dataset: Sendable {
    /// By entity; nothing where no data was given: the entity is absent, not empty.
    package var tables: [Table?]
    /// By score.
    package var scores: [Value]
    package var summaries: [DataSummary]
    /// Values given for definitions, which take the place of what they come to: by definition, then row; those of the organisation
    /// at row 0.
    package var givenDefinitions: [DefinitionID: [Int: Value]] = [:]
    /// References to rows that aren't there, where they were asked for.
    package var danglingReferences: [DanglingReference] = []

    package init(tables: [Table?], scores: [Value], summaries: [DataSummary]) {
        self.tables = tables
        self.scores = scores
        self.summaries = summaries
    }

    package func table(_ entity: EntityID) -> Table? { tables[entity.index] }
}

/// The rows of one entity, column by column.
package struct Table: Sendable {
    package let entity: EntityID
    /// Places of removed rows included, in a table whose rows changed since its columns were made.
    package internal(set) var rowCount: Int
    /// Rows that changed since the columns were made.
    package internal(set) var overlay: RowOverlay?
    /// By field. Every value has the field's type or is missing; a reference is a row of its entity, missing where dangling.
    package let columns: [Column]
    package let keys: RowKeys
    /// By field, for references: the rows that refer to each row of the referred entity. Nothing for other fields.
    package let referrers: [Referrers?]

    /// - Parameter rowCounts: By entity, for the references to be turned round.
    package init(
        entity: EntityID, schema: Schema, rowCount: Int, columns: [Column], keys: RowKeys, rowCounts: [Int]
    ) {
        self.entity = entity
        self.rowCount = rowCount
        self.columns = columns
        self.keys = keys
        referrers = schema[entity].fields.indices.map { field in
            guard case .reference(let target) = schema[entity].fields[field].type,
                case .rows(let references) = columns[field].storage
            else { return nil }
            return Referrers(references, targetCount: rowCounts[target.index])
        }
    }

    package func value(_ field: FieldSlot, _ row: Int) -> Value {
        if overlay != nil, let changed = changedValue(field, row) { return changed }
        return columns[field.index][row]
    }

    /// The rows of this table whose reference `field` is `target`, ascending.
    package func rows(referringBy field: FieldSlot, to target: Int) -> [Int] {
        changedReferrers(field, target) ?? referrers[field.index]?[target].map(Int.init) ?? []
    }
}

/// Where a row or value came from: `machines.json:17`.
package struct DataPlace: Hashable, Sendable, CustomStringConvertible {
    package var file: String
    /// From 1; nothing where the row came from no file.
    package var line: Int?

    package init(file: String, line: Int?) {
        self.file = file
        self.line = line
    }

    package var description: String { line.map { "\(file):\($0)" } ?? file }
}

public import RuleData
import RuleEngine
import RulePlan

/// The data of one organisation: rows given as values, and exports given as bytes.
///
/// An entity that was given nothing is *absent*: rules over it are undetermined, not quiet. An empty export makes it empty.
public struct Estate: Sendable {
    private var reader: DataReader

    init(reader: DataReader) {
        self.reader = reader
    }

    /// Adds a row to an entity, such as `device`: field names, or the names in exports, with their values.
    ///
    /// Values are read as those of an export are; what does not fit is missing and counted in the outcome's `data`.
    /// - Throws: Where the model has no such entity.
    public mutating func add(_ row: [String: InputValue], to entity: String) throws(DataReadError) {
        try reader.add(row: row, to: entity)
    }

    /// Reads an export: JSON, NDJSON or CSV.
    /// - Parameters:
    ///   - bytes: The whole file, UTF-8 or UTF-16.
    ///   - name: The file's name. It tells what the rows belong to, where the export does not, and is shown with problems.
    ///   - entity: The entity or score that the rows belong to, where neither does.
    /// - Throws: Where the export can't be read whole.
    public mutating func read(_ bytes: [UInt8], named name: String, as entity: String? = nil) throws(DataReadError) {
        try reader.read(bytes, name: name, as: entity)
    }

    var dataset: Dataset { reader.finish() }

    /// The data, with what rows that come later may belong to.
    var datasetForChanges: Dataset { reader.finish(keepsReferences: true) }

    /// What was added, as changes to other data.
    var changes: ChangedRows {
        var reader = reader
        return reader.takeChanges()
    }

    static func noChanges(_ schema: Schema) -> ChangedRows {
        Estate(reader: DataReader(schema: schema)).changes
    }
}

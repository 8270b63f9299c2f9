package import RulePlan

/// Rows that are to be added, or to take the place of those with their keys.
package struct ChangedRows: Sendable {
    /// By entity; nothing where none was given.
    var rows: [[RowOverlay.Row]?]
    /// By score; nothing where it was not given.
    var scores: [Value?]
}

extension ChangedRows {
    /// The keys of an entity's rows.
    func keys(of entity: EntityID) -> [RowKey] { (rows[entity.index] ?? []).map { RowKey($0.key) } }
}

/// A row by its key.
package struct RowReference: Hashable, Sendable {
    package var entity: EntityID
    /// Its parts, spelled as in the data but for case.
    package var key: [String]

    package init(entity: EntityID, key: [String]) {
        self.entity = entity
        self.key = key
    }
}

/// A reference to a row that isn't there.
package struct DanglingReference: Sendable {
    package var entity: EntityID
    package var field: FieldSlot
    package var row: Int
    /// Of the row that it refers to.
    package var key: [String]
}

/// A version of the data, and the rows that changed since the last one.
struct DataEdit {
    private(set) var data: Dataset
    private(set) var directory: RowDirectory
    private(set) var changed: [EntityID: Set<Int>] = [:]
    /// Whether an entity is there that was not, or a score is another.
    private(set) var changesAll = false
    private let schema: Schema
    /// Whether the directory stays as it is: its copy would cost more than the edit.
    private let isPassing: Bool
    /// Rows that the directory then does not know.
    private var added: [EntityID: [RowKey: Int]] = [:]

    /// - Parameter isPassing: Whether nothing follows this version of the data. The directory must have been prepared.
    init(_ data: Dataset, _ directory: RowDirectory, schema: Schema, isPassing: Bool = false) {
        self.data = data
        self.directory = directory
        self.schema = schema
        self.isPassing = isPassing
    }

    /// The place of the row with a key.
    mutating func place(of key: RowKey, in entity: EntityID) -> Int? {
        added[entity]?[key] ?? directory.place(of: key, in: entity, data)
    }

    mutating func take(_ changes: ChangedRows) {
        for (score, value) in changes.scores.enumerated() {
            if let value, value != data.scores[score] {
                data.scores[score] = value
                changesAll = true
            }
        }
        for (index, rows) in changes.rows.enumerated() {
            guard let rows else { continue }
            let entity = EntityID(index)
            if data.tables[index] == nil {
                changesAll = true
                data.tables[index] = Table(
                    entity: entity, schema: schema, rowCount: 0,
                    columns: schema[entity].fields.map { Column([Value](), type: $0.type) }, keys: .parts([]),
                    rowCounts: data.tables.map { $0?.rowCount ?? 0 })
            }
            for row in rows { put(row, in: entity) }
        }
    }

    private mutating func put(_ new: RowOverlay.Row, in entity: EntityID) {
        guard let table = data.table(entity) else { return }
        let key = RowKey(new.key)
        let place = place(of: key, in: entity)
        let row = place ?? table.rowCount
        if let place, let newest = schema[entity].newest,
            new.values[newest.index].isOlder(than: table.value(newest, place))
        {
            return
        }
        var values = new.values
        for (field, fieldSchema) in schema[entity].fields.enumerated() {
            guard case .reference(let target) = fieldSchema.type else { continue }
            let site = RowDirectory.Site(entity: entity, field: FieldSlot(field), row: row)
            if !isPassing { directory.stopWaiting(site) }
            let parts = schema.keyParts(values[field], of: fieldSchema.type)
            values[field] = .missing
            guard let parts else { continue }
            if data.table(target) != nil, let found = self.place(of: RowKey(parts), in: target) {
                values[field] = .row(found)
            } else if !isPassing {
                directory.wait(site, for: RowKey(parts))
            }
        }
        put(values, key: new.key, at: row, in: entity)
        guard place == nil else { return }
        let sites = directory.sites(waitingFor: key, in: entity)
        if isPassing { added[entity, default: [:]][key] = row } else { directory.insert(key, at: row, in: entity) }
        for site in sites { set(.row(row), at: site) }
    }

    /// Takes a row away, if it is there.
    mutating func remove(_ reference: RowReference) {
        let entity = reference.entity
        let key = RowKey(reference.key)
        guard data.table(entity) != nil, let row = directory.place(of: key, in: entity, data) else { return }
        for (index, referring) in schema.entities.enumerated() {
            for (field, fieldSchema) in referring.fields.enumerated() where fieldSchema.type == .reference(entity) {
                let slot = FieldSlot(field)
                for other in data.tables[index]?.rows(referringBy: slot, to: row) ?? [] {
                    let site = RowDirectory.Site(entity: EntityID(index), field: slot, row: other)
                    set(.missing, at: site)
                    directory.wait(site, for: key)
                }
            }
        }
        for field in schema[entity].fields.indices {
            directory.stopWaiting(RowDirectory.Site(entity: entity, field: FieldSlot(field), row: row))
        }
        directory.remove(key, in: entity)
        data.tables[entity.index]?.remove(row)
        changed[entity, default: []].insert(row)
    }

    private mutating func set(_ value: Value, at site: RowDirectory.Site) {
        guard let table = data.table(site.entity) else { return }
        var values = table.values(of: site.row)
        values[site.field.index] = value
        put(values, key: table.key(of: site.row), at: site.row, in: site.entity)
    }

    private mutating func put(_ values: [Value], key: [String], at row: Int, in entity: EntityID) {
        data.tables[entity.index]?.put(values, key: key, at: row)
        changed[entity, default: []].insert(row)
    }
}

extension Value {
    /// A missing value is older than any other.
    fileprivate func isOlder(than other: Value) -> Bool {
        other.isMissing ? false : isMissing || precedes(self, other) == true
    }
}

import RulePlan

/// Rows that changed since a table's columns were made: they are read from here, the others from the columns.
///
/// Rows keep their places. Those of removed rows stay empty, new rows come behind the last. Passes over columns know nothing of it: they are
/// for tables without.
package struct RowOverlay: Sendable {
    struct Row: Sendable {
        var values: [Value]
        var key: [String]
    }

    /// By place, rows that were replaced or added.
    fileprivate(set) var rows: [Int: Row] = [:]
    fileprivate(set) var removed: Set<Int> = []
    /// By reference, then target, where they changed: the rows that refer to it, ascending.
    fileprivate(set) var referrers: [FieldSlot: [Int: [Int]]] = [:]

    /// How many rows changed.
    var count: Int { rows.count + removed.count }

    /// Whether a place holds something else than the columns say.
    func isTouched(_ row: Int) -> Bool { rows[row] != nil || removed.contains(row) }
}

extension Table {
    /// Whether there is a row at a place.
    package func hasRow(_ row: Int) -> Bool {
        row >= 0 && row < rowCount && overlay?.removed.contains(row) != true
    }

    /// The places of all rows, ascending.
    package var places: [Int] {
        guard let overlay, !overlay.removed.isEmpty else { return Array(0..<rowCount) }
        return (0..<rowCount).filter { !overlay.removed.contains($0) }
    }

    /// The parts of a row's key.
    package func key(of row: Int) -> [String] {
        if let changed = overlay?.rows[row] { return changed.key }
        return row < keys.count ? keys[row] : []
    }

    /// A value of a row that changed; nothing where its columns hold it.
    func changedValue(_ field: FieldSlot, _ row: Int) -> Value? {
        guard let overlay else { return nil }
        if let changed = overlay.rows[row] { return changed.values[field.index] }
        return overlay.removed.contains(row) ? .missing : nil
    }

    /// The rows that refer to a target, where they changed.
    func changedReferrers(_ field: FieldSlot, _ target: Int) -> [Int]? {
        overlay?.referrers[field]?[target]
    }

    /// Candidates found in an index of the columns, with those rows that it knows nothing of.
    func current(_ candidates: [Int]) -> [Int] {
        guard let overlay else { return candidates }
        return (candidates.filter { !overlay.isTouched($0) } + overlay.rows.keys).sorted()
    }

    /// A row's values by field.
    func values(of row: Int) -> [Value] {
        columns.indices.map { value(FieldSlot($0), row) }
    }

    /// Puts a row in the place of another, or behind the last one.
    /// - Parameter values: By field; references are rows.
    mutating func put(_ values: [Value], key: [String], at row: Int) {
        precondition(row <= rowCount && values.count == columns.count)
        let isNew = row == rowCount
        changeReferences(of: row, from: isNew ? nil : self.values(of: row), to: values)
        if isNew { rowCount += 1 }
        overlay?.removed.remove(row)
        overlay?.rows[row] = RowOverlay.Row(values: values, key: key)
    }

    /// Takes a row away; its place stays empty.
    mutating func remove(_ row: Int) {
        guard hasRow(row) else { return }
        changeReferences(of: row, from: values(of: row), to: nil)
        overlay?.rows[row] = nil
        overlay?.removed.insert(row)
    }

    private mutating func changeReferences(of row: Int, from old: [Value]?, to new: [Value]?) {
        if overlay == nil { overlay = RowOverlay() }
        for (field, base) in referrers.enumerated() where base != nil {
            let slot = FieldSlot(field)
            let (before, after) = (old?[field].row, new?[field].row)
            guard before != after else { continue }
            if let before {
                let list = rows(referringBy: slot, to: before).filter { $0 != row }
                overlay?.referrers[slot, default: [:]][before] = list
            }
            if let after {
                var list = rows(referringBy: slot, to: after)
                list.insert(row, at: list.firstIndex { $0 > row } ?? list.count)
                overlay?.referrers[slot, default: [:]][after] = list
            }
        }
    }
}

extension Value {
    /// The place of a row.
    var row: Int? {
        if case .row(let place) = self { place } else { nil }
    }
}

extension Dataset {
    /// How many rows changed since the columns were made.
    var changedRowCount: Int { tables.reduce(0) { $0 + ($1?.overlay?.count ?? 0) } }

    /// The same data in columns, without empty places; rows keep their order.
    /// - Returns: The data, and by entity where its rows came to stand; nothing where all stayed.
    /// - Complexity: O(*n*) for *n* rows of tables that changed, or that refer to such.
    func compacted(schema: Schema) -> (Dataset, [[Int: Int]?]) {
        // By entity: by place, where its row comes to stand.
        var places: [[Int: Int]?] = tables.map { _ in nil }
        for (entity, table) in tables.enumerated() {
            guard let table, let overlay = table.overlay, !overlay.removed.isEmpty else { continue }
            places[entity] = Dictionary(uniqueKeysWithValues: table.places.enumerated().map { ($1, $0) })
        }
        var result = self
        let rowCounts = tables.map { $0?.places.count ?? 0 }
        for (entity, table) in tables.enumerated() {
            guard let table else { continue }
            let fields = schema.entities[entity].fields
            let refersToMoved = fields.contains { field in
                if case .reference(let target) = field.type { places[target.index] != nil } else { false }
            }
            let hasNewTargets = fields.contains { field in
                if case .reference(let target) = field.type { tables[target.index]?.overlay != nil } else { false }
            }
            guard table.overlay != nil || refersToMoved || hasNewTargets else { continue }
            let rows = table.places
            let columns = fields.enumerated().map { place, field -> Column in
                var values = rows.map { table.value(FieldSlot(place), $0) }
                if case .reference(let target) = field.type, let moved = places[target.index] {
                    values = values.map { value in value.row.flatMap { moved[$0] }.map(Value.row) ?? .missing }
                }
                return Column(values, type: field.type)
            }
            result.tables[entity] = Table(
                entity: EntityID(entity), schema: schema, rowCount: rows.count, columns: columns,
                keys: .parts(rows.map { table.key(of: $0) }), rowCounts: rowCounts)
        }
        return (result, places)
    }
}

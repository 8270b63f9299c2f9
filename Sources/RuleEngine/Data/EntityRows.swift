import RulePlan

/// The rows of one entity as they were added.
struct EntityRows: Sendable {
    struct Row: Sendable {
        var values: [Value]
        var key: [String]
        var place: DataPlace
    }

    var isDeclared = false
    var isIncomplete = false
    var files: [String] = []
    private(set) var rows: [Row] = []
    private(set) var placesByKey: [RowKey: Int] = [:]
    /// Places of rows that others took the place of.
    private var replaced: Set<Int> = []

    /// - Parameter newest: Of two rows with one key, the one with the greater value counts; without it the later one.
    /// - Returns: Whether there was a row with that key already.
    mutating func add(_ values: [Value], key: [String], at place: DataPlace, newest: FieldSlot?) -> Bool {
        let row = Row(values: values, key: key, place: place)
        let earlier = placesByKey[RowKey(key)]
        if let earlier {
            if let newest, isOlder(values[newest.index], than: rows[earlier].values[newest.index]) { return true }
            replaced.insert(earlier)
        }
        placesByKey[RowKey(key)] = rows.count
        rows.append(row)
        return earlier != nil
    }

    mutating func dropReplaced() {
        guard !replaced.isEmpty else { return }
        rows = rows.indices.filter { !replaced.contains($0) }.map { rows[$0] }
        replaced = []
        placesByKey = [:]
        for (place, row) in rows.enumerated() { placesByKey[RowKey(row.key)] = place }
    }

    /// A missing value is older than any other.
    private func isOlder(_ value: Value, than other: Value) -> Bool {
        if other.isMissing { return false }
        return value.isMissing || precedes(value, other) == true
    }
}

/// A row's key, to be matched without regard to case.
struct RowKey: Hashable, Sendable {
    private let parts: [Text]

    init(_ parts: [String]) {
        self.parts = parts.map { Text($0).folded }
    }
}

import RulePlan
import RuleText

/// The rows of one entity that count, column by column, and where they are by their keys. References still hold keys.
struct KeyedRows: Sendable {
    private(set) var columns: [Column]
    private(set) var rowCount: Int
    private(set) var duplicateCount = 0
    /// The first row with the key of an earlier one.
    private(set) var firstDuplicate: (key: [String], place: DataPlace)?

    private(set) var source: RowKeySource
    private var index: KeyIndex
    private let places: RowPlaces
    /// By row, how many were added before it; nothing where all that were added count.
    private var kept: [UInt32]?

    init(_ rows: consuming EntityRows, entity: EntitySchema, schema: Schema, parallelism: Parallelism) {
        places = rows.places
        rowCount = rows.places.count
        var builders = rows.columns
        rows.columns = []
        var columns: [Column] = []
        columns.reserveCapacity(builders.count)
        // A few at a time, so that what a column was made of can go before the next ones are made.
        while columns.count < builders.count {
            let first = columns.count
            let ready = builders[first..<min(first + parallelism.width, builders.count)].map { $0 }
            for place in ready.indices { builders[first + place] = ColumnBuilder(.number) }
            columns += parallelism.map(ready.count) { Column(ready[$0].finish(), type: ready[$0].type) }
        }
        if columns.isEmpty {
            columns = entity.fields.map { Column([ColumnPiece](), type: $0.type) }
        }
        source = RowKeySource(columns, entity: entity, schema: schema)
        index = Self.index(source, rowCount: rowCount, columns, newest: entity.newest, parallelism)
        self.columns = columns

        let dropped = index.droppedRows
        guard !dropped.isEmpty else { return }
        duplicateCount = index.duplicateCount
        firstDuplicate = index.firstDuplicate.map { [source] in (source.parts($0), rows.places[$0]) }
        let isDropped = Set(dropped)
        let left = (0..<UInt32(rowCount)).filter { !isDropped.contains($0) }
        kept = left
        rowCount = left.count
        let all = columns
        self.columns = parallelism.map(all.count) { all[$0].selecting(left) }
        source = RowKeySource(self.columns, entity: entity, schema: schema)
        index = Self.index(source, rowCount: rowCount, self.columns, newest: nil, parallelism)
    }

    private static func index(
        _ source: RowKeySource, rowCount: Int, _ columns: [Column], newest: FieldSlot?, _ parallelism: Parallelism
    ) -> KeyIndex {
        let ranges = parallelism.ranges(of: rowCount, minimum: 4096)
        let hashes = parallelism.map(ranges.count) { source.hashes(of: ranges[$0]) }
        return KeyIndex(
            hashes: hashes.count == 1 ? hashes[0] : Array(hashes.joined()), parallelism: parallelism,
            key: source.parts,
            isOlder: { row, earlier in
                guard let newest else { return false }
                // A missing value is older than any other.
                let (value, other) = (columns[newest.index][row], columns[newest.index][earlier])
                if other.isMissing { return false }
                return value.isMissing || precedes(value, other) == true
            })
    }

    /// The row with a key.
    func row(_ parts: [String]) -> UInt32? {
        index.row(of: parts, hash: KeyHash.hash(parts), key: source.parts).map { UInt32(truncatingIfNeeded: $0) }
    }

    func place(_ row: Int) -> DataPlace { places[kept.map { Int($0[row]) } ?? row] }
}

/// A column of references, and what became of them.
struct ResolvedColumn: Sendable {
    private(set) var column: Column
    private(set) var firstMissing: Int?
    private(set) var missingCount = 0
    private(set) var firstDangling: (row: Int, parts: [String])?
    private(set) var danglingCount = 0

    init(_ column: Column) {
        self.column = column
    }

    /// References resolved to rows.
    /// - Parameter target: Nothing where the entity that is referred to is absent: all references are missing then, and none is wrong.
    init(_ keys: Column, of field: FieldSchema, in schema: Schema, to target: KeyedRows?) {
        guard let target else {
            column = Column(.rows([UInt32](repeating: Column.missingRow, count: keys.count)))
            return
        }
        column = Column(.rows([]))
        var rows: [UInt32] = []
        rows.reserveCapacity(keys.count)
        func parts(_ value: Value) -> [String]? { schema.keyParts(value, of: field.type) }
        func resolve(_ codes: some Sequence<some FixedWidthInteger>, _ dictionary: [Value]) {
            let keys = [nil] + dictionary.map(parts)
            let places = keys.map { $0.flatMap(target.row) }
            for code in codes { rows.append(found(places[Int(code)], keys[Int(code)], at: rows.count)) }
        }
        switch keys.storage {
        case .codes8(let codes, let dictionary): resolve(codes, dictionary)
        case .codes16(let codes, let dictionary): resolve(codes, dictionary)
        case .codes32(let codes, let dictionary): resolve(codes, dictionary)
        default:
            for row in 0..<keys.count {
                let parts = parts(keys[row])
                rows.append(found(parts.flatMap(target.row), parts, at: row))
            }
        }
        column = Column(.rows(rows))
    }

    private mutating func found(_ place: UInt32?, _ parts: [String]?, at row: Int) -> UInt32 {
        if let place { return place }
        if let parts {
            danglingCount += 1
            if firstDangling == nil { firstDangling = (row, parts) }
        } else {
            missingCount += 1
            if firstMissing == nil { firstMissing = row }
        }
        return Column.missingRow
    }
}

import RulePlan
import RuleText

/// The keys of rows whose columns were read.
enum RowKeySource: Sendable {
    case texts(TextPool)
    /// By code, then part; for a key of one field with codes.
    case codes(Column, parts: [[String]])
    case parts([[String]])

    /// - Parameter columns: By field; references hold keys.
    init(_ columns: [Column], entity: EntitySchema, schema: Schema) {
        if entity.key.count == 1, let slot = entity.key.first {
            let type = entity[slot].type
            switch columns[slot.index].storage {
            case .texts(let texts):
                self = .texts(texts)
                return
            case .codes8(_, let entries), .codes16(_, let entries), .codes32(_, let entries):
                self = .codes(columns[slot.index], parts: [[]] + entries.map { schema.keyParts($0, of: type) ?? [] })
                return
            default: break
            }
        }
        let rowCount = columns.first?.count ?? 0
        self = .parts(
            (0..<rowCount).map { row in
                entity.key.flatMap { schema.keyParts(columns[$0.index][row], of: entity[$0].type) ?? [] }
            })
    }

    func parts(_ row: Int) -> [String] {
        switch self {
        case .texts(let texts): [texts[row]?.string ?? ""]
        case .codes(let column, let parts): parts[column.code(row)]
        case .parts(let parts): parts[row]
        }
    }

    func hashes(of rows: Range<Int>) -> [UInt64] {
        switch self {
        case .texts(let texts):
            return rows.map { row in unsafe texts.withBytes(at: row) { unsafe KeyHash.hash(ofOnly: $0) } }
        case .codes(let column, let parts):
            let hashes = parts.map(KeyHash.hash)
            return rows.map { hashes[column.code($0)] }
        case .parts(let parts): return rows.map { KeyHash.hash(parts[$0]) }
        }
    }

    /// The keys of all rows, for a table.
    func keys(rowCount: Int) -> RowKeys {
        if case .texts(let pool) = self { return .texts(pool) }
        return .parts((0..<rowCount).map(parts))
    }
}

extension Column {
    /// The code of a row, 0 in a column without codes.
    fileprivate func code(_ row: Int) -> Int {
        switch storage {
        case .codes8(let codes, _): Int(codes[row])
        case .codes16(let codes, _): Int(codes[row])
        case .codes32(let codes, _): Int(codes[row])
        default: 0
        }
    }
}

import RulePlan

/// The rows of a table in the order of their keys, part by part and by Unicode scalars; those with equal keys in that of the table.
struct KeyOrder {
    /// The rows, ascending by key; nothing where they stand so already.
    private let rows: [UInt32]?
    /// By row, its place in `rows`.
    private let ranks: [UInt32]

    init(_ keys: RowKeys) {
        let rows = Self.order(of: keys)
        guard let rows else {
            self.rows = nil
            ranks = []
            return
        }
        var ranks = [UInt32](repeating: 0, count: rows.count)
        for (rank, row) in rows.enumerated() { ranks[Int(row)] = UInt32(truncatingIfNeeded: rank) }
        self.rows = rows
        self.ranks = ranks
    }

    /// Sorts rows of the table.
    /// - Parameter found: Ascending.
    func sorted(_ found: [UInt32]) -> [UInt32] {
        guard let rows else { return found }
        // From some share of the table on, going through all of it is faster than sorting.
        guard found.count > rows.count / 64 else { return found.sorted { ranks[Int($0)] < ranks[Int($1)] } }
        var isFound = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
        for row in found {
            let rank = Int(ranks[Int(row)])
            isFound[rank / 64] |= 1 << UInt64(rank % 64)
        }
        var result: [UInt32] = []
        result.reserveCapacity(found.count)
        for (index, word) in isFound.enumerated() {
            var rest = word
            while rest != 0 {
                result.append(rows[index * 64 + rest.trailingZeroBitCount])
                rest &= rest - 1
            }
        }
        return result
    }

    private static func order(of keys: RowKeys) -> [UInt32]? {
        switch keys {
        case .texts(let pool): return order(of: pool)
        case .parts(let parts):
            if parts.allSatisfy({ $0.count == 1 }) { return order(of: TextPool(parts.map { Text($0[0]) })) }
            func precedes(_ left: Int, _ right: Int) -> Bool {
                parts[left].lexicographicallyPrecedes(parts[right]) { $0.precedesByScalars($1) }
            }
            if parts.indices.dropFirst().allSatisfy({ !precedes($0, $0 - 1) }) { return nil }
            return parts.indices.sortedStably { precedes($0, $1) }.map { UInt32(truncatingIfNeeded: $0) }
        }
    }

    private struct Entry {
        /// The first eight bytes behind those that all texts have in common, the first the highest.
        var head: UInt64
        var row: UInt32
    }

    /// The order of texts is that of their UTF-8.
    private static func order(of pool: TextPool) -> [UInt32]? {
        func bytes(_ row: Int) -> ArraySlice<UInt8> { pool.bytes[Int(pool.starts[row])..<Int(pool.starts[row + 1])] }
        func precedes(_ left: Int, _ right: Int) -> Bool { bytes(left).lexicographicallyPrecedes(bytes(right)) }
        if (1..<max(pool.count, 1)).allSatisfy({ !precedes($0, $0 - 1) }) { return nil }
        let first = bytes(0)
        var common = first.count
        for row in 1..<pool.count where common > 0 {
            common = zip(first.prefix(common), bytes(row)).prefix { $0 == $1 }.count
        }
        var entries = (0..<pool.count).map { row in
            var head: UInt64 = 0
            for (place, byte) in bytes(row).dropFirst(common).prefix(8).enumerated() {
                head |= UInt64(byte) << UInt64(56 - 8 * place)
            }
            return Entry(head: head, row: UInt32(truncatingIfNeeded: row))
        }
        entries.sort { left, right in
            if left.head != right.head { return left.head < right.head }
            if precedes(Int(left.row), Int(right.row)) { return true }
            return !precedes(Int(right.row), Int(left.row)) && left.row < right.row
        }
        return entries.map(\.row)
    }
}

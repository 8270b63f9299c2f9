import RulePlan
import RuleText

/// The rows of one entity by their keys, which are matched without regard to case.
struct KeyIndex: Sendable {
    /// What was found of rows that share a key.
    struct Duplicates: Sendable {
        var count = 0
        /// The first row whose key an earlier one has.
        var first: Int?
        /// Rows that do not count.
        var dropped: [UInt32] = []
    }

    /// Open addressing: the high half of a hash with the row and 1, 0 where nothing is. The hash's top bits choose the part.
    private var parts: [[UInt64]] = []
    /// Instead of parts, where keys were made to collide.
    private var rows: [RowKey: UInt32]?
    private let partShift: UInt64
    private var duplicates: [Duplicates] = []

    private static let longestProbe = 128

    /// - Parameters:
    ///   - hashes: By row.
    ///   - key: The parts of a row's key.
    ///   - isOlder: Whether a row gives way to an earlier one with its key.
    init(
        hashes: [UInt64], parallelism: Parallelism, key: @Sendable (Int) -> [String],
        isOlder: @Sendable (Int, Int) -> Bool
    ) {
        // Small parts stay in a core's cache, and are made side by side.
        var bits: UInt64 = 0
        while bits < 5, hashes.count >> (16 + Int(bits)) > 0 { bits += 1 }
        partShift = 64 - bits
        let partCount = 1 << Int(bits)
        let shift = partShift
        let made: [(slots: [UInt64], duplicates: Duplicates)?]
        if partCount == 1 {
            made = [Self.part(hashes.indices, count: hashes.count, hashes: hashes, key: key, isOlder: isOlder)]
        } else {
            let (rows, starts) = Self.rowsByPart(hashes, partCount, shift: shift)
            made = parallelism.map(partCount) { part in
                let rows = rows[starts[part]..<starts[part + 1]]
                return Self.part(
                    rows.lazy.map { Int($0) }, count: rows.count, hashes: hashes, key: key, isOlder: isOlder)
            }
        }
        let whole = made.compactMap { $0 }
        if whole.count == partCount {
            parts = whole.map(\.slots)
            duplicates = whole.map(\.duplicates)
        } else {
            var rows: [RowKey: UInt32] = [:]
            var found = Duplicates()
            for row in hashes.indices {
                let key = RowKey(key(row))
                rows[key] = found.kept(of: rows[key].map(Int.init), row, isOlder: isOlder)
            }
            self.rows = rows
            duplicates = [found]
        }
    }

    /// All rows, ascending in each part, and where each part's begin.
    private static func rowsByPart(
        _ hashes: [UInt64], _ partCount: Int, shift: UInt64
    ) -> (rows: [UInt32], starts: [Int]) {
        var starts = [Int](repeating: 0, count: partCount + 1)
        for hash in hashes { starts[Int(truncatingIfNeeded: hash >> shift) + 1] += 1 }
        for part in 0..<partCount { starts[part + 1] += starts[part] }
        var next = starts
        var rows = [UInt32](repeating: 0, count: hashes.count)
        for row in hashes.indices {
            let part = Int(truncatingIfNeeded: hashes[row] >> shift)
            rows[next[part]] = UInt32(truncatingIfNeeded: row)
            next[part] += 1
        }
        return (rows, starts)
    }

    /// - Parameters:
    ///   - rows: Ascending.
    ///   - count: How many they are.
    /// - Returns: Nothing where keys collide more than chance allows.
    private static func part(
        _ rows: some Sequence<Int>, count: Int, hashes: [UInt64], key: (Int) -> [String], isOlder: (Int, Int) -> Bool
    ) -> (slots: [UInt64], duplicates: Duplicates)? {
        var capacity = 16
        while capacity < count * 5 / 2 { capacity *= 2 }
        var slots = [UInt64](repeating: 0, count: capacity)
        var duplicates = Duplicates()
        for row in rows {
            let hash = hashes[row]
            let mark = hash & 0xFFFF_FFFF_0000_0000
            var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
            var probes = 0
            while true {
                let found = slots[slot]
                if found == 0 {
                    slots[slot] = mark | UInt64(row + 1)
                    break
                }
                let earlier = Int(found & 0xFFFF_FFFF) - 1
                if found & 0xFFFF_FFFF_0000_0000 == mark, hashes[earlier] == hash,
                    RowKey(key(earlier)) == RowKey(key(row))
                {
                    slots[slot] = mark | UInt64(duplicates.kept(of: earlier, row, isOlder: isOlder) + 1)
                    break
                }
                slot = (slot + 1) & (capacity - 1)
                probes += 1
                guard probes < longestProbe else { return nil }
            }
        }
        return (slots, duplicates)
    }

    /// How many rows have the key of an earlier one.
    var duplicateCount: Int { duplicates.reduce(0) { $0 + $1.count } }
    /// The first of them.
    var firstDuplicate: Int? { duplicates.compactMap(\.first).min() }

    /// Ascending.
    var droppedRows: [UInt32] { duplicates.flatMap(\.dropped).sorted() }

    /// The row with a key.
    /// - Parameter key: The parts of a row's key.
    func row(of wanted: [String], hash: UInt64, key: (Int) -> [String]) -> Int? {
        if let rows { return rows[RowKey(wanted)].map(Int.init) }
        let slots = parts[parts.count == 1 ? 0 : Int(hash >> partShift)]
        let mark = hash & 0xFFFF_FFFF_0000_0000
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let row = Int(slots[slot] & 0xFFFF_FFFF) - 1
            if slots[slot] & 0xFFFF_FFFF_0000_0000 == mark, RowKey(key(row)) == RowKey(wanted) { return row }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }
}

extension KeyIndex.Duplicates {
    /// Of two rows with one key, the one that counts.
    fileprivate mutating func kept(of earlier: Int?, _ row: Int, isOlder: (Int, Int) -> Bool) -> UInt32 {
        guard let earlier else { return UInt32(row) }
        count += 1
        if first == nil { first = row }
        let dropsLater = isOlder(row, earlier)
        dropped.append(UInt32(dropsLater ? row : earlier))
        return UInt32(dropsLater ? earlier : row)
    }
}

/// A row's key, to be matched without regard to case.
struct RowKey: Hashable, Sendable {
    private let parts: [Text]

    init(_ parts: [String]) {
        self.parts = parts.map { Text($0).folded }
    }
}

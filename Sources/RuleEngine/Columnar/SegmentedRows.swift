/// The rows of a table in the order of the rows that they refer to: a segment for each of those.
///
/// A row that nobody refers to has a segment of one place without a row, so that each has one.
struct SegmentedRows: Sendable {
    /// By place, its row; `Column.missingRow` where there is none.
    let rows: [UInt32]
    /// By place, the row that it refers to; ascending.
    let targets: [UInt32]
    let targetCount: Int
    /// The places that have rows.
    let occupied: Bitmap
    /// By word of 64 places.
    let words: [Word]

    struct Word: Sendable {
        /// The last places of segments.
        var ends: UInt64 = 0
        /// The target of the first segment that ends here.
        var firstTarget: UInt32 = 0
        var compression = BitCompression(of: 0)
    }

    init(_ referrers: Referrers, targetCount: Int) {
        self.targetCount = targetCount
        var rows: [UInt32] = []
        var targets: [UInt32] = []
        rows.reserveCapacity(referrers.rows.count + targetCount)
        targets.reserveCapacity(referrers.rows.count + targetCount)
        for target in 0..<targetCount {
            let segment = referrers[target]
            if segment.isEmpty { rows.append(Column.missingRow) } else { rows += segment }
            for _ in 0..<max(segment.count, 1) { targets.append(UInt32(truncatingIfNeeded: target)) }
        }
        let occupied = Bitmap(rowCount: rows.count)
        var words = [Word](repeating: Word(), count: occupied.wordCount)
        for place in rows.indices {
            if rows[place] != Column.missingRow { occupied.insert(place) }
            if place + 1 == targets.count || targets[place + 1] != targets[place] {
                if words[place / 64].ends == 0 { words[place / 64].firstTarget = targets[place] }
                words[place / 64].ends |= 1 << UInt64(place % 64)
            }
        }
        for word in words.indices { words[word].compression = BitCompression(of: words[word].ends) }
        self.rows = rows
        self.targets = targets
        self.occupied = occupied
        self.words = words
    }
}

/// Moves the bits of a word that stand under a mask together, to its low end.
///
/// Henry S. Warren, *Hacker's Delight*, second edition, 7–4: each bit moves by powers of two, prepared once for a mask.
struct BitCompression: Sendable {
    private var mask: UInt64
    /// By power of two, the bits that move so far.
    private var moves: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)

    init(of mask: UInt64) {
        self.mask = mask
        var mask = mask
        // The zeros to the right of each bit.
        var zeros = ~mask &<< 1
        func move(by distance: UInt64) -> UInt64 {
            var parity = zeros ^ (zeros &<< 1)
            for shift: UInt64 in [2, 4, 8, 16, 32] { parity ^= parity &<< shift }
            let moved = parity & mask
            mask = (mask ^ moved) | (moved &>> distance)
            zeros &= ~parity
            return moved
        }
        guard mask != 0 else { return }
        moves = (move(by: 1), move(by: 2), move(by: 4), move(by: 8), move(by: 16), move(by: 32))
    }

    @inline(__always)
    func callAsFunction(_ word: UInt64) -> UInt64 {
        var word = word & mask
        func move(_ moves: UInt64, by distance: UInt64) {
            let moved = word & moves
            word = (word ^ moved) | (moved &>> distance)
        }
        move(moves.0, by: 1)
        move(moves.1, by: 2)
        move(moves.2, by: 4)
        move(moves.3, by: 8)
        move(moves.4, by: 16)
        move(moves.5, by: 32)
        return word
    }
}

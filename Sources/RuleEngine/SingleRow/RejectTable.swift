import RulePlan

/// By field and class of values the alternatives that are ruled out, a bit for each.
///
/// There are two answers: what *fires* no more since a literal is not true, and what is no more *possible* since one is false. They differ where
/// a value is missing, so that most classes share one bitmap.
struct RejectTable: Sendable {
    /// Words of a bitmap; a multiple of eight.
    let wordCount: Int
    /// By field the bitmap of its class 0; the others follow. About firing.
    let starts: [Int]
    /// By field: how many classes it has.
    let classCounts: [Int]
    /// By bitmap about firing, the one about what is possible.
    let possible: [UInt32]
    /// The bitmaps, one behind the other. The first two rule out what is ruled out for every row, about firing and about what is possible.
    let memory: AlignedMemory
    let users: LiteralUsers

    static func paddedWordCount(_ bitCount: Int) -> Int { max((bitCount + 511) / 512, 1) * 8 }

    /// - Parameters:
    ///   - constants: Leaves that are the same for all rows.
    ///   - literals: By bit what it wants; nothing for bits that stand for nothing.
    init(
        _ fields: [FieldClasses], constants: [(leaf: Int, truth: Bool?)], literals: [[IndexLiteral]?], wordCount: Int
    ) {
        self.wordCount = wordCount
        let users = LiteralUsers(literals: literals)
        self.users = users
        var base = users.rejected(by: constants.map(\.truth), constants.map(\.leaf), wordCount: wordCount)
        for bit in 0..<wordCount * 64 where bit >= literals.count || literals[bit] == nil {
            base.firing[bit / 64] |= 1 << UInt64(bit % 64)
            base.possible[bit / 64] |= 1 << UInt64(bit % 64)
        }
        var rows = [base.firing, base.possible]
        var starts: [Int] = []
        // By bitmap about firing that has another about what is possible.
        var others: [Int: Int] = [:]
        for field in fields {
            let start = rows.count
            starts.append(start)
            let bitmaps = field.truths.map { users.rejected(by: $0, field.leaves, wordCount: wordCount) }
            rows += bitmaps.map(\.firing)
            for (code, bitmap) in bitmaps.enumerated() where bitmap.firing != bitmap.possible {
                others[start + code] = rows.count
                rows.append(bitmap.possible)
            }
        }
        classCounts = fields.map(\.truths.count)
        possible = rows.indices.map { UInt32(others[$0] ?? ($0 == 0 ? 1 : $0)) }
        self.starts = starts
        memory = AlignedMemory(byteCount: rows.count * wordCount * 8)
        for (row, words) in rows.enumerated() {
            for (word, bits) in words.enumerated() { unsafe memory.words[row * wordCount + word] = bits }
        }
    }

    /// A bitmap.
    @inline(__always)
    func words(_ row: Int) -> UnsafePointer<UInt64> { unsafe UnsafePointer(memory.words + row * wordCount) }
}

/// Which bits want something of a leaf.
struct LiteralUsers: Sendable {
    private struct User {
        var bit: Int
        var literal: IndexLiteral
    }

    private var usersByLeaf: [Int: [User]] = [:]

    init(literals: [[IndexLiteral]?]) {
        for (bit, literals) in literals.enumerated() {
            for literal in literals ?? [] {
                usersByLeaf[literal.leaf, default: []].append(User(bit: bit, literal: literal))
            }
        }
    }

    /// The bits that are ruled out where the leaves of a field come to some truths.
    func rejected(
        by truths: [Bool?], _ leaves: [Int], wordCount: Int
    ) -> (firing: [UInt64], possible: [UInt64]) {
        var firing = [UInt64](repeating: 0, count: wordCount)
        var possible = firing
        for (leaf, truth) in zip(leaves, truths) {
            for user in usersByLeaf[leaf] ?? [] {
                if truth != user.literal.wanted { firing[user.bit / 64] |= 1 << UInt64(user.bit % 64) }
                if user.literal.isImpossible(truth) { possible[user.bit / 64] |= 1 << UInt64(user.bit % 64) }
            }
        }
        return (firing, possible)
    }
}

extension IndexLiteral {
    /// Whether the alternative can't hold where the leaf comes to this.
    @inline(__always)
    func isImpossible(_ truth: Bool?) -> Bool { truth == !wanted && !isForFiringAlone }
}

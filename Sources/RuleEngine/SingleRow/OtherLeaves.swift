import RulePlan

/// What alternatives want of leaves that no field decides, to be asked of the evaluator.
struct OtherLeaves: Sendable {
    /// The leaves.
    private(set) var leaves: [Leaf] = []
    /// The literals of each bit that has such, one bit behind the other; their leaves are places in `leaves`.
    private(set) var literals: [IndexLiteral] = []
    /// For each bit that has such, ascending: its literals.
    private(set) var ranges: [Range<Int>] = []
    /// The words that hold bits with such, ascending.
    private(set) var words: [Word] = []

    struct Word: Sendable {
        var word: Int
        var bits: UInt64
        /// The place of the first of its bits in `ranges`.
        var first: Int
    }

    /// - Parameter isOther: By leaf of the index.
    init(leaves: [Leaf], isOther: [Bool], literals: [[IndexLiteral]?]) {
        var places: [Int: Int] = [:]
        for (bit, wanted) in literals.enumerated() {
            let start = self.literals.count
            for var literal in wanted ?? [] where isOther[literal.leaf] {
                let place = places[literal.leaf, default: self.leaves.count]
                if place == self.leaves.count {
                    places[literal.leaf] = place
                    self.leaves.append(leaves[literal.leaf])
                }
                literal.leaf = place
                self.literals.append(literal)
            }
            guard self.literals.count > start else { continue }
            if words.last?.word != bit / 64 { words.append(Word(word: bit / 64, bits: 0, first: ranges.count)) }
            words[words.count - 1].bits |= 1 << UInt64(bit % 64)
            ranges.append(start..<self.literals.count)
        }
    }

    var isEmpty: Bool { leaves.isEmpty }

    /// What a leaf came to, among the codes of a row.
    static func code(of truth: Bool?) -> UInt16 { truth.map { $0 ? 2 : 1 } ?? 0 }

    @inline(__always)
    static func truth(of code: UInt16) -> Bool? { code == 0 ? nil : code == 2 }

    /// The literals of a bit among those of a word.
    @inline(__always)
    func literals(of bit: Int, in word: Word) -> Range<Int> {
        ranges[word.first + (word.bits & ((1 << UInt64(bit)) - 1)).nonzeroBitCount]
    }
}

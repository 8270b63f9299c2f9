/// Finds the keyword that a word is, by its bytes.
///
/// A word of up to sixteen bytes is packed into two integers, first byte lowest; open addressing does the rest.
struct KeywordTable: Sendable {
    static let shared = KeywordTable()

    /// The longest word that can be packed; every keyword is shorter.
    static let maximumLength = 16

    private struct Slot: Sendable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var keyword: Keyword?
    }

    /// A power of two, at most a quarter full.
    private static let bits: UInt64 = 9
    private let slots: [Slot]

    private init() {
        var slots = [Slot](repeating: Slot(), count: 1 << Self.bits)
        for keyword in Keyword.allCases {
            let (low, high) = Self.packed(keyword.spelling.utf8)
            var index = Self.home(low, high)
            while slots[index].keyword != nil { index = (index + 1) & (slots.count - 1) }
            slots[index] = Slot(low: low, high: high, keyword: keyword)
        }
        self.slots = slots
    }

    @inline(__always)
    func keyword(_ low: UInt64, _ high: UInt64) -> Keyword? {
        var index = Self.home(low, high)
        // Invariant: the table has empty slots, so the search ends.
        while true {
            let slot = slots[index]
            guard slot.keyword != nil, slot.low != low || slot.high != high else { return slot.keyword }
            index = (index + 1) & (slots.count - 1)
        }
    }

    /// The keyword that a word is when its case is disregarded.
    func keyword(ignoringCaseOf word: some Collection<UInt8>) -> Keyword? {
        guard word.count <= Self.maximumLength else { return nil }
        let (low, high) = Self.packed(word.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 })
        return keyword(low, high)
    }

    private static func packed(_ word: some Sequence<UInt8>) -> (UInt64, UInt64) {
        var low: UInt64 = 0
        var high: UInt64 = 0
        for (index, byte) in word.enumerated() {
            if index < 8 {
                low |= UInt64(byte) << UInt64(index * 8)
            } else {
                high |= UInt64(byte) << UInt64((index & 7) * 8)
            }
        }
        return (low, high)
    }

    @inline(__always)
    private static func home(_ low: UInt64, _ high: UInt64) -> Int {
        // Two odd constants of the golden ratio: the upper bits of the product depend on every byte.
        let mixed = (low ^ (high &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> (64 - bits))
    }
}

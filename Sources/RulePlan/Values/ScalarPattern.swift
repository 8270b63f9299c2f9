/// A row of scalars to look for, in which any scalar may stand for `wildcard`.
struct ScalarPattern: Hashable, Sendable {
    /// No scalar: stands for any one of them.
    static let wildcard = UInt32.max
    /// Up to this length, comparing at each place is quick enough whatever the text.
    static let shortCount = 32

    let elements: [UInt32]

    init(_ elements: [UInt32]) {
        self.elements = elements
    }

    var count: Int { elements.count }

    func matches(_ text: [UInt32], at start: Int) -> Bool {
        guard start >= 0, elements.count <= text.count - start else { return false }
        for index in elements.indices {
            let element = elements[index]
            guard element == text[start + index] || element == Self.wildcard else { return false }
        }
        return true
    }

    /// Where it first stands at `start` or later.
    /// - Complexity: O(*n* · *m* / 64), *n* and *m* being the lengths of the text and the pattern; for short ones O(*n* · *m*).
    func firstMatch(in text: [UInt32], from start: Int) -> Int? {
        guard start >= 0, elements.count <= text.count - start else { return nil }
        if elements.count > Self.shortCount { return firstMatchOfLong(in: text, from: start) }
        for place in start...text.count - elements.count where matches(text, at: place) { return place }
        return nil
    }

    /// Follows all places at once, a bit each ("shift-and"): bit *i* says that the elements through *i* match up to here.
    private func firstMatchOfLong(in text: [UInt32], from start: Int) -> Int? {
        let wordCount = (elements.count + 63) / 64
        var wild = [UInt64](repeating: 0, count: wordCount)
        for (index, element) in elements.enumerated() where element == Self.wildcard {
            wild[index / 64] |= 1 << UInt64(index % 64)
        }
        var masks: [UInt32: [UInt64]] = [:]
        for (index, element) in elements.enumerated() where element != Self.wildcard {
            masks[element, default: wild][index / 64] |= 1 << UInt64(index % 64)
        }

        let (lastWord, lastBit) = ((elements.count - 1) / 64, UInt64(1) << UInt64((elements.count - 1) % 64))
        var matched = [UInt64](repeating: 0, count: wordCount)
        for place in start..<text.count {
            let mask = masks[text[place]] ?? wild
            var carry: UInt64 = 1
            for word in 0..<wordCount {
                let bits = matched[word]
                matched[word] = (bits << 1 | carry) & mask[word]
                carry = bits >> 63
            }
            if matched[lastWord] & lastBit != 0 { return place - elements.count + 1 }
        }
        return nil
    }
}

import RulePlan

/// Takes the rows that a quantifier or an aggregate asks for, word by word in the order of segments.
protocol SegmentTally: AnyObject {
    /// Takes the places of a word; words come one after another.
    /// - Parameter index: Of the word.
    func add(_ index: Int, isFound: UInt64, isUnknown: UInt64)

    /// What it comes to for each target, when all words were taken.
    func values() -> SourceValues
}

/// Whether there is a row in a segment.
final class QuantifierTally: SegmentTally {
    private let segments: SegmentedRows
    /// Whether it is true where there is one; else it is false there.
    private let isAny: Bool
    private let found: Bitmap
    private let unknown: Bitmap
    /// What the segment that goes on behind the last word has of either.
    private var foundCarry: UInt64 = 0
    private var unknownCarry: UInt64 = 0

    init(_ segments: SegmentedRows, isAny: Bool) {
        self.segments = segments
        self.isAny = isAny
        found = Bitmap(rowCount: segments.targetCount)
        unknown = Bitmap(rowCount: segments.targetCount)
    }

    func add(_ index: Int, isFound: UInt64, isUnknown: UInt64) {
        let word = segments.words[index]
        mark(Self.any(isFound, word.ends, &foundCarry), word, in: found)
        mark(Self.any(isUnknown, word.ends, &unknownCarry), word, in: unknown)
    }

    /// The ends of the segments that have a bit.
    ///
    /// A segment is a number of which the end is the highest bit. What is added to it, all ones below the end, carries to the end where
    /// another bit is there, and never further.
    @inline(__always)
    private static func any(_ bits: UInt64, _ ends: UInt64, _ carry: inout UInt64) -> UInt64 {
        let (half, overflow) = (bits & ~ends).addingReportingOverflow(~ends)
        let (sum, secondOverflow) = half.addingReportingOverflow(carry)
        carry = overflow || secondOverflow ? 1 : 0
        return (sum | bits) & ends
    }

    @inline(__always)
    private func mark(_ ends: UInt64, _ word: SegmentedRows.Word, in targets: Bitmap) {
        if ends == 0 { return }
        let bits = word.compression(ends)
        let (place, shift) = (Int(word.firstTarget) >> 6, UInt64(word.firstTarget) & 63)
        unsafe targets.memory.words[place] |= bits &<< shift
        // Only where bits are left there is a next word.
        if shift != 0, bits &>> (64 - shift) != 0 { unsafe targets.memory.words[place + 1] |= bits &>> (64 - shift) }
    }

    func values() -> SourceValues {
        let whereNone = Bitmap(rowCount: segments.targetCount)
        whereNone.insertAll(segments.targetCount)
        whereNone.remove(found)
        whereNone.remove(unknown)
        // One that was found decides, whatever else is unknown.
        return isAny
            ? .truths(whereTrue: found, whereFalse: whereNone)
            : .truths(whereTrue: whereNone, whereFalse: found)
    }
}

/// How many rows there are in a segment.
final class CountTally: SegmentTally {
    private let segments: SegmentedRows
    private var certain: [UInt32]
    private var unknown: [UInt32]

    init(_ segments: SegmentedRows) {
        self.segments = segments
        certain = [UInt32](repeating: 0, count: segments.targetCount)
        unknown = certain
    }

    func add(_ index: Int, isFound: UInt64, isUnknown: UInt64) {
        Self.count(isFound, from: index * 64, segments.targets, &certain)
        Self.count(isUnknown, from: index * 64, segments.targets, &unknown)
    }

    @inline(__always)
    private static func count(_ bits: UInt64, from start: Int, _ targets: [UInt32], _ counts: inout [UInt32]) {
        var rest = bits
        while rest != 0 {
            counts[Int(targets[start + rest.trailingZeroBitCount])] &+= 1
            rest &= rest - 1
        }
    }

    func values() -> SourceValues {
        var codes = CountCodes()
        var narrow = [UInt8](repeating: 0, count: segments.targetCount)
        for target in narrow.indices {
            let code = codes.code(certain[target], unknown[target])
            if code > UInt8.max { return wideValues() }
            narrow[target] = UInt8(truncatingIfNeeded: code)
        }
        return .codes8(narrow, values: codes.entries)
    }

    private func wideValues() -> SourceValues {
        var codes = CountCodes()
        let wide = certain.indices.map { codes.code(certain[$0], unknown[$0]) }
        return .codes32(wide, values: codes.entries)
    }
}

/// A code for each pair of bounds that counts have. Few differ, so that each is looked up in a small table first.
private struct CountCodes {
    private(set) var entries: [Evaluated] = [.value(.missing)]
    private var small = [UInt32](repeating: 0, count: 64 * 64)
    private var large: [UInt64: UInt32] = [:]

    @inline(__always)
    mutating func code(_ certain: UInt32, _ unknown: UInt32) -> UInt32 {
        guard certain < 64, unknown < 64 else { return largeCode(certain, unknown) }
        let place = Int(certain * 64 + unknown)
        if small[place] == 0 { small[place] = entry(certain, unknown) }
        return small[place]
    }

    private mutating func largeCode(_ certain: UInt32, _ unknown: UInt32) -> UInt32 {
        let pair = UInt64(certain) << 32 | UInt64(unknown)
        if let code = large[pair] { return code }
        let code = entry(certain, unknown)
        large[pair] = code
        return code
    }

    private mutating func entry(_ certain: UInt32, _ unknown: UInt32) -> UInt32 {
        entries.append(.count(certain: Int(certain), unknown: Int(unknown)))
        return UInt32(entries.count - 1)
    }
}

extension Bitmap {
    /// Takes the rows of another bitmap away; to be called while nobody else knows this one.
    fileprivate func remove(_ other: Bitmap) {
        for word in 0..<min(wordCount, other.wordCount) {
            unsafe memory.words[word] &= ~(other.memory.words[word])
        }
    }
}

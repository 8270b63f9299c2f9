import RuleText

/// The text of an open document, with the places where its lines begin.
///
/// A line ends at LF, CR LF or a CR alone. Positions beyond the end of a line or of the document mean that end.
struct DocumentText: Hashable, Sendable {
    /// Valid UTF-8.
    private(set) var bytes: [UInt8]
    /// Ascending; the first is 0.
    private(set) var lineStarts: [Int]

    init(_ text: String) {
        self.init(Array(text.utf8))
    }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        lineStarts = [0] + Self.lineStarts(in: bytes, from: 1, to: bytes.count)
    }

    /// The offset of the byte at a position: of the character's first byte, where the position is inside one.
    func offset(of position: Position, in encoding: PositionEncoding) -> Int {
        guard position.line < lineStarts.count else { return bytes.count }
        let start = lineStarts[position.line]
        var end = position.line + 1 < lineStarts.count ? lineStarts[position.line + 1] : bytes.count
        if position.line + 1 < lineStarts.count {
            if end > start, bytes[end - 1] == 10 { end -= 1 }
            if end > start, bytes[end - 1] == 13 { end -= 1 }
        }
        switch encoding {
        case .utf8:
            guard position.character < end - start else { return end }
            var offset = start + position.character
            while offset > start, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
            return offset
        case .utf16:
            var offset = start
            var rest = position.character
            while offset < end, rest > 0 {
                let length = Self.length(ofCharacterBeginningWith: bytes[offset])
                let units = length == 4 ? 2 : 1
                guard units <= rest else { break }
                rest -= units
                offset = min(offset + length, end)
            }
            return offset
        }
    }

    /// Replaces what stands between two positions, in either order.
    mutating func replace(_ first: Position, _ second: Position, with text: String, in encoding: PositionEncoding) {
        let one = offset(of: first, in: encoding)
        let other = offset(of: second, in: encoding)
        replace(min(one, other)..<max(one, other), with: Array(text.utf8))
    }

    private mutating func replace(_ range: Range<Int>, with replacement: [UInt8]) {
        bytes.replaceSubrange(range, with: replacement)
        let newEnd = range.lowerBound + replacement.count
        // Whether a line begins somewhere is decided by the byte there and the one before it. So the beginnings up to the edit's start
        // are what they were, and those behind the byte after its end too.
        let first = lineStarts.partitioned { $0 >= max(range.lowerBound, 1) }
        let last = lineStarts.partitioned { $0 > range.upperBound }
        let shift = newEnd - range.upperBound
        let found = Self.lineStarts(in: bytes, from: max(range.lowerBound, 1), to: newEnd)
        if shift != 0 {
            for place in last..<lineStarts.count { lineStarts[place] += shift }
        }
        lineStarts.replaceSubrange(first..<last, with: found)
    }

    /// The offsets in a closed range at which lines begin.
    private static func lineStarts(in bytes: [UInt8], from first: Int, to last: Int) -> [Int] {
        guard first <= last else { return [] }
        var result: [Int] = []
        for offset in first...last {
            switch bytes[offset - 1] {
            case 10: result.append(offset)
            case 13 where offset == bytes.count || bytes[offset] != 10: result.append(offset)
            default: break
            }
        }
        return result
    }

    private static func length(ofCharacterBeginningWith byte: UInt8) -> Int {
        switch byte {
        case ..<0xC0: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }
}

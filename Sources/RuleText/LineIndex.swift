/// A place in a file as an editor shows it.
public struct SourcePosition: Hashable, Comparable, Sendable {
    /// From 1.
    public var line: Int
    /// From 1, in characters (grapheme clusters); a tab is one.
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// Turns the byte offsets of one file into lines and columns.
///
/// A line ends at LF, CR LF or a CR alone, as editors have it. A byte-order mark takes no column. Any bytes can be indexed; what is
/// no UTF-8 counts as replacement characters.
/// - Complexity: Made in O(bytes). A lookup is O(log lines), and on lines with characters beyond ASCII O(log characters + `checkpointDistance`).
public struct LineIndex: Sendable {
    /// A character's start on a long line, so that a lookup need not walk the whole line.
    private struct Checkpoint {
        var offset: Int
        var column: Int
        /// From 1, in UTF-16 code units.
        var unit: Int
    }

    /// In characters.
    private static let checkpointDistance = 128

    private let bytes: [UInt8]
    private let starts: [UInt32]
    /// By line: whether every byte is a column.
    private let isASCII: [Bool]
    /// By place in `starts`, for long lines beyond ASCII, the first at the line's start.
    private let checkpoints: [Int: [Checkpoint]]

    public init(_ file: SourceFile) {
        self.init(file.bytes)
    }

    /// - Parameter bytes: At most 4 GiB.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var starts: [UInt32] = []
        var isASCII: [Bool] = []
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var union: UInt8 = 0
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            union |= byte
            offset += 1
            guard byte == 0x0A || byte == 0x0D else { continue }
            if byte == 0x0D, offset < bytes.count, bytes[offset] == 0x0A { offset += 1 }
            starts.append(UInt32(clamping: start))
            isASCII.append(union < 0x80)
            start = offset
            union = 0
        }
        starts.append(UInt32(clamping: start))
        isASCII.append(union < 0x80)
        self.starts = starts
        self.isASCII = isASCII

        var checkpoints: [Int: [Checkpoint]] = [:]
        for place in starts.indices where !isASCII[place] {
            let content = Self.content(ofLineAt: place, starts: starts, bytes: bytes)
            guard content.count > Self.checkpointDistance else { continue }
            var list: [Checkpoint] = []
            var column = 1
            var unit = 1
            for element in SourceCharacters(bytes[content]) {
                if (column - 1).isMultiple(of: Self.checkpointDistance) {
                    list.append(Checkpoint(offset: element.bytes.lowerBound, column: column, unit: unit))
                }
                column += 1
                unit += element.character.utf16.count
            }
            checkpoints[place] = list
        }
        self.checkpoints = checkpoints
    }

    /// At least 1; a line break at the end of the file begins one more line.
    public var lineCount: Int { starts.count }

    /// The bytes of a line, without its line break.
    /// - Parameter line: From 1; a line that isn't there is empty.
    public func content(ofLine line: Int) -> Range<Int> {
        Self.content(ofLineAt: line - 1, starts: starts, bytes: bytes)
    }

    /// The place of a byte; a line break belongs to the line that it ends, behind its last character. Offsets beyond the file give its end.
    public func position(at offset: Int) -> SourcePosition {
        let place = self.place(at: offset)
        return SourcePosition(line: place + 1, column: columns(of: offset, inLineAt: place).column)
    }

    public func position(at offset: UInt32) -> SourcePosition { position(at: Int(offset)) }

    /// The place of a byte with its column in UTF-16 code units, as JavaScript and the tools written in it count.
    ///
    /// A byte inside a Unicode scalar has the place where that scalar begins.
    public func utf16Position(at offset: UInt32) -> SourcePosition {
        let place = self.place(at: Int(offset))
        return SourcePosition(line: place + 1, column: columns(of: Int(offset), inLineAt: place).unit)
    }

    /// The line of a byte, from 1.
    public func line(at offset: UInt32) -> Int { place(at: Int(offset)) + 1 }

    private func place(at offset: Int) -> Int {
        max(starts.partitioned { Int($0) > offset } - 1, 0)
    }

    /// The place of a byte in its line, counted in characters and in UTF-16 code units.
    private func columns(of offset: Int, inLineAt place: Int) -> Checkpoint {
        let content = Self.content(ofLineAt: place, starts: starts, bytes: bytes)
        let offset = min(max(offset, content.lowerBound), content.upperBound)
        if isASCII[place] {
            let column = offset - content.lowerBound + 1
            return Checkpoint(offset: offset, column: column, unit: column)
        }
        var result =
            checkpoints[place].flatMap { Self.last(of: $0, atOrBefore: offset) }
            ?? Checkpoint(offset: content.lowerBound, column: 1, unit: 1)
        // A character's end may lie behind the offset, so more than the bytes up to it are walked.
        let end = min(content.upperBound, offset + 64)
        for element in SourceCharacters(bytes[result.offset..<end]) {
            guard element.bytes.upperBound <= offset else {
                // Units reach into a cluster, columns do not.
                let isScalarStart = offset < bytes.count && bytes[offset] & 0xC0 != 0x80
                let head = bytes[element.bytes.lowerBound..<max(offset, element.bytes.lowerBound)]
                if isScalarStart, let text = String(validating: head, as: UTF8.self) {
                    result.unit += text.utf16.count
                }
                break
            }
            result.column += 1
            result.unit += element.character.utf16.count
        }
        return result
    }

    private static func last(of checkpoints: [Checkpoint], atOrBefore offset: Int) -> Checkpoint? {
        let behind = checkpoints.partitioned { $0.offset > offset }
        return behind > 0 ? checkpoints[behind - 1] : nil
    }

    private static func content(ofLineAt place: Int, starts: [UInt32], bytes: [UInt8]) -> Range<Int> {
        guard starts.indices.contains(place) else { return 0..<0 }
        let start = Int(starts[place])
        var end = place + 1 < starts.count ? Int(starts[place + 1]) : bytes.count
        if place + 1 < starts.count {
            if end > start, bytes[end - 1] == 0x0A { end -= 1 }
            if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        }
        return start..<end
    }
}

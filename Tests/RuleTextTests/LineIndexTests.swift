import RuleText
import TestSupport
import Testing

@Suite struct `Lines and columns` {
    private func position(_ text: String, _ offset: Int) -> [Int] { position(Array(text.utf8), offset) }

    private func position(_ bytes: [UInt8], _ offset: Int) -> [Int] {
        let position = LineIndex(bytes).position(at: offset)
        return [position.line, position.column]
    }

    @Test func `count from one`() {
        #expect(position("", 0) == [1, 1])
        #expect(position("ab\ncd", 0) == [1, 1])
        #expect(position("ab\ncd", 4) == [2, 2])
    }

    @Test func `place a line break behind the last character of its line`() {
        #expect(position("ab\ncd", 2) == [1, 3])
        #expect(position("ab\r\ncd", 2) == [1, 3])
        #expect(position("ab\r\ncd", 3) == [1, 3])
        #expect(position("ab\r\ncd", 4) == [2, 1])
    }

    @Test func `begin a new line after the last line break`() {
        #expect(position("ab\n", 3) == [2, 1])
        #expect(LineIndex(Array("ab\n".utf8)).lineCount == 2)
        #expect(LineIndex([]).lineCount == 1)
    }

    @Test func `take a carriage return alone for a line break, as editors do`() {
        #expect(position("a\rb\n\rc", 2) == [2, 1])
        #expect(position("a\rb\n\rc", 5) == [4, 1])
    }

    @Test func `count grapheme clusters`() {
        // e + combining acute, a family of three joined emoji, then x
        let text = "e\u{301}\u{1F469}\u{200D}\u{1F469}\u{200D}\u{1F467}x"
        #expect(position(text, text.utf8.count - 1) == [1, 3])
        // In the middle of a cluster: that cluster's column.
        #expect(position(text, 1) == [1, 1])
        #expect(position(text, 5) == [1, 2])
    }

    @Test func `count UTF-16 code units where they are asked for`() {
        func unit(_ text: String, _ offset: UInt32) -> [Int] {
            let position = LineIndex(Array(text.utf8)).utf16Position(at: offset)
            return [position.line, position.column]
        }
        // a lock (two units), an accent of its own, then x
        let text = "a\n\u{1F512}e\u{301}x"
        #expect(unit(text, 0) == [1, 1])
        #expect(unit(text, 2) == [2, 1])
        #expect(unit(text, 6) == [2, 3])
        // Into a cluster, but not into a scalar.
        #expect(unit(text, 7) == [2, 4])
        #expect(unit(text, 8) == [2, 3])
        #expect(unit(text, 9) == [2, 5])
        #expect(unit("\u{FEFF}ab", 4) == [1, 2])
        let long = String(repeating: "\u{1F512}", count: 2_000) + "x"
        #expect(unit(long, 8_000) == [1, 4_001])
    }

    @Test func `do not count a byte-order mark`() {
        #expect(position("\u{FEFF}ab", 3) == [1, 1])
        #expect(position("\u{FEFF}ab", 0) == [1, 1])
        #expect(position("\u{FEFF}ab", 4) == [1, 2])
    }

    @Test func `count each broken part of a character once`() {
        // A lone byte, a cut three-byte character, a real replacement character, then x
        let bytes: [UInt8] = [0xFF, 0xE2, 0x82, 0xEF, 0xBF, 0xBD, 0x78, 0xC3]
        #expect(position(bytes, 1) == [1, 2])
        #expect(position(bytes, 3) == [1, 3])
        #expect(position(bytes, 6) == [1, 4])
        #expect(position(bytes, 8) == [1, 6])
    }

    @Test func `end with the file for offsets beyond it`() {
        #expect(position("ab\ncd", 99) == [2, 3])
        #expect(LineIndex(Array("ab".utf8)).content(ofLine: 7).isEmpty)
        #expect(LineIndex(Array("ab".utf8)).content(ofLine: 0).isEmpty)
    }

    @Test func `agree with a walk over a long line beyond ASCII`() {
        let text = String(repeating: "aé\u{1F600}e\u{301}", count: 1000)
        let index = LineIndex(Array("x\n\(text)\ny".utf8))
        var offset = 2
        var column = 1
        for character in text {
            if column % 37 == 0 { #expect(index.position(at: offset) == SourcePosition(line: 2, column: column)) }
            offset += character.utf8.count
            column += 1
        }
        #expect(index.position(at: offset) == SourcePosition(line: 2, column: column))
    }

    @Test func `rise with the offset whatever the bytes`() {
        var random = SeededRandom(seed: 11)
        let alphabet: [UInt8] = [0x0A, 0x0D, 0x20, 0x61, 0x80, 0xBF, 0xC3, 0xCC, 0x81, 0xE2, 0xEF, 0xF0, 0x9F, 0xFF]
        for round in 0..<200 {
            let bytes = (0..<random.below(60)).map { _ in random.pick(alphabet) }
            let index = LineIndex(bytes)
            var last = SourcePosition(line: 1, column: 1)
            for offset in 0...bytes.count {
                let position = index.position(at: offset)
                #expect(position >= last, "round \(round), bytes \(bytes), offset \(offset)")
                last = position
            }
        }
    }
}

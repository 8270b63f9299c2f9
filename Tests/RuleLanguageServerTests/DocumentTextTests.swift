import RuleText
import TestSupport
import Testing

@testable import RuleLanguageServer

@Suite struct `The text of a document` {
    private static let pieces = ["a", "bc", "\n", "\r", "\r\n", "é", "𝄞", "e\u{301}", "👩‍👩‍👧", " ", "\n\n", "\t"]

    private func randomText(_ random: inout SeededRandom, _ count: Int) -> String {
        (0..<random.below(count + 1)).map { _ in random.pick(Self.pieces) }.joined()
    }

    /// The offset of a position, counted the slow way.
    private func offset(_ position: Position, in text: String, _ encoding: PositionEncoding) -> Int {
        var line = 0
        var units = 0
        var offset = 0
        let scalars = Array(text.unicodeScalars)
        for (place, scalar) in scalars.enumerated() {
            let isBreak = scalar == "\n" || scalar == "\r"
            if line == position.line {
                if isBreak { return offset }
                let width = encoding == .utf8 ? UTF8.width(scalar) : UTF16.width(scalar)
                if units + width > position.character { return offset }
                units += width
            }
            offset += UTF8.width(scalar)
            if scalar == "\n" || scalar == "\r" && (place + 1 == scalars.count || scalars[place + 1] != "\n") {
                if line == position.line { return offset }
                line += 1
                units = 0
            }
        }
        return offset
    }

    @Test(arguments: 0..<300)
    func `after any edits is the text that the edits make`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        var text = randomText(&random, 30)
        var document = DocumentText(text)
        let encoding: PositionEncoding = random.oneIn(2) ? .utf8 : .utf16
        for _ in 0..<20 {
            let first = Position(line: random.below(12), character: random.below(8))
            let second = Position(line: random.below(12), character: random.below(8))
            let replacement = randomText(&random, 6)
            let ends = [offset(first, in: text, encoding), offset(second, in: text, encoding)].sorted()
            var bytes = Array(text.utf8)
            bytes.replaceSubrange(ends[0]..<ends[1], with: replacement.utf8)
            text = String(decoding: bytes, as: UTF8.self)
            document.replace(first, second, with: replacement, in: encoding)
            #expect(document == DocumentText(bytes), "seed \(seed)")
            #expect(document.bytes == bytes, "seed \(seed)")
        }
    }

    @Test(arguments: 0..<100)
    func `finds each place again where the index says it is`(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let text = randomText(&random, 60)
        let document = DocumentText(text)
        let index = LineIndex(Array(text.utf8))
        #expect(document.lineStarts.count == index.lineCount)
        var offset = 0
        for scalar in text.unicodeScalars {
            for encoding in [PositionEncoding.utf8, .utf16] {
                let position = index.position(at: UInt32(offset), in: encoding)
                let found = document.offset(of: position, in: encoding)
                // The line feed of a line break is at the line's end, where the break begins.
                let isSecondHalf = scalar == "\n" && offset > 0 && document.bytes[offset - 1] == 13
                #expect(found == (isSecondHalf ? offset - 1 : offset), "seed \(seed), \(encoding)")
            }
            offset += UTF8.width(scalar)
        }
    }

    @Test(arguments: [
        (0, 0, 0, 0), (0, 1, 1, 1), (0, 2, 1, 1), (0, 3, 5, 1), (0, 5, 5, 5), (0, 9, 5, 5), (1, 1, 7, 7), (9, 9, 8, 8),
    ])
    func `takes positions in the units that were agreed on`(line: Int, character: Int, utf16: Int, utf8: Int) {
        // `a`, a character of two UTF-16 and four UTF-8 units, a line break, `bc`.
        let document = DocumentText("a𝄞\nbc")
        let position = Position(line: line, character: character)
        #expect(document.offset(of: position, in: .utf16) == utf16)
        #expect(document.offset(of: position, in: .utf8) == utf8)
    }
}

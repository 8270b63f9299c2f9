/// The lines of source that a span stands on, with the span underlined.
struct SourceSnippet {
    /// One line: what is shown of it, and where the underline stands.
    struct Line {
        var number: Int
        var text: String
        /// In columns of the terminal, from 0.
        var indent: Int
        /// At least 1.
        var width: Int
    }

    /// One or two; of longer spans the first and the last line.
    let lines: [Line]
    /// Whether lines between the two are left out.
    let isShortened: Bool

    /// Longer lines are cut to a window around the span; in columns.
    private static let longestLine = 140
    /// What is shown before the span, in columns, on a line that is cut.
    private static let context = 40
    private static let tabWidth = 4

    init(of span: SourceSpan, in bytes: [UInt8], index: LineIndex) {
        let start = min(Int(span.start), bytes.count)
        let end = min(Int(span.end), bytes.count)
        let firstLine = index.position(at: start).line
        let first = index.content(ofLine: firstLine)
        var lastLine = end > start ? index.position(at: end).line : firstLine
        // A span that only takes in the line break, or the next line's indentation, is about its first line.
        while lastLine > firstLine, Self.isBlank(bytes, from: index.content(ofLine: lastLine).lowerBound, to: end) {
            lastLine -= 1
        }
        if lastLine == firstLine {
            let from = min(start, first.upperBound)
            lines = [
                Self.line(
                    firstLine, content: first, span: from..<max(from, min(end, first.upperBound)), of: bytes)
            ]
            isShortened = false
        } else {
            let last = index.content(ofLine: lastLine)
            let indentation = last.prefix { bytes[$0] == 0x20 || bytes[$0] == 0x09 }.count
            let from = min(start, first.upperBound)
            let to = min(end, last.upperBound)
            lines = [
                Self.line(firstLine, content: first, span: from..<first.upperBound, of: bytes),
                Self.line(lastLine, content: last, span: min(last.lowerBound + indentation, to)..<to, of: bytes),
            ]
            isShortened = lastLine > firstLine + 1
        }
    }

    private static func isBlank(_ bytes: [UInt8], from start: Int, to end: Int) -> Bool {
        guard start < end else { return true }
        return bytes[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }

    /// - Parameters:
    ///   - content: The bytes of the line.
    ///   - span: The bytes to underline, within `content`.
    private static func line(_ number: Int, content: Range<Int>, span: Range<Int>, of bytes: [UInt8]) -> Line {
        // No more of the line is looked at than can be shown: a line may be the whole of a large file.
        var start = max(content.lowerBound, span.lowerBound - longestLine * 4)
        while start < span.lowerBound, bytes[start] & 0xC0 == 0x80 { start += 1 }
        let end = min(content.upperBound, span.lowerBound + longestLine * 8)

        var cells: [(text: String, width: Int)] = []
        var column = 0
        var firstCell: Int?
        var endCell = 0
        for element in SourceCharacters(bytes[start..<end]) {
            if element.bytes.upperBound > span.lowerBound, firstCell == nil { firstCell = cells.count }
            var text = String(element.character)
            if text == "\t" {
                text = String(repeating: " ", count: tabWidth - column % tabWidth)
            } else {
                text = text.displayed
            }
            let width = text.displayWidth
            cells.append((text, width))
            column += width
            if element.bytes.lowerBound < span.upperBound { endCell = cells.count }
        }
        let spanStart = firstCell ?? cells.count
        let spanEnd = max(endCell, spanStart)

        let isCutBefore = start > content.lowerBound
        let isCutBehind = end < content.upperBound
        var window = 0..<cells.count
        if column > longestLine || isCutBefore || isCutBehind {
            window = Self.window(of: cells.map(\.width), around: spanStart)
        }
        var text = cells[window].map(\.text).joined()
        var indent = cells[window].prefix(spanStart - window.lowerBound).reduce(0) { $0 + $1.width }
        let shownEnd = min(spanEnd, window.upperBound)
        let width = cells[min(spanStart, shownEnd)..<shownEnd].reduce(0) { $0 + $1.width }
        if isCutBefore || window.lowerBound > 0 {
            text = "…" + text
            indent += 1
        }
        if isCutBehind || window.upperBound < cells.count { text += "…" }
        return Line(number: number, text: text, indent: indent, width: max(width, 1))
    }

    /// The cells to show: some before the span, and from there as many as fit.
    private static func window(of widths: [Int], around spanStart: Int) -> Range<Int> {
        var lower = spanStart
        var before = 0
        while lower > 0, before + widths[lower - 1] <= context {
            lower -= 1
            before += widths[lower]
        }
        var upper = lower
        var total = 0
        while upper < widths.count, total + widths[upper] <= longestLine {
            total += widths[upper]
            upper += 1
        }
        return lower..<max(upper, spanStart)
    }
}

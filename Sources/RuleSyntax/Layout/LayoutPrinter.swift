/// Writes a document as lines that are, where that can be, no longer than `lineLength`.
///
/// A comment stays between the tokens between which it was written: behind the one on its line, or on a line of its own.
struct LayoutPrinter {
    /// The longest line that is not broken, in characters.
    static let lineLength = 110

    private struct Entry {
        var document: LayoutDocument
        var indentation: Int
        var isFlat: Bool
        /// Whether a blank goes before it, or a line break where it does not fit: a part of a fill.
        var isFilled = false
    }

    private let tokens: SourceTokens
    /// Tokens before which a blank line of the author's is kept.
    private let keepsBlankLine: Set<Int>
    /// What is left to write, the next one last.
    private var entries: [Entry]
    private var output: [UInt8] = []
    private var column = 0
    /// The indentation of the line that begins with whatever comes next.
    private var pendingLine: Int? = 0
    /// Whether a comment ends the line.
    private var endsLine = false
    private var commentsWritten = -1

    init(_ document: LayoutDocument, _ tokens: SourceTokens, keepingBlankLinesBefore items: Set<Int>) {
        self.tokens = tokens
        keepsBlankLine = items
        entries = [Entry(document: document, indentation: 0, isFlat: false)]
    }

    /// The lines, each with its line break.
    mutating func printed() -> [UInt8] {
        while let entry = entries.popLast() { write(entry) }
        if !output.isEmpty { output.append(UInt8(ascii: "\n")) }
        return output
    }

    private mutating func write(_ entry: Entry) {
        if entry.isFilled {
            let alone = Entry(document: entry.document, indentation: entry.indentation, isFlat: true)
            if entry.isFlat || !entry.document.isBroken && !endsLine && fits(alone, at: column + 1) {
                writeBlanks(1)
            } else {
                breakLine(entry.indentation)
            }
        }
        switch entry.document.content {
        case .token(let index): writeToken(index, entry.indentation)
        case .comments(let index): writeComments(before: index, entry.indentation)
        // Behind a comment the line ends, and goes on where the blank stood.
        case .space: if endsLine { breakLine(entry.indentation) } else { writeBlanks(1) }
        case .column(let wanted, let minimum): writeBlanks(max(wanted - column, minimum))
        case .line(let other):
            if entry.isFlat { writeBlanks(other.utf8.count) } else { breakLine(entry.indentation) }
        case .hardLine: breakLine(entry.indentation)
        case .sequence(let parts):
            for part in parts.reversed() { push(part, entry) }
        case .nest(let amount, let inner):
            entries.append(
                Entry(document: inner, indentation: entry.indentation + amount, isFlat: entry.isFlat))
        case .group(let inner):
            var next = Entry(document: inner, indentation: entry.indentation, isFlat: true)
            next.isFlat = entry.isFlat || !entry.document.isBroken && fits(next, at: currentColumn)
            entries.append(next)
        case .fill(let parts):
            for (place, part) in parts.enumerated().reversed() { push(part, entry, isFilled: place > 0) }
        }
    }

    private mutating func push(_ part: LayoutDocument, _ entry: Entry, isFilled: Bool = false) {
        entries.append(
            Entry(document: part, indentation: entry.indentation, isFlat: entry.isFlat, isFilled: isFilled))
    }

    // MARK: Lines

    private var currentColumn: Int { pendingLine ?? column }

    private mutating func breakLine(_ indentation: Int) {
        pendingLine = indentation
        endsLine = false
    }

    private mutating func beginLine(_ indentation: Int, hasBlankLine: Bool) {
        if !output.isEmpty {
            output.append(UInt8(ascii: "\n"))
            if hasBlankLine { output.append(UInt8(ascii: "\n")) }
        }
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
        column = indentation
        pendingLine = nil
        endsLine = false
    }

    private mutating func writeBlanks(_ count: Int) {
        guard pendingLine == nil, !endsLine else { return }
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
        column += count
    }

    private mutating func writeComments(before index: Int, _ indentation: Int) {
        guard commentsWritten < index else { return }
        commentsWritten = index
        let indentation = pendingLine ?? indentation
        for comment in tokens.leading[index] ?? [] {
            beginLine(
                indentation, hasBlankLine: comment.followsBlankLine && keepsBlankLine.contains(index))
            output += comment.text.utf8
            breakLine(indentation)
        }
    }

    private mutating func writeToken(_ index: Int, _ indentation: Int) {
        writeComments(before: index, indentation)
        // The end of the file is no text.
        guard index < tokens.endIndex else { return }
        if let line = pendingLine ?? (endsLine ? indentation : nil) {
            beginLine(
                line, hasBlankLine: tokens.followsBlankLine[index] && keepsBlankLine.contains(index))
        }
        output += tokens.text(index).utf8
        column += tokens.width(index)
        if let comment = tokens.trailing[index] {
            output += "  ".utf8
            output += comment.utf8
            endsLine = true
        }
    }

    // MARK: Fitting

    /// Whether a line that goes on with something, and then with what has to stand behind it, is short enough.
    private func fits(_ first: Entry, at start: Int) -> Bool {
        var rest = Self.lineLength - start
        guard first.document.width <= rest else { return false }
        var next = entries.count
        var stack = [first]
        while rest >= 0 {
            if stack.isEmpty {
                guard next > 0 else { return true }
                next -= 1
                if entries[next].isFilled { return true }
                stack.append(entries[next])
            }
            guard let entry = stack.popLast() else { return true }
            switch entry.document.content {
            case .token(let index):
                if tokens.leading[index] != nil, commentsWritten < index, entry.document.range != first.document.range {
                    return true
                }
                rest -= tokens.width(index)
                if tokens.trailing[index] != nil { return rest >= 0 }
            case .comments(let index):
                if tokens.leading[index] != nil { return true }
            case .space: rest -= 1
            case .column(_, let minimum): rest -= minimum
            case .line(let other):
                guard entry.isFlat else { return true }
                rest -= other.utf8.count
            case .hardLine: return true
            case .sequence(let parts):
                for part in parts.reversed() {
                    stack.append(Entry(document: part, indentation: 0, isFlat: entry.isFlat))
                }
            case .nest(_, let inner):
                stack.append(Entry(document: inner, indentation: 0, isFlat: entry.isFlat))
            case .group(let inner):
                stack.append(Entry(document: inner, indentation: 0, isFlat: !entry.document.isBroken))
            case .fill(let parts):
                // Behind its first part a fill may go on on another line.
                let isFlat = entry.isFlat || parts.count == 1
                for (place, part) in parts.enumerated().reversed() where isFlat || place == 0 {
                    stack.append(Entry(document: part, indentation: 0, isFlat: entry.isFlat))
                    if place > 0 { stack.append(Entry(document: .space, indentation: 0, isFlat: true)) }
                }
                if !isFlat { return rest - (parts.first?.width ?? 0) >= 0 }
            }
        }
        return false
    }
}

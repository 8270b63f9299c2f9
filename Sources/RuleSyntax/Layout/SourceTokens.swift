import RuleText

/// The tokens of a file without mistakes, each with the comments that stand around it.
struct SourceTokens {
    struct Remark {
        var text: String
        /// Whether a blank line stands before it.
        var followsBlankLine: Bool
    }

    let file: SourceFile
    /// The last one is the end of the file.
    private(set) var tokens: [Token] = []
    /// By token: the comments on lines of their own before it.
    private(set) var leading: [Int: [Remark]] = [:]
    /// By token: the comment behind it on its line.
    private(set) var trailing: [Int: String] = [:]
    /// By token: whether a blank line stands before it, behind its comments.
    private(set) var followsBlankLine: [Bool] = []
    /// By token: how many comments stand before its text, for asking whether any stand between two tokens.
    private var commentCounts: [Int] = []

    init(_ file: SourceFile, patternsAt patterns: Set<UInt32>) {
        self.file = file
        var lexer = Lexer(file, index: FileIndex(0))
        var end = 0
        var commentCount = 0
        while true {
            let token = Self.next(&lexer, behind: tokens.last, patternsAt: patterns)
            let index = tokens.count
            for comment in lexer.comments[commentCount...] {
                let start = Int(comment.span.start)
                let text = written(start, Int(comment.span.end)).withoutTrailingBlanks
                if comment.isTrailing, index > 0 {
                    trailing[index - 1] = text
                } else {
                    leading[index, default: []].append(
                        Remark(text: text, followsBlankLine: hasBlankLine(from: end, to: start)))
                }
                end = Int(comment.span.end)
            }
            commentCount = lexer.comments.count
            commentCounts.append(commentCount)
            followsBlankLine.append(hasBlankLine(from: end, to: token.startOffset))
            tokens.append(token)
            end = token.endOffset
            if token.kind == .end { return }
        }
    }

    /// A `/` begins a regular expression only where the parser has found one.
    private static func next(_ lexer: inout Lexer, behind last: Token?, patternsAt patterns: Set<UInt32>) -> Token {
        if last?.keyword == .matches || last?.keyword == .exactly {
            var probe = lexer
            let token = probe.nextPattern()
            if patterns.contains(token.start) {
                lexer = probe
                return token
            }
        }
        return lexer.next()
    }

    var endIndex: Int { tokens.count - 1 }

    func text(_ index: Int) -> String { written(tokens[index].startOffset, tokens[index].endOffset) }

    /// In characters.
    func width(_ index: Int) -> Int {
        let token = tokens[index]
        switch token.kind {
        case .text, .regex: return text(index).count
        default: return token.endOffset - token.startOffset
        }
    }

    /// Whether a comment stands between the first and the last token of a range.
    func hasComments(inside range: ClosedRange<Int>) -> Bool {
        commentCounts[range.upperBound] > commentCounts[range.lowerBound]
    }

    private func written(_ start: Int, _ end: Int) -> String {
        String(decoding: file.bytes[start..<end], as: UTF8.self)
    }

    private func hasBlankLine(from start: Int, to end: Int) -> Bool {
        var lineBreaks = 0
        for byte in file.bytes[min(start, end)..<end] where byte == UInt8(ascii: "\n") { lineBreaks += 1 }
        return lineBreaks > 1
    }
}

extension String {
    fileprivate var withoutTrailingBlanks: String {
        var end = utf8.endIndex
        while end > utf8.startIndex {
            let before = utf8.index(before: end)
            guard utf8[before] == UInt8(ascii: " ") || utf8[before] == UInt8(ascii: "\t") else { break }
            end = before
        }
        return String(self[..<end])
    }
}

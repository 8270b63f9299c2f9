import RuleSyntax
import RuleText

/// The declaration that is being written, up to the word at the cursor, and what stands behind that word.
struct WrittenSoFar {
    /// From where the declaration begins.
    let before: [UInt8]
    /// Up to where the next declaration begins.
    let after: [UInt8]
    /// The word at the cursor, with a backquote before it, in the document.
    let word: Range<Int>
    /// Whether the word begins with a backquote.
    let isQuoted: Bool
    /// Whether nothing but blanks stands before the word on its line; and whether nothing at all does.
    let startsLine: Bool, isUnindented: Bool
    let surroundings: Surroundings

    enum Surroundings {
        case grammar
        /// In the braces of a text.
        case interpolation
        /// In a comment, a text, a regular expression or a number, or behind what can't be read.
        case opaque
    }

    /// More than that before the cursor is not read for every keystroke.
    static let maximumByteCount = 1 << 16

    init(_ bytes: [UInt8], at offset: Int, in declarations: [Declaration]) {
        let offset = min(offset, bytes.count)
        var start = offset
        while start > 0, bytes[start - 1].isIdentifierByte { start -= 1 }
        var end = offset
        while end < bytes.count, bytes[end].isIdentifierByte { end += 1 }
        let isNumber = start < end && bytes[start] >= 48 && bytes[start] <= 57
        if start > 0, bytes[start - 1] == UInt8(ascii: "`") {
            start -= 1
            if end < bytes.count, bytes[end] == UInt8(ascii: "`") { end += 1 }
        }
        word = start..<end
        isQuoted = start < end && bytes[start] == UInt8(ascii: "`")

        // A word that begins a line may be the first of a declaration, or one more of the declaration before it.
        let next = declarations.partitioned { Int($0.span.start) >= start }
        let first = next > 0 ? Int(declarations[next - 1].span.start) : 0
        let behind = declarations[next...].first { Int($0.span.start) >= end }
        before = Self.withoutComments(Array(bytes[first..<start]))
        after = Array(bytes[end..<max(end, behind.map { Int($0.span.start) } ?? bytes.count)])

        var blank = start
        while blank > 0, bytes[blank - 1] == 32 || bytes[blank - 1] == 9 { blank -= 1 }
        startsLine = blank == 0 || bytes[blank - 1] == 10 || bytes[blank - 1] == 13
        isUnindented = startsLine && blank == start
        surroundings = isNumber ? .opaque : Self.surroundings(behind: Array(bytes[first..<start]))
    }

    private static func tokens(of bytes: [UInt8], _ body: (RuleSyntax.Token) -> Void) -> [Comment] {
        var lexer = Lexer(SourceFile(name: "", bytes: bytes), index: FileIndex(0))
        var previous: RuleSyntax.Token?
        while true {
            let mayBePattern = previous?.keyword == .matches || previous?.keyword == .exactly
            let token = mayBePattern ? lexer.nextPattern() : lexer.next()
            guard token.kind != .end else { return lexer.comments }
            body(token)
            previous = token
        }
    }

    private static func withoutComments(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        for comment in tokens(of: bytes, { _ in }) {
            for offset in Int(comment.span.start)..<min(Int(comment.span.end), bytes.count) { result[offset] = 32 }
        }
        return result
    }

    private static func surroundings(behind bytes: [UInt8]) -> Surroundings {
        var last: RuleSyntax.Token?
        let comments = tokens(of: bytes) { last = $0 }
        if let comment = comments.last, Int(comment.span.end) >= bytes.count, !bytes.isEmpty { return .opaque }
        // A text that goes on ends before the blanks.
        guard let last, bytes[Int(last.end)...].allSatisfy({ $0 == 32 || $0 == 9 }),
            last.kind == .text || Int(last.end) == bytes.count
        else { return .grammar }
        switch last.kind {
        case .number, .duration, .time: return .opaque
        case .regex: return last.flags.contains(.isMalformed) ? .opaque : .grammar
        case .text:
            guard last.flags.contains(.isMalformed) else { return .grammar }
            return isInBraces(bytes[(Int(last.start) + 1)...]) ? .interpolation : .opaque
        default: return .grammar
        }
    }

    /// Whether a text that goes on is in one of its values.
    private static func isInBraces(_ text: ArraySlice<UInt8>) -> Bool {
        var isOpen = false
        var offset = text.startIndex
        while offset < text.endIndex {
            switch text[offset] {
            case UInt8(ascii: "\\"): offset += 1
            case UInt8(ascii: "{") where !isOpen:
                if offset + 1 < text.endIndex, text[offset + 1] == UInt8(ascii: "{") {
                    offset += 1
                } else {
                    isOpen = true
                }
            case UInt8(ascii: "}"): isOpen = false
            default: break
            }
            offset += 1
        }
        return isOpen
    }

    /// Whether every brace before the word is closed again.
    var isBetweenDeclarations: Bool {
        var depth = 0
        _ = Self.tokens(of: before) {
            switch $0.kind {
            case .leftBrace: depth += 1
            case .rightBrace: depth -= 1
            default: break
            }
        }
        return depth <= 0
    }

    var isBehindDot: Bool {
        before.last { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 } == UInt8(ascii: ".")
    }
}

package import RuleText

/// Turns bytes into tokens, one at a time, and collects comments and what is wrong with the text.
///
/// Whatever the bytes are, the tokens cover them in order and come to an end. A regular expression is read only
/// when the parser asks for one with `nextPattern()`, since elsewhere a `/` divides.
package struct Lexer: Sendable {
    /// In one file no more than this many mistakes are reported: a file with more of them is no rule file.
    package static let maximumDiagnosticCount = 1_000

    let bytes: [UInt8]
    let file: FileIndex
    /// Reading ends before this offset.
    let limit: Int
    /// Where the bytes came from a text's content without its escapes: their offsets in the file, and one for the end.
    private let origins: [UInt32]
    /// Whether there are any of these: the bytes are not the file's own.
    let isRemapped: Bool
    /// Whether this reads the inside of a `{…}`, where nothing is a comment.
    let isInterpolation: Bool

    var position: Int
    package var comments: [Comment] = []
    package var diagnostics: [Diagnostic] = []
    private let keywords = KeywordTable.shared
    private(set) var hasToken = false
    /// What `next(_:from:)` has found: from where it searched, where it found the byte, and where the line ends if not.
    private var searched: [UInt8: (from: Int, found: Int?, lineEnd: Int)] = [:]
    var hasErrorBeforeToken = false

    package init(_ file: SourceFile, index: FileIndex) {
        bytes = file.bytes
        self.file = index
        origins = []
        isRemapped = false
        isInterpolation = false
        position = 0
        if file.bytes.count > SourceFile.maximumByteCount {
            limit = 0
            report(.fileTooLarge(byteCount: file.bytes.count, at: span(0, 0)))
        } else {
            limit = file.bytes.count
            if file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        }
    }

    /// Begins at an offset instead of the file's first byte: where a line does.
    mutating func begin(at start: Int) { if start > 0 { position = start } }

    /// Reads the inside of an interpolation.
    /// - Parameter origins: For each of the bytes, and for their end, its offset in the file; empty where these
    ///   are the file's own bytes.
    init(interpolationIn bytes: [UInt8], from start: Int, to limit: Int, origins: [UInt32], file: FileIndex) {
        self.bytes = bytes
        self.file = file
        self.limit = limit
        self.origins = origins
        isRemapped = !origins.isEmpty
        isInterpolation = true
        position = start
        hasToken = true
    }

    /// - Returns: The place in the file of bytes that are read here.
    @inline(__always)
    func span(_ start: Int, _ end: Int) -> SourceSpan {
        guard !isRemapped else {
            return SourceSpan(
                file: file, start: origins[min(start, origins.count - 1)], end: origins[min(end, origins.count - 1)])
        }
        return SourceSpan(
            file: file, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end))
    }

    @inline(__always)
    func span(of token: Token) -> SourceSpan { span(token.startOffset, token.endOffset) }

    /// Adds a diagnostic, unless there are too many already.
    mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < Self.maximumDiagnosticCount { diagnostics.append(diagnostic) }
    }

    /// Reports what keeps bytes from being a token; they are passed over.
    mutating func reportPassedOver(_ diagnostic: Diagnostic) {
        report(diagnostic)
        hasErrorBeforeToken = true
    }

    /// Zero behind the end.
    @inline(__always)
    func byte(_ offset: Int) -> UInt8 { offset < limit ? bytes[offset] : 0 }

    /// The next token; at the end `.end`, as often as it is asked for.
    package mutating func next() -> Token {
        while true {
            var flags = skipBlanks()
            let followsError = hasErrorBeforeToken
            if followsError { flags.insert(.followsError) }
            guard position < limit else {
                return Token(.end, flags: flags.union([.startsLine, .isUnindented]), start: limit, end: limit)
            }
            // A token that is not closed sets it again, for the next one.
            hasErrorBeforeToken = false
            if let token = token(flags) {
                hasToken = true
                return token
            }
            hasErrorBeforeToken = hasErrorBeforeToken || followsError
        }
    }

    /// The next token, where a regular expression may stand: only behind `matches`.
    package mutating func nextPattern() -> Token {
        let flags = skipBlanks()
        guard byte(position) == UInt8(ascii: "/") else { return next() }
        hasToken = true
        hasErrorBeforeToken = false
        return pattern(from: position, flags)
    }

    /// - Returns: Nothing where bytes had to be passed over; they were reported.
    @inline(__always)
    private mutating func token(_ flags: Token.Flags) -> Token? {
        let start = position
        switch bytes[start] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            return word(flags)
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return number(flags)
        case UInt8(ascii: "\""): return text(flags)
        case UInt8(ascii: "`"): return quotedName(flags)
        case UInt8(ascii: "("): return mark(.leftParenthesis, 1, flags)
        case UInt8(ascii: ")"): return mark(.rightParenthesis, 1, flags)
        case UInt8(ascii: "["): return mark(.leftBracket, 1, flags)
        case UInt8(ascii: "]"): return mark(.rightBracket, 1, flags)
        case UInt8(ascii: "{"): return mark(.leftBrace, 1, flags)
        case UInt8(ascii: "}"): return mark(.rightBrace, 1, flags)
        case UInt8(ascii: ","): return mark(.comma, 1, flags)
        case UInt8(ascii: ":"): return mark(.colon, 1, flags)
        case UInt8(ascii: "+"): return mark(.plus, 1, flags)
        case UInt8(ascii: "-"): return mark(.minus, 1, flags)
        case UInt8(ascii: "*"): return mark(.star, 1, flags)
        case UInt8(ascii: "."):
            if byte(start + 1) == UInt8(ascii: ".") { return mark(.range, 2, flags) }
            if byte(start + 1).isDigit, start == 0 || !bytes[start - 1].endsOperand {
                return pointWithoutDigit(flags)
            }
            return mark(.dot, 1, flags)
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "&"),
            UInt8(ascii: "|"), UInt8(ascii: "/"):
            return operatorMark(flags)
        default: return passOver(flags)
        }
    }

    @inline(__always)
    mutating func mark(_ kind: Token.Kind, _ length: Int, _ flags: Token.Flags) -> Token {
        let start = position
        position += length
        return Token(kind, flags: flags, start: start, end: position)
    }

    @inline(__always)
    private mutating func word(_ flags: Token.Flags) -> Token {
        let start = position
        let first = ByteLanes(bytes, at: start)
        var count = first.identifierCount
        var low = first.bytes
        var high: UInt64 = 0
        if count < 8 {
            low = first.prefix(count)
        } else {
            let second = ByteLanes(bytes, at: start &+ 8)
            count = 8 &+ second.identifierCount
            high = second.prefix(count &- 8)
        }
        var end = start &+ count
        if count == 16 {
            while end < limit, bytes[end].isIdentifier { end &+= 1 }
        }
        if end > limit {
            end = limit
            low = first.prefix(end &- start)
            high = end &- start > 8 ? ByteLanes(high).prefix(end &- start &- 8) : 0
        }
        if end < limit, bytes[end] >= 0x80, let token = nonASCIIWord(from: start, seen: end, flags) { return token }
        position = end
        let keyword = end &- start <= KeywordTable.maximumLength ? keywords.keyword(low, high) : nil
        return Token(.word, keyword: keyword, flags: flags, start: start, end: end)
    }

    /// Passes over blanks, line breaks and comments.
    @inline(__always)
    private mutating func skipBlanks() -> Token.Flags {
        var isFirst = !hasToken
        var lineStart = isFirst ? position : -1
        while position < limit {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position &+= 1
            case UInt8(ascii: "\n"):
                position &+= 1
                isFirst = true
                lineStart = position
            case UInt8(ascii: "\r") where byte(position + 1) == UInt8(ascii: "\n"): position &+= 1
            case UInt8(ascii: "#") where !isInterpolation:
                skipComment(isTrailing: !isFirst)
            default:
                guard isFirst else { return [] }
                return lineStart == position ? [.startsLine, .isUnindented] : .startsLine
            }
        }
        return isFirst ? .startsLine : []
    }

    private mutating func skipComment(isTrailing: Bool) {
        let start = position
        let end = endOfLine(from: start)
        comments.append(Comment(span: span(start, end), isTrailing: isTrailing))
        position = end
    }

    /// Looks for a byte on this line; it and the line's end are looked for once, however often this is asked.
    mutating func next(_ wanted: UInt8, from start: Int) -> Int? {
        if let known = searched[wanted], known.from <= start, start <= known.found ?? known.lineEnd {
            return known.found
        }
        var offset = start
        while offset < limit, bytes[offset] != UInt8(ascii: "\n"), bytes[offset] != wanted { offset &+= 1 }
        let found = offset < limit && bytes[offset] == wanted ? offset : nil
        searched[wanted] = (start, found, offset)
        return found
    }

    /// Passes over what is to be read as it stands, up to the line break, and looks for what must not be in it.
    mutating func endOfLine(from start: Int, before stop: Int? = nil) -> Int {
        var end = start
        let limit = min(limit, stop ?? limit)
        while end < limit {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\n") { break }
            if byte == UInt8(ascii: "\r"), self.byte(end + 1) == UInt8(ascii: "\n") { break }
            end = byte.isPlainText ? end &+ 1 : endOfUnusualCharacter(at: end)
        }
        return end
    }
}

extension UInt8 {
    @inline(__always)
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    @inline(__always)
    var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    @inline(__always)
    var isIdentifier: Bool { isLetter || isDigit || self == UInt8(ascii: "_") }

    /// Whether it needs no look of its own inside a text or a comment: ASCII and no control character but the tab.
    @inline(__always)
    var isPlainText: Bool { self &- 0x20 < 0x5F || self == 0x09 }

    /// Whether something that a `.` may follow can end with it.
    var endsOperand: Bool {
        isIdentifier || self == UInt8(ascii: "`") || self == UInt8(ascii: ")") || self == UInt8(ascii: "]")
    }
}

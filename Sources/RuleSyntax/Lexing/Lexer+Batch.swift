extension Lexer {
    /// Reads ahead as far as the tokens are plain: words, numbers, short durations, dates, texts without escapes and marks that are written right.
    ///
    /// It stops before everything else, so that it has nothing to report and takes nothing for a division that might begin a regular
    /// expression. Such a token `next()` reads, which gives the same tokens as this one at a time.
    /// - Parameter names: Where words are looked up and put down.
    mutating func readAhead(into batch: inout TokenBatch, _ names: inout NameTable) {
        // The first token of a file is told apart by what precedes it; one behind a mistake is marked.
        guard hasToken, !hasErrorBeforeToken, !isInterpolation else { return }
        let reader = PlainTokens(bytes, from: position, to: limit)
        batch.refill { tokens in
            let (count, end) = reader.read(into: &tokens, &names)
            position = end
            return count
        }
    }
}

/// Reads plain tokens, with all that it needs at hand.
private struct PlainTokens {
    private let bytes: [UInt8]
    /// Nothing is read from here on: the sixteen bytes behind any place before it are there.
    private let limit: Int
    private let start: Int

    init(_ bytes: [UInt8], from start: Int, to limit: Int) {
        self.bytes = bytes
        self.limit = min(limit, bytes.count) - 20
        self.start = start
    }

    /// - Returns: How many tokens were put down, and where the last one ends.
    func read(into tokens: inout MutableSpan<Token>, _ names: inout NameTable) -> (count: Int, end: Int) {
        let bytes = bytes.span
        var offset = start
        var end = start
        var count = 0
        while count < tokens.count, offset < limit {
            // One blank or none stands before most tokens.
            offset &+= bytes[offset] == UInt8(ascii: " ") ? 1 : 0
            var flags: Token.Flags = []
            if bytes[offset] <= UInt8(ascii: " ") {
                flags = skipBlanks(bytes, &offset)
                if offset >= limit { break }
            }
            guard var token = token(bytes, at: offset, &names) else { break }
            token.flags = flags
            tokens[count] = token
            count &+= 1
            offset = token.endOffset
            end = offset
        }
        return (count, end)
    }

    @inline(__always)
    private func skipBlanks(_ bytes: Span<UInt8>, _ offset: inout Int) -> Token.Flags {
        var lineStart = -1
        blanks: while offset < limit {
            switch bytes[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): break
            case UInt8(ascii: "\n"): lineStart = offset &+ 1
            case UInt8(ascii: "\r") where bytes[offset &+ 1] == UInt8(ascii: "\n"): break
            default: break blanks
            }
            offset &+= 1
        }
        return lineStart < 0 ? [] : lineStart == offset ? [.startsLine, .isUnindented] : .startsLine
    }

    /// - Returns: Nothing where no plain token stands.
    @inline(__always)
    private func token(_ bytes: Span<UInt8>, at start: Int, _ names: inout NameTable) -> Token? {
        let byte = bytes[start]
        if byte.isLetter || byte == UInt8(ascii: "_") { return word(bytes, at: start, &names) }
        if byte.isDigit { return number(bytes, at: start) }
        let next = bytes[start &+ 1]
        switch byte {
        case UInt8(ascii: "\""): return text(bytes, at: start)
        case UInt8(ascii: "("): return mark(.leftParenthesis, 1, at: start)
        case UInt8(ascii: ")"): return mark(.rightParenthesis, 1, at: start)
        case UInt8(ascii: ","): return mark(.comma, 1, at: start)
        case UInt8(ascii: "["): return mark(.leftBracket, 1, at: start)
        case UInt8(ascii: "]"): return mark(.rightBracket, 1, at: start)
        case UInt8(ascii: "{"): return mark(.leftBrace, 1, at: start)
        case UInt8(ascii: "}"): return mark(.rightBrace, 1, at: start)
        case UInt8(ascii: ":"): return mark(.colon, 1, at: start)
        case UInt8(ascii: "."):
            if next == UInt8(ascii: ".") { return mark(.range, 2, at: start) }
            return next.isDigit ? nil : mark(.dot, 1, at: start)
        case UInt8(ascii: "="):
            switch next {
            case UInt8(ascii: "="): return bytes[start &+ 2] == UInt8(ascii: "=") ? nil : mark(.equal, 2, at: start)
            case UInt8(ascii: "<"), UInt8(ascii: ">"): return nil
            default: return mark(.equals, 1, at: start)
            }
        case UInt8(ascii: "!"):
            guard next == UInt8(ascii: "="), bytes[start &+ 2] != UInt8(ascii: "=") else { return nil }
            return mark(.notEqual, 2, at: start)
        case UInt8(ascii: "<"):
            if next == UInt8(ascii: "=") { return mark(.lessOrEqual, 2, at: start) }
            return next == UInt8(ascii: ">") ? nil : mark(.less, 1, at: start)
        case UInt8(ascii: ">"):
            if next == UInt8(ascii: "=") { return mark(.greaterOrEqual, 2, at: start) }
            return mark(.greater, 1, at: start)
        case UInt8(ascii: "+"): return mark(.plus, 1, at: start)
        case UInt8(ascii: "-"): return mark(.minus, 1, at: start)
        case UInt8(ascii: "*"): return mark(.star, 1, at: start)
        default: return nil
        }
    }

    @inline(__always)
    private func mark(_ kind: Token.Kind, _ length: Int, at start: Int) -> Token {
        Token(kind, flags: [], start: start, end: start &+ length)
    }

    @inline(__always)
    private func word(_ bytes: Span<UInt8>, at start: Int, _ names: inout NameTable) -> Token? {
        let (low, high, length) = ByteLanes.identifier(in: bytes, at: start)
        // Longer ones are looked up by their bytes, and what is no ASCII may go on with the word.
        guard length < 16, bytes[start &+ length] < 0x80 else { return nil }
        let number = names.number(low, high, length)
        var token = Token(
            .word, keyword: NameTable.keyword(of: number), flags: [], start: start, end: start &+ length)
        token.name = number
        return token
    }

    @inline(__always)
    private func number(_ bytes: Span<UInt8>, at start: Int) -> Token? {
        var end = start &+ 1
        let longest = start &+ 15
        while bytes[end].isDigit, end < longest { end &+= 1 }
        let following = bytes[end]
        if following == UInt8(ascii: "."), bytes[end &+ 1].isDigit {
            end &+= 2
            while bytes[end].isDigit, end < longest { end &+= 1 }
        } else if following.isLetter {
            // One amount of seconds, minutes, hours, days or weeks.
            guard following.isDurationUnit, end &- start <= 5, !bytes[end &+ 1].isIdentifier,
                bytes[end &+ 1] != UInt8(ascii: ".")
            else { return nil }
            return Token(.duration, flags: [], start: start, end: end &+ 1)
        }
        if following == UInt8(ascii: "-"), end &- start == 4 { return date(bytes, at: start) }
        // A point, a letter or more digits make it another token.
        let last = bytes[end]
        if last.isIdentifier { return nil }
        if last == UInt8(ascii: "."), bytes[end &+ 1] != UInt8(ascii: ".") { return nil }
        return Token(.number, flags: [], start: start, end: end)
    }

    /// A day that every month of every year has.
    private func date(_ bytes: Span<UInt8>, at start: Int) -> Token? {
        let (month, day) = (pair(bytes, at: start &+ 5), pair(bytes, at: start &+ 8))
        guard bytes[start] >= UInt8(ascii: "1"), bytes[start &+ 7] == UInt8(ascii: "-"), 1...12 ~= month, 1...28 ~= day,
            !bytes[start &+ 10].isIdentifier
        else { return nil }
        return Token(.time, flags: [], start: start, end: start &+ 10)
    }

    /// The number that two digits make; one beyond all days where they are none.
    @inline(__always)
    private func pair(_ bytes: Span<UInt8>, at start: Int) -> Int {
        guard bytes[start].isDigit, bytes[start &+ 1].isDigit else { return 99 }
        return Int(bytes[start] & 0x0F) &* 10 &+ Int(bytes[start &+ 1] & 0x0F)
    }

    @inline(__always)
    private func text(_ bytes: Span<UInt8>, at start: Int) -> Token? {
        var end = start &+ 1
        while end < limit {
            let plain = ByteLanes(bytes, at: end).plainCount
            end &+= plain
            if plain == 8 { continue }
            guard bytes[end] == UInt8(ascii: "\"") else { return nil }
            return Token(.text, flags: [], start: start, end: end &+ 1)
        }
        return nil
    }
}

extension UInt8 {
    /// A letter that a duration may end with.
    @inline(__always)
    fileprivate var isDurationUnit: Bool {
        switch self {
        case UInt8(ascii: "w"), UInt8(ascii: "d"), UInt8(ascii: "h"), UInt8(ascii: "m"), UInt8(ascii: "s"): true
        default: false
        }
    }
}

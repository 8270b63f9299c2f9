import RuleText

extension Lexer {
    /// Reads a mark of one or two bytes, and the marks of other languages that people write from habit.
    mutating func operatorMark(_ flags: Token.Flags) -> Token? {
        let start = position
        let following = byte(start + 1)
        switch (bytes[start], following) {
        case (UInt8(ascii: "="), UInt8(ascii: "=")):
            if byte(start + 2) == UInt8(ascii: "=") { return misspelled(3, as: .equal, flags) }
            return mark(.equal, 2, flags)
        case (UInt8(ascii: "="), UInt8(ascii: "<")): return misspelled(2, as: .lessOrEqual, flags)
        case (UInt8(ascii: "="), UInt8(ascii: ">")): return misspelled(2, as: .greaterOrEqual, flags)
        case (UInt8(ascii: "="), _): return mark(.equals, 1, flags)
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): return mark(.lessOrEqual, 2, flags)
        case (UInt8(ascii: "<"), UInt8(ascii: ">")): return misspelled(2, as: .notEqual, flags)
        case (UInt8(ascii: "<"), _): return mark(.less, 1, flags)
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): return mark(.greaterOrEqual, 2, flags)
        case (UInt8(ascii: ">"), _): return mark(.greater, 1, flags)
        case (UInt8(ascii: "!"), UInt8(ascii: "=")):
            if byte(start + 2) == UInt8(ascii: "=") { return misspelled(3, as: .notEqual, flags) }
            return mark(.notEqual, 2, flags)
        case (UInt8(ascii: "!"), _): return wordOperator(1, .not, flags)
        case (UInt8(ascii: "&"), UInt8(ascii: "&")): return wordOperator(2, .and, flags)
        case (UInt8(ascii: "&"), _): return wordOperator(1, .and, flags)
        case (UInt8(ascii: "|"), UInt8(ascii: "|")): return wordOperator(2, .or, flags)
        case (UInt8(ascii: "|"), _): return mark(.pipe, 1, flags)
        case (_, UInt8(ascii: "/")), (_, UInt8(ascii: "*")): return foreignComment()
        default: return mark(.slash, 1, flags)
        }
    }

    /// Reports `=>` and the like, and goes on as if the right mark stood there.
    private mutating func misspelled(_ length: Int, as kind: Token.Kind, _ flags: Token.Flags) -> Token {
        let token = mark(kind, length, flags)
        let written = String(decoding: bytes[token.startOffset..<token.endOffset], as: UTF8.self)
        report(.misspelledMark(written, meant: kind.spelling ?? "", at: span(of: token)))
        position = token.endOffset
        return token
    }

    /// Reports `&&`, `||`, `!`, and goes on as if the word stood there.
    private mutating func wordOperator(_ length: Int, _ keyword: Keyword, _ flags: Token.Flags) -> Token {
        let start = position
        let written = String(decoding: bytes[start..<start + length], as: UTF8.self)
        let needsBlank = !byte(start + length).isBlank
        report(.wordOperator(written, keyword: keyword, needsBlank: needsBlank, at: span(start, start + length)))
        position = start + length
        return Token(.word, keyword: keyword, flags: flags, start: start, end: start + length)
    }

    /// Passes over `// …` to the end of the line, and over `/* … */` where it ends on its line.
    private mutating func foreignComment() -> Token? {
        let start = position
        let isBlock = byte(start + 1) == UInt8(ascii: "*")
        report(.foreignComment(isBlock: isBlock, at: span(start, start + 2)))
        position = endOfLine(from: start, before: isBlock ? endOfBlock(from: start + 2) : nil)
        return nil
    }

    /// Behind the next `*/` of the line.
    private func endOfBlock(from start: Int) -> Int? {
        var offset = start
        while offset < limit, bytes[offset] != UInt8(ascii: "\n") {
            if bytes[offset] == UInt8(ascii: "*"), byte(offset + 1) == UInt8(ascii: "/") { return offset + 2 }
            offset += 1
        }
        return nil
    }

    /// Passes over what begins no token: a character of no meaning, or one that only looks right.
    mutating func passOver(_ flags: Token.Flags) -> Token? {
        let start = position
        let byte = bytes[start]
        if byte >= 0x80 { return nonASCII(flags) }
        if byte == UInt8(ascii: "'") { return singleQuoted(flags) }
        var end = start + 1
        while end < limit, bytes[end] == byte, byte != UInt8(ascii: "\r") { end += 1 }
        position = end
        reportPassedOver(.unexpectedCharacter(byte, at: span(start, end)))
        return nil
    }

    /// Reads `` `word` ``.
    mutating func quotedName(_ flags: Token.Flags) -> Token? {
        let start = position
        var end = start + 1
        while end < limit, bytes[end].isIdentifier { end += 1 }
        let isName = end > start + 1 && !bytes[start + 1].isDigit
        if isName, byte(end) == UInt8(ascii: "`") {
            position = end + 1
            return Token(.quotedName, flags: flags, start: start, end: end + 1)
        }
        // What was to be quoted ends at the next backquote of the line, if there is one.
        if let close = next(UInt8(ascii: "`"), from: start + 1) {
            position = endOfLine(from: start, before: close) + 1
        } else {
            position = end
        }
        reportPassedOver(.malformedQuotedName(at: span(start, position)))
        return nil
    }
}

extension UInt8 {
    /// A blank, a tab or a line break.
    var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D }
}

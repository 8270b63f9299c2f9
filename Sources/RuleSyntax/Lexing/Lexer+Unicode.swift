import RuleText

extension Lexer {
    /// Looks at a byte that is no plain text, inside a text, a comment or a regular expression.
    ///
    /// Reports what may stand nowhere in a file: bytes that are not UTF-8, bidirectional controls, other control
    /// characters, and a carriage return alone, since people and programs disagree whether it ends a line.
    /// - Returns: The offset behind the character, or behind the bytes that are none.
    mutating func endOfUnusualCharacter(at start: Int) -> Int {
        let byte = bytes[start]
        guard byte >= 0x80 else {
            if !isInterpolation { report(.controlCharacter(byte, at: span(start, start + 1))) }
            return start + 1
        }
        guard let (scalar, length) = scalar(at: start) else { return endOfInvalidBytes(at: start) }
        let span = span(start, start + length)
        // The inside of a text has been looked at when the text was read, but for what stands there as an escape.
        if scalar.isBidirectionalControl, !isInterpolation || Int(span.end - span.start) != length {
            report(.bidirectionalControl(scalar, at: span))
        }
        return start + length
    }

    /// Passes over bytes that are not UTF-8; a run of them is one mistake.
    private mutating func endOfInvalidBytes(at start: Int) -> Int {
        var end = start + 1
        while end < limit, bytes[end] >= 0x80, scalar(at: end) == nil { end += 1 }
        // The inside of a text has been looked at when the text was read.
        if !isInterpolation { report(.invalidUTF8(at: span(start, end))) }
        return end
    }

    /// Reads a character outside ASCII where a token is expected.
    mutating func nonASCII(_ flags: Token.Flags) -> Token? {
        let start = position
        guard let (scalar, length) = scalar(at: start), !scalar.isBidirectionalControl else {
            position = endOfUnusualCharacter(at: start)
            hasErrorBeforeToken = true
            return nil
        }
        if scalar.properties.isAlphabetic, let token = nonASCIIWord(from: start, seen: start, flags) { return token }
        let end = start + length
        switch scalar.value {
        case 0x2264: return lookalike(.lessOrEqual, to: end, flags)
        case 0x2265: return lookalike(.greaterOrEqual, to: end, flags)
        case 0x2260: return lookalike(.notEqual, to: end, flags)
        case 0x2010...0x2014, 0x2212: return lookalike(.minus, to: end, flags)
        case 0x2018, 0x2019, 0x201C...0x201E: return curlyQuoted(flags)
        default:
            position = end
            let isBlank = scalar.properties.isWhitespace || scalar.value == 0x200B || scalar.value == 0xFEFF
            report(.unexpectedScalar(scalar, isBlank: isBlank, at: span(start, end)))
            if !isBlank { hasErrorBeforeToken = true }
            return nil
        }
    }

    private mutating func lookalike(_ kind: Token.Kind, to end: Int, _ flags: Token.Flags) -> Token {
        let start = position
        let written = String(decoding: bytes[start..<end], as: UTF8.self)
        report(.lookalike(written, meant: kind.spelling ?? "", at: span(start, end)))
        position = end
        return Token(kind, flags: flags, start: start, end: end)
    }

    /// Reads a word with letters outside ASCII as one token, so that the rest makes sense.
    /// - Returns: Nothing where no such letter follows.
    mutating func nonASCIIWord(from start: Int, seen: Int, _ flags: Token.Flags) -> Token? {
        var end = seen
        var isASCII = true
        while end < limit {
            if bytes[end].isIdentifier {
                end += 1
            } else if bytes[end] >= 0x80, let (scalar, length) = scalar(at: end), !scalar.isBidirectionalControl,
                scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
            {
                isASCII = false
                end += length
            } else {
                break
            }
        }
        guard !isASCII else { return nil }
        let word = String(decoding: bytes[start..<end], as: UTF8.self)
        report(.nonASCIIName(word, at: span(start, end)))
        position = end
        return Token(.word, flags: flags, start: start, end: end)
    }

    /// The character at an offset and its length, if the bytes there are one (Unicode 16, table 3-7).
    func scalar(at start: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        let first = byte(start)
        let second = byte(start + 1)
        switch first {
        case 0x00..<0x80: return (Unicode.Scalar(first), 1)
        case 0xC2..<0xE0:
            guard second.isContinuation else { return nil }
            return Self.scalar(UInt32(first & 0x1F) << 6 | UInt32(second & 0x3F), 2)
        case 0xE0..<0xF0:
            let third = byte(start + 2)
            guard second.isContinuation, third.isContinuation, first != 0xE0 || second >= 0xA0 else { return nil }
            return Self.scalar(UInt32(first & 0x0F) << 12 | UInt32(second & 0x3F) << 6 | UInt32(third & 0x3F), 3)
        case 0xF0..<0xF5:
            let third = byte(start + 2)
            let fourth = byte(start + 3)
            guard second.isContinuation, third.isContinuation, fourth.isContinuation, first != 0xF0 || second >= 0x90
            else { return nil }
            let upper = UInt32(first & 0x07) << 18 | UInt32(second & 0x3F) << 12
            return Self.scalar(upper | UInt32(third & 0x3F) << 6 | UInt32(fourth & 0x3F), 4)
        default: return nil
        }
    }

    /// Nothing for surrogates and beyond U+10FFFF.
    private static func scalar(_ value: UInt32, _ length: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        Unicode.Scalar(value).map { ($0, length) }
    }
}

extension UInt8 {
    fileprivate var isContinuation: Bool { self & 0xC0 == 0x80 }
}

extension Unicode.Scalar {
    /// Whether it changes the direction in which text is shown, so that a rule could look like another one.
    var isBidirectionalControl: Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}

import RuleText

extension Lexer {
    /// Reads what begins with a digit: a number, a duration, a date or a time.
    @inline(__always)
    mutating func number(_ flags: Token.Flags) -> Token {
        let start = position
        var end = start + 1
        while byte(end).isDigit { end &+= 1 }
        if end &- start == 4, byte(end) == UInt8(ascii: "-"), isDate(at: start) { return time(flags) }
        if byte(end) == UInt8(ascii: "."), byte(end + 1).isDigit {
            end += 2
            while byte(end).isDigit { end &+= 1 }
        }
        let following = byte(end)
        // Of a point only the first of two goes on with something else: `0..100`.
        if following.isIdentifier || following == UInt8(ascii: ".") && byte(end + 1) != UInt8(ascii: ".") {
            return unusualNumber(flags)
        }
        position = end
        // More digits than this may not be a finite number.
        if end &- start > 300 { return checkedNumber(from: start, to: end, flags) }
        return Token(.number, flags: flags, start: start, end: end)
    }

    /// Reads a number with `_`, a duration, or what was meant to be one.
    private mutating func unusualNumber(_ flags: Token.Flags) -> Token {
        let start = position
        var end = start
        while byte(end).isIdentifier || byte(end) == UInt8(ascii: ".") && byte(end + 1).isDigit {
            // `1e-5` is one mistake, not a subtraction.
            let isExponent = byte(end) | 0x20 == UInt8(ascii: "e") && (end == start || bytes[end - 1].isDigit)
            let sign = byte(end + 1)
            end += 1
            if isExponent, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), byte(end + 1).isDigit { end += 1 }
        }
        if bytes[start..<end].allSatisfy({ $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }) {
            if byte(end) == UInt8(ascii: "."), byte(end + 1).isIdentifier {
                end += 1
                while byte(end).isIdentifier { end += 1 }
                position = end
                report(.malformedNumber(written(start, end), .letters, at: span(start, end)))
                return Token(.number, flags: flags.union(.isMalformed), start: start, end: end)
            }
            if byte(end) == UInt8(ascii: "."), byte(end + 1) != UInt8(ascii: ".") {
                position = end + 1
                report(.numberEndsWithPoint(written(start, end), at: span(start, end + 1)))
                return Token(.number, flags: flags.union(.isMalformed), start: start, end: end)
            }
            position = end
            return checkedNumber(from: start, to: end, flags)
        }
        position = end
        return duration(from: start, to: end, flags)
    }

    /// Checks the points, the `_` and the size of a number that consists of nothing else and digits.
    private mutating func checkedNumber(from start: Int, to end: Int, _ flags: Token.Flags) -> Token {
        let run = bytes[start..<end]
        let points = run.count { $0 == UInt8(ascii: ".") }
        var mistake: NumberMistake?
        if points > 1 {
            mistake = .severalPoints
        } else if hasMisplacedUnderscore(start, end) {
            mistake = .misplacedUnderscore
        } else if value(ofDigits: start, end) == nil {
            mistake = .tooLarge
        }
        guard let mistake else { return Token(.number, flags: flags, start: start, end: end) }
        report(.malformedNumber(written(start, end), mistake, at: span(start, end)))
        return Token(.number, flags: flags.union(.isMalformed), start: start, end: end)
    }

    private func hasMisplacedUnderscore(_ start: Int, _ end: Int) -> Bool {
        for offset in start..<end where bytes[offset] == UInt8(ascii: "_") {
            guard offset > start, offset + 1 < end, bytes[offset - 1].isDigit, bytes[offset + 1].isDigit else {
                return true
            }
        }
        return false
    }

    /// Reads `.5` as the number that was meant.
    mutating func pointWithoutDigit(_ flags: Token.Flags) -> Token {
        let start = position
        var end = start + 1
        while byte(end).isIdentifier { end += 1 }
        position = end
        report(.malformedNumber(written(start, end), .noDigitBeforePoint, at: span(start, end)))
        return Token(.number, flags: flags.union(.isMalformed), start: start, end: end)
    }

    /// Why what begins as a number is none.
    enum NumberMistake {
        case severalPoints, misplacedUnderscore, tooLarge, noDigitBeforePoint, exponent, otherBase, letters
    }

    func written(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    /// The value of a number token; nothing for a malformed one.
    func value(ofDigits token: Token) -> Double? {
        token.flags.contains(.isMalformed) ? nil : value(ofDigits: token.startOffset, token.endOffset)
    }

    func hasUnderscore(_ token: Token) -> Bool {
        for offset in token.startOffset..<token.endOffset where bytes[offset] == UInt8(ascii: "_") { return true }
        return false
    }

    /// The digits of a number token without `_`.
    func digits(of token: Token) -> String {
        let digits = bytes[token.startOffset..<token.endOffset].filter { $0 != UInt8(ascii: "_") }
        return String(decoding: digits, as: UTF8.self)
    }

    /// Nothing where the number is too large to be finite.
    private func value(ofDigits start: Int, _ end: Int) -> Double? {
        var integer: UInt64 = 0
        var decimals = -1
        var significant = 0
        for offset in start..<end {
            let byte = bytes[offset]
            if byte.isDigit {
                integer = integer &* 10 &+ UInt64(byte & 0x0F)
                if integer > 0 { significant += 1 }
                if decimals >= 0 { decimals += 1 }
            } else if byte == UInt8(ascii: ".") {
                decimals = 0
            }
        }
        // Up to fifteen digits and 10^22 are exact doubles, so that one division rounds correctly.
        if significant <= 15, decimals <= 22 {
            return decimals > 0 ? Double(integer) / Self.powersOfTen[decimals] : Double(integer)
        }
        let digits = String(decoding: bytes[start..<end].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
        guard let value = Double(digits), value.isFinite else { return nil }
        return value
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ]
}

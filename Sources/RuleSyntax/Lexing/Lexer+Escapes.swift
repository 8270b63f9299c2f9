import RuleText

extension Lexer {
    /// Checks the escape at an offset.
    /// - Returns: The offset behind it; behind the `\` where it is none.
    mutating func endOfEscape(at start: Int) -> Int {
        if let (_, length) = escape(at: start) { return start + length }
        let following = byte(start + 1)
        // Before the end of its line a `\` is part of a text that is not closed, which is reported as that.
        guard start + 1 < limit, following != 0x0A, following != 0x0D else { return start + 1 }
        guard following.isPlainText else {
            report(.unknownEscape(nil, at: span(start, start + 1)))
            return start + 1
        }
        let end = following == UInt8(ascii: "u") ? endOfMalformedUnicodeEscape(at: start) : start + 2
        report(.unknownEscape(Unicode.Scalar(following), at: span(start, end)))
        return end
    }

    private func endOfMalformedUnicodeEscape(at start: Int) -> Int {
        var end = start + 2
        guard byte(end) == UInt8(ascii: "{") else { return end }
        end += 1
        while byte(end).isIdentifier, end - start < 12 { end += 1 }
        return byte(end) == UInt8(ascii: "}") ? end + 1 : end
    }

    /// The character that an escape stands for, and the escape's length; nothing where it is none.
    private func escape(at start: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        switch byte(start + 1) {
        case UInt8(ascii: "\""): return ("\"", 2)
        case UInt8(ascii: "\\"): return ("\\", 2)
        case UInt8(ascii: "n"): return ("\n", 2)
        case UInt8(ascii: "t"): return ("\t", 2)
        case UInt8(ascii: "u"):
            guard byte(start + 2) == UInt8(ascii: "{") else { return nil }
            var value: UInt32 = 0
            var offset = start + 3
            while let digit = byte(offset).hexadecimalValue {
                guard offset < start + 9 else { return nil }
                value = value << 4 | UInt32(digit)
                offset += 1
            }
            guard offset > start + 3, byte(offset) == UInt8(ascii: "}"), let scalar = Unicode.Scalar(value) else {
                return nil
            }
            return (scalar, offset + 1 - start)
        default: return nil
        }
    }

    /// Resolves the escapes of a text's content.
    /// - Returns: The bytes; and for each of them, and for their end, where it came from.
    func unescaped(_ range: Range<Int>) -> (bytes: [UInt8], origins: [UInt32]) {
        var result: [UInt8] = []
        var origins: [UInt32] = []
        result.reserveCapacity(range.count)
        origins.reserveCapacity(range.count + 1)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let origin = span(offset, offset).start
            if bytes[offset] == UInt8(ascii: "\\"), let (scalar, length) = escape(at: offset) {
                for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
                    result.append(byte)
                    origins.append(origin)
                }
                offset += length
            } else {
                result.append(bytes[offset])
                origins.append(origin)
                offset += 1
            }
        }
        origins.append(span(range.upperBound, range.upperBound).start)
        return (result, origins)
    }
}

extension UInt8 {
    fileprivate var hexadecimalValue: UInt8? {
        if isDigit { return self - UInt8(ascii: "0") }
        let letter = self | 0x20
        return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "f") ? letter - UInt8(ascii: "a") + 10 : nil
    }
}

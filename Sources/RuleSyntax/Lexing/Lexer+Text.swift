import RuleText

extension Lexer {
    /// Reads `"…"`; it ends on its line.
    @inline(__always)
    mutating func text(_ flags: Token.Flags) -> Token {
        let start = position
        var flags = flags
        var end = start + 1
        while true {
            let plain = ByteLanes(bytes, at: end).plainCount
            end &+= plain
            if end >= limit {
                end = limit
                break
            }
            if plain == 8 { continue }
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") {
                position = end + 1
                return Token(.text, flags: flags, start: start, end: end + 1)
            }
            if byte == UInt8(ascii: "\\") {
                flags.insert(.hasEscape)
                end = endOfEscape(at: end)
            } else if byte.isPlainText {
                end &+= 1
            } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && self.byte(end + 1) == 0x0A {
                break
            } else {
                end = endOfUnusualCharacter(at: end)
            }
        }
        return unterminatedText(from: start, to: end, flags)
    }

    private mutating func unterminatedText(from start: Int, to end: Int, _ flags: Token.Flags) -> Token {
        position = end
        let visibleEnd = max(start + 1, endWithoutBlanks(from: start, to: end))
        report(.unterminatedText(at: span(start, visibleEnd), inInterpolation: isInterpolation))
        hasErrorBeforeToken = true
        return Token(.text, flags: flags.union(.isMalformed), start: start, end: visibleEnd)
    }

    private func endWithoutBlanks(from start: Int, to end: Int) -> Int {
        var result = end
        while result > start, bytes[result - 1].isBlank { result -= 1 }
        return result
    }

    /// Reads `'…'`, which other languages take for a text.
    mutating func singleQuoted(_ flags: Token.Flags) -> Token? {
        let start = position
        guard let close = next(UInt8(ascii: "'"), from: start + 1) else {
            position = start + 1
            reportPassedOver(.unexpectedCharacter(UInt8(ascii: "'"), at: span(start, start + 1)))
            return nil
        }
        _ = endOfLine(from: start, before: close)
        return misquoted(contentFrom: start + 1, to: close, closed: close + 1, flags)
    }

    /// Reads a text between the curly quotes that word processors make.
    mutating func curlyQuoted(_ flags: Token.Flags) -> Token? {
        let start = position
        var offset = start + 3
        while offset < limit, bytes[offset] != UInt8(ascii: "\n") {
            let isStraight = bytes[offset] == UInt8(ascii: "\"")
            if isStraight || bytes[offset] == 0xE2 && byte(offset + 1) == 0x80 && 0x98...0x9E ~= byte(offset + 2) {
                _ = endOfLine(from: start + 3, before: offset)
                return misquoted(
                    contentFrom: start + 3, to: offset, closed: offset + (isStraight ? 1 : 3), flags)
            }
            offset += 1
        }
        position = start + 3
        reportPassedOver(.misquotedText(at: span(start, start + 3), replacement: nil))
        return nil
    }

    private mutating func misquoted(
        contentFrom start: Int, to end: Int, closed: Int, _ flags: Token.Flags
    ) -> Token {
        let opening = position
        position = closed
        let content = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
        let replacement = content.utf8.contains { $0 == 0x22 || $0 == 0x5C } ? nil : "\"\(content)\""
        report(.misquotedText(at: span(opening, closed), replacement: replacement))
        return Token(.text, flags: flags.union(.isMalformed), start: opening, end: closed)
    }

    /// Reads `/…/`; it ends on its line.
    mutating func pattern(from start: Int, _ flags: Token.Flags) -> Token {
        var flags = flags
        var end = start + 1
        while end < limit {
            let byte = bytes[end]
            if byte == UInt8(ascii: "/") {
                position = end + 1
                return Token(.regex, flags: flags, start: start, end: end + 1)
            }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && self.byte(end + 1) == 0x0A { break }
            if byte == UInt8(ascii: "\\") {
                // Whatever follows is the pattern's matter, but for the line's end and what is not plain text.
                flags.insert(.hasEscape)
                end += self.byte(end + 1).isPlainText ? 2 : 1
            } else if byte.isPlainText {
                end &+= 1
            } else {
                end = endOfUnusualCharacter(at: end)
            }
        }
        end = min(end, limit)
        position = end
        let visibleEnd = max(start + 1, endWithoutBlanks(from: start, to: end))
        report(.unterminatedRegex(at: span(start, visibleEnd)))
        hasErrorBeforeToken = true
        return Token(.regex, flags: flags.union(.isMalformed), start: start, end: visibleEnd)
    }

    /// Whether a `/` at an offset could begin a regular expression: another one follows on its line.
    mutating func couldBeginPattern(at start: Int) -> Bool { next(UInt8(ascii: "/"), from: start + 1) != nil }

    /// What a text token says.
    func content(ofText token: Token) -> String {
        let range = contentRange(ofText: token)
        guard token.flags.contains(.hasEscape) else { return String(decoding: bytes[range], as: UTF8.self) }
        return String(decoding: unescaped(range).bytes, as: UTF8.self)
    }

    /// The bytes between the quotes.
    func contentRange(ofText token: Token) -> Range<Int> {
        let start = min(token.startOffset + 1, token.endOffset)
        let end = token.flags.contains(.isMalformed) ? token.endOffset : token.endOffset - 1
        return start..<max(start, end)
    }

    /// The pattern of a regular expression's token, with `\/` resolved.
    func content(ofPattern token: Token) -> String {
        let range = contentRange(ofText: token)
        guard token.flags.contains(.hasEscape) else { return String(decoding: bytes[range], as: UTF8.self) }
        var pattern: [UInt8] = []
        pattern.reserveCapacity(range.count)
        var offset = range.lowerBound
        while offset < range.upperBound {
            let byte = bytes[offset]
            offset += 1
            guard byte == UInt8(ascii: "\\"), offset < range.upperBound else {
                pattern.append(byte)
                continue
            }
            if bytes[offset] != UInt8(ascii: "/") { pattern.append(byte) }
            pattern.append(bytes[offset])
            offset += 1
        }
        return String(decoding: pattern, as: UTF8.self)
    }
}

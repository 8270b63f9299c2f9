import RuleText

extension Lexer {
    /// Why a literal in the form of a date or time is none.
    enum TimeMistake: Error {
        case noSuchDay, noSuchTime, noOffset, malformed
    }

    /// Whether four-two-two digits stand at an offset: always a date, never a subtraction.
    @inline(__always)
    func isDate(at start: Int) -> Bool {
        guard byte(start + 4) == UInt8(ascii: "-"), byte(start + 7) == UInt8(ascii: "-") else { return false }
        return areDigits(start, 4) && areDigits(start + 5, 2) && areDigits(start + 8, 2) && !byte(start + 10).isDigit
    }

    /// Reads a date, or a date and a time.
    mutating func time(_ flags: Token.Flags) -> Token {
        let start = position
        var end = start + 10
        if byte(end) | 0x20 == UInt8(ascii: "t") {
            while byte(end).isIdentifier || byte(end) == UInt8(ascii: ":")
                || byte(end) == UInt8(ascii: ".") && byte(end + 1).isDigit
            {
                end += 1
            }
            if byte(end) == UInt8(ascii: "+") || byte(end) == UInt8(ascii: "-"), byte(end + 1).isDigit,
                bytes[end - 1].isDigit
            {
                end += 1
                while byte(end).isDigit || byte(end) == UInt8(ascii: ":") { end += 1 }
            }
        } else {
            while byte(end).isIdentifier { end += 1 }
        }
        position = end
        do throws(TimeMistake) {
            _ = try timeValue(start, end)
            return Token(.time, flags: flags, start: start, end: end)
        } catch {
            let written = String(decoding: bytes[start..<end], as: UTF8.self)
            report(.impossibleTime(written, error, at: span(start, end)))
            return Token(.time, flags: flags.union(.isMalformed), start: start, end: end)
        }
    }

    /// The value of a time token; nothing for a malformed one.
    func value(ofTime token: Token) -> TimeLiteral.Kind? {
        do throws(TimeMistake) {
            return try timeValue(token.startOffset, token.endOffset)
        } catch {
            return nil
        }
    }

    private func timeValue(_ start: Int, _ end: Int) throws(TimeMistake) -> TimeLiteral.Kind {
        let (year, month, day) = (digits(start, 4), digits(start + 5, 2), digits(start + 8, 2))
        guard CivilCalendar.isPossible(year: year, month: month, day: day) else { throw .noSuchDay }
        guard end > start + 10 else { return .date(year: year, month: month, day: day) }
        guard byte(start + 10) == UInt8(ascii: "T"), areDigits(start + 11, 2), byte(start + 13) == UInt8(ascii: ":"),
            areDigits(start + 14, 2)
        else { throw .malformed }
        let (hour, minute) = (digits(start + 11, 2), digits(start + 14, 2))
        var second = 0
        var nanoseconds: Int32 = 0
        var offset = start + 16
        if byte(offset) == UInt8(ascii: ":") {
            guard areDigits(offset + 1, 2) else { throw .malformed }
            second = digits(offset + 1, 2)
            offset += 3
            if byte(offset) == UInt8(ascii: ".") {
                var scale: Int32 = 100_000_000
                offset += 1
                guard byte(offset).isDigit else { throw .malformed }
                while byte(offset).isDigit {
                    guard scale > 0 else { throw .malformed }
                    nanoseconds += Int32(byte(offset) - UInt8(ascii: "0")) * scale
                    scale /= 10
                    offset += 1
                }
            }
        }
        guard hour < 24, minute < 60, second < 60 else { throw .noSuchTime }
        guard offset < end else { throw .noOffset }
        let zone = try zoneOffset(offset, end)
        let days = CivilCalendar.days(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - zone
        // What the offset carries out of the years 0001 to 9999 is no time that anything can be compared with.
        guard seconds >= -62_135_596_800, seconds <= 253_402_300_799 else { throw .noSuchTime }
        return .instant(seconds: Int64(seconds), nanoseconds: nanoseconds)
    }

    /// `Z`, `+01:00` or `-0530`, in seconds.
    private func zoneOffset(_ start: Int, _ end: Int) throws(TimeMistake) -> Int {
        let sign = byte(start)
        if sign == UInt8(ascii: "Z"), end == start + 1 { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), areDigits(start + 1, 2) else {
            throw .malformed
        }
        let minutesStart = byte(start + 3) == UInt8(ascii: ":") ? start + 4 : start + 3
        guard areDigits(minutesStart, 2), end == minutesStart + 2 else { throw .malformed }
        let (hours, minutes) = (digits(start + 1, 2), digits(minutesStart, 2))
        guard hours < 24, minutes < 60 else { throw .noSuchTime }
        let seconds = hours * 3_600 + minutes * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }

    private func areDigits(_ start: Int, _ count: Int) -> Bool {
        for offset in start..<start + count where !byte(offset).isDigit { return false }
        return true
    }

    private func digits(_ start: Int, _ count: Int) -> Int {
        var value = 0
        for offset in start..<start + count { value = value * 10 + Int(byte(offset) & 0x0F) }
        return value
    }
}

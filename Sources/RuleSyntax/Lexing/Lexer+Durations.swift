import RuleText

extension Lexer {
    /// The longest duration that can be written, in seconds: 10 000 years.
    static let maximumDuration: Int64 = 10_000 * 366 * 86_400

    /// One part of a duration: an amount and the word behind it.
    private struct Part {
        var amount: Int64
        var unit: String
        var hasFraction: Bool
    }

    /// Reads digits and letters: a duration, or something that is reported.
    mutating func duration(from start: Int, to end: Int, _ flags: Token.Flags) -> Token {
        if regularDuration(from: start, to: end) != nil {
            return Token(.duration, flags: flags, start: start, end: end)
        }
        let malformed = Token(.number, flags: flags.union(.isMalformed), start: start, end: end)
        let text = written(start, end)
        let span = span(start, end)
        guard let parts = parts(from: start, to: end) else {
            report(.malformedNumber(text, numberMistake(start, end), at: span))
            return malformed
        }
        let token = Token(.duration, flags: flags, start: start, end: end)
        var seconds: Int64 = 0
        var previousUnit = Int64.max
        var isRegular = true
        for part in parts {
            guard let unit = DurationUnit(named: part.unit) else {
                report(.malformedNumber(text, numberMistake(start, end), at: span))
                return malformed
            }
            if unit.isCalendarUnit {
                report(.calendarDuration(text, unit.rawValue, meant: Self.inDays(parts), at: span))
                return Token(.duration, flags: flags.union(.isMalformed), start: start, end: end)
            }
            isRegular = isRegular && part.unit == unit.letter && !part.hasFraction && unit.seconds < previousUnit
            previousUnit = unit.seconds
            let (product, overflow) = part.amount.multipliedReportingOverflow(by: unit.seconds)
            let (sum, overflows) = seconds.addingReportingOverflow(product)
            guard !overflow, !overflows, part.amount >= 0, sum <= Self.maximumDuration else {
                report(.durationTooLong(text, at: span))
                return Token(.duration, flags: flags.union(.isMalformed), start: start, end: end)
            }
            seconds = sum
        }
        guard !isRegular else { return token }
        let meant = parts.contains(where: \.hasFraction) ? nil : CanonicalText.duration(seconds: seconds)
        report(.malformedDuration(text, meant: meant, at: span))
        return Token(.duration, flags: flags.union(.isMalformed), start: start, end: end)
    }

    /// The value of a duration token in seconds; nothing for a malformed one.
    func value(ofDuration token: Token) -> Int64? {
        if token.flags.contains(.isMalformed) { return nil }
        if let seconds = regularDuration(from: token.startOffset, to: token.endOffset) { return seconds }
        guard let parts = parts(from: token.startOffset, to: token.endOffset) else { return nil }
        var seconds: Int64 = 0
        // The lexer has refused what could overflow.
        for part in parts { seconds &+= part.amount &* (DurationUnit(named: part.unit)?.seconds ?? 0) }
        return seconds
    }

    /// The value of a short duration as nearly all are written; nothing where more has to be looked at.
    private func regularDuration(from start: Int, to end: Int) -> Int64? {
        guard end - start <= 9 else { return nil }
        var seconds: Int64 = 0
        var amount: Int64 = 0
        var previousUnit = Int64.max
        for offset in start..<end {
            let byte = bytes[offset]
            if byte.isDigit {
                // Nine digits at most, so that nothing overflows.
                amount = amount * 10 + Int64(byte & 0x0F)
                continue
            }
            let unit: Int64
            switch byte {
            case UInt8(ascii: "w"): unit = 604_800
            case UInt8(ascii: "d"): unit = 86_400
            case UInt8(ascii: "h"): unit = 3_600
            case UInt8(ascii: "m"): unit = 60
            case UInt8(ascii: "s"): unit = 1
            default: return nil
            }
            guard unit < previousUnit, offset > start, bytes[offset - 1].isDigit else { return nil }
            previousUnit = unit
            seconds += amount * unit
            amount = 0
        }
        return end > start && bytes[end - 1].isLetter && seconds <= Self.maximumDuration ? seconds : nil
    }

    /// Digits and letters by turns, or nothing where it is not that. An amount that is too large is negative.
    private func parts(from start: Int, to end: Int) -> [Part]? {
        var parts: [Part] = []
        var offset = start
        while offset < end {
            var part = Part(amount: 0, unit: "", hasFraction: false)
            guard bytes[offset].isDigit else { return nil }
            while offset < end, !bytes[offset].isLetter {
                let byte = bytes[offset]
                if byte == UInt8(ascii: ".") { part.hasFraction = true }
                if byte == UInt8(ascii: "_"), !bytes[offset - 1].isDigit || !self.byte(offset + 1).isDigit {
                    return nil
                }
                if byte.isDigit, part.amount >= 0 {
                    let (product, overflow) = part.amount.multipliedReportingOverflow(by: 10)
                    let (sum, overflows) = product.addingReportingOverflow(Int64(byte & 0x0F))
                    part.amount = overflow || overflows ? -1 : sum
                }
                offset += 1
            }
            let unitStart = offset
            while offset < end, bytes[offset].isLetter { offset += 1 }
            guard offset > unitStart, offset == end || bytes[offset].isDigit else { return nil }
            part.unit = written(unitStart, offset)
            parts.append(part)
        }
        return parts
    }

    private func numberMistake(_ start: Int, _ end: Int) -> NumberMistake {
        let run = bytes[start..<end]
        if run.first == UInt8(ascii: "0"), run.count > 1, [0x78, 0x62, 0x6F].contains(bytes[start + 1] | 0x20) {
            return .otherBase
        }
        let letters = run.filter { $0.isLetter }
        let isExponent = letters.count == 1 && letters.first.map { $0 | 0x20 } == UInt8(ascii: "e")
        return isExponent && run.last?.isDigit == true ? .exponent : .letters
    }

    /// What months and years come to, about; nothing where an amount has a fraction or is too large.
    private static func inDays(_ parts: [Part]) -> String? {
        var seconds: Int64 = 0
        for part in parts {
            guard let unit = DurationUnit(named: part.unit), !part.hasFraction, part.amount >= 0 else { return nil }
            let (product, overflow) = part.amount.multipliedReportingOverflow(by: unit.seconds)
            guard !overflow, product <= maximumDuration, seconds + product <= maximumDuration else { return nil }
            seconds += product
        }
        return CanonicalText.duration(seconds: seconds)
    }
}

/// The units that people write durations in; only the single letters of five of them are the language's.
enum DurationUnit: String {
    case second, minute, hour, day, week, month, year

    init?(named name: String) {
        switch name.lowercased() {
        case "s", "sec", "secs", "second", "seconds": self = .second
        case "m", "min", "mins", "minute", "minutes": self = .minute
        case "h", "hr", "hrs", "hour", "hours": self = .hour
        case "d", "day", "days": self = .day
        case "w", "wk", "wks", "week", "weeks": self = .week
        case "mo", "mon", "mth", "month", "months": self = .month
        case "y", "yr", "yrs", "year", "years": self = .year
        default: return nil
        }
    }

    /// Whether it has no one length.
    var isCalendarUnit: Bool { self == .month || self == .year }

    /// Of a month and a year the usual approximation.
    var seconds: Int64 {
        switch self {
        case .second: 1
        case .minute: 60
        case .hour: 3_600
        case .day: 86_400
        case .week: 604_800
        case .month: 30 * 86_400
        case .year: 365 * 86_400
        }
    }

    /// The first letter, which is the unit in the language.
    var letter: String { String(rawValue.prefix(1)) }
}

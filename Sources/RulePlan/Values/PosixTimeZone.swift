/// The rule by which a zone changes its clocks year by year: `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX `TZ`, as RFC 9636 extends it).
struct PosixTimeZone: Hashable, Sendable {
    struct Daylight: Hashable, Sendable {
        /// Seconds east of UTC.
        var offset: Int
        var start: YearlyChange
        var end: YearlyChange
    }

    /// Seconds east of UTC.
    var standardOffset: Int
    var daylight: Daylight?

    func offset(atSecond second: Int64) -> Int {
        guard let daylight else { return standardOffset }
        var latest = Int64.min
        var offset = standardOffset
        for year in years(around: second) {
            let end = daylight.end.second(inYear: year, offset: daylight.offset)
            if end <= second, end > latest { (latest, offset) = (end, standardOffset) }
            let start = daylight.start.second(inYear: year, offset: standardOffset)
            // Also where they fall together: daylight saving all year ends and starts at the same instant.
            if start <= second, start >= latest { (latest, offset) = (start, daylight.offset) }
        }
        return offset
    }

    /// The changes of the years around an instant, ascending.
    func changes(around second: Int64) -> [Int64] {
        guard let daylight else { return [] }
        return years(around: second).flatMap { year in
            [
                daylight.end.second(inYear: year, offset: daylight.offset),
                daylight.start.second(inYear: year, offset: standardOffset),
            ]
        }.sorted()
    }

    /// Enough years before that a change of one of them has passed, even where a year's changes reach into the next.
    private func years(around second: Int64) -> ClosedRange<Int> {
        let year = LocalTime(clampingSeconds: second).date.year
        return (year - 2)...(year + 1)
    }
}

/// When in a year clocks are changed.
struct YearlyChange: Hashable, Sendable {
    enum Day: Hashable, Sendable {
        /// `Jn`: 1 to 365; 29 February is never counted.
        case ofCommonYear(Int)
        /// `n`: 0 to 365; 29 February is counted.
        case ofYear(Int)
        /// `Mm.w.d`: 1 to 12; 1 to 5, the last being 5; 0 (Sunday) to 6.
        case weekday(month: Int, week: Int, weekday: Int)
    }

    var day: Day
    /// From midnight, −167 h to 167 h.
    var time: Int

    /// - Parameter offset: In force before the change.
    func second(inYear year: Int, offset: Int) -> Int64 {
        Int64(dayNumber(inYear: year) * 86_400 + time - offset)
    }

    private func dayNumber(inYear year: Int) -> Int {
        switch day {
        case .ofYear(let number):
            return CivilDate.daysSinceEpoch(year: year, month: 1, day: 1) + number
        case .ofCommonYear(let number):
            let isAfterLeapDay = number > 59 && CivilDate.dayCount(ofMonth: 2, inYear: year) == 29
            return CivilDate.daysSinceEpoch(year: year, month: 1, day: 1) + number - 1 + (isAfterLeapDay ? 1 : 0)
        case .weekday(let month, let week, let weekday):
            let first = CivilDate.daysSinceEpoch(year: year, month: month, day: 1)
            // 1970-01-01 was a Thursday, 4 in this count.
            let weekdayOfFirst = Int(Int64(first + 4).flooredDivision(by: 7).remainder)
            let day = (weekday - weekdayOfFirst + 7) % 7 + (week - 1) * 7
            return first + (day < CivilDate.dayCount(ofMonth: month, inYear: year) ? day : day - 7)
        }
    }
}

extension PosixTimeZone {
    /// - Returns: Nothing for what is malformed, and for daylight saving without its rule, which POSIX leaves open.
    init?(_ text: ArraySlice<UInt8>) {
        var parser = PosixTimeZoneParser(rest: text)
        guard let zone = parser.zone() else { return nil }
        self = zone
    }
}

private struct PosixTimeZoneParser {
    var rest: ArraySlice<UInt8>

    mutating func zone() -> PosixTimeZone? {
        guard name(), let west = time(hours: 24) else { return nil }
        var zone = PosixTimeZone(standardOffset: -west, daylight: nil)
        if rest.isEmpty { return zone }

        guard name() else { return nil }
        var offset = zone.standardOffset + 3_600
        if rest.first != UInt8(ascii: ",") {
            guard let west = time(hours: 24) else { return nil }
            offset = -west
        }
        guard let start = change(), let end = change(), rest.isEmpty else { return nil }
        zone.daylight = PosixTimeZone.Daylight(offset: offset, start: start, end: end)
        return zone
    }

    /// Three letters or more, or in angle brackets also digits and signs.
    private mutating func name() -> Bool {
        let isQuoted = skip("<")
        var count = 0
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): break
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
                guard isQuoted else { return count >= 3 }
            default:
                return count >= 3 && (!isQuoted || skip(">"))
            }
            count += 1
            rest.removeFirst()
        }
        return !isQuoted && count >= 3
    }

    /// `[+-]h[h[h]][:mm[:ss]]`, in seconds.
    private mutating func time(hours limit: Int) -> Int? {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let hours = number(through: limit) else { return nil }
        var seconds = hours * 3_600
        if skip(":") {
            guard let minutes = number(through: 59) else { return nil }
            seconds += minutes * 60
            if skip(":") {
                guard let number = number(through: 59) else { return nil }
                seconds += number
            }
        }
        return isNegative ? -seconds : seconds
    }

    /// `,date[/time]`
    private mutating func change() -> YearlyChange? {
        guard skip(",") else { return nil }
        let day: YearlyChange.Day
        if skip("M") {
            guard let month = number(1, through: 12), skip("."), let week = number(1, through: 5), skip("."),
                let weekday = number(through: 6)
            else { return nil }
            day = .weekday(month: month, week: week, weekday: weekday)
        } else if skip("J") {
            guard let number = number(1, through: 365) else { return nil }
            day = .ofCommonYear(number)
        } else {
            guard let number = number(through: 365) else { return nil }
            day = .ofYear(number)
        }
        guard skip("/") else { return YearlyChange(day: day, time: 7_200) }
        return time(hours: 167).map { YearlyChange(day: day, time: $0) }
    }

    private mutating func number(_ lower: Int = 0, through upper: Int) -> Int? {
        var number: Int?
        while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            let next = (number ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
            guard next <= upper else { return nil }
            number = next
            rest.removeFirst()
        }
        return number.flatMap { $0 >= lower ? $0 : nil }
    }

    private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: scalar) else { return false }
        rest.removeFirst()
        return true
    }
}

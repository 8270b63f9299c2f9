import RuleText

/// A day of the proleptic Gregorian calendar, in the years 0001 to 9999.
public struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// 1 to 31.
    public let day: Int

    public static let earliest = CivilDate(unchecked: 1, 1, 1)
    public static let latest = CivilDate(unchecked: 9999, 12, 31)

    /// - Returns: Nothing where there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard CivilCalendar.isPossible(year: year, month: month, day: day) else { return nil }
        self.init(unchecked: year, month, day)
    }

    /// - Returns: Nothing outside the years 0001 to 9999.
    public init?(daysSinceEpoch days: Int) {
        guard days >= Self.earliest.daysSinceEpoch, days <= Self.latest.daysSinceEpoch else { return nil }
        let date = CivilCalendar.date(days: days)
        self.init(unchecked: date.year, date.month, date.day)
    }

    private init(unchecked year: Int, _ month: Int, _ day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01; negative before it.
    public var daysSinceEpoch: Int { Self.daysSinceEpoch(year: year, month: month, day: day) }

    /// 1 is Monday, 7 is Sunday.
    public var weekday: Int {
        // 1970-01-01 was a Thursday.
        let remainder = (daysSinceEpoch + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    /// - Returns: Nothing outside the years 0001 to 9999.
    public func adding(days: Int) -> CivilDate? {
        let (sum, overflow) = daysSinceEpoch.addingReportingOverflow(days)
        return overflow ? nil : CivilDate(daysSinceEpoch: sum)
    }

    /// A day of a month that lies `months` after this one; in a shorter month its last day stands for a day that it lacks.
    /// - Parameter day: 1 to 31; others are brought into that range.
    /// - Returns: Nothing outside the years 0001 to 9999.
    public func monthsLater(_ months: Int, onDay day: Int) -> CivilDate? {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, sum >= 12, sum < 120_000 else { return nil }
        let (year, month) = (sum / 12, sum % 12 + 1)
        return CivilDate(
            year: year, month: month, day: min(max(day, 1), Self.dayCount(ofMonth: month, inYear: year)))
    }

    /// The number of days in a month of 1 to 12; 31 for others.
    public static func dayCount(ofMonth month: Int, inYear year: Int) -> Int {
        CivilCalendar.dayCount(ofMonth: month, inYear: year)
    }

    /// Also for years a little beyond 0001 to 9999, where a zone's rules are looked up around the ends.
    static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        CivilCalendar.days(year: year, month: month, day: day)
    }

    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// `2026-11-23`
    public var description: String {
        "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }
}

extension Int {
    /// Decimal digits with zeros before them; not for negative numbers.
    func padded(to width: Int) -> String {
        let digits = String(self)
        let missing = width - digits.utf8.count
        return missing > 0 ? String(repeating: "0", count: missing) + digits : digits
    }
}

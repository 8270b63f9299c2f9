/// What a clock and a calendar on the wall show.
public struct LocalTime: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let date: CivilDate
    /// 0 to 86 399, as if the day had 24 hours.
    public let secondOfDay: Int

    public var hour: Int { secondOfDay / 3_600 }
    public var minute: Int { secondOfDay / 60 % 60 }
    public var second: Int { secondOfDay % 60 }

    /// Reads seconds as if the wall were in UTC. Beyond the years 0001 to 9999 the first or last second of them stands.
    init(clampingSeconds seconds: Int64) {
        let bounded = min(max(seconds, Int64(Instant.earliestSeconds)), Int64(Instant.latestSeconds))
        let (days, second) = bounded.flooredDivision(by: 86_400)
        // Invariant: the bounds are those of the calendar, so that the day exists.
        date = CivilDate(daysSinceEpoch: Int(days)) ?? .earliest
        secondOfDay = Int(second)
    }

    public static func < (left: LocalTime, right: LocalTime) -> Bool {
        (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
    }

    /// To the minute: `2026-11-23 10:00`
    public var description: String { "\(date) \(hour.padded(to: 2)):\(minute.padded(to: 2))" }
}

extension Int64 {
    /// The quotient rounded down, and the remainder of 0 or more.
    /// - Parameter divisor: At least 2.
    func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

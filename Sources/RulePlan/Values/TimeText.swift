/// A time as a person writes it: `2026-11-23T09:00:00Z`, or a day, which is its midnight in the run's zone.
package enum TimeText: Hashable, Sendable {
    case instant(Instant)
    case day(CivilDate)

    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if text.utf8.count == 10, parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        {
            guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
            self = .day(date)
        } else {
            guard let instant = TimeReading(text).instant else { return nil }
            self = .instant(instant)
        }
    }

    package func instant(in zone: TimeZoneRules) -> Instant {
        switch self {
        case .instant(let instant): instant
        case .day(let date): zone.startOfDay(date)
        }
    }
}

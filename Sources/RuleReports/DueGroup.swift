import RulePlan

/// When something is due, as the person who reads it today would say.
enum DueGroup: Int, Hashable, CaseIterable {
    case overdue, today, thisWeek, later, never

    var title: String {
        switch self {
        case .overdue: "Overdue"
        case .today: "Today"
        case .thisWeek: "This week"
        case .later: "Later"
        case .never: "No due time"
        }
    }

    /// - Parameter due: Nothing where there is no end. A week ends with its Sunday.
    init(of due: Instant?, now: Instant, in zone: TimeZoneRules) {
        guard let due else {
            self = .never
            return
        }
        guard due >= now else {
            self = .overdue
            return
        }
        let today = zone.localTime(at: now).date
        let day = zone.localTime(at: due).date
        if day <= today {
            self = .today
        } else if day.daysSinceEpoch <= today.daysSinceEpoch + 7 - today.weekday {
            self = .thisWeek
        } else {
            self = .later
        }
    }

    /// A due time as short as its group allows: `14:00`, `Wed 14:00`, `2026-12-01 14:00`.
    func text(of due: Instant?, in zone: TimeZoneRules) -> String {
        guard let due else { return "" }
        let text = due.text(in: zone)
        switch self {
        case .today: return String(text.suffix(5))
        case .thisWeek: return "\(Self.weekdays[zone.localTime(at: due).date.weekday] ?? "") \(text.suffix(5))"
        case .overdue, .later, .never: return text
        }
    }

    private static let weekdays = [1: "Mon", 2: "Tue", 3: "Wed", 4: "Thu", 5: "Fri", 6: "Sat", 7: "Sun"]
}

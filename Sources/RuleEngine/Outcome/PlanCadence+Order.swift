package import RulePlan

extension PlanCadence: Comparable {
    /// As rules spell it: `weekly on monday`.
    package var text: String {
        switch self {
        case .daily: "daily"
        case .every(let days): days == 1 ? "every 1 day" : "every \(days) days"
        case .weekly(let day): "weekly on \(Self.weekdays[min(max(day, 1), 7) - 1])"
        case .monthly(let day): "monthly on day \(day)"
        case .asNeeded: "as needed"
        }
    }

    /// Reads what `text` gives.
    package init?(text: String) {
        let words = text.split(separator: " ")
        switch (words.first, words.count) {
        case ("daily", 1): self = .daily
        case ("every", 3):
            guard let days = Int(words[1]), days > 0 else { return nil }
            self = .every(days: days)
        case ("weekly", 3):
            guard let place = Self.weekdays.firstIndex(of: String(words[2])) else { return nil }
            self = .weekly(startingOn: place + 1)
        case ("monthly", 4):
            guard let day = Int(words[3]), (1...31).contains(day) else { return nil }
            self = .monthly(startingOn: day)
        case ("as", 2): self = .asNeeded
        default: return nil
        }
    }

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// Shorter ones first, by their length in days; of one length the order is that of the cases, then of the day.
    package static func < (left: PlanCadence, right: PlanCadence) -> Bool { left.rank < right.rank }

    private var rank: (days: Int, kind: Int, start: Int) {
        switch self {
        case .daily: (1, 0, 0)
        case .every(let days): (days, 1, 0)
        case .weekly(let day): (7, 2, day)
        case .monthly(let day): (30, 3, day)
        case .asNeeded: (Int.max, 4, 0)
        }
    }
}

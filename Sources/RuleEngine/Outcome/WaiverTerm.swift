import RulePlan

/// Until when a waiver holds.
struct WaiverTerm: Hashable {
    /// The last instant, to the second, at which it holds: of a day its last second in the run's zone.
    let until: Instant
    /// Whether it has ended at the run's instant.
    let isOver: Bool

    init(_ end: PlanWaiver.End, at now: Instant, in zone: TimeZoneRules) {
        switch end {
        case .instant(let instant):
            until = instant
            isOver = now > instant
        case .day(let year, let month, let day):
            // A fraction of the day's last second belongs to it too, so the comparison is with the next day's start.
            guard let next = CivilDate(year: year, month: month, day: day)?.adding(days: 1),
                let last = zone.startOfDay(next).advanced(by: TimeSpan(seconds: -1))
            else {
                until = Instant(secondsSinceEpoch: Int64(Instant.latestSeconds)) ?? now
                isOver = false
                return
            }
            until = last
            isOver = now >= zone.startOfDay(next)
        }
    }
}

package import RulePlan

/// The calendar period of a recurring task: one completion in it is enough.
package struct RecurrencePeriod: Hashable {
    /// The first instant of its first day, in the run's zone.
    package var start: Instant
    /// The last second of its last day.
    package var lastSecond: Instant

    /// The day, week or month in which `now` lies; nothing for cadences that do not follow the calendar.
    package init?(of cadence: PlanCadence, at now: Instant, in zone: TimeZoneRules) {
        let today = zone.civilDate(at: now)
        let first: CivilDate?
        let next: CivilDate?
        switch cadence {
        case .daily:
            first = today
            next = today.adding(days: 1)
        case .weekly(let startingOn):
            let daysIn = (today.weekday - startingOn + 7) % 7
            first = today.adding(days: -daysIn)
            next = today.adding(days: 7 - daysIn)
        case .monthly(let startingOn):
            // A shorter month's last day stands for one that it lacks, so the month that begins now may begin on a smaller day.
            let thisMonth = today.monthsLater(0, onDay: startingOn)
            if let thisMonth, today < thisMonth {
                first = today.monthsLater(-1, onDay: startingOn)
                next = thisMonth
            } else {
                first = thisMonth
                next = today.monthsLater(1, onDay: startingOn)
            }
        case .every, .asNeeded:
            return nil
        }
        // Before the calendar's first day and after its last one, a period is cut short there.
        start = zone.startOfDay(first ?? .earliest)
        let end = next.map(zone.startOfDay)
        lastSecond =
            end.flatMap { $0.advanced(by: TimeSpan(seconds: -1)) }
            ?? Instant(secondsSinceEpoch: Int64(Instant.latestSeconds)) ?? now
    }
}

/// What a cadence asks of a task at one moment.
struct Recurrence: Hashable {
    /// When it must be done; nothing where the cadence sets no time.
    var due: Instant?

    /// - Parameter lastCompletion: Of the same task on the same target.
    /// - Returns: Nothing where the task need not be done now: it has been in this period, or is not due again yet.
    init?(_ cadence: PlanCadence, lastCompletion: Instant?, at now: Instant, in zone: TimeZoneRules) {
        switch cadence {
        case .asNeeded:
            due = nil
        case .every(let days):
            guard let lastCompletion else {
                due = now
                return
            }
            let (seconds, overflow) = Int64(days).multipliedReportingOverflow(by: 86_400)
            guard !overflow, let next = lastCompletion.advanced(by: TimeSpan(seconds: seconds)), next <= now
            else { return nil }
            due = next
        case .daily, .weekly, .monthly:
            guard let period = RecurrencePeriod(of: cadence, at: now, in: zone) else { return nil }
            if let lastCompletion, lastCompletion >= period.start { return nil }
            due = period.lastSecond
        }
    }
}

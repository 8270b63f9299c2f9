package import RuleEngine
package import RulePlan

/// What changed, for a calendar that holds the earlier outcome (`compare --format ics`): it then holds the later one.
///
/// What is in the later outcome is there as its own calendar has it. What closed is cancelled, with the UID that it had and a greater
/// SEQUENCE: what a file leaves out stays in a calendar that imports it. What is not known to be closed is left as it is.
package struct ComparisonCalendar: Sendable {
    private let timeZone: TimeZoneRules

    /// - Parameter timeZone: The later run's.
    package init(timeZone: TimeZoneRules) {
        self.timeZone = timeZone
    }

    package func rendered(_ comparison: OutcomeComparison) -> String {
        let zone = CalendarZone(timeZone, named: comparison.timeZone, at: comparison.after)
        let entries = comparison.changes.filter { CalendarEntry.holds($0.item) }.compactMap { change in
            switch change.kind {
            case .opened, .escalated, .continued: CalendarEntry(change.item, now: comparison.after, zone: zone)
            case .closed:
                CalendarEntry(gone: change.item, since: comparison.before, now: comparison.after, zone: zone)
            case .unsettled: CalendarEntry?.none
            }
        }
        let tenants = Set(comparison.changes.map(\.tenant))
        return OutcomeCalendar.rendered(entries, named: tenants.count == 1 ? tenants.first ?? nil : nil, in: zone)
    }
}

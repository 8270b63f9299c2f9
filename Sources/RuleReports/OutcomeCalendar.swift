package import RuleEngine
package import RulePlan
import RuleText

/// The tasks and actions of an outcome for a calendar (`run --format ics`, RFC 5545): each a to-do, and an event where it is due.
///
/// A recurring task recurs, in the run's zone; a deadline has an alarm an hour before. An item keeps its UID from run to run, and a later
/// run has the greater SEQUENCE, so that importing its file replaces what an earlier one brought.
package struct OutcomeCalendar: Sendable {
    private let timeZone: TimeZoneRules

    /// - Parameter timeZone: The run's.
    package init(timeZone: TimeZoneRules) {
        self.timeZone = timeZone
    }

    package func rendered(_ outcome: Outcome) -> String {
        let zone = CalendarZone(timeZone, named: outcome.timeZone, at: outcome.now)
        return Self.rendered(
            outcome.items.filter(CalendarEntry.holds).map { CalendarEntry($0, now: outcome.now, zone: zone) },
            named: outcome.tenant, in: zone)
    }

    /// - Parameter name: The calendar's, where it has one.
    static func rendered(_ entries: [CalendarEntry], named name: String?, in zone: CalendarZone) -> String {
        var writer = CalendarWriter()
        writer.begin("VCALENDAR")
        writer.add("VERSION", "2.0")
        writer.add("PRODID", "-//secops-rules//outcome//EN")
        writer.add("CALSCALE", "GREGORIAN")
        writer.add("METHOD", "PUBLISH")
        if let name {
            // RFC 7986, section 5.1, and what calendars knew before it.
            writer.addText("NAME", name)
            writer.addText("X-WR-CALNAME", name)
        }
        zone.write(to: &writer)
        for entry in entries {
            entry.writeToDo(to: &writer)
            entry.writeEvent(to: &writer)
        }
        writer.end("VCALENDAR")
        return writer.output
    }
}

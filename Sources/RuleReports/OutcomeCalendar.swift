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
        var writer = CalendarWriter()
        writer.begin("VCALENDAR")
        writer.add("VERSION", "2.0")
        writer.add("PRODID", "-//secops-rules//outcome//EN")
        writer.add("CALSCALE", "GREGORIAN")
        writer.add("METHOD", "PUBLISH")
        if let tenant = outcome.tenant {
            // RFC 7986, section 5.1, and what calendars knew before it.
            writer.addText("NAME", tenant)
            writer.addText("X-WR-CALNAME", tenant)
        }
        zone.write(to: &writer)
        for item in outcome.items where item.kind == .task || item.kind == .action {
            let entry = CalendarEntry(item, now: outcome.now, zone: zone)
            entry.writeToDo(to: &writer)
            entry.writeEvent(to: &writer)
        }
        writer.end("VCALENDAR")
        return writer.output
    }
}

/// One item in a calendar.
private struct CalendarEntry {
    let item: WorkItem
    let now: Instant
    let zone: CalendarZone
    /// Of a recurring task that is due in its period.
    private let recurrence: Recurrence?

    private struct Recurrence {
        /// RFC 5545, section 3.3.10.
        var rule: String
        var start: Instant
        /// Whether it may be done at any time of its period.
        var isWholePeriod = false
        /// Whether it comes back after so many times 24 hours, whatever the zone's clocks do.
        var isElapsed = false
    }

    init(_ item: WorkItem, now: Instant, zone: CalendarZone) {
        self.item = item
        self.now = now
        self.zone = zone
        recurrence = Self.recurrence(of: item, at: now, in: zone.rules)
    }

    private static func recurrence(of item: WorkItem, at now: Instant, in zone: TimeZoneRules) -> Recurrence? {
        guard let due = item.due, let cadence = item.cadence.flatMap(PlanCadence.init(text:)) else { return nil }
        if case .every(let days) = cadence {
            // A hundred years are as good as never again.
            guard (1...36_500).contains(days), let start = due.advanced(by: TimeSpan(seconds: Int64(days) * -86_400))
            else { return nil }
            return Recurrence(rule: "FREQ=DAILY;INTERVAL=\(days)", start: start, isElapsed: true)
        }
        guard let period = RecurrencePeriod(of: cadence, at: now, in: zone), due > period.start,
            due <= period.lastSecond
        else { return nil }
        let rule: String
        switch cadence {
        case .daily: rule = "FREQ=DAILY"
        case .weekly: rule = "FREQ=WEEKLY"
        case .monthly(let day):
            // A shorter month's last day stands for one that it lacks.
            let days = (min(day, 28)...max(day, 28)).map(String.init).joined(separator: ",")
            rule = day <= 28 ? "FREQ=MONTHLY" : "FREQ=MONTHLY;BYMONTHDAY=\(days);BYSETPOS=-1"
        case .every, .asNeeded: return nil
        }
        return Recurrence(
            rule: rule, start: period.start,
            isWholePeriod: due.secondsSinceEpoch == period.lastSecond.secondsSinceEpoch)
    }

    func writeToDo(to writer: inout CalendarWriter) {
        writer.begin("VTODO")
        writeCommon("todo", to: &writer)
        if let recurrence {
            writer.add(property("DTSTART", recurrence.start))
            writer.add("RRULE", recurrence.rule)
        }
        if let due = item.due { writer.add(property("DUE", due)) }
        writer.add("STATUS", "NEEDS-ACTION")
        if item.due != nil { writeAlarm("TRIGGER;RELATED=END", "-PT1H", to: &writer) }
        writer.end("VTODO")
    }

    /// A task of a whole period stands on its first day, without a time; any other item takes the half hour before it is due.
    func writeEvent(to writer: inout CalendarWriter) {
        guard let due = item.due else { return }
        writer.begin("VEVENT")
        writeCommon("event", to: &writer)
        if let recurrence, recurrence.isWholePeriod {
            let day = zone.rules.civilDate(at: recurrence.start)
            writer.add("DTSTART;VALUE=DATE", CalendarZone.text(of: day))
            if let next = day.adding(days: 1) { writer.add("DTEND;VALUE=DATE", CalendarZone.text(of: next)) }
            writer.add("RRULE", recurrence.rule)
            writer.add("TRANSP", "TRANSPARENT")
            // At nine in the morning of the day.
            writeAlarm("TRIGGER", "PT9H", to: &writer)
        } else {
            writer.add(property("DTSTART", due.advanced(by: TimeSpan(seconds: -1_800)) ?? due))
            writer.add(property("DTEND", due))
            if let recurrence, !recurrence.rule.contains("BY") { writer.add("RRULE", recurrence.rule) }
            writeAlarm("TRIGGER;RELATED=END", "-PT1H", to: &writer)
        }
        writer.end("VEVENT")
    }

    /// A time in the run's zone, so that it stays at its hour; in UTC where hours that passed count.
    private func property(_ name: String, _ instant: Instant) -> String {
        recurrence?.isElapsed == true ? "\(name):\(CalendarZone.utcText(of: instant))" : zone.property(name, instant)
    }

    private func writeCommon(_ part: String, to writer: inout CalendarWriter) {
        writer.add("UID", "\(part)-\(Self.identifier(item.id))@secops-rules")
        writer.add("DTSTAMP", CalendarZone.utcText(of: now))
        // Minutes since 2020: greater in each later run, and within what 31 bits hold for four thousand years.
        writer.add("SEQUENCE", String(max(0, (now.secondsSinceEpoch - 1_577_836_800) / 60)))
        writer.addText("SUMMARY", item.subject)
        var description = [item.state, item.reason].compactMap(\.self).filter { !$0.isEmpty }
        description.append(item.id)
        writer.addText("DESCRIPTION", description.map(\.onOneLine).joined(separator: "\n"))
        if let severity = item.severity { writer.add("PRIORITY", String(Self.priority(of: severity))) }
    }

    private func writeAlarm(_ name: String, _ trigger: String, to writer: inout CalendarWriter) {
        writer.begin("VALARM")
        writer.add("ACTION", "DISPLAY")
        writer.addText("DESCRIPTION", item.subject)
        writer.add(name, trigger)
        writer.end("VALARM")
    }

    /// RFC 5545, section 3.8.1.9: 1 is the highest.
    private static func priority(of severity: Severity) -> Int {
        switch severity {
        case .critical: 1
        case .high: 3
        case .medium: 5
        case .low: 7
        case .informational: 9
        }
    }

    /// The id in letters that every calendar keeps, or where it is long its begin and a sum of it all (FNV-1a, 128 bits).
    private static func identifier(_ id: String) -> String {
        var text = ""
        var sum: UInt128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d
        for byte in id.utf8 {
            sum = (sum ^ UInt128(byte)) &* 0x0000_0000_0100_0000_0000_0000_0000_013b
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x2F, 0x25:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text.utf8.count <= 200 ? text : text.prefix(120) + "-" + String(sum, radix: 16)
    }
}

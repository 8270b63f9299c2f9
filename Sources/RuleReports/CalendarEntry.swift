import RuleEngine
import RulePlan
import RuleText

/// One item in a calendar: a to-do, and an event where it is due.
struct CalendarEntry {
    private let item: WorkItem
    private let now: Instant
    private let zone: CalendarZone
    private let sequence: Int64
    /// Whether it is taken out of the calendar, which RFC 5546 lets a publisher do by the status (sections 3.2.1 and 3.4.1).
    private let isCancelled: Bool
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
        self.init(item, now: now, zone: zone, sequence: Self.sequence(at: now), isCancelled: false)
    }

    /// An item that is gone.
    /// - Parameter then: When it was written last.
    init(gone item: WorkItem, since then: Instant, now: Instant, zone: CalendarZone) {
        let sequence = max(Self.sequence(at: now), Self.sequence(at: then) + 1)
        self.init(item, now: now, zone: zone, sequence: sequence, isCancelled: true)
    }

    private init(_ item: WorkItem, now: Instant, zone: CalendarZone, sequence: Int64, isCancelled: Bool) {
        self.item = item
        self.now = now
        self.zone = zone
        self.sequence = sequence
        self.isCancelled = isCancelled
        recurrence = Self.recurrence(of: item, at: now, in: zone.rules)
    }

    /// Whether an item is something to be done, at a time or by one.
    static func holds(_ item: WorkItem) -> Bool { item.kind == .task || item.kind == .action }

    /// Minutes since 2020: greater in each later run, and within what 31 bits hold for four thousand years.
    private static func sequence(at now: Instant) -> Int64 {
        max(0, (now.secondsSinceEpoch - 1_577_836_800) / 60)
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
        writer.add("STATUS", isCancelled ? "CANCELLED" : "NEEDS-ACTION")
        if item.due != nil { writeAlarm("TRIGGER;RELATED=END", "-PT1H", to: &writer) }
        writer.end("VTODO")
    }

    /// A task of a whole period stands on its first day, without a time; any other item takes the half hour before it is due.
    func writeEvent(to writer: inout CalendarWriter) {
        guard let due = item.due else { return }
        writer.begin("VEVENT")
        writeCommon("event", to: &writer)
        if isCancelled { writer.add("STATUS", "CANCELLED") }
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
        writer.add("SEQUENCE", String(sequence))
        writer.addText("SUMMARY", item.subject)
        var description = [item.state, item.reason].compactMap(\.self).filter { !$0.isEmpty }
        description.append(item.id)
        writer.addText("DESCRIPTION", description.map(\.onOneLine).joined(separator: "\n"))
        if let severity = item.severity { writer.add("PRIORITY", String(Self.priority(of: severity))) }
    }

    private func writeAlarm(_ name: String, _ trigger: String, to writer: inout CalendarWriter) {
        guard !isCancelled else { return }
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

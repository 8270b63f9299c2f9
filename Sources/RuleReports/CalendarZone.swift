import RulePlan

/// The time zone of a calendar (RFC 5545, section 3.6.5), and times in it. UTC needs no definition.
struct CalendarZone {
    let rules: TimeZoneRules
    private let name: String
    private let isUTC: Bool
    /// What is defined of the zone begins here; earlier times are written in UTC.
    private let start: Instant
    private let end: Instant

    /// - Parameters:
    ///   - name: Whatever may not stand in a parameter is left out.
    ///   - now: The zone is defined from the year before, and, where its rule can't be told, for 20 years.
    init(_ rules: TimeZoneRules, named name: String, at now: Instant) {
        self.rules = rules
        let letters = name.unicodeScalars.filter {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
                || "/_+- ".unicodeScalars.contains($0)
        }
        self.name = letters.isEmpty ? "Local" : String(String.UnicodeScalarView(letters))
        isUTC = rules == .utc
        let year = now.advanced(by: TimeSpan(seconds: -366 * 86_400)) ?? now
        let begin = CivilDate(year: rules.civilDate(at: year).year, month: 1, day: 1) ?? .earliest
        start = rules.startOfDay(begin)
        end = now.advanced(by: TimeSpan(seconds: 20 * 366 * 86_400)) ?? now
    }

    /// `DTSTART;TZID=Europe/Amsterdam:20261123T100000`
    func property(_ property: String, _ instant: Instant) -> String {
        guard !isUTC, instant >= start else { return "\(property):\(Self.utcText(of: instant))" }
        return "\(property);TZID=\(name):\(Self.text(of: rules.localTime(at: instant)))"
    }

    func write(to writer: inout CalendarWriter) {
        guard !isUTC else { return }
        writer.begin("VTIMEZONE")
        writer.add("TZID", name)
        let base = rules.offset(at: start)
        write(
            "STANDARD", from: Self.text(of: rules.localTime(at: start)), before: base, after: base, [], to: &writer)
        let yearly = rules.yearlyRules
        let changes = rules.changes(from: start, through: end)
        let listed = changes.filter { change in yearly.map { change.at < $0.from } ?? true }
        for change in listed {
            write(
                Self.component(of: change), from: Self.text(of: change.localTime), before: change.before,
                after: change.after, [], to: &writer)
        }
        for rule in yearly?.rules ?? [] {
            guard let from = yearly?.from, let first = changes.first(where: { $0.at >= from && $0.after == rule.after })
            else { continue }
            let weekday = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"][min(max(rule.weekday, 0), 6)]
            write(
                Self.component(of: first), from: Self.text(of: first.localTime), before: first.before,
                after: first.after, ["FREQ=YEARLY;BYMONTH=\(rule.month);BYDAY=\(rule.week)\(weekday)"], to: &writer)
        }
        writer.end("VTIMEZONE")
    }

    private func write(
        _ component: String, from start: String, before: Int, after: Int, _ rules: [String],
        to writer: inout CalendarWriter
    ) {
        writer.begin(component)
        writer.add("DTSTART", start)
        writer.add("TZOFFSETFROM", Self.text(ofOffset: before))
        writer.add("TZOFFSETTO", Self.text(ofOffset: after))
        for rule in rules { writer.add("RRULE", rule) }
        writer.end(component)
    }

    private static func component(of change: TimeZoneRules.Change) -> String {
        change.after > change.before ? "DAYLIGHT" : "STANDARD"
    }

    /// `+0100`, with seconds where there are some.
    private static func text(ofOffset offset: Int) -> String {
        let size = abs(offset)
        let seconds = size % 60 == 0 ? "" : twoDigits(size % 60)
        return (offset < 0 ? "-" : "+") + twoDigits(size / 3_600) + twoDigits(size / 60 % 60) + seconds
    }

    static func text(of date: CivilDate) -> String { date.description.replacing("-", with: "") }

    static func text(of time: LocalTime) -> String {
        "\(text(of: time.date))T\(twoDigits(time.hour))\(twoDigits(time.minute))\(twoDigits(time.second))"
    }

    static func utcText(of instant: Instant) -> String {
        instant.utcText.replacing("-", with: "").replacing(":", with: "")
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

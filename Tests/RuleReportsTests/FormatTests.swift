import Foundation
import RuleEngine
import RulePlan
import RuleReports
import RuleText
import TestSupport
import Testing

/// Every format of an outcome, with what renders it.
private enum Formats: String, CaseIterable, CustomTestStringConvertible {
    case table = "txt"
    case html, json, ndjson, csv, md, ics, counts
    case slack = "slack.json"
    case teams = "teams.json"

    var testDescription: String { rawValue }

    func rendered(_ outcome: Outcome, isVerbose: Bool = false) -> String {
        switch self {
        case .table: OutcomeTable(timeZone: .utc, isVerbose: isVerbose).rendered(outcome)
        case .html: OutcomePage(timeZone: .utc, schema: Schema()).rendered(outcome)
        case .json: OutcomeJSON().rendered(outcome)
        case .ndjson: OutcomeNDJSON().rendered(outcome)
        case .csv: OutcomeCSV().rendered(outcome)
        case .md: OutcomeMarkdown(timeZone: .utc).rendered(outcome)
        case .ics: OutcomeCalendar(timeZone: .utc).rendered(outcome)
        case .counts: OutcomeCounts().rendered(outcome)
        case .slack: OutcomeSlack(timeZone: .utc).rendered(outcome)
        case .teams: OutcomeTeams(timeZone: .utc).rendered(outcome)
        }
    }
}

@Suite struct `Formats of an outcome` {
    @Test(arguments: Formats.allCases)
    fileprivate func `are as they were`(_ format: Formats) {
        #expect(Golden("morning.\(format.rawValue)").difference(from: format.rendered(.morning)) == nil)
    }

    @Test(arguments: Formats.allCases, hostileTexts)
    fileprivate func `stay whole whatever the data holds`(_ format: Formats, _ text: String) throws {
        let result = format.rendered(.hostile(text, count: 3), isVerbose: true)
        let controls = result.unicodeScalars.filter {
            $0.isUnsafeToShow && $0 != "\n" && $0 != "\r" && !($0 == "\t" && format == .counts)
        }
        #expect(controls.isEmpty)
        switch format {
        case .table:
            // Nothing of the data begins a line.
            let harmless = format.rendered(.hostile("x", count: 3), isVerbose: true)
            #expect(result.split(separator: "\n").count == harmless.split(separator: "\n").count)
        case .counts:
            #expect(result.split(separator: "\n").map { $0.count { $0 == "\t" } } == [1])
        case .html: try expectHarmlessMarkup(result)
        case .json:
            let document = try #require(try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String: Any])
            let items = try #require(document["items"] as? [[String: Any]])
            #expect(items.map { $0["title"] as? String } == [text, text, text])
        case .csv:
            let rows = cells(ofSpreadsheet: result)
            #expect(rows.count == 4)
            #expect(rows.allSatisfy { $0.count == rows[0].count })
            #expect(!rows.joined().contains { cell in cell.first.map("=+-@\t\r".contains) ?? false })
        case .ndjson:
            let lines = result.split(separator: "\n")
            #expect(lines.count == 3)
            for line in lines {
                let item = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
                #expect(item["title"] as? String == text)
            }
        case .md:
            // Nothing of the data begins a line, an element of HTML, or a link.
            let lines = result.split(separator: "\n")
            #expect(lines.count { $0.hasPrefix("- [ ] ") } == 3)
            #expect(lines.count { $0.hasPrefix("#") } == 3)
            #expect(!result.contains("<") && !result.contains("://") && !result.contains("]("))
        case .ics:
            let lines = result.split(separator: "\r\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") && !$0.contains("\r") })
            #expect(lines.count { $0 == "BEGIN:VEVENT" } == 3)
        case .slack, .teams:
            #expect(try JSONSerialization.jsonObject(with: Data(result.utf8)) is [String: Any])
            // The header is plain text, in which Slack reads no marks.
            let marked = result.split(separator: "\n").filter { $0.contains("mrkdwn") }
            #expect(format == .teams || !marked.contains { $0.contains("<") })
        }
    }

    /// The rows of a CSV file, read another way than it is written.
    private func cells(ofSpreadsheet text: String) -> [[String]] {
        var rows: [[String]] = [[""]]
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true) where scalars.first == "\"":
                scalars.removeFirst()
                rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append("\"")
            case ("\"", _): isQuoted.toggle()
            case (",", false): rows[rows.count - 1].append("")
            case ("\r", false): break
            case ("\n", false): rows.append([""])
            default: rows[rows.count - 1][rows[rows.count - 1].count - 1].unicodeScalars.append(scalar)
            }
        }
        return rows.filter { $0 != [""] }
    }

    @Test func `keep to what Slack and Teams take, and say what they leave out`() throws {
        for text in ["x"] + hostileTexts {
            let outcome = Outcome.hostile(text, count: 400)
            let teams = OutcomeTeams(timeZone: .utc).rendered(outcome)
            #expect(teams.utf8.count < 21_000)
            let slack = OutcomeSlack(timeZone: .utc).rendered(outcome)
            let message = try #require(try JSONSerialization.jsonObject(with: Data(slack.utf8)) as? [String: Any])
            let blocks = try #require(message["blocks"] as? [[String: Any]])
            #expect(blocks.count <= 50)
            let lengths = blocks.map { ((($0["text"] as? [String: Any])?["text"] as? String) ?? "").utf16.count }
            #expect(lengths.allSatisfy { $0 <= 3_000 })
            #expect(lengths.reduce(0, +) < 13_000)
            for result in [teams, slack] {
                #expect(result.contains("more items left out: 'secops-rules run' lists them"))
            }
        }
    }
}

/// All elements and attributes of a page are its own, and one script stands in it.
func expectHarmlessMarkup(_ html: String) throws {
    let parts = html.components(separatedBy: "<script>")
    #expect(parts.count == 2)
    let script = try #require(parts.last?.range(of: "</script>")?.lowerBound)
    let style = try #require(parts[0].range(of: "</style>")?.upperBound)
    let markup = parts[0][style...] + parts[1][script...]
    for tag in markup.matches(of: /<([^>]*)>/) {
        let form = /\/?([a-z0-9]+)((?: [a-z-]+(?:="[^"<>]*")?)*)/.ignoresCase()
        let written = try #require(try form.wholeMatch(in: tag.1))
        #expect(!["img", "iframe", "object", "embed", "base", "form"].contains(written.1), "\(tag.0)")
        for attribute in written.2.matches(of: /\ ([a-z-]+)(?:="([^"]*)")?/) {
            #expect(!attribute.1.hasPrefix("on") && attribute.1 != "style" && attribute.1 != "src", "\(tag.0)")
            if attribute.1 == "href" { #expect(attribute.2?.hasPrefix("#") == true, "\(tag.0)") }
        }
    }
}

@Suite struct `Calendars` {
    private func lines(_ items: [WorkItem], now: Instant = monday, zone: TimeZoneRules = .utc, _ name: String = "UTC")
        -> [String]
    {
        var outcome = Outcome.sample(items)
        outcome.now = now
        outcome.timeZone = name
        return OutcomeCalendar(timeZone: zone).rendered(outcome).replacing("\r\n ", with: "")
            .components(separatedBy: "\r\n")
    }

    @Test(arguments: [
        ("daily", "2026-11-23T23:59:59Z", "FREQ=DAILY"), ("weekly on monday", "2026-11-29T23:59:59Z", "FREQ=WEEKLY"),
        ("monthly on day 1", "2026-11-30T23:59:59Z", "FREQ=MONTHLY"),
        ("monthly on day 31", "2026-11-29T23:59:59Z", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
    ])
    func `repeat a recurring task as to-do and event`(_ cadence: String, _ due: String, _ rule: String) {
        let found = lines([.sample("task/x", due: instant(due)) { $0.cadence = cadence }])
        #expect(found.count { $0 == "RRULE:\(rule)" } == 2)
    }

    @Test func `repeat what comes back after days that have passed, in UTC`() throws {
        let zone = try #require(TimeZoneRules(tzif: fixedCentralEurope))
        let item = WorkItem.sample("task/x", due: instant("2026-11-25T09:00:00Z")) { $0.cadence = "every 3 days" }
        let found = lines([item], zone: zone, "Europe/Amsterdam")
        #expect(found.count { $0 == "RRULE:FREQ=DAILY;INTERVAL=3" } == 2)
        #expect(found.contains("DTSTART:20261122T090000Z") && found.contains("DUE:20261125T090000Z"))
        #expect(found.contains("DTSTART:20261125T083000Z") && found.contains("DTEND:20261125T090000Z"))
    }

    @Test func `replace what an earlier run brought`() {
        let items = [WorkItem.sample("task/x", due: instant("2026-11-24T09:00:00Z"))]
        let (today, tomorrow) = (lines(items), lines(items, now: instant("2026-11-24T08:00:00Z")))
        func values(_ lines: [String], _ name: String) -> [String] {
            lines.filter { $0.hasPrefix(name + ":") }.map { String($0.dropFirst(name.count + 1)) }
        }
        #expect(values(today, "UID") == values(tomorrow, "UID"))
        #expect(Set(values(today, "UID")).count == 2)
        #expect(Int(values(today, "SEQUENCE")[0]) ?? 0 < Int(values(tomorrow, "SEQUENCE")[0]) ?? 0)
    }

    @Test func `define the zone of their times`() throws {
        let url = URL(filePath: "/usr/share/zoneinfo/Europe/Amsterdam")
        // A machine without zone files keeps UTC, and so does the tool.
        let bytes = FileManager.default.fileExists(atPath: url.path) ? Array(try Data(contentsOf: url)) : nil
        let zone = try #require(TimeZoneRules(tzif: bytes ?? fixedCentralEurope))
        let found = lines([.sample("task/x", due: instant("2026-11-24T09:00:00Z"))], zone: zone, "Europe/Amsterdam")
        #expect(found.contains("TZID:Europe/Amsterdam"))
        #expect(found.contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"))
        #expect(found.contains("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"))
        #expect(found.contains("DUE;TZID=Europe/Amsterdam:20261124T100000"))
    }

    /// A zone file of version 2 with a rule alone.
    private var fixedCentralEurope: [UInt8] {
        let header = { (version: UInt8) -> [UInt8] in
            Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
                + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
        }
        let type: [UInt8] = [0, 0, 0x0E, 0x10, 0, 0] + Array("CET\0".utf8)
        return header(0x32) + type + header(0x32) + type + Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)
    }
}

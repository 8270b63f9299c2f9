import RuleEngine
import RulePlan
import RuleReports
import TestSupport
import Testing

@Suite struct `Comparisons of outcomes` {
    private let tuesday = instant("2026-11-24T09:00:00Z")

    private func compared(
        _ before: [WorkItem], _ after: [WorkItem], _ change: (inout Outcome) -> Void = { _ in }
    ) -> OutcomeComparison? {
        var later = Outcome.sample(after)
        later.now = tuesday
        change(&later)
        return OutcomeComparison(before: [.sample(before)], after: [later], in: .utc)
    }

    private func changes(_ comparison: OutcomeComparison?) -> [String] {
        (comparison?.changes ?? []).map { change in
            "\(change.kind.rawValue) \(change.item.id)" + (change.notes.isEmpty ? "" : ": ")
                + change.notes.joined(separator: "; ")
        }
    }

    private func item(
        _ id: String, due: String? = nil, severity: Severity? = nil, _ approval: WorkItem.Approval? = nil
    ) -> WorkItem {
        .sample(id, approval == nil ? .task : .action, due: due.map(instant)) { item in
            item.severity = severity
            item.approval = approval
            item.target = target(String(id.split(separator: "/").last ?? ""))
        }
    }

    @Test func `tell what is new, what goes on and what is gone`() {
        let found = compared([item("task/a"), item("task/b")], [item("task/b"), item("task/c")])
        #expect(changes(found) == ["opened task/c", "continued task/b", "closed task/a"])
    }

    @Test(arguments: [
        ("severity", "escalated task/x/device/d: severity medium, now high"),
        ("due", "escalated task/x/device/d: due 2026-11-27 09:00, now 2026-11-25 09:00"),
        ("late", "escalated task/x/device/d: overdue now"),
        ("held", "escalated task/x/device/d: held now"),
        ("approval", "escalated task/x/device/d: needs approval now"),
        ("lower", "continued task/x/device/d"), ("postponed", "continued task/x/device/d"),
    ])
    func `tell what became more pressing, and why`(_ change: String, _ expected: String) {
        let id = "task/x/device/d"
        let friday = "2026-11-27T09:00:00Z"
        let before: WorkItem
        let after: WorkItem
        switch change {
        case "severity": (before, after) = (item(id, severity: .medium), item(id, severity: .high))
        case "lower": (before, after) = (item(id, severity: .high), item(id, severity: .medium))
        case "due": (before, after) = (item(id, due: friday), item(id, due: "2026-11-25T09:00:00Z"))
        case "postponed": (before, after) = (item(id, due: "2026-11-25T09:00:00Z"), item(id, due: friday))
        case "late": (before, after) = (item(id, due: "2026-11-23T17:00:00Z"), item(id, due: "2026-11-23T17:00:00Z"))
        case "held": (before, after) = (item(id, .automatic), item(id, .held))
        default: (before, after) = (item(id, .automatic), item(id, .required))
        }
        #expect(changes(compared([before], [after])) == [expected])
    }

    @Test func `do not call closed what can't be told any more`() {
        let before = [item("task/x/device/d1"), item("task/x/device/d2")]
        let found = compared(before, []) { later in
            later.undetermined = [
                UndeterminedMatch(rule: "some_rule", target: target("d2"), missing: ["device.risk_level"])
            ]
        }
        #expect(
            changes(found) == [
                "closed task/x/device/d1", "unsettled task/x/device/d2: some_rule is undetermined now",
            ])
        // Of a rule for other rows, each row may have been the one that asked.
        let organisation = compared(before, []) { later in
            later.undetermined = [UndeterminedMatch(rule: "some_rule", target: nil, missing: ["alert"])]
        }
        #expect(organisation?.count(.unsettled) == 2)
        let gone = compared(before, []) { $0.tenant = "contoso" }
        #expect(gone?.count(.unsettled) == 2)
    }

    @Test func `say that a waiver closed it`() {
        let found = compared([item("task/x/device/d1")], []) { later in
            later.waived = [
                WaivedMatch(
                    rule: "some_rule", target: target("d1"), until: monday, because: "it is being replaced", by: nil)
            ]
        }
        #expect(changes(found) == ["closed task/x/device/d1: waived: it is being replaced"])
    }

    private var sample: OutcomeComparison? {
        compared(
            [item("task/a/device/a", severity: .low), item("task/b/device/b"), item("task/c/device/c")],
            [
                item("task/a/device/a", due: "2026-11-24T15:00:00Z", severity: .high), item("task/b/device/b"),
                item("task/=cmd/device/<d>", due: "2026-11-26T15:00:00Z", severity: .critical),
            ])
    }

    @Test(arguments: [
        "txt", "verbose.txt", "html", "json", "ndjson", "csv", "md", "ics", "slack.json", "teams.json",
    ])
    func `are written as they were`(_ form: String) throws {
        let sample = try #require(sample)
        let text =
            switch form {
            case "txt": ComparisonTable(timeZone: .utc).rendered(sample)
            case "verbose.txt": ComparisonTable(timeZone: .utc, isVerbose: true).rendered(sample)
            case "html": ComparisonPage(timeZone: .utc).rendered(sample)
            case "ics": ComparisonCalendar(timeZone: .utc).rendered(sample)
            case "json": ComparisonJSON().rendered(sample)
            case "ndjson": ComparisonNDJSON().rendered(sample)
            case "csv": ComparisonCSV().rendered(sample)
            case "md": ComparisonMarkdown(timeZone: .utc).rendered(sample)
            case "slack.json": OutcomeSlack(timeZone: .utc).rendered(sample)
            default: OutcomeTeams(timeZone: .utc).rendered(sample)
            }
        #expect(Golden("comparison.\(form)").difference(from: text) == nil)
    }

    @Test(arguments: hostileTexts) func `are pages that no text gets into as markup`(_ text: String) throws {
        var (before, after) = (Outcome.hostile(text, count: 3), Outcome.hostile(text, count: 2))
        before.items.append(.sample("task/\(text)", title: text))
        after.items[0].severity = .critical
        after.now = tuesday
        after.tenant = text
        before.tenant = text
        let comparison = try #require(OutcomeComparison(before: [before], after: [after], in: .utc))
        let page = ComparisonPage(timeZone: .utc).rendered(comparison)
        try expectHarmlessMarkup(page)
        #expect(page.utf8.count < 120_000)
        let calendar = ComparisonCalendar(timeZone: .utc).rendered(comparison)
        let lines = calendar.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") && !$0.contains("\r") })
    }

    @Test func `are pages that stay small, and say what they left out`() throws {
        let items = (0..<20_000).map { item("task/x/device/d\($0)", due: "2026-11-25T09:00:00Z") }
        let page = ComparisonPage(timeZone: .utc).rendered(try #require(compared(Array(items[..<10_000]), items)))
        #expect(page.utf8.count < 5_000_000)
        #expect(page.contains("more items are left out of this page; &#39;compare --format json&#39; has them all"))
    }

    /// By UID: the values of a property in a calendar.
    private func values(_ property: String, _ calendar: String) -> [String: String] {
        var result: [String: String] = [:]
        var uid = ""
        for line in calendar.split(separator: "\r\n") {
            if line.hasPrefix("UID:") { uid = String(line.dropFirst(4)) }
            if line.hasPrefix("\(property):") { result[uid] = String(line.dropFirst(property.count + 1)) }
        }
        return result
    }

    @Test func `cancel in a calendar what closed, and nothing else`() throws {
        let due = "2026-11-25T09:00:00Z"
        let before = [item("task/a/device/a", due: due), item("task/b/device/b", due: due), item("task/c/device/c")]
        let found = compared(before, [item("task/c/device/c")]) { later in
            later.undetermined = [UndeterminedMatch(rule: "some_rule", target: target("b"), missing: ["device.risk"])]
        }
        let calendar = ComparisonCalendar(timeZone: .utc).rendered(try #require(found))
        #expect(
            values("STATUS", calendar) == [
                "todo-task/a/device/a@secops-rules": "CANCELLED", "event-task/a/device/a@secops-rules": "CANCELLED",
                "todo-task/c/device/c@secops-rules": "NEEDS-ACTION",
            ])
        // What is imported in its place has to be the newer one, however short after each other the runs were.
        let first = values("SEQUENCE", OutcomeCalendar(timeZone: .utc).rendered(.sample(before)))
        let atOnce = try #require(OutcomeComparison(before: [.sample(before)], after: [.sample([])], in: .utc))
        for later in [calendar, ComparisonCalendar(timeZone: .utc).rendered(atOnce)] {
            for (uid, sequence) in values("SEQUENCE", later) {
                #expect(try #require(Int(sequence)) > #require(first[uid].flatMap { Int($0) }))
            }
        }
        #expect(!values("TRIGGER", calendar).keys.contains("event-task/a/device/a@secops-rules"))
    }
}

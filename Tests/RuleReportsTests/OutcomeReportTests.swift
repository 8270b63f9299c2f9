import Foundation
import RuleEngine
import RulePlan
import RuleReports
import RuleText
import TestSupport
import Testing

@Suite struct `Outcome documents` {
    @Test func `are JSON that other programs read`() throws {
        let data = Data(OutcomeJSON().rendered(.morning).utf8)
        let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let items = try #require(document["items"] as? [[String: Any]])
        let keys = Set(items[0].keys)
        #expect(keys.count == 16)
        #expect(items.allSatisfy { Set($0.keys) == keys })
        #expect(items[5]["text"] as? String == "a device \u{1B}[31mlies\u{202E} open\n\tnow")
    }
}

@Suite struct `Outcome tables` {
    private let table = OutcomeTable(timeZone: .utc)

    @Test func `list everything where asked to`() {
        let text = OutcomeTable(timeZone: .utc, isVerbose: true).rendered(.morning)
        #expect(Golden("morning-verbose.txt").difference(from: text) == nil)
    }

    @Test func `colour severities on a terminal`() {
        let text = OutcomeTable(timeZone: .utc, isColored: true).rendered(.morning)
        #expect(Golden("morning-colored.txt").difference(from: text) == nil)
    }

    @Test(arguments: hostileTexts)
    func `never send a control character of the data to the terminal`(_ text: String) {
        var outcome = Outcome.hostile(text)
        outcome.items = []
        for isVerbose in [false, true] {
            let table = OutcomeTable(timeZone: .utc, isVerbose: isVerbose).rendered(outcome)
            #expect(!table.unicodeScalars.contains { $0.isUnsafeToShow && $0 != "\n" })
        }
    }

    @Test func `say kindly that there is nothing to do, and what was read`() {
        #expect(
            table.rendered(.sample())
                == "Nothing to do (2026-11-23 09:00 UTC): 1 rule looked at 2 × device.\n")
        var blind = Outcome.sample()
        blind.data = []
        blind.undetermined = [UndeterminedMatch(rule: "alerts", target: nil, missing: ["alert"])]
        #expect(
            table.rendered(blind).hasPrefix(
                "Nothing that is certain to need doing (2026-11-23 09:00 UTC): no data was read for 1 rule.\n"))
    }

    @Test func `sort into days of the run's zone`() throws {
        // Two hours east of UTC: the day ends at 22:00 UTC.
        let cases: [(String, String)] = [
            ("2026-11-23T08:59:59Z", "Overdue"), ("2026-11-23T09:00:00Z", "Today"), ("2026-11-23T21:59:59Z", "Today"),
            ("2026-11-23T22:00:00Z", "This week"), ("2026-11-29T21:59:59Z", "This week"),
            ("2026-11-29T22:00:00Z", "Later"),
        ]
        let zone = try #require(TimeZoneRules(tzif: fixedZone("EET-2")))
        for (due, title) in cases {
            let text = OutcomeTable(timeZone: zone).rendered(.sample([.sample("task/x", due: instant(due))]))
            #expect(text.contains("\n\(title) (1)\n"), "\(due)")
        }
    }

    /// A zone file of version 2 without transitions.
    private func fixedZone(_ rule: String) -> [UInt8] {
        func header(_ version: UInt8) -> [UInt8] {
            Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
                + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
        }
        let type: [UInt8] = [0, 0, 0x1C, 0x20, 0, 0] + Array("EET\0".utf8)
        return header(0x32) + type + header(0x32) + type + Array("\n\(rule)\n".utf8)
    }
}

@Suite struct `Outcome spreadsheets` {
    private func cells(_ change: (inout WorkItem) -> Void) -> String {
        OutcomeCSV().rendered(.sample([.sample("task/x") { change(&$0) }])).components(separatedBy: "\r\n")[1]
    }

    @Test func `guard what a spreadsheet takes for a formula`() {
        for start in ["=", "+", "-", "@", " ="] {
            #expect(cells { $0.title = "\(start)1" }.contains(",\"'\(start)1\","), "\(start)")
        }
        #expect(cells { $0.title = "\tx" }.contains(",\"' x\","))
        #expect(cells { $0.title = "\rx" }.contains(",\"' x\","))
        #expect(cells { $0.title = "a-1" }.contains(",a-1,"))
    }

    @Test func `quote what needs it`() {
        #expect(cells { $0.title = "a \"b\", c" }.contains(",\"a \"\"b\"\", c\","))
        #expect(cells { $0.title = "a\nb" }.contains(",a b,"))
    }
}

@Suite struct `Outcome counts` {
    @Test func `are a line for each rule`() {
        #expect(OutcomeCounts().rendered(.sample([.sample("a"), .sample("b")])) == "some_rule\t2\n")
    }
}

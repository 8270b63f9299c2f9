import Foundation
import RuleEngine
import RulePlan
import RuleReports
import RuleText
import TestSupport
import Testing

@Suite struct `Outcome pages` {
    private let page = OutcomePage(timeZone: .utc, schema: Schema())

    @Test func `say where there is nothing to say`() {
        let html = page.rendered(.sample())
        for text in [
            "Nothing is due today.", "Nothing is past its due time.", "No action waits for a decision.",
            "Every rule could be decided.", "Nothing is asked of anybody.", "Nothing was wrong with the data.",
        ] { #expect(html.contains(text), "\(text)") }
    }

    @Test func `cut long texts`() {
        #expect(page.rendered(.hostile(String(repeating: "<b>x", count: 2_500))).utf8.count < 100_000)
    }

    @Test func `stay small, and say what they left out`() {
        let items = (0..<20_000).map { place in
            WorkItem.sample("task/t\(place)", title: "Check \(place)", due: instant("2026-11-23T13:00:00Z")) { item in
                item.target = target("d\(place)")
                item.reasons = [
                    Reason(
                        rule: "some_rule", because: "device d\(place) is at high risk",
                        evidence: [.init(label: "device.risk_level", value: .text("high"))])
                ]
            }
        }
        let html = page.rendered(.sample(items))
        #expect(html.utf8.count < 5_000_000)
        #expect(html.contains("more items are left out of this page"))
        #expect(html.contains("Items further down are shown with one sentence each"))
    }
}

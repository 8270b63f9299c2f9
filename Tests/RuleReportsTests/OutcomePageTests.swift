import Foundation
import RuleEngine
import RulePlan
import RuleReports
import RuleText
import TestSupport
import Testing

@Suite struct `Outcome pages` {
    private let page = OutcomePage(timeZone: .utc, schema: Schema())

    @Test func `show what is due, what waits, and what can't be seen`() {
        #expect(Golden("morning.html").difference(from: page.rendered(.morning)) == nil)
    }

    @Test func `say where there is nothing to say`() {
        let html = page.rendered(.sample())
        for text in [
            "Nothing is due today.", "Nothing is past its due time.", "No action waits for a decision.",
            "Every rule could be decided.", "Nothing is asked of anybody.", "Nothing was wrong with the data.",
        ] { #expect(html.contains(text), "\(text)") }
    }

    @Test func `take no text of data or rules for markup, however long`() {
        let evil = #"</script><script>alert(1)</script>"><img src=x onerror='alert(2)'>=cmd()"# + "\u{202E}\n"
        let long = evil + String(repeating: "<b>x", count: 2_500)
        for text in [evil, long] {
            let html = page.rendered(.hostile(text))
            #expect(html.components(separatedBy: "<script").count == 2)
            for markup in ["<img", "<b>", "onerror='", "\u{202E}"] {
                #expect(!html.contains(markup), "\(markup)")
            }
            #expect(html.utf8.count < 200_000)
        }
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

extension Outcome {
    /// The same text wherever data or rules may put one.
    fileprivate static func hostile(_ text: String) -> Outcome {
        var outcome = Outcome.sample([
            .sample("task/\(text)", title: text, due: monday) { item in
                item.name = text
                item.text = text
                item.role = text
                item.cadence = text
                item.target = Target(entity: text, key: text, label: text)
                item.approvers = [text]
                item.approval = .required
                item.arguments = [.init(name: text, value: .text(text))]
                item.reasons = [
                    Reason(rule: text, because: text, evidence: [.init(label: text, value: .list([.text(text)]))])
                ]
            }
        ])
        outcome.timeZone = text
        outcome.undetermined = [UndeterminedMatch(rule: text, target: target(text), missing: [text])]
        outcome.waived = [WaivedMatch(rule: text, target: nil, until: monday, because: text, by: text)]
        outcome.forbidden = [ForbiddenAction(action: text, target: target(text), by: [text], askedBy: [text])]
        outcome.conflicts = [ActionConflict(target: target(text), actions: [text], rules: [text])]
        outcome.expiredWaivers = [ExpiredWaiver(rule: text, until: monday)]
        outcome.unusedWaivers = [
            WaiverNotice(rule: text, location: SourceLocation(file: text, line: 1), until: monday, because: text)
        ]
        outcome.rules[0].rule = text
        outcome.data[0].entity = text
        outcome.data[0].files = [text]
        outcome.data[0].problems = [.init(code: .wrongType, count: 1, example: text)]
        return outcome
    }
}

import RulePlan
import RuleText

/// A rule set as one page that needs nothing beside it (`doc --format html`). Whatever rules say stays text.
package struct RuleDocumentPage: Sendable {
    package init() {}

    /// The same document always gives the same bytes.
    package func rendered(_ document: RuleDocument) -> String {
        HTMLPage(title: "Security rules") { html in
            html.element("p", ["class": "kicker"], "Security rules")
            html.element("h1", "What we do, when, and why")
            html.element("p", ["class": "lead"], document.summary)
        } footer: { html in
            html.element(
                "p", "Made by secops-rules from the rules themselves. The page loads nothing and sends nothing.")
        } main: { html in
            Self.writeContents(document, &html)
            for group in document.groups {
                html.element("section", ["id": group.anchor]) { html in
                    html.element("h2", group.title)
                    html.element("p", ["class": "note"], document.count(of: group.rules))
                    for rule in group.rules { Self.write(rule, &html) }
                }
                html.breakLine()
            }
            for section in RuleDocument.Section.allCases where document.has(section) {
                html.element("section", ["id": section.rawValue]) { html in
                    html.element("h2", section.title)
                    html.element("ul", ["class": "card facts"]) { Self.write(section, document, &$0) }
                }
                html.breakLine()
            }
        }.rendered
    }

    private static func writeContents(_ document: RuleDocument, _ html: inout Markup) {
        html.element("section", ["id": "contents"]) { html in
            html.element("h2", "Contents")
            html.element("div", ["class": "grid"]) { html in
                for group in document.groups {
                    html.element("div", ["class": "card"]) { html in
                        html.element("h3") { $0.element("a", ["href": "#\(group.anchor)"], group.title) }
                        html.element("ul") { html in
                            for rule in group.rules { html.element("li") { link(rule, &$0) } }
                        }
                    }
                }
                html.element("div", ["class": "card"]) { html in
                    html.element("h3", "Across all rules")
                    html.element("ul") { html in
                        for section in RuleDocument.Section.allCases where document.has(section) {
                            html.element("li") { $0.element("a", ["href": "#\(section.rawValue)"], section.title) }
                        }
                    }
                }
            }
        }
        html.breakLine()
    }

    private static func write(_ rule: RuleDocument.Rule, _ html: inout Markup) {
        html.element("article", ["class": "card part", "id": rule.anchor]) { html in
            html.element("h3") { html in
                html.append(rule.title)
                if let severity = rule.severity {
                    html.append(" ")
                    html.element("span", ["class": "severity \(severity.name)"], severity.name)
                }
            }
            html.element("p", ["class": "note"], "\(rule.name) · \(rule.place)")
            for clause in rule.clauses { html.element("p") { $0.element("code", clause) } }
            html.element("ul", ["class": "note"]) { html in
                for need in rule.needs { html.element("li", "Reads \(need.phrase)") }
                for owner in rule.owners { html.element("li", "\(owner.role) \(owner.phrase)") }
                for reference in rule.references {
                    html.element("li") { html in
                        html.append("See ")
                        write(reference: reference, &html)
                    }
                }
                if !rule.tags.isEmpty { html.element("li", "Tags: \(rule.tags.joined(separator: ", "))") }
                for waiver in rule.waivers { html.element("li", "Waived \(waiver.phrase)") }
                for test in rule.tests { html.element("li", "Test: \(test)") }
            }
        }
        html.breakLine()
    }

    private static func write(_ section: RuleDocument.Section, _ document: RuleDocument, _ html: inout Markup) {
        switch section {
        case .owners:
            for (owner, rules) in document.rulesByOwner {
                item(owner.map { "\($0.role) \($0.phrase)" } ?? "Nobody is named", rules, &html)
            }
        case .data:
            for (need, rules) in document.rulesByNeed { item(need.phrase, rules, &html) }
        case .references:
            for (reference, rules) in document.rulesByReference {
                html.element("li", ["class": "fact"]) { html in
                    html.element("p") { write(reference: reference, &$0) }
                    html.element("p") { links(rules, &$0) }
                }
            }
        case .waivers:
            for (rule, waiver) in document.waivers { item(waiver.phrase, [rule], &html) }
        case .parameters:
            for parameter in document.parameters { item(parameter.phrase, [], &html) }
        case .tests:
            for test in document.testsOfAll { item("Of all rules together: \(test)", [], &html) }
            if !document.rulesWithoutTest.isEmpty { item("Without a test", document.rulesWithoutTest, &html) }
        }
    }

    private static func item(_ text: String, _ rules: [RuleDocument.Rule], _ html: inout Markup) {
        html.element("li", ["class": "fact"]) { html in
            html.element("p") { $0.element("strong", text) }
            if !rules.isEmpty { html.element("p") { links(rules, &$0) } }
        }
    }

    private static func link(_ rule: RuleDocument.Rule, _ html: inout Markup) {
        html.element("a", ["href": "#\(rule.anchor)"], rule.title)
    }

    private static func links(_ rules: [RuleDocument.Rule], _ html: inout Markup) {
        for (place, rule) in rules.enumerated() {
            if place > 0 { html.append(", ") }
            link(rule, &html)
        }
    }

    private static func write(reference: String, _ html: inout Markup) {
        if reference.isWebAddress {
            html.element("a", ["href": reference, "rel": "noreferrer"], reference)
        } else {
            html.append(reference)
        }
    }
}

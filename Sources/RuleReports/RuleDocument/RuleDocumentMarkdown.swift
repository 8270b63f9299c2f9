import RulePlan
import RuleText

/// A rule set as a Markdown document (`doc --format markdown`). Whatever rules say stays text.
package struct RuleDocumentMarkdown: Sendable {
    package init() {}

    /// Ends with a line break.
    package func rendered(_ document: RuleDocument) -> String {
        var writer = Writer(document: document)
        writer.write()
        return writer.result
    }

    private struct Writer {
        let document: RuleDocument
        var result = ""

        mutating func line(_ text: String = "") { result += text + "\n" }

        mutating func heading(_ text: String, _ anchor: String, level: Int = 2) {
            line()
            line("\(String(repeating: "#", count: level)) <a id=\"\(anchor)\"></a>\(text.markdown)")
            line()
        }

        mutating func write() {
            line("# Security rules")
            line()
            line(document.summary)
            writeContents()
            for group in document.groups {
                heading(group.title, group.anchor)
                line(document.count(of: group.rules))
                for rule in group.rules { write(rule) }
            }
            writeAsides()
        }

        private mutating func writeContents() {
            heading("Contents", "contents")
            for group in document.groups {
                line("- [\(group.title.markdown)](#\(group.anchor))")
                for rule in group.rules { line("  - \(link(rule))") }
            }
            for section in RuleDocument.Section.allCases where document.has(section) {
                line("- [\(section.title)](#\(section.rawValue))")
            }
        }

        private func link(_ rule: RuleDocument.Rule) -> String { "[\(rule.title.markdown)](#\(rule.anchor))" }

        private func links(_ rules: [RuleDocument.Rule]) -> String { rules.map(link).joined(separator: ", ") }

        private mutating func write(_ rule: RuleDocument.Rule) {
            heading(rule.title, rule.anchor, level: 3)
            let severity = rule.severity.map { ", **\($0.name)**" } ?? ""
            line("\(rule.name.markdown)\(severity) (\(rule.place.markdown))")
            line()
            let text = rule.clauses.map(\.onOneLine).joined(separator: "\n")
            let fence = String(repeating: "`", count: max(3, text.longestRun(of: "`") + 1))
            line("\(fence)secrule\n\(text)\n\(fence)")
            line()
            for need in rule.needs { line("- Reads \(need.phrase.markdown)") }
            for owner in rule.owners { line("- \(owner.role.markdown) \(owner.phrase)") }
            for reference in rule.references { line("- See \(self.reference(reference))") }
            if !rule.tags.isEmpty { line("- Tags: \(rule.tags.joined(separator: ", ").markdown)") }
            for waiver in rule.waivers { line("- Waived \(waiver.phrase.markdown)") }
            for test in rule.tests { line("- Test: \(test.markdown)") }
        }

        private func reference(_ text: String) -> String {
            text.isWebAddress ? "<\(text)>" : text.markdown
        }

        private mutating func writeAsides() {
            for section in RuleDocument.Section.allCases where document.has(section) {
                heading(section.title, section.rawValue)
                switch section {
                case .owners:
                    for (owner, rules) in document.rulesByOwner {
                        let who = owner.map { "\($0.role.markdown) \($0.phrase)" } ?? "Nobody is named"
                        line("- \(who): \(links(rules))")
                    }
                case .data:
                    for (need, rules) in document.rulesByNeed { line("- \(need.phrase.markdown): \(links(rules))") }
                case .references:
                    for (text, rules) in document.rulesByReference { line("- \(reference(text)): \(links(rules))") }
                case .waivers:
                    for (rule, waiver) in document.waivers { line("- \(link(rule)): \(waiver.phrase.markdown)") }
                case .parameters:
                    for parameter in document.parameters { line("- \(parameter.phrase.markdown)") }
                case .tests:
                    for test in document.testsOfAll { line("- Of all rules together: \(test.markdown)") }
                    for rule in document.rulesWithoutTest { line("- Without a test: \(link(rule))") }
                }
            }
        }
    }
}

extension String {
    fileprivate func longestRun(of character: Character) -> Int {
        var longest = 0
        var run = 0
        for element in self {
            run = element == character ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}

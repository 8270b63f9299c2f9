package import RuleEngine
package import RulePlan
import RuleText

/// An outcome as a note for a ticket or a client (`run --format markdown`): a list to tick off, by due time.
///
/// Whatever the data holds stays text: signs that mark something up are escaped, addresses do not become links, nothing breaks a line.
package struct OutcomeMarkdown: Sendable {
    private let timeZone: TimeZoneRules

    /// - Parameter timeZone: The run's; due times are shown in it.
    package init(timeZone: TimeZoneRules) {
        self.timeZone = timeZone
    }

    /// Ends with a line break.
    package func rendered(_ outcome: Outcome) -> String {
        let whose = outcome.tenant.map { " of \($0.markdown)" } ?? ""
        var result = "# Security work\(whose) at \(outcome.now.text(in: timeZone)) \(outcome.timeZone.markdown)\n"
        if outcome.items.isEmpty { result += "\nNothing that is certain to need doing.\n" }
        for (group, items) in DueGroup.grouped(outcome, in: timeZone) {
            result += "\n## \(group.title) (\(items.count))\n\n"
            for item in items { result += Self.line(of: item, due: group.text(of: item.due, in: timeZone)) }
        }
        let asides = OutcomeAsides(timeZone: timeZone, isVerbose: false).sections(of: outcome)
        if !asides.isEmpty { result += "\n## Beside it\n\n" }
        for section in asides { result += "- **\(section.title)**: \(section.summary.markdown)\n" }
        return result
    }

    /// A line to tick off.
    static func line(of item: WorkItem, due: String, reason: String? = nil, isDone: Bool = false) -> String {
        let reason = reason ?? item.reason
        var result = isDone ? "- [x] " : "- [ ] "
        if let severity = item.severity { result += "**\(severity.name)** " }
        result += item.subject.markdown
        let notes = [due, item.state ?? ""].filter { !$0.isEmpty }
        if !notes.isEmpty { result += " (\(notes.joined(separator: ", ").markdown))" }
        if !reason.isEmpty { result += ": \(reason.markdown)" }
        return result + "\n"
    }
}

extension DueGroup {
    /// The items of an outcome under when they are due; groups without an item are left out.
    static func grouped(_ outcome: Outcome, in zone: TimeZoneRules) -> [(group: DueGroup, items: [WorkItem])] {
        let groups = Dictionary(grouping: outcome.items) { DueGroup(of: $0.due, now: outcome.now, in: zone) }
        return allCases.compactMap { group in groups[group].map { (group, $0) } }
    }
}

extension String {
    /// The text on one line as Markdown shows it (CommonMark, section 2.4, and the tables, strikethrough and autolinks of GitHub's).
    var markdown: String {
        var result = ""
        for scalar in onOneLine.unicodeScalars {
            switch scalar {
            case "<": result += "&lt;"
            case "&": result += "&amp;"
            // A link is recognised by `://`, `www.` and `@`.
            case "\\", "`", "*", "_", "[", "]", "(", ")", ">", "~", "|", "#", "!", "@", "/", "$":
                result += "\\\(scalar)"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result.replacing("www.", with: "www\\.")
    }
}

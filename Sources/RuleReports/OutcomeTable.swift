package import RuleEngine
package import RulePlan
import RuleText

/// An outcome for the person who reads it in the morning: what is due when, and beside it what could not be determined.
///
/// ```
/// Today (2)
///   high  14:00  Run antivirus scan · PC-1  [needs approval]  PC-1 is at high risk
///   -     23:59  Improve score                                the exposure score is 72
/// ```
package struct OutcomeTable: Sendable {
    private let timeZone: TimeZoneRules
    private let isVerbose: Bool
    private let isColored: Bool

    /// - Parameters:
    ///   - timeZone: The run's; due times are shown in it.
    ///   - isVerbose: Whether every reason, undetermined match and data problem is listed.
    ///   - isColored: Whether the text goes to a terminal that shows colours.
    package init(timeZone: TimeZoneRules, isVerbose: Bool = false, isColored: Bool = false) {
        self.timeZone = timeZone
        self.isVerbose = isVerbose
        self.isColored = isColored
    }

    /// Ends with a line break. No control character of the data gets into it.
    package func rendered(_ outcome: Outcome) -> String {
        var result = items(of: outcome)
        let asides = OutcomeAsides(timeZone: timeZone, isVerbose: isVerbose).sections(of: outcome)
        if !asides.isEmpty {
            result += "\n"
            for section in asides {
                result += section.title.styled(section.isProblem ? .yellow : .bold, if: isColored)
                result += ": \(section.summary)\n"
                for line in section.lines { result += "  \(line)\n" }
            }
            if !isVerbose { result += "('--verbose' lists them)".styled(.faint, if: isColored) + "\n" }
        }
        return result
    }

    private func items(of outcome: Outcome) -> String {
        let clock = "\(outcome.now.text(in: timeZone)) \(outcome.timeZone.displayed)"
        guard !outcome.items.isEmpty else {
            let isCertain = outcome.undetermined.isEmpty
            let verdict = isCertain ? "Nothing to do" : "Nothing that is certain to need doing"
            return verdict.styled(isCertain ? .green : .bold, if: isColored)
                + " (\(clock)): \(Self.whatWasRead(outcome))\n"
        }
        var groups: [DueGroup: [Row]] = [:]
        for item in outcome.items {
            let group = DueGroup(of: item.due, now: outcome.now, in: timeZone)
            groups[group, default: []].append(Row(item, in: group, timeZone))
        }
        let count = Self.count(outcome.items.count, "item")
        var result = "\(count) at \(clock)".styled(.bold, if: isColored) + "\n"
        for group in DueGroup.allCases {
            guard let rows = groups[group] else { continue }
            let style: TerminalStyle = group == .overdue ? .boldRed : .bold
            result += "\n" + "\(group.title) (\(rows.count))".styled(style, if: isColored) + "\n"
            result += lines(of: rows)
        }
        return result
    }

    private func lines(of rows: [Row]) -> String {
        let severityWidth = rows.map { $0.severity.displayWidth }.max() ?? 0
        let dueWidth = rows.map { $0.due.displayWidth }.max() ?? 0
        let subjectWidth = min(rows.map { $0.subject.displayWidth }.max() ?? 0, 48)
        let stateWidth = rows.map { $0.state.displayWidth }.max() ?? 0
        var result = ""
        for row in rows {
            var line = "  "
            line += row.severity.styled(Self.style(of: row.item.severity), if: isColored)
            line += Self.blanks(severityWidth - row.severity.displayWidth) + "  "
            if dueWidth > 0 { line += row.due + Self.blanks(dueWidth - row.due.displayWidth) + "  " }
            line += row.subject
            var gap = subjectWidth - row.subject.displayWidth
            if stateWidth > 0 {
                line += Self.blanks(gap) + "  "
                line += row.state.styled(row.item.approval == .held ? .boldYellow : .cyan, if: isColored)
                gap = stateWidth - row.state.displayWidth
            }
            if !row.reason.isEmpty { line += Self.blanks(gap) + "  " + row.reason }
            while line.hasSuffix(" ") { line.removeLast() }
            result += line + "\n"
            if isVerbose { result += details(of: row.item) }
        }
        return result
    }

    private func details(of item: WorkItem) -> String {
        var lines = [item.id.displayed]
        if !item.arguments.isEmpty {
            lines.append(
                "with " + item.arguments.map { "\($0.name.displayed) = \(text($0.value))" }.joined(separator: ", "))
        }
        if let cadence = item.cadence {
            lines.append("\(cadence.displayed), since \(item.firstSeen.text(in: timeZone))")
        }
        for reason in item.reasons {
            lines.append("\(reason.rule): \(reason.because ?? item.text ?? item.title)".displayed)
            lines += reason.evidence.map { "  \($0.label.displayed) = \(text($0.value))" }
        }
        return lines.map { "      \($0)".styled(.faint, if: isColored) + "\n" }.joined()
    }

    private func text(_ value: ReportedValue) -> String { value.text(in: timeZone).displayed }

    private static func whatWasRead(_ outcome: Outcome) -> String {
        let rules = count(outcome.rules.count, "rule")
        let read = outcome.data.compactMap { summary -> String? in
            guard let rows = summary.rows, let entity = summary.entity else { return nil }
            return entity == "scores" ? count(rows, "score") : "\(rows) × \(entity.displayed)"
        }
        guard !read.isEmpty else { return "no data was read for \(rules)." }
        return "\(rules) looked at \(read.joined(separator: ", "))."
    }

    private static func style(of severity: Severity?) -> TerminalStyle? {
        switch severity {
        case .critical: .boldRed
        case .high: .red
        case .medium: .yellow
        case .low: .cyan
        case .informational, nil: nil
        }
    }

    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    /// An item in words.
    private struct Row {
        let item: WorkItem
        let severity: String
        let due: String
        let subject: String
        let state: String
        let reason: String

        init(_ item: WorkItem, in group: DueGroup, _ timeZone: TimeZoneRules) {
            self.item = item
            severity = item.severity?.name ?? "-"
            due = group.text(of: item.due, in: timeZone)
            subject = item.subject.displayed
            state = item.state.map { "[\($0)]" }?.displayed ?? ""
            reason = item.reason.displayed
        }
    }
}

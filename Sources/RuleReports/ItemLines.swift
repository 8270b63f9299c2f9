import RuleEngine
import RulePlan
import RuleText

/// Items as lines of a table: severity, due time, subject, state and reason, in columns.
struct ItemLines {
    let timeZone: TimeZoneRules
    /// Whether every reason is listed below its item.
    let isVerbose: Bool
    let isColored: Bool

    /// Ends with a line break. No control character of the data gets into it.
    func rendered(_ rows: [Row]) -> String {
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

    private static func style(of severity: Severity?) -> TerminalStyle? {
        switch severity {
        case .critical: .boldRed
        case .high: .red
        case .medium: .yellow
        case .low: .cyan
        case .informational, nil: nil
        }
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    /// An item in words.
    struct Row {
        let item: WorkItem
        let severity: String
        let due: String
        let subject: String
        let state: String
        let reason: String

        /// - Parameters:
        ///   - due: As short as where the row stands allows.
        ///   - reason: What is said instead of the item's reason.
        init(_ item: WorkItem, due: String, reason: String? = nil) {
            self.item = item
            self.due = due
            severity = item.severity?.name ?? "-"
            subject = item.subject.displayed
            state = item.state.map { "[\($0)]" }?.displayed ?? ""
            self.reason = (reason ?? item.reason).displayed
        }
    }
}

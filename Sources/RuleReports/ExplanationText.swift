package import RuleEngine
package import RulePlan
import RuleText

/// Why a rule fired, did not, or was undetermined, for people.
///
/// ```
/// scan_risky_devices is quiet for device "d1" (PC-1)
///  --> rules/daily.secrule:3
/// why: device.risk_level is medium, needs >= high; everything else holds
///
/// false    device.risk_level >= high and not device.isolated
/// false      device.risk_level >= high
///              device.risk_level = medium
/// true       not device.isolated
/// false        device.isolated
/// ```
package struct ExplanationText: Sendable {
    private let isColored: Bool
    /// Of the rows that came out alike, so many are listed.
    private static let listedCount = 5

    /// - Parameter isColored: Whether the text goes to a terminal that shows colours.
    package init(isColored: Bool = false) {
        self.isColored = isColored
    }

    // MARK: - One row

    /// Ends with a line break. No control character of the data gets into it.
    package func rendered(_ explanation: RuleExplanation) -> String {
        var result = explanation.rule.displayed.styled(.bold, if: isColored)
        switch explanation.verdict {
        case .fires, .waived: result += " fires"
        case .quiet: result += " is quiet"
        case .undetermined: result += " is undetermined"
        }
        if let target = explanation.target { result += " for \(target.phrase.displayed)" }
        if case .waived(let until, let because) = explanation.verdict {
            result += ", but is waived until \(until.utcText): \(because.displayed)"
        }
        result += "\n" + place(explanation.location)
        if !explanation.because.isEmpty {
            result += "why".styled(.boldCyan, if: isColored) + ": \(explanation.because.displayed)\n"
        }
        if !explanation.parts.isEmpty { result += "\n" }
        for part in explanation.parts { append(part, depth: 0, to: &result) }
        return result
    }

    private func place(_ location: RulePlan.SourceLocation) -> String {
        " -->".styled(.boldBlue, if: isColored) + " \(location.file.displayed):\(location.line)\n"
    }

    /// The depth of parts is bounded by those who make them.
    private func append(_ part: ExplainedPart, depth: Int, to result: inout String) {
        let truth: String
        let style: TerminalStyle?
        var text = part.text
        switch part.result {
        case .truth(true?): (truth, style) = ("true", .green)
        case .truth(false?): (truth, style) = ("false", .red)
        case .truth(nil): (truth, style) = ("unknown", .yellow)
        case .value(let value):
            (truth, style) = ("", nil)
            text += " = \(value)"
        case .rows: (truth, style) = ("", .faint)
        }
        let indentation = String(repeating: "  ", count: depth)
        let blanks = String(repeating: " ", count: 9 - truth.count)
        let isNote = part.result == .rows
        result += truth.styled(style, if: isColored) + blanks + indentation
        result += (isNote ? text.displayed.styled(.faint, if: isColored) : text.displayed) + "\n"
        for child in part.parts { append(child, depth: depth + 1, to: &result) }
    }

    // MARK: - All rows

    /// For how many rows a rule fires, and the first of each kind. Ends with a line break.
    package func rendered(_ survey: RuleSurvey, of rule: PlanRule, rowCount: Int, _ plan: Plan) -> String {
        let entity = rule.subject.map { plan.schema[$0.entity].name } ?? ""
        var result = rule.name.displayed.styled(.bold, if: isColored)
        result += " for \(rowCount) \(rowCount == 1 ? "row" : "rows") of '\(entity)'\n" + place(rule.location)
        result += list("fires", .green, survey.fires.map(\.phrase))
        result += list(
            "waived", .cyan,
            survey.waived.map { "\($0.target?.phrase ?? ""), until \($0.until.utcText): \($0.because)" })
        result += list(
            "undetermined", .yellow,
            survey.undetermined.map { "\($0.target?.phrase ?? ""): missing \($0.missing.joined(separator: ", "))" })
        result += list("quiet", .red, survey.quiet.map(\.phrase))
        if rowCount > 0 {
            result += "('--on \(entity)=KEY' explains one of them)".styled(.faint, if: isColored) + "\n"
        }
        return result
    }

    private func list(_ title: String, _ style: TerminalStyle, _ rows: [String]) -> String {
        guard !rows.isEmpty else { return "" }
        var result = title.styled(style, if: isColored) + ": \(rows.count)\n"
        for row in rows.prefix(Self.listedCount) { result += "  \(row.displayed)\n" }
        if rows.count > Self.listedCount { result += "  and \(rows.count - Self.listedCount) more\n" }
        return result
    }
}

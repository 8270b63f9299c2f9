package import RuleEngine
package import RulePlan
import RuleText

/// An outcome as a Workflows webhook of Microsoft Teams takes it (`run --format teams`): a message with an Adaptive Card. It is printed,
/// never sent.
///
/// All text stands in text runs, in which Teams reads no Markdown.
package struct OutcomeTeams: Sendable {
    let timeZone: TimeZoneRules

    /// Teams takes 28 KB, of which some goes to what it makes of the message: 21 KB are known to arrive.
    private static let budget = 16_000

    package init(timeZone: TimeZoneRules) {
        self.timeZone = timeZone
    }

    /// Ends with a line break.
    package func rendered(_ outcome: Outcome) -> String { Self.rendered(MessageLines(outcome, in: timeZone)) }

    static func rendered(_ message: MessageLines) -> String {
        var body = [Self.block([Self.run(message.title, weight: "Bolder", size: "Large")])]
        var budget = Self.budget
        var leftOut = 0
        for section in message.sections {
            body.append(Self.block([Self.run(section.title, weight: "Bolder")]))
            for line in section.lines {
                let block = Self.block(of: line)
                let length = block.compact.utf8.count + 2
                guard leftOut == 0, budget >= length else {
                    leftOut += 1
                    continue
                }
                budget -= length
                body.append(block)
            }
        }
        for note in [MessageLines.rest(leftOut), message.asides.isEmpty ? nil : message.asides.clipped(to: 800)] {
            if let note { body.append(Self.block([Self.run(note, isSubtle: true)])) }
        }
        let card = JSONValue.object([
            ("$schema", .text("http://adaptivecards.io/schemas/adaptive-card.json")), ("type", .text("AdaptiveCard")),
            ("version", .text("1.4")), ("msteams", .object([("width", .text("Full"))])), ("body", .list(body)),
        ])
        let attachment = JSONValue.object([
            ("contentType", .text("application/vnd.microsoft.card.adaptive")), ("contentUrl", .null), ("content", card),
        ])
        // Not laid out: blanks count too.
        return JSONValue.object([("type", .text("message")), ("attachments", .list([attachment]))]).compact + "\n"
    }

    private static func block(of line: MessageLines.Line) -> JSONValue {
        var runs: [JSONValue] = []
        if let severity = line.severity {
            runs.append(run("\(severity.name) ", weight: "Bolder", color: color(of: severity)))
        }
        if !line.due.isEmpty { runs.append(run("\(line.due) ")) }
        runs.append(run(line.subject, weight: "Bolder"))
        if !line.state.isEmpty { runs.append(run(" [\(line.state)]", isSubtle: true)) }
        if !line.reason.isEmpty { runs.append(run(" \(line.reason)")) }
        return block(runs)
    }

    private static func color(of severity: Severity) -> String {
        switch severity {
        case .critical, .high: "Attention"
        case .medium: "Warning"
        case .low, .informational: "Default"
        }
    }

    private static func block(_ runs: [JSONValue]) -> JSONValue {
        .object([("type", .text("RichTextBlock")), ("inlines", .list(runs))])
    }

    private static func run(
        _ text: String, weight: String? = nil, size: String? = nil, color: String? = nil, isSubtle: Bool = false
    ) -> JSONValue {
        var members: [(name: String, value: JSONValue)] = [("type", .text("TextRun")), ("text", .text(text))]
        if let weight { members.append(("weight", .text(weight))) }
        if let size { members.append(("size", .text(size))) }
        if let color { members.append(("color", .text(color))) }
        if isSubtle { members.append(("isSubtle", .boolean(true))) }
        return .object(members)
    }
}

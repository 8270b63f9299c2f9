package import RuleEngine
package import RulePlan
import RuleText

/// An outcome as a Slack webhook takes it (`run --format slack`): a message in Block Kit. It is printed, never sent.
///
/// `&`, `<` and `>` of the data are escaped, so that nothing of it mentions people or links anywhere.
package struct OutcomeSlack: Sendable {
    let timeZone: TimeZoneRules

    // Slack takes 50 blocks of 3000 characters, but about 13 000 characters of blocks in one message.
    private static let longestBlock = 2_800
    private static let mostBlocks = 45
    private static let budget = 9_000

    package init(timeZone: TimeZoneRules) {
        self.timeZone = timeZone
    }

    /// Ends with a line break.
    package func rendered(_ outcome: Outcome) -> String { Self.rendered(MessageLines(outcome, in: timeZone)) }

    static func rendered(_ message: MessageLines) -> String {
        var blocks: [JSONValue] = [
            .object([("type", .text("header")), ("text", Self.plain(message.title.clipped(to: 150)))])
        ]
        var budget = Self.budget
        var leftOut = 0
        for section in message.sections {
            var text = "*\(section.title)*"
            for line in section.lines {
                let shown = Self.text(of: line)
                let length = shown.utf16.count + 1
                guard leftOut == 0, budget >= length, blocks.count < Self.mostBlocks else {
                    leftOut += 1
                    continue
                }
                budget -= length
                if text.utf16.count + length > Self.longestBlock {
                    blocks.append(Self.section(text))
                    text = shown
                } else {
                    text += "\n" + shown
                }
            }
            if blocks.count < Self.mostBlocks + 2 { blocks.append(Self.section(text)) }
        }
        let notes = [MessageLines.rest(leftOut), message.asides.isEmpty ? nil : message.asides].compactMap(\.self)
        if !notes.isEmpty {
            let text = notes.joined(separator: "\n").clipped(to: 1_500).slackEscaped
            blocks.append(
                .object([("type", .text("context")), ("elements", .list([Self.marked(text.clipped(to: 2_000))]))]))
        }
        return JSONValue.object([("text", .text(message.title.slackEscaped)), ("blocks", .list(blocks))]).pretty
    }

    private static func text(of line: MessageLines.Line) -> String {
        var result = "•"
        if let severity = line.severity { result += " *\(severity.name)*" }
        if !line.due.isEmpty { result += " \(line.due)" }
        result += " \(line.subject.slackEscaped)"
        if !line.state.isEmpty { result += " [\(line.state.slackEscaped)]" }
        if !line.reason.isEmpty { result += ": \(line.reason.slackEscaped)" }
        return result
    }

    private static func plain(_ text: String) -> JSONValue {
        .object([("type", .text("plain_text")), ("text", .text(text)), ("emoji", .boolean(false))])
    }

    private static func marked(_ text: String) -> JSONValue {
        // Verbatim: addresses and names in the text do not become links or mentions.
        .object([("type", .text("mrkdwn")), ("text", .text(text)), ("verbatim", .boolean(true))])
    }

    private static func section(_ text: String) -> JSONValue {
        .object([("type", .text("section")), ("text", marked(text))])
    }
}

extension String {
    fileprivate var slackEscaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

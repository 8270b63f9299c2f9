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
        let count = Self.count(outcome.items.count, "item")
        var result = "\(count) at \(clock)".styled(.bold, if: isColored) + "\n"
        let lines = ItemLines(timeZone: timeZone, isVerbose: isVerbose, isColored: isColored)
        for (group, items) in DueGroup.grouped(outcome, in: timeZone) {
            let style: TerminalStyle = group == .overdue ? .boldRed : .bold
            result += "\n" + "\(group.title) (\(items.count))".styled(style, if: isColored) + "\n"
            result += lines.rendered(items.map { ItemLines.Row($0, due: group.text(of: $0.due, in: timeZone)) })
        }
        return result
    }

    private static func whatWasRead(_ outcome: Outcome) -> String {
        let rules = count(outcome.rules.count, "rule")
        let read = outcome.data.compactMap { summary -> String? in
            guard let rows = summary.rows, let entity = summary.entity else { return nil }
            return entity == "scores" ? count(rows, "score") : "\(rows) × \(entity.displayed)"
        }
        guard !read.isEmpty else { return "no data was read for \(rules)." }
        return "\(rules) looked at \(read.joined(separator: ", "))."
    }

    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

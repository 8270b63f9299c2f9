package import RuleEngine
package import RulePlan
import RuleText

/// What changed between two outcomes, for the person who reads it in the morning (`compare`).
package struct ComparisonTable: Sendable {
    private let timeZone: TimeZoneRules
    private let isVerbose: Bool
    private let isColored: Bool

    /// - Parameters:
    ///   - timeZone: Due times are shown in it.
    ///   - isVerbose: Whether what merely continues is listed too, and every reason.
    ///   - isColored: Whether the text goes to a terminal that shows colours.
    package init(timeZone: TimeZoneRules, isVerbose: Bool = false, isColored: Bool = false) {
        self.timeZone = timeZone
        self.isVerbose = isVerbose
        self.isColored = isColored
    }

    /// Ends with a line break. No control character of the data gets into it.
    package func rendered(_ comparison: OutcomeComparison) -> String {
        var result = comparison.summary.styled(.bold, if: isColored) + " (\(comparison.span(in: timeZone)))\n"
        let lines = ItemLines(timeZone: timeZone, isVerbose: isVerbose, isColored: isColored)
        for (kind, changes) in comparison.grouped where isVerbose || kind != .continued {
            let style: TerminalStyle = kind == .opened || kind == .escalated ? .boldRed : .bold
            result += "\n" + "\(kind.title) (\(changes.count))".styled(style, if: isColored) + "\n"
            result += lines.rendered(
                changes.map { ItemLines.Row($0.item, due: comparison.due(of: $0.item, in: timeZone), reason: $0.words) }
            )
        }
        return result
    }
}

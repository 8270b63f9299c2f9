package import RuleEngine
package import RulePlan
import RuleText

/// What changed, as a note for a ticket or a client (`compare --format markdown`).
package struct ComparisonMarkdown: Sendable {
    private let timeZone: TimeZoneRules

    package init(timeZone: TimeZoneRules) {
        self.timeZone = timeZone
    }

    /// Ends with a line break.
    package func rendered(_ comparison: OutcomeComparison) -> String {
        var result = "# What changed \(comparison.span(in: timeZone).markdown)\n\n\(comparison.summary.markdown)\n"
        for (kind, changes) in comparison.grouped {
            result += "\n## \(kind.title) (\(changes.count))\n\n"
            for change in changes {
                result += OutcomeMarkdown.line(
                    of: change.item, due: comparison.due(of: change.item, in: timeZone), reason: change.words,
                    isDone: kind == .closed)
            }
        }
        return result
    }
}

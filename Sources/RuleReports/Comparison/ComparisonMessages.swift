package import RuleEngine
import RulePlan

extension MessageLines {
    /// What changed, without what merely continues.
    init(_ comparison: OutcomeComparison, in zone: TimeZoneRules) {
        title = comparison.summary
        sections = comparison.grouped.filter { $0.kind != .continued }.map { kind, changes in
            Section(
                title: "\(kind.title) (\(changes.count))",
                lines: changes.map { Line($0.item, due: comparison.due(of: $0.item, in: zone), reason: $0.words) })
        }
        asides = comparison.span(in: zone)
    }
}

extension OutcomeSlack {
    /// What changed, as a message (`compare --format slack`).
    package func rendered(_ comparison: OutcomeComparison) -> String {
        Self.rendered(MessageLines(comparison, in: timeZone))
    }
}

extension OutcomeTeams {
    /// What changed, as a message (`compare --format teams`).
    package func rendered(_ comparison: OutcomeComparison) -> String {
        Self.rendered(MessageLines(comparison, in: timeZone))
    }
}

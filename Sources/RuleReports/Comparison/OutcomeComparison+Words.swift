import RuleEngine
import RulePlan
import RuleText

extension OutcomeComparison.Kind {
    /// For people, as a heading.
    var title: String {
        switch self {
        case .opened: "Opened"
        case .escalated: "Escalated"
        case .continued: "Continued"
        case .closed: "Closed"
        case .unsettled: "Gone, but not known to be closed"
        }
    }
}

extension OutcomeComparison {
    /// The changes under their kinds; kinds without a change are left out.
    var grouped: [(kind: Kind, changes: [Change])] {
        let groups = Dictionary(grouping: changes, by: \.kind)
        return Kind.allCases.compactMap { kind in groups[kind].map { (kind, $0) } }
    }

    /// `2 opened, 1 escalated, 30 continued, 4 closed`
    var summary: String {
        let counted = Kind.allCases.filter { $0 != .unsettled }.map { "\(count($0)) \($0.rawValue)" }
        let unsettled = count(.unsettled)
        return counted.joined(separator: ", ") + (unsettled > 0 ? ", \(unsettled) gone but not known to be closed" : "")
    }

    func span(in zone: TimeZoneRules) -> String {
        "from \(before.text(in: zone)) to \(after.text(in: zone)) \(timeZone.displayed)"
    }

    /// A due time as short as its day allows, in a list that is not grouped by it.
    func due(of item: WorkItem, in zone: TimeZoneRules) -> String {
        DueGroup(of: item.due, now: after, in: zone).text(of: item.due, in: zone)
    }
}

extension OutcomeComparison.Change {
    /// What is said of it: why it changed, and the tenant where there are several.
    var words: String {
        let said = notes.isEmpty ? item.reason : notes.joined(separator: "; ")
        return tenant.map { "\($0): \(said)" } ?? said
    }
}

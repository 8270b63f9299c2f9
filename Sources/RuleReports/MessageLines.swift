import RuleEngine
import RulePlan
import RuleText

/// The items of an outcome for a message in a chat, short enough to be read there. Chats refuse a message that is too large.
struct MessageLines {
    struct Line {
        var severity: Severity?
        var due: String
        var subject: String
        var state: String
        var reason: String

        /// - Parameter reason: What is said instead of the item's reason.
        init(_ item: WorkItem, due: String, reason: String? = nil) {
            severity = item.severity
            self.due = due
            subject = item.subject.shortened
            state = item.state?.shortened ?? ""
            self.reason = (reason ?? item.reason).shortened
        }
    }

    struct Section {
        var title: String
        var lines: [Line]
    }

    /// Of a text that somebody else wrote, so many scalars are shown.
    static let longestText = 200

    let title: String
    let sections: [Section]
    /// What the outcome says beside its items, in a line.
    let asides: String

    init(_ outcome: Outcome, in zone: TimeZoneRules) {
        let count = OutcomeTable.count(outcome.items.count, "item")
        let whose = outcome.tenant.map { "\($0.shortened): " } ?? ""
        title = "\(whose)\(count) at \(outcome.now.text(in: zone)) \(outcome.timeZone.shortened)"
        sections = DueGroup.grouped(outcome, in: zone).map { group, items in
            Section(
                title: "\(group.title) (\(items.count))",
                lines: items.map { Line($0, due: group.text(of: $0.due, in: zone)) })
        }
        asides = OutcomeAsides(timeZone: zone, isVerbose: false).sections(of: outcome)
            .map { "\($0.title): \($0.summary.shortened)" }.joined(separator: "; ")
    }

    /// What is said where not every item fits.
    static func rest(_ count: Int) -> String? {
        count > 0 ? "\(OutcomeTable.count(count, "more item")) left out: 'secops-rules run' lists them" : nil
    }
}

extension String {
    fileprivate var shortened: String { onOneLine.clipped(to: MessageLines.longestText) }
}

import RuleEngine
import RulePlan

/// The work of an outcome by due time.
struct WorkSection {
    private let list: WorkList
    private let isEmpty: Bool

    /// So many items are shown; of each due time its share.
    private static let itemLimit = 5_000

    init(_ outcome: Outcome, in timeZone: TimeZoneRules) {
        isEmpty = outcome.items.isEmpty
        var share = WorkList.Share(of: Self.itemLimit)
        let parts = DueGroup.grouped(outcome, in: timeZone).map { due, all in
            WorkList.Part(
                title: due.title, anchor: due.anchor, style: due == .overdue ? "late" : "",
                // What is due now is open; the rest is a click away.
                isOpen: due == .overdue || due == .today,
                groups: WorkGroup.groups(of: share.first(of: all, isLast: due == DueGroup.allCases.last)),
                due: { due.text(of: $0, in: timeZone) })
        }
        list = WorkList(parts, leftOutCount: share.leftOutCount, in: timeZone)
    }

    /// The groups whose actions wait for somebody's approval.
    var awaitingApproval: [WorkGroup] {
        list.groups.filter { $0.head.approval == .required || $0.head.approval == .held }
    }

    func write(to html: inout Markup) {
        html.element("section", ["id": "work", "data-list": ""]) { html in
            html.element("h2", "Work")
            if isEmpty {
                html.element("p", ["class": "empty"], "Nothing is asked of anybody.")
                return
            }
            html.element(
                "p", ["class": "note"],
                "Proposed by the rules: nothing has been sent or executed. A line opens to its reasons and their evidence."
            )
            list.write(hint: "'run --format json'", to: &html)
        }
        html.breakLine()
    }
}

extension DueGroup {
    /// By which a page's links name it.
    var anchor: String {
        switch self {
        case .overdue: "late"
        case .today: "today"
        case .thisWeek: "week"
        case .later: "later"
        case .never: "open-ended"
        }
    }
}

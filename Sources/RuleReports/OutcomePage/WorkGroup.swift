import RuleEngine
import RulePlan

/// Items that differ in their target alone: one line of the page, however many devices it is about.
struct WorkGroup {
    /// What the items have in common.
    private struct Key: Hashable {
        var kind: WorkItem.Kind
        var title: String
        var severity: Severity?
        var due: Instant?
        var approval: WorkItem.Approval?
        var heldBecause: WorkItem.HoldReason?
        var approvers: [String]
        var role: String?
        var cadence: String?

        init(_ item: WorkItem) {
            kind = item.kind
            title = item.title
            severity = item.severity
            due = item.due
            approval = item.approval
            heldBecause = item.heldBecause
            approvers = item.approvers
            role = item.role
            cadence = item.cadence
        }
    }

    /// From 1, in the order of the page: what links name it by.
    var number: Int
    /// Where there are several.
    var tenant: String?
    /// What changed about all of them.
    var notes: [String] = []
    /// One or more, in the order of the outcome.
    var items: [WorkItem]

    /// Any of them, for what they have in common.
    var head: WorkItem { items[0] }

    /// The groups of the items, in the order of each one's first.
    static func groups(of items: [WorkItem]) -> [WorkGroup] {
        items.grouped(by: Key.init).enumerated().map { WorkGroup(number: $0.offset + 1, items: $0.element.elements) }
    }

    /// The same of changes, which also have what is said of them in common.
    static func groups(of changes: [OutcomeComparison.Change]) -> [WorkGroup] {
        changes.grouped { ChangeKey(item: Key($0.item), tenant: $0.tenant, notes: $0.notes) }.enumerated().map {
            WorkGroup(
                number: $0.offset + 1, tenant: $0.element.key.tenant, notes: $0.element.key.notes,
                items: $0.element.elements.map(\.item))
        }
    }

    private struct ChangeKey: Hashable {
        var item: Key
        var tenant: String?
        var notes: [String]
    }
}

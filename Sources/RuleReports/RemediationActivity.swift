package import RuleEngine
package import RulePlan
import RuleText

/// A remediation that somebody asked for, as the list of all of them shows it (`run --of remediation`), with what the outcome asks about it.
///
/// It is read from the rows of `remediation_activity` by the names that the standard model gives; what another model lacks stays empty.
package struct RemediationActivity: Hashable, Sendable {
    /// How far it is. The exports do not say what is overdue: it is what is active past its due time.
    package enum State: String, Hashable, Sendable {
        case overdue, open, completed
    }

    var id: String
    var title: String?
    /// Nothing where the export doesn't say whether it is active.
    package var state: State?
    var type: String?
    var category: String?
    var priority: String?
    var component: String?
    var configuration: String?
    var targetDevices: Double?
    var fixedDevices: Double?
    var requestedBy: String?
    var notes: String?
    var created: Instant?
    var due: Instant?
    var updated: Instant?
    var completedBy: String?
    var completion: String?
    var groups: [String]
    /// The outcome's items about it.
    var work: [WorkItem]

    /// How many of a hundred devices are mended, rounded down: only what is whole is 100.
    var progress: Int? {
        guard let targetDevices, let fixedDevices, targetDevices > 0, fixedDevices >= 0 else { return nil }
        return Int(min(fixedDevices / targetDevices, 1) * 100)
    }

    /// All of them: what is overdue first, then what is open, what is completed last; each by due time, then in the order of the data.
    ///
    /// Nothing where the model has no such entity, or no data of it was given: then there may be any number of them.
    package static func all(of schema: Schema, data: Dataset, outcome: Outcome) -> [RemediationActivity]? {
        guard let id = schema.entity(named: entityName), let table = data.table(id) else { return nil }
        let work = Dictionary(grouping: outcome.items.filter { $0.target?.entity == entityName }) {
            $0.target?.key ?? ""
        }
        let rows = ActivityRows(entity: schema[id], table: table)
        let activities = (0..<table.rowCount).map { rows.activity(at: $0, now: outcome.now, work: work) }
        return activities.enumerated().sorted { left, right in
            let (first, second) = (left.element.order, right.element.order)
            return first == second ? left.offset < right.offset : first < second
        }.map(\.element)
    }

    package static let entityName = "remediation_activity"

    private var order: (Int, Int64) {
        let place =
            switch state {
            case .overdue: 0
            case .open: 1
            case nil: 2
            case .completed: 3
            }
        return (place, due?.secondsSinceEpoch ?? .max)
    }
}

/// The rows of remediation activities, read by the names of their fields.
private struct ActivityRows {
    let entity: EntitySchema
    let table: Table

    func activity(at row: Int, now: Instant, work: [String: [WorkItem]]) -> RemediationActivity {
        let key = TargetKey(entity: entity.name, parts: Array(table.keys[row])).text
        let due = value("due", row).instant
        var state: RemediationActivity.State?
        switch word("status", row) {
        case "completed": state = .completed
        case "active": state = due.map { $0 < now } ?? false ? .overdue : .open
        default: break
        }
        return RemediationActivity(
            id: key, title: word("title", row), state: state, type: word("type", row), category: word("category", row),
            priority: word("priority", row), component: word("component", row),
            configuration: word("configuration", row), targetDevices: value("target_devices", row).finiteNumber,
            fixedDevices: value("fixed_devices", row).finiteNumber, requestedBy: word("requested_by", row),
            notes: word("notes", row), created: value("created", row).instant, due: due,
            updated: value("updated", row).instant, completedBy: word("completed_by", row),
            completion: word("completion", row), groups: texts("groups", row), work: work[key] ?? [])
    }

    private func value(_ name: String, _ row: Int) -> Value {
        entity.field(named: name).map { table.value($0, row) } ?? .missing
    }

    /// A text, or the name of a level or a choice.
    private func word(_ name: String, _ row: Int) -> String? {
        guard let slot = entity.field(named: name) else { return nil }
        switch table.value(slot, row) {
        case .text(let text): return text.string
        case .member(let place): return entity[slot].type.members.flatMap { place < $0.count ? $0[place] : nil }
        default: return nil
        }
    }

    private func texts(_ name: String, _ row: Int) -> [String] {
        guard case .list(let elements) = value(name, row) else { return [] }
        return elements.compactMap(\.string)
    }
}

package import RuleEngine
import RulePlan
import RuleText

/// A part of an outcome for pipelines (`run --format ndjson`): one object a line, with every key that the element has in the document.
///
/// Where the outcome is that of one of several tenants, `tenant` comes first.
package struct OutcomeNDJSON: Sendable {
    private let part: OutcomePart
    private let activities: [RemediationActivity]

    /// - Parameter activities: The lines of `remediation`, which are rows of the data and no part of an outcome.
    package init(of part: OutcomePart = .items, activities: [RemediationActivity] = []) {
        self.part = part
        self.activities = activities
    }

    package func rendered(_ outcome: Outcome) -> String {
        let elements =
            switch part {
            case .items: outcome.items.map { OutcomeJSON.json($0) }
            case .undetermined: outcome.undetermined.map { OutcomeJSON.json($0) }
            case .rules: outcome.rules.map { OutcomeJSON.json($0) }
            case .data: outcome.data.map { OutcomeJSON.json($0) }
            case .remediation: activities.map(\.json)
            }
        return elements.map { Self.line($0, outcome.tenant.map { [("tenant", .text($0))] } ?? []) }.joined()
    }

    /// - Parameter first: What comes before the members of the object.
    static func line(_ element: JSONValue, _ first: [(name: String, value: JSONValue)]) -> String {
        guard case .object(let members) = element else { return element.compact + "\n" }
        return JSONValue.object(first + members).compact + "\n"
    }
}

extension RemediationActivity {
    fileprivate var json: JSONValue {
        .object([
            ("id", .text(id)), ("title", .text(orNull: title)), ("state", .text(orNull: state?.rawValue)),
            ("due", .text(orNull: due?.utcText)), ("priority", .text(orNull: priority)), ("type", .text(orNull: type)),
            ("category", .text(orNull: category)), ("component", .text(orNull: component)),
            ("configuration", .text(orNull: configuration)),
            ("targetDevices", targetDevices.map(JSONValue.number) ?? .null),
            ("fixedDevices", fixedDevices.map(JSONValue.number) ?? .null),
            ("percentFixed", progress.map(JSONValue.integer) ?? .null), ("groups", .list(groups.map(JSONValue.text))),
            ("requestedBy", .text(orNull: requestedBy)), ("created", .text(orNull: created?.utcText)),
            ("notes", .text(orNull: notes)), ("updated", .text(orNull: updated?.utcText)),
            ("completedBy", .text(orNull: completedBy)), ("completion", .text(orNull: completion)),
            ("items", .list(work.map { .text($0.id) })),
        ])
    }
}

package import RuleEngine
import RuleText

/// A part of an outcome for pipelines (`run --format ndjson`): one object a line, with every key that the element has in the document.
///
/// Where the outcome is that of one of several tenants, `tenant` comes first.
package struct OutcomeNDJSON: Sendable {
    private let part: OutcomePart

    package init(of part: OutcomePart = .items) {
        self.part = part
    }

    package func rendered(_ outcome: Outcome) -> String {
        let elements =
            switch part {
            case .items: outcome.items.map { OutcomeJSON.json($0) }
            case .undetermined: outcome.undetermined.map { OutcomeJSON.json($0) }
            case .rules: outcome.rules.map { OutcomeJSON.json($0) }
            case .data: outcome.data.map { OutcomeJSON.json($0) }
            }
        return elements.map { Self.line($0, outcome.tenant.map { [("tenant", .text($0))] } ?? []) }.joined()
    }

    /// - Parameter first: What comes before the members of the object.
    static func line(_ element: JSONValue, _ first: [(name: String, value: JSONValue)]) -> String {
        guard case .object(let members) = element else { return element.compact + "\n" }
        return JSONValue.object(first + members).compact + "\n"
    }
}

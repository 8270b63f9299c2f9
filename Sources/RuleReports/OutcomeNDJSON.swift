package import RuleEngine
import RuleText

/// The items of an outcome for pipelines (`run --format ndjson`): one object a line, with every key that the item has in the document.
package struct OutcomeNDJSON: Sendable {
    package init() {}

    package func rendered(_ outcome: Outcome) -> String {
        outcome.items.map { OutcomeJSON.json($0).compact + "\n" }.joined()
    }
}

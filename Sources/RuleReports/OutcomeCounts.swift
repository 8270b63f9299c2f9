package import RuleEngine
import RuleText

/// One line for each rule, in the order of the program: its name, a tab, how many rows it fired for (`run --format counts`).
package struct OutcomeCounts: Sendable {
    package init() {}

    package func rendered(_ outcome: Outcome) -> String { rendered(outcome.rules) }

    package func rendered(_ rules: [RuleTally]) -> String {
        rules.map { "\($0.rule.displayed)\t\($0.fired)\n" }.joined()
    }
}

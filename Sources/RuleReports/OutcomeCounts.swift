package import RuleEngine
import RuleText

/// One line for each rule, in the order of the program: its name, a tab, how many rows it fired for (`run --format counts`).
package struct OutcomeCounts: Sendable {
    package init() {}

    /// Where the outcome is that of one of several tenants, its name and a tab come first on each line.
    package func rendered(_ outcome: Outcome) -> String {
        let start = outcome.tenant.map { "\($0.displayed)\t" } ?? ""
        return outcome.rules.map { start + Self.line(of: $0) }.joined()
    }

    package func rendered(_ rules: [RuleTally]) -> String { rules.map(Self.line).joined() }

    private static func line(of rule: RuleTally) -> String { "\(rule.rule.displayed)\t\(rule.fired)\n" }
}

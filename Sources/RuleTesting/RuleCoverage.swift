package import RulePlan

/// What the tests together show of a rule.
package struct RuleCoverage: Hashable, Sendable {
    /// A part of the condition that is no `and`, `or` or `not`: a comparison, a test, a quantifier, a Boolean field.
    package struct Condition: Hashable, Sendable {
        /// As the language writes it.
        package var text: String
        package var wasTrue = false
        package var wasFalse = false

        package var isShown: Bool { wasTrue && wasFalse }
    }

    package var rule: String
    package var location: SourceLocation
    package var fired = false
    /// Whether its condition was false for some row, or it was waived.
    package var wasQuiet = false
    /// In the order of the rule; each once.
    package var conditions: [Condition] = []

    package var isShown: Bool { fired && wasQuiet }
}

extension [RuleCoverage] {
    package var shownRuleCount: Int { count(where: \.isShown) }
    package var conditionCount: Int { reduce(0) { $0 + $1.conditions.count } }
    package var shownConditionCount: Int { reduce(0) { $0 + $1.conditions.count(where: \.isShown) } }
}

package import RulePlan

/// Why a rule fired, did not, or was undetermined, for one row or for the organisation.
package struct RuleExplanation: Hashable, Sendable {
    package enum Verdict: Hashable, Sendable {
        case fires
        case quiet
        case undetermined
        case waived(until: Instant, because: String)
    }

    package var rule: String
    package var location: SourceLocation
    /// Nothing for the organisation, and for a rule whose entity is absent.
    package var target: Target?
    package var verdict: Verdict
    /// One line: what holds, what would have to change, or what is missing.
    package var because: String
    /// The condition, and for `top N` what the rows are chosen by; empty for a rule whose entity is absent.
    package var parts: [ExplainedPart]
}

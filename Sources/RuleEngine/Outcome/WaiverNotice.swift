package import RulePlan

/// A waiver that people should look at: it ends soon, or waives nothing.
package struct WaiverNotice: Hashable, Sendable {
    package var rule: String
    package var location: SourceLocation
    /// The last instant, to the second, at which the waiver holds.
    package var until: Instant
    package var because: String

    package init(rule: String, location: SourceLocation, until: Instant, because: String) {
        self.rule = rule
        self.location = location
        self.until = until
        self.because = because
    }
}

/// A rule that fires for a row, or for the organisation.
package struct FiredMatch: Hashable, Sendable {
    package var rule: String
    package var target: Target?

    package init(rule: String, target: Target?) {
        self.rule = rule
        self.target = target
    }
}

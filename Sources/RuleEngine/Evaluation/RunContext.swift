public import RulePlan

/// What a run depends on beside the plan and the data.
package struct RunContext: Sendable {
    package var now: Instant
    package var timeZone: TimeZoneRules
    package var timeZoneName: String
    /// Values set for this run; the others keep their defaults. Checked against their declarations.
    package var parameters: [ParameterID: Value]
    package var history: History

    package init(
        now: Instant, timeZone: TimeZoneRules = .utc, timeZoneName: String = "UTC",
        parameters: [ParameterID: Value] = [:], history: History = History()
    ) {
        self.now = now
        self.timeZone = timeZone
        self.timeZoneName = timeZoneName
        self.parameters = parameters
        self.history = history
    }
}

/// What happened to items before this run, in the order it was recorded.
public struct History: Hashable, Sendable {
    public struct Event: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable, CaseIterable {
            case opened, completed, closed, failed
        }

        /// An item's id.
        public var id: String
        public var kind: Kind
        public var at: Instant

        public init(id: String, kind: Kind, at: Instant) {
            self.id = id
            self.kind = kind
            self.at = at
        }
    }

    public var events: [Event]

    public init(events: [Event] = []) {
        self.events = events
    }
}

import RuleEngine
import RulePlan

/// Watches an estate that changes row by row, and says which matches entered and which left.
///
/// ```swift
/// let monitor = try rules.monitor(estate, at: now)
/// var changes = rules.newEstate()
/// try changes.add(["id": "d1", "name": "PC-1", "risk_level": "low"], to: "device")
/// let update = try monitor.update(with: changes, removing: [EntityKey("alert", "a7")])
/// for match in update.left { print("no longer:", match.rule, match.key ?? "") }
/// ```
///
/// After each update the matches are exactly those of the changed estate evaluated anew; only rows that the changes concern are evaluated,
/// also by way of references: a device when an alert of it changes. Where a rule asks about all rows of an entity (`anywhere`, `top`, counts without
/// `of`), all rows are evaluated when that came to something else. The instant stays the one that the monitor was made with.
/// To be used by one thread at a time.
public final class RuleMonitor {
    private let plan: Plan
    private let tracker: MatchTracker

    init(_ plan: Plan, on estate: Estate, in context: RunContext) {
        self.plan = plan
        tracker = MatchTracker(plan, on: estate.datasetForChanges, in: context)
    }

    /// Every match there is, in the order of the program, then by key.
    public var matches: [Match] { tracker.matches.map { Match($0, in: plan) } }

    /// Changes rows of the estate.
    /// - Parameters:
    ///   - changes: Rows that are new, or that take the place of those with their keys (of those with a `newest` field the newer counts),
    ///     and scores; an estate of the same rule set that holds nothing else.
    ///   - removed: Rows that go, before the others come. What is not there is passed over.
    /// - Returns: What entered and left, in the order of the program, then by key.
    /// - Throws: Where a removed row's entity is not in the model; nothing has changed then.
    public func update(with changes: Estate? = nil, removing removed: [EntityKey] = []) throws(UnknownEntityError)
        -> MatchUpdate
    {
        var references: [RowReference] = []
        for key in removed {
            references.append(RowReference(entity: try plan.schema.place(of: key.entity), key: key.parts))
        }
        let rows = changes?.changes ?? Estate.noChanges(plan.schema)
        let found = tracker.apply(rows, removing: references)
        return MatchUpdate(
            entered: found.entered.map { Match($0, in: plan) }, left: found.left.map { Match($0, in: plan) })
    }
}

/// A row by its key.
public struct EntityKey: Hashable, Sendable {
    /// The entity's name, such as `alert`.
    public var entity: String
    /// The parts of the key, one for most entities; case does not matter.
    public var parts: [String]

    public init(_ entity: String, _ parts: String...) {
        self.entity = entity
        self.parts = parts
    }
}

/// A rule that fires for a row, or can't be decided for it.
public struct Match: Hashable, Sendable {
    public enum State: String, Hashable, Sendable {
        /// The condition is true, what the rule needs is known, and no waiver holds.
        case fires
        /// Something is missing.
        case undetermined
    }

    /// The rule's name.
    public var rule: String
    public var state: State
    /// The row's entity; nothing for the organisation, and where the rule's entity has no data.
    public var entity: String?
    /// The row's key, its parts joined with commas.
    public var key: String?

    public init(rule: String, state: State, entity: String? = nil, key: String? = nil) {
        self.rule = rule
        self.state = state
        self.entity = entity
        self.key = key
    }
}

/// What a change of rows did.
public struct MatchUpdate: Hashable, Sendable {
    /// Matches that were not there before.
    public var entered: [Match]
    /// Matches that are there no more. One that came from *undetermined* to *fires* left as the one and entered as the other.
    public var left: [Match]

    public init(entered: [Match] = [], left: [Match] = []) {
        self.entered = entered
        self.left = left
    }
}

extension Match {
    fileprivate init(_ match: RuleMatch, in plan: Plan) {
        rule = plan[match.rule].name
        state = match.isUndetermined ? .undetermined : .fires
        entity = match.row.map { plan.schema[$0.entity].name }
        key = match.row?.key.joined(separator: ",")
    }
}

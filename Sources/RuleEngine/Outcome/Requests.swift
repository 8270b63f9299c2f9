import RulePlan

/// A row of the data, by its place.
struct RowPlace: Hashable {
    var entity: EntityID
    var row: Int
}

/// A rule that fires for a row, or for the organisation.
struct Match: Hashable {
    var rule: RuleID
    var row: RowPlace?
    var reason: Reason
}

/// A place in the list of matches, which is in the order of the program, then of the rows' keys.
typealias MatchPlace = Int

/// What a matching rule asks people to do.
struct TaskRequest: Hashable {
    struct Subject: Hashable {
        var task: TaskID
        var target: RowPlace?
    }

    var subject: Subject
    var cadence: PlanCadence
    var bounds: TimeBounds
    var role: RoleID?
    var match: MatchPlace
}

/// What a matching rule asks to be run.
struct ActionRequest: Hashable {
    struct Subject: Hashable {
        var action: ActionID
        var target: RowPlace
    }

    var subject: Subject
    var arguments: [WorkItem.Argument]
    var approval: PlanApproval
    var bounds: TimeBounds
    var match: MatchPlace
}

/// A finding, or a message to people.
struct MessageRequest: Hashable {
    var id: ItemID
    var kind: WorkItem.Kind
    var severity: Severity?
    /// The name of the role that receives it.
    var role: String?
    var text: PlanTemplate
    var match: MatchPlace
}

/// Until when a rule wants something done, as far as that is known.
struct TimeBounds: Hashable {
    /// Counted from when the item was first opened.
    var within: TimeSpan?
    var due: Instant?

    func earliest(firstSeen: Instant) -> Instant? {
        [within.flatMap { firstSeen.advanced(by: $0) }, due].compactMap(\.self).min()
    }
}

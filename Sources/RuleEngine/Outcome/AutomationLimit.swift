import RulePlan

/// For how many targets an action may run unasked.
struct AutomationLimit {
    /// In one run; nothing where no rule sets a limit.
    private(set) var perRun: Int?
    /// In one calendar day of the run's zone.
    private(set) var perDay: Int?

    /// The smallest of what the rules say. What may run in a day bounds a run too.
    init(of requests: [ActionRequest]) {
        for request in requests {
            guard case .automatic(let limit, let isPerDay) = request.approval else { continue }
            perRun = min(perRun ?? limit, limit)
            if isPerDay { perDay = min(perDay ?? limit, limit) }
        }
    }

    /// Whether a run that asks for `ids` asks for too many, together with those that were opened earlier that day.
    /// - Parameter head: What the action's ids begin with.
    func isExceeded(by ids: Set<ItemID>, headed head: Text, in run: RuleRun) -> Bool {
        let now = run.context.now
        return isExceeded(
            by: ids, openedThatDay: run.history.opened(from: run.startOfDay(at: now), through: now, headed: head))
    }

    /// Whether items that were opened at one time were not running then, but held by this limit.
    ///
    /// The history doesn't say how an item was approved, but it says how many were opened with it: all that one run opens bears one
    /// time. Without this, what one run holds for approval would vanish from the next one's list, as if it were under way.
    /// - Parameter others: Items of the action that are not automatic for other reasons.
    func held(openedAt opened: Instant, headed head: Text, leavingOut others: Set<ItemID>, in run: RuleRun) -> Bool {
        let together = run.history.opened(from: opened, through: opened, headed: head).subtracting(others)
        let thatDay = run.history.opened(from: run.startOfDay(at: opened), through: opened, headed: head)
        return isExceeded(by: together, openedThatDay: thatDay)
    }

    private func isExceeded(by ids: Set<ItemID>, openedThatDay: Set<ItemID>) -> Bool {
        if ids.isEmpty { return false }
        if let perRun, ids.count > perRun { return true }
        if let perDay, ids.union(openedThatDay).count > perDay { return true }
        return false
    }
}

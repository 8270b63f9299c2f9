import RulePlan

/// The actions that are to be run, each with how it is approved, and what became of the others.
struct ActionItems {
    private(set) var items: [WorkItem] = []
    private(set) var forbidden: [ForbiddenAction] = []
    /// Beside those, the forbids of what no rule asks for.
    private(set) var forbids: [ForbiddenAction] = []
    private(set) var conflicts: [ActionConflict] = []
    /// Automatic actions that were asked for before and whose time has not passed yet.
    private(set) var standing: [ItemID] = []

    /// All that is asked of one action on one target.
    private struct Draft {
        var subject: ActionRequest.Subject
        var id: ItemID
        /// In the order of the program.
        var requests: [ActionRequest]
        var isInConflict = false
        var isForbidUndetermined: Bool
        var isHeldByLimit = false

        /// The strictest of what the rules say.
        var needsApproval: Bool { requests.contains { $0.approval.isRequired } }
        /// Whether it would run unasked but for the limit.
        var mayBeAutomatic: Bool { !isInConflict && !isForbidUndetermined && !needsApproval }

        var holdReason: WorkItem.HoldReason? {
            if isInConflict { return .conflict }
            if isForbidUndetermined { return .undeterminedForbid }
            return isHeldByLimit ? .limit : nil
        }
    }

    private let run: RuleRun
    private let work: RequestedWork

    init(_ work: RequestedWork, in run: RuleRun) {
        self.run = run
        self.work = work
        var drafts: [Draft] = []
        for (subject, requests) in work.actions.grouped(by: \.subject) {
            if let forbidders = work.forbidders[subject] {
                forbidden.append(forbid(of: subject, requests, by: forbidders))
            } else {
                drafts.append(
                    Draft(
                        subject: subject, id: run.id(of: subject), requests: requests,
                        isForbidUndetermined: work.isForbidUndetermined(subject)))
            }
        }
        let asked = Set(work.actions.map(\.subject))
        forbids = forbidden
        for (subject, forbidders) in work.forbidders where !asked.contains(subject) {
            forbids.append(forbid(of: subject, [], by: forbidders))
        }
        findConflicts(among: &drafts)
        drafts = drafts.grouped(by: \.subject.action).flatMap { limited($0.elements, of: run.plan.schema[$0.key]) }
        items = drafts.map(item)
    }

    // MARK: Forbids

    private func forbid(
        of subject: ActionRequest.Subject, _ requests: [ActionRequest], by forbidders: [RuleID]
    ) -> ForbiddenAction {
        ForbiddenAction(
            action: run.plan.schema[subject.action].name, target: run.names.target(subject.target),
            by: forbidders.map { run.plan[$0].name },
            askedBy: run.ruleNames(of: requests.map(\.match), in: work))
    }

    // MARK: Conflicts

    private mutating func findConflicts(among drafts: inout [Draft]) {
        let schema = run.plan.schema
        for (target, places) in drafts.indices.grouped(by: { drafts[$0].subject.target }) {
            for (offset, place) in places.enumerated() {
                if Set(drafts[place].requests.map(\.arguments)).count > 1 {
                    drafts[place].isInConflict = true
                    conflicts.append(conflict(of: [drafts[place]], on: target))
                }
                for other in places[(offset + 1)...] {
                    let (one, two) = (drafts[place].subject.action, drafts[other].subject.action)
                    guard schema[one].reverses.contains(two) || schema[two].reverses.contains(one) else { continue }
                    drafts[place].isInConflict = true
                    drafts[other].isInConflict = true
                    conflicts.append(conflict(of: [drafts[place], drafts[other]], on: target))
                }
            }
        }
    }

    private func conflict(of drafts: [Draft], on target: RowPlace) -> ActionConflict {
        ActionConflict(
            target: run.names.target(target),
            actions: drafts.map { run.plan.schema[$0.subject.action].name }.sorted { $0.precedesByScalars($1) },
            rules: run.ruleNames(of: drafts.flatMap(\.requests).map(\.match), in: work))
    }

    // MARK: Limits

    /// One action's drafts without those that need not be asked for again, and the others held where they are too many.
    private mutating func limited(_ drafts: [Draft], of action: ActionSchema) -> [Draft] {
        guard let head = drafts.first?.id.head else { return [] }
        let limit = AutomationLimit(of: drafts.filter(\.mayBeAutomatic).flatMap(\.requests))
        let asked = Set(drafts.filter { !$0.mayBeAutomatic }.map(\.id))
        var remaining: [Draft] = []
        // One run opens many at one time: the answer is the same for all of them.
        var wereHeld: [Instant: Bool] = [:]
        for draft in drafts {
            guard draft.mayBeAutomatic, let opened = startOfRunning(draft) else {
                remaining.append(draft)
                continue
            }
            let wasHeld = wereHeld[opened] ?? limit.held(openedAt: opened, headed: head, leavingOut: asked, in: run)
            wereHeld[opened] = wasHeld
            if wasHeld { remaining.append(draft) } else { standing.append(draft.id) }
        }
        let automatic = remaining.filter(\.mayBeAutomatic)
        let remainingLimit = AutomationLimit(of: automatic.flatMap(\.requests))
        if remainingLimit.isExceeded(by: Set(automatic.map(\.id)), headed: head, in: run) {
            for place in remaining.indices where remaining[place].mayBeAutomatic {
                remaining[place].isHeldByLimit = true
            }
        }
        return remaining
    }

    /// When an automatic action was asked for that has time left; nothing where it is to be asked for now.
    private func startOfRunning(_ draft: Draft) -> Instant? {
        guard let openSince = run.history[draft.id]?.openSince else { return nil }
        let span = draft.requests.compactMap(\.bounds.within).min() ?? Self.defaultWithin
        return openSince.advanced(by: span).map { run.context.now < $0 } ?? true ? openSince : nil
    }

    private static let defaultWithin = TimeSpan(seconds: 86_400)

    // MARK: Items

    private func item(_ draft: Draft) -> WorkItem {
        let action = run.plan.schema[draft.subject.action]
        var item = run.item(
            draft.id, .action, title: run.title(action.title, named: action.name),
            for: draft.requests.map(\.match), of: work)
        item.name = action.name
        item.target = run.names.target(draft.subject.target)
        item.arguments = draft.requests.first?.arguments ?? []
        item.heldBecause = draft.holdReason
        item.approval = draft.holdReason != nil ? .held : draft.needsApproval ? .required : .automatic
        item.approvers = Set(draft.requests.compactMap(\.approval.approver)).map { run.plan.schema[$0].name }
            .sorted { $0.precedesByScalars($1) }
        item.cadence = PlanCadence.asNeeded.text
        item.due = draft.requests.compactMap { $0.bounds.earliest(firstSeen: item.firstSeen) }.min()
        return item
    }
}

extension PlanApproval {
    fileprivate var isRequired: Bool {
        if case .required = self { true } else { false }
    }

    fileprivate var approver: RoleID? {
        if case .required(let role) = self { role } else { nil }
    }
}

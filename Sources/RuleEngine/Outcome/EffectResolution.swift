import RulePlan

/// What the effects of one rule come to for one row: which items they ask for, and what is missing to say so.
struct EffectResolution {
    /// Labels of targets, arguments and levels that are missing; where there are any, the rule does not fire.
    private(set) var missing: [String] = []
    private(set) var tasks: [TaskRequest] = []
    private(set) var actions: [ActionRequest] = []
    private(set) var messages: [MessageRequest] = []
    private(set) var forbidden: [ActionRequest.Subject] = []

    private let run: RuleRun
    private let row: RowPlace?
    private let match: MatchPlace

    /// - Parameters:
    ///   - row: The rule's row; nothing for a rule of the organisation.
    ///   - match: The place that the match will have, if it is one.
    init(of rule: PlanRule, for row: RowPlace?, match: MatchPlace, in run: RuleRun) {
        self.run = run
        self.row = row
        self.match = match
        var findingCount = 0
        var notificationCounts: [RoleID: Int] = [:]
        let key = row.map(run.names.key)
        for effect in rule.effects {
            switch effect {
            case .require(let task, let target, let cadence, let deadline, let role):
                let place = target.flatMap { self.place(of: $0) }
                if target != nil, place == nil { continue }
                tasks.append(
                    TaskRequest(
                        subject: TaskRequest.Subject(task: task, target: place), cadence: cadence,
                        bounds: bounds(deadline), role: role, match: match))
            case .run(let action, let target, let arguments, let approval, let deadline):
                let values = arguments.map { value(of: $0) }
                guard let place = place(of: target) else { continue }
                actions.append(
                    ActionRequest(
                        subject: ActionRequest.Subject(action: action, target: place), arguments: values,
                        approval: approval, bounds: bounds(deadline), match: match))
            case .raise(let level, let text):
                findingCount += 1
                messages.append(
                    MessageRequest(
                        id: .finding(rule.name, on: key, place: findingCount), kind: .finding,
                        severity: severity(level), role: nil, text: text, match: match))
            case .notify(let role, let text):
                notificationCounts[role, default: 0] += 1
                let name = run.plan.schema[role].name
                messages.append(
                    MessageRequest(
                        id: .notification(rule.name, to: name, on: key, place: notificationCounts[role, default: 1]),
                        kind: .notification, severity: rule.severity, role: name, text: text, match: match))
            case .forbid(let action, let target):
                if let place = place(of: target) {
                    forbidden.append(ActionRequest.Subject(action: action, target: place))
                }
            }
        }
    }

    private mutating func note(_ label: String) {
        if !missing.contains(label) { missing.append(label) }
    }

    private mutating func place(of target: PlanTarget) -> RowPlace? {
        guard case .row(let place) = run.value(of: target.row, for: row) else {
            note(target.label)
            return nil
        }
        return RowPlace(entity: target.entity, row: place)
    }

    private mutating func value(of argument: PlanArgument) -> WorkItem.Argument {
        let value = run.reported(argument.value, for: row)
        if value == .missing { note(argument.label) }
        return WorkItem.Argument(name: argument.name, value: value)
    }

    private mutating func severity(_ level: PlanLevel) -> Severity? {
        switch level {
        case .fixed(let severity):
            return severity
        case .computed(let expression, let severities, let label):
            if case .member(let member) = run.value(of: expression, for: row), severities.indices.contains(member) {
                return severities[member]
            }
            note(label)
            return nil
        }
    }

    /// A bound that is missing is left out: the work is asked for all the same.
    private func bounds(_ deadline: PlanDeadline) -> TimeBounds {
        var bounds = TimeBounds()
        if let within = deadline.within, case .duration(let span) = run.value(of: within, for: row) {
            bounds.within = span
        }
        if let due = deadline.due, case .time(let instant) = run.value(of: due, for: row) {
            bounds.due = instant
        }
        return bounds
    }
}

package import RulePlan

/// Everything that the rules ask for, and what can't be told: what items are made of.
struct RequestedWork {
    private(set) var matches: [Match] = []
    private(set) var tasks: [TaskRequest] = []
    private(set) var actions: [ActionRequest] = []
    private(set) var messages: [MessageRequest] = []
    /// Who forbids an action on a target, in the order of the program.
    private(set) var forbidders: [ActionRequest.Subject: [RuleID]] = [:]
    /// Forbids that can't be shown not to hold.
    private(set) var undeterminedForbids: Set<ActionRequest.Subject> = []
    /// The same, where they may concern any target, since the forbidding rule's entity is absent.
    private(set) var undeterminedForbidsOfAny: Set<ActionID> = []
    /// What may or may not be asked for.
    private(set) var unsettled = UnsettledItems()

    /// The place that the next match will have.
    var nextMatch: MatchPlace { matches.count }

    /// Takes what a rule asks for where it fires.
    mutating func add(_ match: Match, _ effects: EffectResolution) {
        matches.append(match)
        tasks += effects.tasks
        actions += effects.actions
        messages += effects.messages
        for subject in effects.forbidden where forbidders[subject]?.last != match.rule {
            forbidders[subject, default: []].append(match.rule)
        }
    }

    /// Takes what a rule may ask for where it is undetermined.
    mutating func addUndetermined(_ effects: EffectResolution, in run: RuleRun) {
        undeterminedForbids.formUnion(effects.forbidden)
        for request in effects.tasks { unsettled.ids.insert(run.id(of: request.subject)) }
        for request in effects.actions { unsettled.ids.insert(run.id(of: request.subject)) }
        for request in effects.messages { unsettled.ids.insert(request.id) }
    }

    /// Takes what a rule may ask for whose entity is absent: anything of the kind, for any row.
    mutating func addAbsent(_ rule: PlanRule, of entity: EntityID, in run: RuleRun) {
        let schema = run.plan.schema
        func anyRow(of entity: EntityID) -> TargetKey { TargetKey(entity: schema[entity].name, parts: [""]) }
        for effect in rule.effects {
            switch effect {
            case .require(let task, let target, _, _, _):
                let row = target.map { anyRow(of: $0.entity) }
                unsettled.heads.insert(ItemID.task(schema[task].name, on: row).head)
            case .run(let action, let target, _, _, _):
                unsettled.heads.insert(ItemID.action(schema[action].name, on: anyRow(of: target.entity)).head)
            case .raise:
                unsettled.heads.insert(ItemID.finding(rule.name, on: anyRow(of: entity)).head)
            case .notify(let role, _):
                let id = ItemID.notification(rule.name, to: schema[role].name, on: anyRow(of: entity))
                unsettled.heads.insert(id.head)
            case .forbid(let action, _):
                undeterminedForbidsOfAny.insert(action)
            }
        }
    }

    func isForbidUndetermined(_ subject: ActionRequest.Subject) -> Bool {
        undeterminedForbids.contains(subject) || undeterminedForbidsOfAny.contains(subject.action)
    }
}

/// Items of which a run can't say whether they are asked for.
package struct UnsettledItems: Hashable, Sendable {
    package var ids: Set<ItemID> = []
    /// All items whose ids begin like this: the rows are unknown.
    package var heads: Set<Text> = []

    package func contains(_ id: ItemID) -> Bool { ids.contains(id) || heads.contains(id.head) }
}

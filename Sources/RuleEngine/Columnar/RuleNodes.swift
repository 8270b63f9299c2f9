import RulePlan

/// The nodes that answer for one rule.
struct RuleNodes {
    var fired: ConditionGraph.NodeID
    var waived: ConditionGraph.NodeID?
    var isFalse: ConditionGraph.NodeID

    var roots: [ConditionGraph.NodeID] { [fired, isFalse] + [waived].compactMap { $0 } }

    /// - Parameters:
    ///   - needsEffects: Whether a rule fires only where all that its effects need is known, and no waiver holds.
    ///   - waivers: The conditions of the waivers that have not ended; nothing for one without a condition.
    init(
        _ id: RuleID, needsEffects: Bool, _ waivers: [ExpressionID?] = [], in graph: inout ConditionGraph, _ plan: Plan
    ) {
        let rule = plan[id]
        var fired = [graph.add(rule.condition, true)]
        var isFalse = [graph.add(rule.condition, false)]
        if rule.subject?.top != nil {
            fired.append(graph.add(.member(id), true))
            isFalse.append(graph.add(.member(id), false))
        }
        if needsEffects {
            // Where a target, an argument or a level is missing the rule does not fire.
            for needed in rule.effects.flatMap(\.needed) where !plan.isRuleRow(needed) {
                fired.append(graph.add(.known(needed), true))
            }
        }
        self.fired = graph.junction(fired, isAll: true)
        self.isFalse = graph.junction(isFalse, isAll: false)
        if needsEffects, !waivers.isEmpty {
            let held = graph.junction(
                waivers.map { $0.map { graph.add($0, true) } ?? graph.junction([], isAll: true) }, isAll: false)
            waived = graph.junction([self.fired, held], isAll: true)
            self.fired = graph.butNot(self.fired, held)
        }
    }
}

extension Plan {
    /// Whether an expression is the row that a rule is asked of.
    func isRuleRow(_ id: ExpressionID) -> Bool {
        if case .row(depth: 0) = self[id] { true } else { false }
    }
}

extension PlanEffect {
    /// What must be known for the effect to be asked for.
    var needed: [ExpressionID] {
        switch self {
        case .require(_, let target, _, _, _): [target?.row].compactMap { $0 }
        case .run(_, let target, let arguments, _, _): [target.row] + arguments.map(\.value)
        case .raise(.computed(let level, _, _), _): [level]
        case .raise(.fixed, _), .notify: []
        case .forbid(_, let target): [target.row]
        }
    }
}

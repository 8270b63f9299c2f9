extension PlanRule {
    /// The same rule over mapped expressions.
    package func mapped(_ map: (ExpressionID) -> ExpressionID) -> PlanRule {
        var rule = self
        rule.condition = map(condition)
        if let top = subject?.top {
            rule.subject?.top = Subject.Top(
                count: top.count, rank: map(top.rank), condition: top.condition.map(map), rankLabel: top.rankLabel)
        }
        rule.effects = effects.map { $0.mapped(map) }
        rule.because = because?.mapped(map)
        for place in rule.evidence.indices { rule.evidence[place].expression = map(rule.evidence[place].expression) }
        return rule
    }
}

extension PlanEffect {
    fileprivate func mapped(_ map: (ExpressionID) -> ExpressionID) -> PlanEffect {
        switch self {
        case .require(let task, let target, let cadence, let deadline, let role):
            .require(task, target: target?.mapped(map), cadence: cadence, deadline: deadline.mapped(map), role: role)
        case .run(let action, let target, let arguments, let approval, let deadline):
            .run(
                action, target: target.mapped(map),
                arguments: arguments.map { PlanArgument(name: $0.name, value: map($0.value), label: $0.label) },
                approval: approval, deadline: deadline.mapped(map))
        case .raise(.fixed(let severity), let text): .raise(.fixed(severity), text.mapped(map))
        case .raise(.computed(let level, let severities, let label), let text):
            .raise(.computed(map(level), severities: severities, label: label), text.mapped(map))
        case .notify(let role, let text): .notify(role, text.mapped(map))
        case .forbid(let action, let target): .forbid(action, target: target.mapped(map))
        }
    }
}

extension PlanTarget {
    fileprivate func mapped(_ map: (ExpressionID) -> ExpressionID) -> PlanTarget {
        PlanTarget(entity: entity, row: map(row), label: label)
    }
}

extension PlanDeadline {
    fileprivate func mapped(_ map: (ExpressionID) -> ExpressionID) -> PlanDeadline {
        PlanDeadline(within: within.map(map), due: due.map(map))
    }
}

extension PlanTemplate {
    fileprivate func mapped(_ map: (ExpressionID) -> ExpressionID) -> PlanTemplate {
        PlanTemplate(
            segments: segments.map { segment in
                switch segment {
                case .text: segment
                case .value(let id): .value(map(id))
                }
            })
    }
}

extension PlanTemplate {
    /// The expressions whose values stand in the text.
    package var values: [ExpressionID] {
        segments.compactMap { if case .value(let id) = $0 { id } else { nil } }
    }
}

extension PlanEffect {
    /// The expressions of its target, arguments, deadline, level and text.
    package var expressions: [ExpressionID] {
        switch self {
        case .require(_, let target, _, let deadline, _):
            [target?.row].compactMap { $0 } + deadline.expressions
        case .run(_, let target, let arguments, _, let deadline):
            [target.row] + arguments.map(\.value) + deadline.expressions
        case .raise(.computed(let level, _, _), let text): [level] + text.values
        case .raise(.fixed, let text): text.values
        case .notify(_, let text): text.values
        case .forbid(_, let target): [target.row]
        }
    }
}

extension PlanDeadline {
    /// `within` and `due`, where there are such.
    package var expressions: [ExpressionID] { [within, due].compactMap { $0 } }
}

extension PlanRule {
    /// Every expression that evaluating the rule needs, the condition first; evidence, which shows parts of it, left out.
    package var expressions: [ExpressionID] {
        var result = [condition]
        if let top = subject?.top { result += [top.rank] + [top.condition].compactMap { $0 } }
        result += effects.flatMap(\.expressions)
        return result + (because?.values ?? [])
    }
}

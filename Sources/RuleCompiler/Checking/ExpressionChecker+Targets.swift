import RulePlan
import RuleSyntax
import RuleText

/// A target that has been checked.
struct CheckedTarget: Hashable, Sendable {
    /// Nothing for a task that is about no row.
    var value: PlanTarget?
}

extension ExpressionChecker {
    /// The target of a task, which must be given exactly where the task is declared to be on an entity's rows.
    mutating func taskTarget(_ node: RequireEffect, _ task: TaskID?, in scope: RuleScope) -> CheckedTarget? {
        guard let task else { return nil }
        switch (symbols.target(of: task), node.target) {
        case (.unknown, _):
            return nil
        case (.organization, nil):
            return CheckedTarget(value: nil)
        case (.organization, let written?):
            report(
                Diagnostic(
                    .wrongTarget, at: written.span, "the task '\(node.task.text)' is not about rows, it takes no 'on'",
                    notes: declaration(of: .task(task))))
            return nil
        case (.rows(let entity), nil):
            report(missingTarget(node, entity: entity, task, in: scope))
            return nil
        case (.rows(let entity), let written?):
            return target(written, entity: entity, of: .task(task), named: node.task.text, in: scope)
                .map { CheckedTarget(value: $0) }
        }
    }

    /// The target of an action.
    mutating func target(_ written: Expression, of action: ActionID?, in scope: RuleScope) -> PlanTarget? {
        guard let action, case .rows(let entity) = symbols.target(of: action) else { return nil }
        return target(written, entity: entity, of: .action(action), named: symbols.schema[action].name, in: scope)
    }

    private mutating func target(
        _ written: Expression, entity: EntityID, of declared: Symbols.Declared, named name: String,
        in scope: RuleScope
    ) -> PlanTarget? {
        guard let frame = scope.frame else { return nil }
        if case .invalid = written { return nil }
        enter(frame)
        guard let value = check(written) else { return nil }
        let needed = symbols.schema[entity].name
        guard case .reference(let found) = value.type else {
            report(
                Diagnostic(
                    .wrongTarget, at: written.span,
                    "'\(name)' is about a row of '\(needed)', \(described(written, value.type))",
                    notes: declaration(of: declared)))
            return nil
        }
        guard found == entity else {
            var diagnostic = Diagnostic(
                .wrongTarget, at: written.span,
                "'\(name)' is about a row of '\(needed)', '\(written.shortText)' is one of '\(symbols.schema[found].name)'",
                notes: declaration(of: declared))
            let references = references(from: found, to: entity)
            if references.count == 1, let only = references.first {
                let path = "\(written.canonicalText).\(symbols.schema[found][only].name)"
                diagnostic.suggest("did you mean '\(path)'?", replacing: written.span, with: path, .changesMeaning)
            }
            report(diagnostic)
            return nil
        }
        return PlanTarget(entity: entity, row: value.id, label: label(of: written, in: frame))
    }

    private func missingTarget(
        _ node: RequireEffect, entity: EntityID, _ task: TaskID, in scope: RuleScope
    ) -> Diagnostic {
        let needed = symbols.schema[entity].name
        var diagnostic = Diagnostic(
            .wrongTarget, at: node.task.span,
            "the task '\(node.task.text)' is about a row of '\(needed)': say which with 'on'",
            notes: declaration(of: .task(task)))
        guard let row = scope.frame?.innermost else {
            diagnostic.help = "begin the rule with 'for \(needed)'"
            return diagnostic
        }
        var paths = row.entity == entity ? [row.name] : []
        if paths.isEmpty {
            paths = references(from: row.entity, to: entity).map {
                "\(row.name).\(symbols.schema[row.entity][$0].name)"
            }
        }
        if paths.count == 1, let path = paths.first {
            diagnostic.suggest("write 'on \(path)'", replacing: node.task.span.atEnd, with: " on \(path)", .safe)
        }
        return diagnostic
    }

    private func declaration(of declared: Symbols.Declared) -> [Diagnostic.Note] {
        symbols.span(of: declared).map { [.init("declared here", at: $0)] } ?? []
    }

    /// How a reason calls a path: from the entity's name, whatever the row is called in the rule; for anything else, its canonical text.
    mutating func label(of expression: Expression, in frame: Frame) -> String {
        var members: [Name] = []
        var base = expression.unparenthesized
        while case .member(let node) = base {
            members.append(node.member)
            base = node.base
        }
        guard case .name(let first) = base else { return expression.canonicalText }
        enter(frame)
        return path(first: first, members: members.reversed())?.label ?? expression.canonicalText
    }
}

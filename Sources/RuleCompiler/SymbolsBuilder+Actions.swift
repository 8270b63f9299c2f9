import RulePlan
import RuleSyntax
import RuleText

extension SymbolsBuilder {
    mutating func resolveTasks(_ nodes: [TaskDeclaration]) {
        for (index, node) in nodes.enumerated() {
            guard let target = node.target else { continue }
            symbols.schema.tasks[index].target = entity(target)
            if symbols.schema.tasks[index].target == nil { symbols.untyped.insert(.task(TaskID(index))) }
        }
    }

    /// Resolves what actions say of themselves, and then what they say of each other.
    mutating func resolveActions(_ nodes: [ActionDeclaration]) {
        for (index, node) in nodes.enumerated() {
            if let target = entity(node.target) {
                symbols.schema.actions[index].target = target
            } else {
                symbols.untyped.insert(.action(ActionID(index)))
            }
            if let approval = node.approval {
                if let declared = declaredApproval(approval) {
                    symbols.schema.actions[index].approval = declared
                } else {
                    symbols.untyped.insert(.approval(ActionID(index)))
                }
            }
            symbols.schema.actions[index].parameters = parameters(of: ActionID(index), node)
        }
        for (index, node) in nodes.enumerated() {
            symbols.schema.actions[index].reverses = reversed(by: ActionID(index), node)
        }
    }

    /// How a declaration says that its action is approved, or a report of what is wrong with that.
    private mutating func declaredApproval(_ node: Approval) -> PlanApproval? {
        switch node.kind {
        case .automatic(let limit, let perDay):
            guard let limit else {
                report(
                    Diagnostic(
                        .automaticWithoutLimit, at: node.span,
                        "an action that may run automatically needs a limit",
                        help: "say for how many targets: 'automatically at most 25'"))
                return nil
            }
            return wholeLimit(limit).map { .automatic(limit: $0, perDay: perDay) }
        case .required(let role):
            guard let role, !role.text.isEmpty else { return .required(role: nil) }
            if let id = symbols.role(named: role.text) { return .required(role: id) }
            report(.unknownDeclaration("role", role, nearest: symbols.nearestRole(to: role.text)))
            return nil
        }
    }

    private mutating func wholeLimit(_ literal: NumberLiteral) -> Int? {
        if let limit = literal.value.wholeNumber, limit >= 1 { return limit }
        report(
            Diagnostic(.automaticWithoutLimit, at: literal.span, "a limit is a whole number of at least 1"))
        return nil
    }

    private mutating func parameters(of id: ActionID, _ node: ActionDeclaration) -> [ActionSchema.Parameter] {
        var result: [ActionSchema.Parameter] = []
        for parameter in node.parameters where !parameter.name.text.isEmpty {
            let type = type(parameter.type, of: .parameter)
            if let first = result.firstIndex(where: { $0.name == parameter.name.text }) {
                report(
                    .duplicate(
                        "parameter", parameter.name, otherKind: "parameter",
                        firstAt: symbols.span(of: .argument(id, first))))
                continue
            }
            let declared = Symbols.Declared.argument(id, result.count)
            symbols.spans[declared] = parameter.name.span
            if type == nil { symbols.untyped.insert(declared) }
            result.append(.init(name: parameter.name.text, type: type ?? .text))
        }
        return result
    }

    private mutating func reversed(by id: ActionID, _ node: ActionDeclaration) -> [ActionID] {
        var result: [ActionID] = []
        for name in node.reverses where !name.text.isEmpty {
            guard let other = symbols.actions[name.text] else {
                report(.unknownDeclaration("action", name, nearest: symbols.nearestAction(to: name.text)))
                continue
            }
            if other == symbols.actions[node.name.text] {
                report(Diagnostic(.invalidModel, at: name.span, "an action can't reverse itself"))
                continue
            }
            let notes = symbols.span(of: .action(other)).map { [Diagnostic.Note("declared here", at: $0)] } ?? []
            if case .rows(let own) = symbols.target(of: id), case .rows(let theirs) = symbols.target(of: other),
                own != theirs
            {
                report(
                    Diagnostic(
                        .wrongTarget, at: name.span,
                        "'\(name.text)' is on '\(symbols.schema[theirs].name)', it can't be reversed on "
                            + "'\(symbols.schema[own].name)'", notes: notes))
                continue
            }
            if !result.contains(other) { result.append(other) }
        }
        return result
    }
}

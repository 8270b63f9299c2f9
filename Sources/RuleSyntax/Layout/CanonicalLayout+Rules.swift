import RuleText

extension CanonicalLayout {
    /// A rule with a head has every clause on a line of its own; one without stands on one line if it fits.
    mutating func rule(_ node: RuleDeclaration) -> LayoutDocument {
        var clauses: [LayoutDocument] = []
        var head: LayoutDocument?
        if let name = node.name { head = words(to: node.title?.span ?? name.span) }
        for clause in node.clauses {
            switch clause {
            case .severity(_, let span), .tags(_, let span), .see(_, let span):
                clauses.append(.nest(2, filled(to: span, breakingBefore: [])))
            }
        }
        if let subject = node.subject { clauses.append(self.subject(subject)) }
        let when = take()
        let condition = expression(node.condition)
        clauses.append(
            .sequence([when, .nest(2, .space), node.condition.isConnected ? .nest(2, condition) : condition]))
        let then = take()
        let effects = node.effects.map { effect($0) }
        clauses.append(.sequence([then, .nest(5, .space, separated(effects, .hardLine))]))
        if let because = node.because { clauses.append(.nest(2, words(to: because.span))) }
        guard let head else { return group(separated(clauses, .line)) }
        return .sequence([head, .nest(2, .hardLine, separated(clauses, .hardLine))])
    }

    private func separated(_ parts: [LayoutDocument], _ separator: LayoutDocument) -> LayoutDocument {
        .sequence(Array(parts.map { [$0] }.joined(separator: [separator])))
    }

    private mutating func subject(_ subject: RuleSubject) -> LayoutDocument {
        guard let top = subject.top else { return .nest(2, words(to: subject.span)) }
        var parts = [words(beforeWordOf: top.rank.span), .line, take(), .space, expression(top.rank)]
        if let condition = top.condition { parts += [.line, take(), .space, expression(condition)] }
        return group(.nest(2, .sequence(parts)))
    }

    // MARK: Effects

    /// An effect with the comma behind it.
    private mutating func effect(_ effect: Effect) -> LayoutDocument {
        var parts: [LayoutDocument] = []
        switch effect {
        case .require(let node):
            parts.append(words(to: node.task.span))
            if let target = node.target { parts.append(words(to: target.span)) }
            if let cadence = node.cadence { parts.append(words(to: cadence.span)) }
            parts += [part(node.within), part(node.due)].compactMap(\.self)
            if let role = node.role { parts.append(words(to: role.span)) }
        case .run(let node):
            parts += [words(to: node.action.span), words(to: node.target.span)]
            for argument in node.arguments {
                let name = words(before: argument.value.span)
                let value = expression(argument.value)
                let isLast = argument == node.arguments.last
                parts.append(.sequence([name, .space, value, isLast ? .empty : take()]))
            }
            if let approval = node.approval { parts.append(words(to: approval.span)) }
            parts += [part(node.within), part(node.due)].compactMap(\.self)
        case .raise(let node):
            let verb = take()
            parts.append(.sequence([verb, .space, expression(node.level), .space, words(to: node.text.span)]))
        case .notify, .forbid, .invalid: parts.append(words(to: effect.span))
        }
        if tokens.tokens[next].kind == .comma, let last = parts.popLast() { parts.append(.sequence([last, take()])) }
        return .nest(2, .fill(parts, in: tokens))
    }

    /// A word and the expression behind it.
    private mutating func part(_ value: Expression?) -> LayoutDocument? {
        guard let value else { return nil }
        let word = take()
        return .sequence([word, .space, expression(value)])
    }

    // MARK: Definitions, parameters, waivers

    mutating func definition(_ node: DefinitionDeclaration) -> LayoutDocument {
        let head = words(before: node.value.span)
        let value = expression(node.value)
        return group(head, .nest(2, .line, value))
    }

    mutating func parameter(_ node: ParameterDeclaration) -> LayoutDocument {
        let head = words(before: node.defaultValue.span)
        let value = expression(node.defaultValue)
        guard let domain = node.domain else { return .sequence([head, .space, .nest(2, value)]) }
        let word = take()
        let range: LayoutDocument
        switch domain {
        case .range(let literal): range = words(to: literal.span)
        case .list(let list): range = expression(.list(list))
        }
        return .nest(2, head, .space, .fill([value, .sequence([word, .space, range])], in: tokens))
    }

    mutating func waiver(_ node: WaiverDeclaration) -> LayoutDocument {
        var head = words(to: node.rule.span)
        if let subject = node.subject {
            let rows = words(beforeWordOf: subject.condition.span)
            head = .sequence([
                head, .space, rows, .nest(2, .line, take(), .space, .nest(2, expression(subject.condition))),
            ])
        }
        var clauses = [words(to: node.until.span), words(to: node.because.span)]
        if let by = node.by { clauses.append(words(to: by.span)) }
        return .sequence([group(head), .nest(2, .hardLine, separated(clauses, .hardLine))])
    }
}

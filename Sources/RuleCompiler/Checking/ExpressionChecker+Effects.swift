import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    mutating func effect(_ effect: Effect, in scope: RuleScope) -> PlanEffect? {
        switch effect {
        case .require(let node): require(node, in: scope)
        case .run(let node): run(node, in: scope)
        case .raise(let node): raise(node, in: scope)
        case .notify(let node): notify(node, in: scope)
        case .forbid(let node): forbid(node, in: scope)
        case .invalid: nil
        }
    }

    private mutating func require(_ node: RequireEffect, in scope: RuleScope) -> PlanEffect? {
        let task = task(node.task)
        let target = taskTarget(node, task, in: scope)
        let cadence = node.cadence.map { self.cadence($0) } ?? .asNeeded
        let deadline = deadline(within: node.within, due: node.due, in: scope)
        let role = node.role.map { self.role($0) }
        guard let task, let target, let cadence, let deadline, let role = Self.required(role) else { return nil }
        return .require(task, target: target.value, cadence: cadence, deadline: deadline, role: role)
    }

    private mutating func run(_ node: RunEffect, in scope: RuleScope) -> PlanEffect? {
        let action = action(node.action)
        let target = target(node.target, of: action, in: scope)
        let arguments = arguments(node.arguments, of: action, in: scope)
        let approval = action.flatMap { self.approval(node.approval, of: $0) }
        let deadline = deadline(within: node.within, due: node.due, in: scope)
        guard let action, let target, let arguments, let approval, let deadline else { return nil }
        return .run(action, target: target, arguments: arguments, approval: approval, deadline: deadline)
    }

    private mutating func forbid(_ node: ForbidEffect, in scope: RuleScope) -> PlanEffect? {
        let action = action(node.action)
        let target = target(node.target, of: action, in: scope)
        guard let action, let target else { return nil }
        return .forbid(action, target: target)
    }

    private mutating func notify(_ node: NotifyEffect, in scope: RuleScope) -> PlanEffect? {
        requireName(scope, for: "notify", at: node.span)
        let role = role(node.role)
        let text = template(node.text, in: scope)
        guard scope.isNamed, let role, let text else { return nil }
        return .notify(role, text)
    }

    private mutating func raise(_ node: RaiseEffect, in scope: RuleScope) -> PlanEffect? {
        requireName(scope, for: "raise", at: node.span)
        let level = level(node.level, in: scope)
        let text = template(node.text, in: scope)
        guard scope.isNamed, let level, let text else { return nil }
        return .raise(level, text)
    }

    private mutating func requireName(_ scope: RuleScope, for verb: String, at span: SourceSpan) {
        guard !scope.isNamed else { return }
        let verbSpan = SourceSpan(
            file: span.file, start: span.start, end: min(span.end, span.start + UInt32(verb.utf8.count)))
        report(
            Diagnostic(
                .unnamedRule, at: verbSpan,
                "'\(verb)' needs a rule with a name, by which its texts are known from run to run",
                help: "begin the rule with 'rule NAME'"))
    }

    // MARK: - Names

    mutating func role(_ name: Name) -> RoleID? {
        if let id = symbols.role(named: name.text) { return id }
        if !name.text.isEmpty {
            report(.unknownDeclaration("role", name, nearest: symbols.nearestRole(to: name.text)))
        }
        return nil
    }

    // MARK: - Parts

    private mutating func deadline(within: Expression?, due: Expression?, in scope: RuleScope) -> PlanDeadline? {
        guard let frame = scope.frame else { return nil }
        let within = within.map { expression in
            enter(frame)
            return value(expression, of: .duration, owner: "within")?.id
        }
        let due = due.map { expression in
            enter(frame)
            return value(expression, of: .time, owner: "due")?.id
        }
        guard let within = Self.required(within), let due = Self.required(due) else { return nil }
        return PlanDeadline(within: within, due: due)
    }

    private mutating func arguments(
        _ nodes: [RunEffect.Argument], of action: ActionID?, in scope: RuleScope
    ) -> [PlanArgument]? {
        guard let action, let frame = scope.frame else { return nil }
        let schema = symbols.schema[action]
        var given: [Int: PlanArgument] = [:]
        var first: [Int: SourceSpan] = [:]
        var isMeaningful = true
        for node in nodes {
            guard !node.name.text.isEmpty,
                let place = schema.parameters.firstIndex(where: { $0.name == node.name.text })
            else {
                isMeaningful = false
                if !node.name.text.isEmpty { report(.unknownArgument(node.name, of: schema)) }
                continue
            }
            if let earlier = first.updateValue(node.name.span, forKey: place) {
                isMeaningful = false
                report(
                    Diagnostic(
                        .wrongArgument, at: node.name.span, "'\(node.name.text)' is given twice",
                        notes: [.init("first given here", at: earlier)]))
                continue
            }
            enter(frame)
            guard let type = symbols.type(ofArgument: place, of: action),
                let value = value(node.value, of: type, owner: node.name.text, code: .wrongArgument)
            else {
                isMeaningful = false
                continue
            }
            given[place] = PlanArgument(name: node.name.text, value: value.id, label: node.value.canonicalText)
        }
        return isMeaningful ? given.sorted { $0.key < $1.key }.map(\.value) : nil
    }

    /// A severity by its name, or an expression whose levels are severities.
    private mutating func level(_ expression: Expression, in scope: RuleScope) -> PlanLevel? {
        if case .name(let name) = expression.unparenthesized {
            if let severity = Severity(name: name.text) { return .fixed(severity) }
            if scope.frame.map({ resolves(name.text, in: $0) }) == false {
                if !name.text.isEmpty { report(.unknownSeverity(name)) }
                return nil
            }
        }
        guard let frame = scope.frame else { return nil }
        enter(frame)
        guard let value = check(expression) else { return nil }
        guard case .levels(let members) = value.type else {
            report(
                Diagnostic(
                    .typeMismatch, at: expression.span,
                    "'raise' needs a severity such as high, \(described(expression, value.type))"))
            return nil
        }
        let severities = members.map { Severity(name: $0) }
        guard let severities = allKnown(severities) else {
            let strangers = members.filter { Severity(name: $0) == nil }
            report(
                Diagnostic(
                    .typeMismatch, at: expression.span,
                    "'\(expression.shortText)' may be \(strangers.joined(separator: " or ")), which is no severity",
                    help: "the severities are \(Severity.allCases.map(\.name).joined(separator: " < "))"))
            return nil
        }
        return .computed(value.id, severities: severities, label: label(of: expression, in: frame))
    }

    private mutating func resolves(_ name: String, in frame: Frame) -> Bool {
        enter(frame)
        return resolution(of: name) != .none
    }
}

extension Diagnostic {
    fileprivate static func unknownArgument(_ name: Name, of action: ActionSchema) -> Diagnostic {
        var diagnostic = Diagnostic(.wrongArgument, at: name.span, "'\(action.name)' has no argument '\(name.text)'")
        let known = action.parameters.map(\.name)
        if let nearest = NearestSpelling.nearest(to: name.text, among: known) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        } else if !known.isEmpty {
            diagnostic.help = "it has \(known.map { "'\($0)'" }.joined(separator: ", "))"
        }
        return diagnostic
    }
}

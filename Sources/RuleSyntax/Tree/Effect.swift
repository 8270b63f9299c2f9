package import RuleText

/// What a rule asks for when it fires.
package enum Effect: Hashable, Sendable {
    case require(RequireEffect)
    case run(RunEffect)
    case raise(RaiseEffect)
    case notify(NotifyEffect)
    case forbid(ForbidEffect)
    /// What recovery leaves behind.
    case invalid(SourceSpan)

    package var span: SourceSpan {
        switch self {
        case .require(let node): node.span
        case .run(let node): node.span
        case .raise(let node): node.span
        case .notify(let node): node.span
        case .forbid(let node): node.span
        case .invalid(let span): span
        }
    }
}

extension SyntaxArena {
    /// The view of a node that is an effect.
    func effect(_ index: NodeIndex) -> Effect {
        let place = SyntaxPlace(self, index)
        return switch self[index].kind {
        case .require: .require(RequireEffect(place))
        case .run: .run(RunEffect(place))
        case .raise: .raise(RaiseEffect(place))
        case .notify: .notify(NotifyEffect(place))
        case .forbid: .forbid(ForbidEffect(place))
        default: .invalid(tables.span(of: index))
        }
    }
}

/// `require TASK [on TARGET] [CADENCE] [within DURATION] [due TIME] [by ROLE]`
package struct RequireEffect: SyntaxView, CustomReflectable {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    private func part(_ offset: Int) -> NodeIndex { place.arena.tables.part(offset, ofList: place.node.c) }

    package var task: Name { place.name(place.node.a) }
    /// A path: a row's name or a reference field.
    package var target: Expression? { place.optionalExpression(place.node.b) }
    package var cadence: Cadence? { part(0).isNone ? nil : place.arena.cadence(part(0)) }
    package var within: Expression? { place.optionalExpression(part(1).rawValue) }
    package var due: Expression? { place.optionalExpression(part(2).rawValue) }
    package var role: Name? { place.optionalName(part(3).rawValue) }

    package var customMirror: Mirror {
        Mirror(
            self,
            children: [
                "task": task, "target": target as Any, "cadence": cadence as Any, "within": within as Any,
                "due": due as Any, "role": role as Any, "span": span,
            ], displayStyle: .struct)
    }
}

/// How often a task recurs.
package struct Cadence: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// `daily`
        case daily
        /// `weekly` or `weekly on monday`
        case weekly(on: Name?)
        /// `monthly` or `monthly on day 1`
        case monthly(onDay: NumberLiteral?)
        /// `every 3 days` (or `every 1 day`)
        case every(days: NumberLiteral)
        /// `as needed`
        case asNeeded
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

/// `run ACTION on TARGET [with NAME = EXPR, …] [approval] [within DURATION] [due TIME]`
package struct RunEffect: SyntaxView, CustomReflectable {
    package struct Argument: Hashable, Sendable {
        package var name: Name
        package var value: Expression

        package init(name: Name, value: Expression) {
            self.name = name
            self.value = value
        }
    }

    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    private func part(_ offset: Int) -> NodeIndex { place.arena.tables.part(offset, ofList: place.node.c) }

    package var action: Name { place.name(place.node.a) }
    package var target: Expression { place.expression(place.node.b) }

    package var arguments: [Argument] {
        place.nodes(ofList: place.node.d).map { index in
            let argument = place.arena[index]
            return Argument(name: place.name(argument.a), value: place.expression(argument.b))
        }
    }

    package var approval: Approval? { part(0).isNone ? nil : place.arena.tables.approval(part(0)) }
    package var within: Expression? { place.optionalExpression(part(1).rawValue) }
    package var due: Expression? { place.optionalExpression(part(2).rawValue) }

    package var customMirror: Mirror {
        Mirror(
            self,
            children: [
                "action": action, "target": target, "arguments": arguments, "approval": approval as Any,
                "within": within as Any, "due": due as Any, "span": span,
            ], displayStyle: .struct)
    }
}

/// `automatically [at most N [per day]]` or `on approval [of ROLE]`
package struct Approval: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case automatic(limit: NumberLiteral?, perDay: Bool)
        case required(role: Name?)
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

/// `raise LEVEL TEXT`
package struct RaiseEffect: SyntaxView, CustomReflectable {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    /// A bare level name, or an expression with levels of the same names.
    package var level: Expression { place.expression(place.node.a) }
    package var text: TextTemplate { place.arena.template(NodeIndex(rawValue: place.node.b)) }

    package var customMirror: Mirror {
        Mirror(self, children: ["level": level, "text": text, "span": span], displayStyle: .struct)
    }
}

/// `notify ROLE TEXT`
package struct NotifyEffect: SyntaxView, CustomReflectable {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var role: Name { place.name(place.node.a) }
    package var text: TextTemplate { place.arena.template(NodeIndex(rawValue: place.node.b)) }

    package var customMirror: Mirror {
        Mirror(self, children: ["role": role, "text": text, "span": span], displayStyle: .struct)
    }
}

/// `forbid ACTION on TARGET`
package struct ForbidEffect: SyntaxView, CustomReflectable {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var action: Name { place.name(place.node.a) }
    package var target: Expression { place.expression(place.node.b) }

    package var customMirror: Mirror {
        Mirror(self, children: ["action": action, "target": target, "span": span], displayStyle: .struct)
    }
}

/// How the nodes of cadences and approvals say what they are, in `detail`.
enum CadenceForm: UInt8 {
    case daily, weekly, monthly, every, asNeeded
}

enum ApprovalForm: UInt8 {
    case automatic, automaticPerDay, required
}

extension SyntaxArena {
    func cadence(_ index: NodeIndex) -> Cadence {
        let node = self[index]
        let part = NodeIndex(rawValue: node.a)
        let kind: Cadence.Kind =
            switch CadenceForm(rawValue: node.detail) {
            case .daily: .daily
            case .weekly: .weekly(on: part.isNone ? nil : tables.name(part))
            case .monthly: .monthly(onDay: part.isNone ? nil : tables.number(part))
            case .every: .every(days: tables.number(part))
            case .asNeeded, nil: .asNeeded
            }
        return Cadence(kind, at: tables.span(of: node))
    }
}

extension SyntaxTables {
    func approval(_ index: NodeIndex) -> Approval {
        let node = self[index]
        let part = NodeIndex(rawValue: node.a)
        let kind: Approval.Kind =
            switch ApprovalForm(rawValue: node.detail) {
            case .automatic: .automatic(limit: part.isNone ? nil : number(part), perDay: false)
            case .automaticPerDay: .automatic(limit: part.isNone ? nil : number(part), perDay: true)
            case .required, nil: .required(role: part.isNone ? nil : name(part))
            }
        return Approval(kind, at: span(of: node))
    }
}

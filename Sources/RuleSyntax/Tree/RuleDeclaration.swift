package import RuleText

/// `rule NAME "title" clauses… for ENTITY when COND then EFFECT, … because TEXT`
package struct RuleDeclaration: SyntaxView, CustomReflectable {
    package let place: SyntaxPlace
    /// What is asked of all rules at once, so that it needs no look at the nodes of each: where it begins, and the numbers of its name and
    /// its entity, if it has any.
    private let start: UInt32
    private let nameNumber: UInt32?
    private let entityNumber: UInt32?

    /// - Parameters:
    ///   - name: The number of its name, if it has one.
    ///   - entity: The number of its entity, if it has one.
    init(_ place: SyntaxPlace, start: UInt32, name: UInt32?, entity: UInt32?) {
        self.place = place
        self.start = start
        nameNumber = name
        entityNumber = entity
    }

    /// The empty span at its beginning.
    package var startSpan: SourceSpan { SourceSpan(file: place.arena.tables.file, start: start, end: start) }
    /// The text of `name`.
    package var nameText: String? { nameNumber.map { place.arena.tables.names[$0] } }
    /// The text of `subjectEntity`.
    package var entityText: String? { entityNumber.map { place.arena.tables.names[$0] } }

    private func head(_ offset: Int) -> NodeIndex { place.arena.tables.part(offset, ofList: place.node.b) }

    /// Nothing for a rule without a head: it starts at `for` or `when`.
    package var name: Name? { place.optionalName(head(0).rawValue) }
    package var title: TextLiteral? { head(1).isNone ? nil : place.arena.tables.text(head(1)) }
    package var clauses: [RuleClause] { place.nodes(ofList: place.node.c).map { place.arena.clause($0) } }
    package var subject: RuleSubject? { head(2).isNone ? nil : place.arena.subject(head(2)) }
    /// The entity and the alias of `subject`, for whom the rest of it matters not.
    package var subjectEntity: Name? {
        head(2).isNone ? nil : place.name(place.arena[head(2)].a)
    }
    package var subjectAlias: Name? {
        head(2).isNone ? nil : place.optionalName(place.arena[head(2)].b)
    }
    /// What ranks the rows, in a rule `for top N`.
    package var top: RuleSubject.Top? {
        head(2).isNone || place.arena[head(2)].c == 0 ? nil : subject?.top
    }
    package var condition: Expression { place.expression(place.node.a) }
    package var effects: [Effect] { place.nodes(ofList: place.node.d).map { place.arena.effect($0) } }
    package var because: TextTemplate? { head(3).isNone ? nil : place.arena.template(head(3)) }

    /// The spans of `effects`, from the first to the last, and of `because`, for whom their texts are enough.
    package var effectsSpan: SourceSpan? {
        let (tables, list) = (place.arena.tables, place.node.d)
        let count = tables.count(ofList: list)
        guard count > 0 else { return nil }
        return tables.span(of: tables.element(0, ofList: list))
            .joined(with: tables.span(of: tables.element(count - 1, ofList: list)))
    }
    package var becauseSpan: SourceSpan? { head(3).isNone ? nil : place.arena.tables.span(of: head(3)) }

    package var customMirror: Mirror {
        Mirror(
            self,
            children: [
                "name": name as Any, "title": title as Any, "clauses": clauses, "subject": subject as Any,
                "condition": condition, "effects": effects, "because": because as Any, "span": span,
            ], displayStyle: .struct)
    }
}

/// What stands between a rule's head and its condition.
package enum RuleClause: Hashable, Sendable {
    /// `severity high`
    case severity(Name, span: SourceSpan)
    /// `tags "daily", "defender"`
    case tags([TextLiteral], span: SourceSpan)
    /// `see "https://…", …`
    case see([TextLiteral], span: SourceSpan)
}

/// `for ENTITY [as VAR]` or `for top N ENTITY [as VAR] by EXPR [where COND]`
package struct RuleSubject: Hashable, Sendable {
    package struct Top: Hashable, Sendable {
        package var count: NumberLiteral
        package var rank: Expression
        package var condition: Expression?

        package init(count: NumberLiteral, rank: Expression, condition: Expression?) {
            self.count = count
            self.rank = rank
            self.condition = condition
        }
    }

    package var entity: Name
    package var alias: Name?
    package var top: Top?
    package var span: SourceSpan

    package init(entity: Name, alias: Name?, top: Top?, span: SourceSpan) {
        self.entity = entity
        self.alias = alias
        self.top = top
        self.span = span
    }
}

extension SyntaxPlace {
    func nodes(ofList list: UInt32) -> [NodeIndex] {
        (0..<arena.tables.count(ofList: list)).map { arena.tables.element($0, ofList: list) }
    }
}

extension SyntaxArena {
    func clause(_ index: NodeIndex) -> RuleClause {
        let node = self[index]
        let span = tables.span(of: node)
        if node.kind == .severity { return .severity(tables.name(NodeIndex(rawValue: node.a)), span: span) }
        let texts = (0..<tables.count(ofList: node.a)).map { tables.text(tables.element($0, ofList: node.a)) }
        return node.kind == .tags ? .tags(texts, span: span) : .see(texts, span: span)
    }

    func subject(_ index: NodeIndex) -> RuleSubject {
        let node = self[index]
        let condition = tables.part(2, ofList: node.c)
        return RuleSubject(
            entity: tables.name(NodeIndex(rawValue: node.a)),
            alias: node.b == 0 ? nil : tables.name(NodeIndex(rawValue: node.b)),
            top: node.c == 0
                ? nil
                : .init(
                    count: tables.number(tables.element(0, ofList: node.c)),
                    rank: expression(tables.element(1, ofList: node.c)),
                    condition: condition.isNone ? nil : expression(condition)),
            span: tables.span(of: node))
    }

    func template(_ index: NodeIndex) -> TextTemplate {
        let node = self[index]
        let segments = (0..<tables.count(ofList: node.a)).map { offset -> TextTemplate.Segment in
            let part = tables.element(offset, ofList: node.a)
            return self[part].kind == .templateText
                ? .text(tables.text(of: self[part])) : .value(expression(part))
        }
        return TextTemplate(segments: segments, span: tables.span(of: node))
    }
}

/// `define NAME = EXPR` or `define ENTITY.NAME = EXPR`
package struct DefinitionDeclaration: Hashable, Sendable {
    /// The entity whose rows have the value; nothing for the organisation.
    package var entity: Name?
    package var name: Name
    package var value: Expression
    package var span: SourceSpan

    package init(entity: Name?, name: Name, value: Expression, span: SourceSpan) {
        self.entity = entity
        self.name = name
        self.value = value
        self.span = span
    }
}

/// `param NAME [as ENTITY.FIELD] = LITERAL [in RANGE | in LIST]`
package struct ParameterDeclaration: Hashable, Sendable {
    package enum Domain: Hashable, Sendable {
        case range(RangeLiteral)
        case list(ListLiteral)
    }

    package struct FieldType: Hashable, Sendable {
        package var entity: Name
        package var field: Name

        package init(entity: Name, field: Name) {
            self.entity = entity
            self.field = field
        }
    }

    package var name: Name
    package var fieldType: FieldType?
    /// A literal, or a bare level or choice name.
    package var defaultValue: Expression
    package var domain: Domain?
    package var span: SourceSpan

    package init(
        name: Name, fieldType: FieldType?, defaultValue: Expression, domain: Domain?, span: SourceSpan
    ) {
        self.name = name
        self.fieldType = fieldType
        self.defaultValue = defaultValue
        self.domain = domain
        self.span = span
    }
}

/// `waive RULE [for ENTITY [as VAR] where COND] until TIME because TEXT [by TEXT]`
package struct WaiverDeclaration: Hashable, Sendable {
    package struct Subject: Hashable, Sendable {
        package var entity: Name
        package var alias: Name?
        package var condition: Expression

        package init(entity: Name, alias: Name?, condition: Expression) {
            self.entity = entity
            self.alias = alias
            self.condition = condition
        }
    }

    package var rule: Name
    package var subject: Subject?
    package var until: TimeLiteral
    package var because: TextLiteral
    package var by: TextLiteral?
    package var span: SourceSpan

    package init(
        rule: Name, subject: Subject?, until: TimeLiteral, because: TextLiteral, by: TextLiteral?, span: SourceSpan
    ) {
        self.rule = rule
        self.subject = subject
        self.until = until
        self.because = because
        self.by = by
        self.span = span
    }
}

import RuleText

extension Parser {
    /// Reads a declaration; where none begins, says so and goes to where the next one does.
    mutating func parseDeclaration() -> Declaration? {
        hasReportedNesting = false
        if token.keyword == nil, token.flags.contains(.startsLine) {
            correct(Keyword.declarations + [.for, .when], .expectedDeclaration)
        }
        let start = token.startOffset
        switch token.keyword {
        case .rule, .for, .when: return .rule(parseRule())
        case .define: return parseDefinition(from: start).map(Declaration.definition)
        case .param: return parseParameter(from: start).map(Declaration.parameter)
        case .waive: return .waiver(parseWaiver(from: start))
        case .entity: return parseEntity(from: start).map(Declaration.entity)
        case .score: return parseScore(from: start).map(Declaration.score)
        case .task: return parseTask(from: start).map(Declaration.task)
        case .action: return parseAction(from: start).map(Declaration.action)
        case .role: return parseRole(from: start).map(Declaration.role)
        case .test: return .test(parseTest(from: start))
        default:
            reportNoDeclaration()
            skip { $0.isLikelyDeclaration }
            return nil
        }
    }

    private mutating func reportNoDeclaration() {
        switch token.kind {
        case .rightParenthesis, .rightBracket, .rightBrace:
            if isNewMistake() { report(.strayBracket(text(of: token), at: tokenSpan)) }
            advance()
        default:
            let help: String? =
                token.keyword == .then ? "a rule begins with 'rule NAME', 'for ENTITY' or 'when'" : nil
            reportExpected("a declaration", .expectedDeclaration, isBeginning: true, help: help)
        }
    }

    /// Whether a declaration begins here, as far as two tokens show.
    var isLikelyDeclaration: Bool {
        mutating get {
            if isDeclarationStart { return true }
            guard let keyword = token.keyword else { return false }
            if keyword == .when { return true }
            guard keyword.beginsDeclaration else { return false }
            let next = peek()
            return next.kind == .text || next.kind == .quotedName || next.kind == .word && next.keyword == nil
        }
    }

    /// `define NAME = EXPR` or `define ENTITY.NAME = EXPR`
    private mutating func parseDefinition(from start: Int) -> DefinitionDeclaration? {
        advance()
        var name = parseName("the name to define")
        var entity: Name?
        if accept(.dot) {
            entity = name
            name = token.kind == .word ? consumeName() : parseName("the name to define")
        }
        if token.kind == .dot {
            reportExpected("'='", help: "what is defined belongs to an entity's rows, 'define ENTITY.NAME'")
            while accept(.dot), token.kind == .word { advance() }
        }
        expectEquals()
        let value = tree { $0.parseExpression() }
        let declaration = DefinitionDeclaration(entity: entity, name: name, value: value, span: span(from: start))
        endExpression("an operator or the next declaration")
        return name.isMissing ? nil : declaration
    }

    /// Passes over what stands on the line of an expression that is complete and is no declaration.
    private mutating func endExpression(_ what: String) {
        switch token.kind {
        case .end, .rightParenthesis, .rightBracket, .rightBrace: return
        default:
            if token.flags.contains(.startsLine) || isLikelyDeclaration || token.keyword == .for { return }
            reportExpected(what)
            skip { $0.isLikelyDeclaration }
        }
    }

    private static let parameterParts = ["'as'", "'='", "'in'"]

    /// `param NAME [as ENTITY.FIELD] = LITERAL [in RANGE | in LIST]`
    private mutating func parseParameter(from start: Int) -> ParameterDeclaration? {
        advance()
        let name = parseName("the parameter's name")
        var order = PartOrder(Self.parameterParts)
        var fieldType: ParameterDeclaration.FieldType?
        var value: Expression?
        var domain: ParameterDeclaration.Domain?
        parts: while true {
            if token.keyword == nil, token.kind == .word, !token.flags.contains(.isUnindented) { correct([.as, .in]) }
            switch (token.kind, token.keyword) {
            case (_, .as):
                let isFirst = begin(0, &order)
                advance()
                let entity = parseName("an entity")
                expect(.dot)
                let field = token.kind == .word ? consumeName() : parseName("a field")
                if isFirst { fieldType = .init(entity: entity, field: field) }
            case (.equals, _), (.equal, _):
                let isFirst = begin(1, &order)
                expectEquals()
                let literal = parseExpression(.otherwise)
                if isFirst { value = tree(literal) }
            case (_, .in):
                let isFirst = begin(2, &order)
                advance()
                let parsed = parseDomain()
                if isFirst { domain = parsed }
            default: break parts
            }
        }
        if value == nil { reportExpected("'=' and the parameter's default") }
        let declaration = ParameterDeclaration(
            name: name, fieldType: fieldType, defaultValue: value ?? .invalid(span(from: start)), domain: domain,
            span: span(from: start))
        endExpression(domain == nil ? "'in' or the next declaration" : "the next declaration")
        return name.isMissing ? nil : declaration
    }

    private mutating func parseDomain() -> ParameterDeclaration.Domain? {
        if token.kind == .leftBracket {
            let list = parsePrimary()
            return tables[list].kind == .list ? .list(tables.list(list, in: arena)) : nil
        }
        return parseRange("a range such as '0..100', or a list").map(ParameterDeclaration.Domain.range)
    }

    private static let waiverParts = ["'for'", "'until'", "'because'", "'by'"]

    /// `waive RULE [for ENTITY [as VAR] where COND] until TIME because TEXT [by TEXT]`
    private mutating func parseWaiver(from start: Int) -> WaiverDeclaration {
        advance()
        let rule = parseName("the rule to waive")
        var order = PartOrder(Self.waiverParts)
        var subject: WaiverDeclaration.Subject?
        var until: TimeLiteral?
        var because: TextLiteral?
        var by: TextLiteral?
        var isComplete = true
        parts: while true {
            if !token.flags.contains(.isUnindented) { correct([.for, .until, .because, .by]) }
            switch token.keyword {
            case .for where until == nil || because == nil && !token.flags.contains(.isUnindented):
                let isFirst = begin(0, &order)
                advance()
                let parsed = parseWaiverSubject()
                if isFirst { subject = parsed }
            case .until:
                let isFirst = begin(1, &order)
                advance()
                let parsed = parseTime("a date or a time, such as '2026-12-31'")
                if isFirst { until = parsed }
                isComplete = isComplete && parsed != nil
            case .because:
                let isFirst = begin(2, &order)
                advance()
                let parsed = parseText("the reason's text")
                if isFirst { because = parsed }
                isComplete = isComplete && parsed != nil
            case .by:
                let isFirst = begin(3, &order)
                advance()
                let parsed = parseText("who waives, as a text")
                if isFirst { by = parsed }
            default: break parts
            }
        }
        if isComplete, until == nil || because == nil {
            reportExpected(until == nil ? "'until' and the end of the waiver" : "'because' and the reason")
        }
        // A waiver that is not complete waives nothing that matters: the program has an error.
        let end = span(from: start).atEnd
        return WaiverDeclaration(
            rule: rule, subject: subject, until: until ?? TimeLiteral(.date(year: 9999, month: 12, day: 31), at: end),
            because: because ?? TextLiteral(value: "", span: end), by: by, span: span(from: start))
    }

    private mutating func parseWaiverSubject() -> WaiverDeclaration.Subject {
        let entity = parseName("an entity")
        let alias = accept(.as) ? parseName("a name for the row") : nil
        let condition: Expression =
            expect(.where, "'where' and which rows are meant") ? tree { $0.parseExpression() } : .invalid(tokenSpan)
        return .init(entity: entity, alias: alias, condition: condition)
    }

    /// Reads a date or time literal, or says that it is missing.
    mutating func parseTime(_ what: String) -> TimeLiteral? {
        guard token.kind == .time else {
            reportExpected(what)
            return nil
        }
        let kind = lexer.value(ofTime: token) ?? .date(year: 9999, month: 12, day: 31)
        let literal = TimeLiteral(kind, at: tokenSpan)
        advance()
        return literal
    }
}

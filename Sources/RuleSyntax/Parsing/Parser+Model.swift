import RuleText

extension Parser {
    private static let entityParts = ["'from'", "'in'", "'key'", "'newest'", "'stale after'", "the fields"]

    /// `entity NAME ["title"] [from …] [in PARENT] key FIELD, … [newest FIELD] [stale after D by FIELD] { fields }`
    mutating func parseEntity(from start: Int) -> EntityDeclaration? {
        advance()
        let name = parseName("the entity's name")
        var entity = EntityDeclaration(
            name: name, title: acceptText(), sources: [], parent: nil, key: [], newest: nil, staleness: nil,
            fields: [], span: name.span)
        var order = PartOrder(Self.entityParts)
        var hasFields = false
        parts: while !hasFields {
            if token.keyword == nil, !token.flags.contains(.isUnindented) {
                correct([.from, .in, .key, .newest, .stale])
            }
            switch (token.kind, token.keyword) {
            case (_, .from):
                let isFirst = begin(0, &order)
                advance()
                let sources = parseSources()
                if isFirst { entity.sources = sources }
            case (_, .in):
                let isFirst = begin(1, &order)
                advance()
                let parent = parseName("the entity that its rows are nested in")
                if isFirst { entity.parent = parent }
            case (_, .key):
                let isFirst = begin(2, &order)
                advance()
                let key = parseNames("a field of the key")
                if isFirst { entity.key = key }
            case (_, .newest):
                let isFirst = begin(3, &order)
                advance()
                let field = parseName("the field that tells the newest row")
                if isFirst { entity.newest = field }
            case (_, .stale):
                let isFirst = begin(4, &order)
                advance()
                let staleness = parseStaleness()
                if isFirst { entity.staleness = staleness }
            case (.leftBrace, _):
                _ = begin(5, &order)
                entity.fields = parseFields()
                hasFields = true
            default:
                reportExpected("'{' and the entity's fields")
                break parts
            }
        }
        entity.span = span(from: start)
        return name.isMissing ? nil : entity
    }

    /// `after D by FIELD`, behind `stale`
    private mutating func parseStaleness() -> EntityDeclaration.Staleness? {
        expect(.after)
        guard token.kind == .duration else {
            reportExpected("a duration, such as '24h'")
            return nil
        }
        guard case .duration(let age) = parsePrimary() else { return nil }
        expect(.by)
        let field = parseName("the field that tells a row's age")
        return field.isMissing ? nil : .init(age: age, field: field)
    }

    private mutating func parseFields() -> [FieldDeclaration] {
        let opening = token.startOffset
        advance()
        var fields: [FieldDeclaration] = []
        while token.kind != .rightBrace, token.kind != .end,
            !(token.flags.contains(.isUnindented) && isDeclarationStart)
        {
            if accept(.comma) { continue }
            guard let field = parseField() else {
                skip { $0.token.kind == .rightBrace || $0.token.flags.contains(.startsLine) }
                continue
            }
            fields.append(field)
        }
        expectClosing(.rightBrace, openedAt: opening, otherwise: "a field or ")
        return fields
    }

    private mutating func parseField() -> FieldDeclaration? {
        let start = token.startOffset
        let name = parseName("a field's name")
        guard !name.isMissing else {
            advance()
            return nil
        }
        var field = FieldDeclaration(
            name: name, type: parseType(), sources: [], readings: [], documentation: nil, span: name.span)
        if accept(.from) { field.sources = parseSources() }
        if accept(.reading) { parseReadings(of: &field) } else { field.documentation = acceptText() }
        field.span = span(from: start)
        return field
    }

    private mutating func parseReadings(of field: inout FieldDeclaration) {
        while token.kind == .text {
            let text = consumeText()
            guard accept(.as) else {
                field.documentation = text
                if field.readings.isEmpty { reportExpected("'as' and a value") }
                return
            }
            let value = token.kind == .word ? consumeName() : parseName("a value")
            field.readings.append(.init(spelling: text, value: value))
            _ = accept(.comma)
        }
        if field.readings.isEmpty { reportExpected("a spelling, as a text") }
    }

    /// Reads a type: `number 0..100`, `none < low < high`, `list of text`, `device`.
    mutating func parseType() -> TypeExpression {
        let start = token.startOffset
        if token.keyword == .list, peek().keyword == .of {
            guard enter() else {
                _ = leaveTooDeep(from: start)
                return .invalid(span(from: start))
            }
            advance()
            advance()
            let element = parseType()
            depth -= 1
            return .list(element, span: span(from: start))
        }
        let isNumber = token.keyword == .number
        let name = parseName("a type")
        guard !name.isMissing else { return .invalid(name.span) }
        if isNumber, token.kind == .number || token.kind == .minus {
            guard let range = parseRange("a range such as '0..100'") else { return .invalid(span(from: start)) }
            return .number(range, span: span(from: start))
        }
        for separator in [Token.Kind.less, .pipe] where token.kind == separator {
            var names = [name]
            while accept(separator) { names.append(parseName("a value's name")) }
            return separator == .less
                ? .levels(names, span: span(from: start)) : .choices(names, span: span(from: start))
        }
        return .named(name)
    }

    /// Reads `LO..HI` or `LO..`, or says that it is missing.
    mutating func parseRange(_ what: String) -> RangeLiteral? {
        let start = token.startOffset
        guard let lower = parseRangeEnd() else {
            reportExpected(what)
            return nil
        }
        guard accept(.range) else {
            reportExpected("'..'")
            return nil
        }
        let upper = parseRangeEnd()
        return RangeLiteral(lower: lower, upper: upper, span: span(from: start))
    }

    private mutating func parseRangeEnd() -> Expression? {
        let start = token.startOffset
        switch token.kind {
        case .number, .duration: return parsePrimary()
        case .minus:
            advance()
            guard token.kind == .number || token.kind == .duration else { return nil }
            let operand = parsePrimary()
            return .negative(Negative(operand: operand, span: span(from: start)))
        default: return nil
        }
    }

    private static let scoreParts = ["the direction", "the title", "'from'"]

    /// `score NAME TYPE [lower is better | higher is better] ["title"] [from …]`
    mutating func parseScore(from start: Int) -> ScoreDeclaration? {
        advance()
        let name = parseName("the score's name")
        var score = ScoreDeclaration(
            name: name, type: parseType(), direction: nil, title: nil, sources: [], span: name.span)
        var order = PartOrder(Self.scoreParts)
        parts: while true {
            switch (token.kind, token.keyword) {
            case (_, .lower), (_, .higher):
                let isFirst = begin(0, &order)
                let direction: ScoreDeclaration.Direction = token.keyword == .lower ? .lowerIsBetter : .higherIsBetter
                advance()
                expect(.is)
                expect(.better)
                if isFirst { score.direction = direction }
            case (.text, _):
                let isFirst = begin(1, &order)
                let title = consumeText()
                if isFirst { score.title = title }
            case (_, .from):
                let isFirst = begin(2, &order)
                advance()
                let sources = parseSources()
                if isFirst { score.sources = sources }
            default: break parts
            }
        }
        score.span = span(from: start)
        return name.isMissing ? nil : score
    }

    /// `task NAME [on ENTITY] ["title"]`
    mutating func parseTask(from start: Int) -> TaskDeclaration? {
        advance()
        let name = parseName("the task's name")
        let target = accept(.on) ? parseName("an entity") : nil
        let title = acceptText()
        return name.isMissing
            ? nil : TaskDeclaration(name: name, target: target, title: title, span: span(from: start))
    }

    private static let actionParts = ["the approval", "'with'", "'reverses'", "the title"]

    /// `action NAME on ENTITY [approval] [with NAME TYPE, …] [reverses ACTION, …] ["title"]`
    mutating func parseAction(from start: Int) -> ActionDeclaration? {
        advance()
        let name = parseName("the action's name")
        expect(.on, "'on' and the entity that it acts on")
        var action = ActionDeclaration(
            name: name, target: parseName("an entity"), approval: nil, parameters: [], reverses: [], title: nil,
            span: name.span)
        var order = PartOrder(Self.actionParts)
        parts: while true {
            switch (token.kind, token.keyword) {
            case (_, .automatically), (_, .on):
                let isFirst = begin(0, &order)
                let approval = parseApproval()
                if isFirst { action.approval = approval }
            case (_, .with):
                let isFirst = begin(1, &order)
                advance()
                var parameters: [ActionDeclaration.Parameter] = []
                repeat {
                    parameters.append(.init(name: parseName("a parameter's name"), type: parseType()))
                } while accept(.comma)
                if isFirst { action.parameters = parameters }
            case (_, .reverses):
                let isFirst = begin(2, &order)
                advance()
                let reverses = parseNames("an action")
                if isFirst { action.reverses = reverses }
            case (.text, _):
                let isFirst = begin(3, &order)
                let title = consumeText()
                if isFirst { action.title = title }
            default: break parts
            }
        }
        action.span = span(from: start)
        return name.isMissing ? nil : action
    }

    /// `role NAME ["title"]`
    mutating func parseRole(from start: Int) -> RoleDeclaration? {
        advance()
        let name = parseName("the role's name")
        let title = acceptText()
        return name.isMissing ? nil : RoleDeclaration(name: name, title: title, span: span(from: start))
    }
}

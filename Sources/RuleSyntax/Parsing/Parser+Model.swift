import RuleText

extension Parser {
    private static let entityParts = ["the title", "'from'", "'in'", "'key'", "'newest'", "'stale after'"]
    private static let entityWords: [Keyword] = [.from, .in, .key, .newest, .stale]

    /// `entity NAME ["title"] [from …] [in PARENT] key FIELD, … [newest FIELD] [stale after D by FIELD] { fields }`
    mutating func parseEntity(from start: Int) -> EntityDeclaration? {
        advance()
        var entity = EntityDeclaration(
            name: parseName("the entity's name"), title: nil, sources: [], parent: nil, key: [], newest: nil,
            staleness: nil, fields: [], span: tokenSpan)
        var order = PartOrder(Self.entityParts)
        var hasKey = false
        parts: while true {
            if token.keyword == nil, token.kind == .word, !token.flags.contains(.isUnindented) {
                correct(Self.entityWords)
            }
            switch (token.kind, token.keyword) {
            case (.text, _):
                let isFirst = begin(0, &order)
                let title = consumeText()
                if isFirst { entity.title = title }
            case (_, .from):
                let isFirst = begin(1, &order)
                advance()
                let sources = parseSources()
                if isFirst { entity.sources = sources }
            case (_, .in):
                let isFirst = begin(2, &order)
                advance()
                let parent = parseName("an entity")
                if isFirst, !parent.isMissing { entity.parent = parent }
            case (_, .key):
                let isFirst = begin(3, &order)
                hasKey = true
                advance()
                let key = parseNames("a field")
                if isFirst { entity.key = key }
            case (_, .newest):
                let isFirst = begin(4, &order)
                advance()
                let field = parseName("a field")
                if isFirst, !field.isMissing { entity.newest = field }
            case (_, .stale):
                let isFirst = begin(5, &order)
                let staleness = parseStaleness()
                if isFirst { entity.staleness = staleness }
            default: break parts
            }
        }
        if !hasKey { reportExpected("'key' and a field") }
        let opening = token.startOffset
        if expect(.leftBrace) { entity.fields = parseFields(openedAt: opening) }
        guard !entity.name.isMissing else { return nil }
        entity.span = span(from: start)
        return entity
    }

    /// `stale after D by FIELD`
    private mutating func parseStaleness() -> EntityDeclaration.Staleness? {
        advance()
        expect(.after)
        guard token.kind == .duration else {
            reportExpected("a duration such as '24h'")
            skip { $0.token.kind == .leftBrace || $0.isDeclarationStart }
            return nil
        }
        let age = DurationLiteral(seconds: lexer.value(ofDuration: token) ?? 1, span: tokenSpan)
        advance()
        expect(.by, "'by' and a field")
        let field = parseName("a field of type 'time'")
        return field.isMissing ? nil : .init(age: age, field: field)
    }

    private mutating func parseFields(openedAt opening: Int) -> [FieldDeclaration] {
        var fields: [FieldDeclaration] = []
        while !endsBlock {
            let start = token.start
            if let field = parseField() { fields.append(field) }
            if token.start == start { advance() }
        }
        expectClosing(.rightBrace, openedAt: opening, otherwise: "a field or ")
        return fields
    }

    /// Whether a block in braces ends here, closed or not.
    var endsBlock: Bool {
        token.kind == .rightBrace || token.kind == .end || token.flags.contains(.isUnindented) && isDeclarationStart
    }

    /// `NAME TYPE [from …] [reading …] ["documentation"]`
    private mutating func parseField() -> FieldDeclaration? {
        let start = token.startOffset
        let name: Name
        if token.keyword?.isReserved == true {
            if isNewMistake(), let keyword = token.keyword { report(.reservedWord(keyword, at: tokenSpan)) }
            name = consumeName()
        } else {
            guard let found = acceptName() else {
                reportExpected("a field's name or '}'", isBeginning: true)
                advance()
                skip { $0.endsBlock || $0.token.flags.contains(.startsLine) }
                return nil
            }
            name = found
        }
        var field = FieldDeclaration(
            name: name, type: parseType(), sources: [], readings: [], documentation: nil, span: tokenSpan)
        var order = PartOrder(["'from'", "'reading'", "the text that documents it"])
        while true {
            // Only a text makes the word before it more than the next field's name.
            let isClause = token.kind == .word && peek().kind == .text
            if isClause, token.keyword == nil { correct([.from, .reading]) }
            if isClause, token.keyword == .from {
                let isFirst = begin(0, &order)
                advance()
                let sources = parseSources()
                if isFirst { field.sources = sources }
            } else if isClause, token.keyword == .reading {
                let isFirst = begin(1, &order)
                advance()
                let readings = parseReadings()
                if isFirst { field.readings = readings }
            } else if token.kind == .text {
                let isFirst = begin(2, &order)
                let documentation = consumeText()
                if isFirst { field.documentation = documentation }
            } else {
                break
            }
        }
        field.span = span(from: start)
        goToNextField()
        return field
    }

    /// Passes over what stands behind a field and is not the next one.
    private mutating func goToNextField() {
        switch token.kind {
        case .word, .quotedName, .rightBrace, .end: return
        case _ where token.flags.contains(.startsLine): return
        case .comma where peek().flags.contains(.startsLine) || peek().kind == .rightBrace:
            if isNewMistake() { report(.superfluous("','", "fields follow each other without", at: tokenSpan)) }
            advance()
        default:
            reportExpected("a field's name or '}'")
            skip { $0.endsBlock || $0.token.flags.contains(.startsLine) }
        }
    }

    /// `"X" as v "Y" as missing`, with or without commas between them.
    private mutating func parseReadings() -> [FieldDeclaration.Reading] {
        var readings: [FieldDeclaration.Reading] = []
        while token.kind == .text, readings.isEmpty || peek().keyword == .as {
            let spelling = consumeText()
            guard expect(.as, "'as' and the value that is meant") else { return readings }
            let value = token.kind == .word ? consumeName() : parseName("a value or 'missing'")
            if !value.isMissing { readings.append(.init(spelling: spelling, value: value)) }
            if token.kind == .comma, peek().kind == .text { advance() }
        }
        return readings
    }

    private static let scoreParts = ["the direction", "the title", "'from'"]

    /// `score NAME TYPE [lower is better | higher is better] ["title"] [from …]`
    mutating func parseScore(from start: Int) -> ScoreDeclaration? {
        advance()
        let name = parseName("the score's name")
        var score = ScoreDeclaration(
            name: name, type: name.isMissing ? .invalid(tokenSpan) : parseType(), direction: nil, title: nil,
            sources: [], span: tokenSpan)
        var order = PartOrder(Self.scoreParts)
        parts: while true {
            if token.keyword == nil, token.kind == .word, !token.flags.contains(.isUnindented) {
                correct([.lower, .higher, .from])
            }
            switch (token.kind, token.keyword) {
            case (_, .lower), (_, .higher):
                let isFirst = begin(0, &order)
                let direction: ScoreDeclaration.Direction =
                    token.keyword == .lower ? .lowerIsBetter : .higherIsBetter
                advance()
                if expect(.is) { expect(.better) }
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
        guard !name.isMissing else { return nil }
        score.span = span(from: start)
        return score
    }

    /// `task NAME [on ENTITY] ["title"]`
    mutating func parseTask(from start: Int) -> TaskDeclaration? {
        advance()
        var task = TaskDeclaration(name: parseName("the task's name"), target: nil, title: nil, span: tokenSpan)
        var order = PartOrder(["'on'", "the title"])
        parts: while true {
            switch (token.kind, token.keyword) {
            case (_, .on):
                let isFirst = begin(0, &order)
                advance()
                let target = parseName("an entity")
                if isFirst, !target.isMissing { task.target = target }
            case (.text, _):
                let isFirst = begin(1, &order)
                let title = consumeText()
                if isFirst { task.title = title }
            default: break parts
            }
        }
        guard !task.name.isMissing else { return nil }
        task.span = span(from: start)
        return task
    }

    private static let actionParts = ["'on'", "the approval", "'with'", "'reverses'", "the title"]
    private static let actionWords: [Keyword] = [.on, .automatically, .with, .reverses]

    /// `action NAME on ENTITY [approval] [with NAME TYPE, …] [reverses ACTION, …] ["title"]`
    mutating func parseAction(from start: Int) -> ActionDeclaration? {
        advance()
        var action = ActionDeclaration(
            name: parseName("the action's name"), target: .missing(at: tokenSpan), approval: nil, parameters: [],
            reverses: [], title: nil, span: tokenSpan)
        var order = PartOrder(Self.actionParts)
        parts: while true {
            if token.keyword == nil, token.kind == .word, !token.flags.contains(.isUnindented) {
                correct(Self.actionWords)
            }
            switch (token.kind, token.keyword) {
            case (_, .automatically):
                let isFirst = begin(1, &order)
                let node = parseApproval()
                let approval = tables.approval(node)
                if isFirst { action.approval = approval }
            case (_, .on) where peek().keyword == .approval:
                let isFirst = begin(1, &order)
                let node = parseApproval()
                let approval = tables.approval(node)
                if isFirst { action.approval = approval }
            case (_, .on):
                let isFirst = begin(0, &order)
                advance()
                let target = parseName("an entity")
                if isFirst { action.target = target }
            case (_, .with):
                let isFirst = begin(2, &order)
                advance()
                let parameters = parseActionParameters()
                if isFirst { action.parameters = parameters }
            case (_, .reverses):
                let isFirst = begin(3, &order)
                advance()
                let reverses = parseNames("an action")
                if isFirst { action.reverses = reverses }
            case (.text, _):
                let isFirst = begin(4, &order)
                let title = consumeText()
                if isFirst { action.title = title }
            default: break parts
            }
        }
        if action.target.isMissing { reportExpected("'on' and the entity that the action is run on") }
        guard !action.name.isMissing else { return nil }
        action.span = span(from: start)
        return action
    }

    /// `NAME TYPE, …`
    private mutating func parseActionParameters() -> [ActionDeclaration.Parameter] {
        var parameters: [ActionDeclaration.Parameter] = []
        repeat {
            let name = parseName("an argument's name")
            guard !name.isMissing else { return parameters }
            parameters.append(.init(name: name, type: parseType()))
        } while accept(.comma)
        return parameters
    }

    /// `role NAME ["title"]`
    mutating func parseRole(from start: Int) -> RoleDeclaration? {
        advance()
        let name = parseName("the role's name")
        let title = acceptText()
        guard !name.isMissing else { return nil }
        return RoleDeclaration(name: name, title: title, span: span(from: start))
    }
}

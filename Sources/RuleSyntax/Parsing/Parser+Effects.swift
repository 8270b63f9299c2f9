import RuleText

extension Parser {
    /// Reads effects between commas, up to what can't be one.
    mutating func parseEffects() -> [Effect] {
        var effects: [Effect] = []
        while true {
            effects.append(parseEffect())
            guard goToNextEffect() else { return effects }
        }
    }

    /// Goes past the comma between two effects, or past what somebody wrote instead.
    /// - Returns: Whether another effect follows.
    private mutating func goToNextEffect() -> Bool {
        if endsEffects { return false }
        switch (token.kind, token.keyword) {
        case (.comma, _):
            let comma = tokenSpan
            advance()
            guard token.keyword == .because || token.kind == .end || isDeclarationStart else { return true }
            if isNewMistake() { report(.superfluous("','", "no effect follows", at: comma)) }
            return false
        case (_, .and):
            if isNewMistake() {
                var diagnostic = Diagnostic(.unexpectedToken, at: tokenSpan, "effects are joined with ','")
                let before = lexer.span(previousEnd, token.endOffset)
                diagnostic.suggest("write ','", replacing: before, with: ",", .safe)
                report(diagnostic)
            }
            advance()
            return true
        case (_, .some(let keyword)) where keyword.beginsEffect:
            if isNewMistake() {
                report(
                    .missing(
                        ",", inserted: ",", before: described(token), at: lexer.span(previousEnd, previousEnd)))
            }
            return true
        default:
            reportExpected("',' and another effect, or 'because'", isBeginning: true)
            skipToEffectBoundary()
            switch token.kind {
            case .comma:
                advance()
                return true
            default: return token.keyword?.beginsEffect == true
            }
        }
    }

    private var endsEffects: Bool {
        switch token.keyword {
        case .because, .when, .for: true
        case .some(let keyword): keyword.beginsDeclaration
        // A word that begins a line was more likely to begin a declaration.
        case nil: token.kind == .end || token.kind == .word && token.flags.contains(.isUnindented)
        }
    }

    private mutating func skipToEffectBoundary() {
        skip { parser in
            if parser.token.kind == .comma { return parser.peek().keyword?.beginsEffect == true }
            return parser.token.keyword?.beginsEffect == true || parser.token.keyword == .because
                || parser.isLikelyDeclaration
        }
    }

    private mutating func parseEffect() -> Effect {
        let start = token.startOffset
        hasReportedNesting = false
        if token.keyword == nil { correct(Keyword.effects) }
        switch token.keyword {
        case .require: return .require(parseRequire(from: start))
        case .run: return .run(parseRun(from: start))
        case .raise: return parseRaise(from: start)
        case .notify: return parseNotify(from: start)
        case .forbid: return .forbid(parseForbid(from: start))
        default:
            reportExpected("an effect ('require', 'run', 'raise', 'notify' or 'forbid')")
            skipToEffectBoundary()
            return .invalid(span(from: start))
        }
    }

    private static let requireParts = ["'on'", "the cadence", "'within'", "'due'", "'by'"]
    private static let requireWords: [Keyword] = [
        .on, .daily, .weekly, .monthly, .every, .as, .within, .due, .by, .because,
    ]

    /// `require TASK [on TARGET] [CADENCE] [within DURATION] [due TIME] [by ROLE]`
    private mutating func parseRequire(from start: Int) -> RequireEffect {
        advance()
        var effect = RequireEffect(
            task: parseName("a task"), target: nil, cadence: nil, within: nil, due: nil, role: nil, span: tokenSpan)
        var order = PartOrder(Self.requireParts)
        parts: while true {
            if token.keyword == nil, token.kind == .word, !token.flags.contains(.isUnindented) {
                correct(Self.requireWords)
            }
            switch token.keyword {
            case .on:
                let isFirst = begin(0, &order)
                advance()
                let target = parsePath("the row that the task is about")
                if isFirst { effect.target = target }
            case .daily, .weekly, .monthly, .every, .as:
                let isFirst = begin(1, &order)
                let cadence = parseCadence()
                if isFirst { effect.cadence = cadence }
            case .within:
                let isFirst = begin(2, &order)
                let within = parsePartValue()
                if isFirst { effect.within = within }
            case .due:
                let isFirst = begin(3, &order)
                let due = parsePartValue()
                if isFirst { effect.due = due }
            case .by:
                let isFirst = begin(4, &order)
                advance()
                let role = parseName("a role")
                if isFirst, !role.isMissing { effect.role = role }
            default: break parts
            }
        }
        effect.span = span(from: start)
        return effect
    }

    /// Reads what stands behind `within`, `due` or `at`.
    mutating func parsePartValue() -> Expression {
        advance()
        return parseExpression(.otherwise)
    }

    /// `daily`, `weekly [on monday]`, `monthly [on day 1]`, `every 3 days`, `as needed`
    private mutating func parseCadence() -> Cadence? {
        let start = token.startOffset
        let keyword = token.keyword
        advance()
        var kind = Cadence.Kind.asNeeded
        switch keyword {
        case .daily: kind = .daily
        case .weekly:
            kind = .weekly(on: nil)
            if token.keyword == .on, isWeekday(peek()) {
                advance()
                kind = .weekly(on: consumeName())
            }
        case .monthly:
            kind = .monthly(onDay: nil)
            if token.keyword == .on, [.number, .word].contains(peek().kind),
                peek().keyword == .day || peek().kind == .number
            {
                advance()
                expect(.day)
                kind = .monthly(onDay: parseNumber("the day of the month"))
            }
        case .every:
            let days = parseNumber("a number of days")
            guard let days else { return nil }
            if !accept(.days), !accept(.day) { correctDays(days) }
            kind = .every(days: days)
        default: expect(.needed)
        }
        return Cadence(kind, at: span(from: start))
    }

    /// Goes past what stands where `days` has to: a typing mistake, or another unit.
    private mutating func correctDays(_ number: NumberLiteral) {
        let unit = token.kind == .word ? DurationUnit(named: text(of: token)) : nil
        if unit == nil, correct([.days, .day]) { return advance() }
        guard unit != nil else { return reportExpected("'days'", help: Self.cadences) }
        if isNewMistake() {
            var diagnostic = Diagnostic(
                .unexpectedToken, at: tokenSpan, "expected 'days', found \(described(token))", help: Self.cadences)
            if unit == .week, let weeks = Int(exactly: number.value), weeks > 0, weeks < 1_000 {
                diagnostic.suggest(
                    "write 'every \(weeks * 7) days'", replacing: number.span.joined(with: tokenSpan),
                    with: "\(weeks * 7) days", .safe)
            }
            report(diagnostic)
        }
        advance()
    }

    private static let cadences = "a task recurs 'daily', 'weekly', 'monthly' or 'every 3 days'"

    /// Whether a word is a day of the week, or was meant as one.
    private func isWeekday(_ token: Token) -> Bool {
        guard token.kind == .word else { return false }
        let word = text(of: token)
        return Vocabulary.weekdays.contains(word)
            || NearestSpelling.nearest(to: word, among: Vocabulary.weekdays) != nil
    }

    private static let runParts = ["'on'", "'with'", "the approval", "'within'", "'due'"]
    private static let runWords: [Keyword] = [.on, .with, .automatically, .within, .due, .because]

    /// `run ACTION on TARGET [with NAME = EXPR, …] [approval] [within DURATION] [due TIME]`
    private mutating func parseRun(from start: Int) -> RunEffect {
        advance()
        let action = parseName("an action")
        var target: Expression?
        var effect = RunEffect(
            action: action, target: .invalid(tokenSpan), arguments: [], approval: nil, within: nil, due: nil,
            span: tokenSpan)
        var order = PartOrder(Self.runParts)
        parts: while true {
            if token.keyword == nil, token.kind == .word, !token.flags.contains(.isUnindented) {
                correct(Self.runWords)
            }
            switch token.keyword {
            case .on where peek().keyword == .approval || target != nil && isMistypedApproval(peek()):
                let isFirst = begin(2, &order)
                let approval = parseApproval()
                if isFirst { effect.approval = approval }
            case .on:
                let isFirst = begin(0, &order)
                advance()
                let path = parsePath("the row that the action is run on")
                if isFirst { target = path }
            case .with:
                let isFirst = begin(1, &order)
                let arguments = parseArguments()
                if isFirst { effect.arguments = arguments }
            case .automatically:
                let isFirst = begin(2, &order)
                let approval = parseApproval()
                if isFirst { effect.approval = approval }
            case .within:
                let isFirst = begin(3, &order)
                let within = parsePartValue()
                if isFirst { effect.within = within }
            case .due:
                let isFirst = begin(4, &order)
                let due = parsePartValue()
                if isFirst { effect.due = due }
            default: break parts
            }
        }
        if target == nil, !action.isMissing { reportExpected("'on' and the row that the action is run on") }
        effect.target = target ?? .invalid(lexer.span(previousEnd, previousEnd))
        effect.span = span(from: start)
        return effect
    }

    /// `with NAME = EXPR, …`, up to a comma behind which a verb begins another effect.
    private mutating func parseArguments() -> [RunEffect.Argument] {
        var arguments: [RunEffect.Argument] = []
        advance()
        while true {
            let name = parseName("an argument's name")
            guard !name.isMissing else { return arguments }
            expectEquals()
            arguments.append(.init(name: name, value: parseExpression()))
            guard token.kind == .comma else { return arguments }
            let next = peek()
            if next.kind != .word || next.keyword?.beginsEffect == true || next.keyword == .because { return arguments }
            advance()
        }
    }

    private func isMistypedApproval(_ token: Token) -> Bool {
        token.kind == .word && NearestSpelling.nearest(to: text(of: token), among: ["approval"]) != nil
    }

    /// `automatically [at most N [per day]]` or `on approval [of ROLE]`
    mutating func parseApproval() -> Approval {
        let start = token.startOffset
        if accept(.automatically) {
            var limit: NumberLiteral?
            var perDay = false
            if accept(.at) {
                expect(.most)
                limit = parseNumber("a number, how many at most")
                if accept(.per) {
                    expect(.day)
                    perDay = true
                }
            }
            return Approval(.automatic(limit: limit, perDay: perDay), at: span(from: start))
        }
        expect(.on)
        expect(.approval)
        let role = accept(.of) ? parseName("a role") : nil
        return Approval(.required(role: role), at: span(from: start))
    }

    /// `raise LEVEL TEXT`
    private mutating func parseRaise(from start: Int) -> Effect {
        advance()
        let level: Expression
        if token.kind == .text {
            reportExpected("a level ('informational', 'low', 'medium', 'high' or 'critical')")
            level = .invalid(tokenSpan)
        } else {
            level = parseExpression(.otherwise)
        }
        guard let text = parseTemplate("the finding's text") else { return .invalid(span(from: start)) }
        return .raise(RaiseEffect(level: level, text: text, span: span(from: start)))
    }

    /// `notify ROLE TEXT`
    private mutating func parseNotify(from start: Int) -> Effect {
        advance()
        let role = parseName("a role")
        guard let text = parseTemplate("the message's text") else { return .invalid(span(from: start)) }
        return .notify(NotifyEffect(role: role, text: text, span: span(from: start)))
    }

    /// `forbid ACTION on TARGET`
    private mutating func parseForbid(from start: Int) -> ForbidEffect {
        advance()
        let action = parseName("an action")
        let target: Expression
        if expect(.on, "'on' and the row that the action is forbidden on") {
            target = parsePath("the row that the action is forbidden on")
        } else {
            target = .invalid(lexer.span(previousEnd, previousEnd))
        }
        return ForbidEffect(action: action, target: target, span: span(from: start))
    }
}

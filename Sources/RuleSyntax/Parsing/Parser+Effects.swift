import RuleText

extension Parser {
    /// Reads effects between commas, up to what can't be one.
    /// - Returns: Their list.
    mutating func parseEffects() -> UInt32 {
        let mark = elements.count
        while true {
            let effect = parseEffect()
            elements.append(effect)
            guard goToNextEffect() else { return takeList(from: mark) }
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

    private mutating func parseEffect() -> NodeIndex {
        let start = token.startOffset
        hasReportedNesting = false
        if token.keyword == nil { correct(Keyword.effects) }
        switch token.keyword {
        case .require: return parseRequire(from: start)
        case .run: return parseRun(from: start)
        case .raise: return parseRaise(from: start)
        case .notify: return parseNotify(from: start)
        case .forbid: return parseForbid(from: start)
        default:
            reportExpected("an effect ('require', 'run', 'raise', 'notify' or 'forbid')")
            skipToEffectBoundary()
            return add(.invalidEffect, from: start)
        }
    }

    private static let requireParts = ["'on'", "the cadence", "'within'", "'due'", "'by'"]
    private static let requireWords: [Keyword] = [
        .on, .daily, .weekly, .monthly, .every, .as, .within, .due, .by, .because,
    ]

    /// `require TASK [on TARGET] [CADENCE] [within DURATION] [due TIME] [by ROLE]`
    private mutating func parseRequire(from start: Int) -> NodeIndex {
        advance()
        let task = parseNameNode("a task")
        var target = NodeIndex.none
        var cadence = NodeIndex.none
        var within = NodeIndex.none
        var due = NodeIndex.none
        var role = NodeIndex.none
        var order = PartOrder(Self.requireParts)
        parts: while true {
            if token.keyword == nil, token.kind == .word, !token.flags.contains(.isUnindented) {
                correct(Self.requireWords)
            }
            switch token.keyword {
            case .on:
                let isFirst = begin(0, &order)
                advance()
                let path = parsePath("the row that the task is about")
                if isFirst { target = path }
            case .daily, .weekly, .monthly, .every, .as:
                let isFirst = begin(1, &order)
                let parsed = parseCadence()
                if isFirst { cadence = parsed }
            case .within:
                let isFirst = begin(2, &order)
                let value = parsePartValue()
                if isFirst { within = value }
            case .due:
                let isFirst = begin(3, &order)
                let value = parsePartValue()
                if isFirst { due = value }
            case .by:
                let isFirst = begin(4, &order)
                advance()
                let name = parseNameNode("a role")
                if isFirst, !isMissing(name) { role = name }
            default: break parts
            }
        }
        let parts = addParts(cadence, within, due, role)
        return add(.require, at: span(from: start), task.rawValue, target.rawValue, parts)
    }

    /// A list of parts, if there is any.
    private mutating func addParts(
        _ first: NodeIndex, _ second: NodeIndex, _ third: NodeIndex, _ fourth: NodeIndex = .none
    ) -> UInt32 {
        if first.isNone, second.isNone, third.isNone, fourth.isNone { return 0 }
        return tables.addList(first, second, third, fourth)
    }

    /// Reads what stands behind `within`, `due` or `at`.
    mutating func parsePartValue() -> NodeIndex {
        advance()
        return parseExpression(.otherwise)
    }

    /// `daily`, `weekly [on monday]`, `monthly [on day 1]`, `every 3 days`, `as needed`
    private mutating func parseCadence() -> NodeIndex {
        let start = token.startOffset
        let keyword = token.keyword
        advance()
        var form = CadenceForm.asNeeded
        var part = NodeIndex.none
        switch keyword {
        case .daily: form = .daily
        case .weekly:
            form = .weekly
            if token.keyword == .on, isWeekday(peek()) {
                advance()
                part = consumeNameNode()
            }
        case .monthly:
            form = .monthly
            if token.keyword == .on, [.number, .word].contains(peek().kind),
                peek().keyword == .day || peek().kind == .number
            {
                advance()
                expect(.day)
                part = parseNumber("the day of the month") ?? .none
            }
        case .every:
            let days = parseNumber("a number of days")
            guard let days else { return .none }
            if !accept(.days), !accept(.day) { correctDays(tables.number(days)) }
            form = .every
            part = days
        default: expect(.needed)
        }
        return add(.cadence, detail: form.rawValue, from: start, part)
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
    private mutating func parseRun(from start: Int) -> NodeIndex {
        advance()
        let action = parseNameNode("an action")
        var target: NodeIndex?
        var arguments: UInt32 = 0
        var approval = NodeIndex.none
        var within = NodeIndex.none
        var due = NodeIndex.none
        var order = PartOrder(Self.runParts)
        parts: while true {
            if token.keyword == nil, token.kind == .word, !token.flags.contains(.isUnindented) {
                correct(Self.runWords)
            }
            switch token.keyword {
            case .on where peek().keyword == .approval || target != nil && isMistypedApproval(peek()):
                let isFirst = begin(2, &order)
                let parsed = parseApproval()
                if isFirst { approval = parsed }
            case .on:
                let isFirst = begin(0, &order)
                advance()
                let path = parsePath("the row that the action is run on")
                if isFirst { target = path }
            case .with:
                let isFirst = begin(1, &order)
                let parsed = parseArguments()
                if isFirst { arguments = parsed }
            case .automatically:
                let isFirst = begin(2, &order)
                let parsed = parseApproval()
                if isFirst { approval = parsed }
            case .within:
                let isFirst = begin(3, &order)
                let value = parsePartValue()
                if isFirst { within = value }
            case .due:
                let isFirst = begin(4, &order)
                let value = parsePartValue()
                if isFirst { due = value }
            default: break parts
            }
        }
        if target == nil, !isMissing(action) { reportExpected("'on' and the row that the action is run on") }
        let row = target ?? invalidAtEnd()
        let parts = addParts(approval, within, due)
        return add(.run, at: span(from: start), action.rawValue, row.rawValue, parts, arguments)
    }

    /// `with NAME = EXPR, …`, up to a comma behind which a verb begins another effect.
    private mutating func parseArguments() -> UInt32 {
        let mark = elements.count
        advance()
        while true {
            let start = token.startOffset
            let name = parseNameNode("an argument's name")
            if isMissing(name) { break }
            expectEquals()
            let value = parseExpression()
            elements.append(add(.argument, from: start, name, value))
            guard token.kind == .comma else { break }
            let next = peek()
            if next.kind != .word || next.keyword?.beginsEffect == true || next.keyword == .because { break }
            advance()
        }
        return takeList(from: mark)
    }

    private func isMistypedApproval(_ token: Token) -> Bool {
        token.kind == .word && NearestSpelling.nearest(to: text(of: token), among: ["approval"]) != nil
    }

    /// `automatically [at most N [per day]]` or `on approval [of ROLE]`
    mutating func parseApproval() -> NodeIndex {
        let start = token.startOffset
        if accept(.automatically) {
            var limit = NodeIndex.none
            var form = ApprovalForm.automatic
            if accept(.at) {
                expect(.most)
                limit = parseNumber("a number, how many at most") ?? .none
                if accept(.per) {
                    expect(.day)
                    form = .automaticPerDay
                }
            }
            return add(.approval, detail: form.rawValue, from: start, limit)
        }
        expect(.on)
        expect(.approval)
        let role = accept(.of) ? parseNameNode("a role") : .none
        return add(.approval, detail: ApprovalForm.required.rawValue, from: start, role)
    }

    /// `raise LEVEL TEXT`
    private mutating func parseRaise(from start: Int) -> NodeIndex {
        advance()
        let level: NodeIndex
        if token.kind == .text {
            reportExpected("a level ('informational', 'low', 'medium', 'high' or 'critical')")
            level = invalid(at: tokenSpan)
        } else {
            level = parseExpression(.otherwise)
        }
        guard let text = parseTemplate("the finding's text") else { return add(.invalidEffect, from: start) }
        return add(.raise, from: start, level, text)
    }

    /// `notify ROLE TEXT`
    private mutating func parseNotify(from start: Int) -> NodeIndex {
        advance()
        let role = parseNameNode("a role")
        guard let text = parseTemplate("the message's text") else { return add(.invalidEffect, from: start) }
        return add(.notify, from: start, role, text)
    }

    /// `forbid ACTION on TARGET`
    private mutating func parseForbid(from start: Int) -> NodeIndex {
        advance()
        let action = parseNameNode("an action")
        let target: NodeIndex
        if expect(.on, "'on' and the row that the action is forbidden on") {
            target = parsePath("the row that the action is forbidden on")
        } else {
            target = invalidAtEnd()
        }
        return add(.forbid, from: start, action, target)
    }
}

import RuleText

extension Parser {
    /// `test "title" [of RULE, …] { statements }`
    mutating func parseTest(from start: Int) -> TestDeclaration {
        advance()
        let title = parseText("the test's title, as a text") ?? TextLiteral(value: "", span: span(from: start))
        let rules = accept(.of) ? parseNames("a rule") : []
        var statements: [TestStatement] = []
        let opening = token.startOffset
        if expect(.leftBrace) {
            isInTest = true
            defer { isInTest = false }
            while !endsBlock {
                let start = token.start
                statements.append(parseStatement())
                if token.start == start, !endsBlock { advance() }
            }
            expectClosing(.rightBrace, openedAt: opening, otherwise: "")
        }
        return TestDeclaration(title: title, rules: rules, statements: statements, span: span(from: start))
    }

    private static let statementWords: [Keyword] = [.now, .time, .set, .given, .expect]

    private mutating func parseStatement() -> TestStatement {
        let start = token.startOffset
        hasReportedNesting = false
        if token.keyword == nil { correct(Self.statementWords) }
        let statement: TestStatement?
        switch token.keyword {
        case .now:
            advance()
            let time = parseTime("a time such as '2026-11-23T09:00:00Z'")
            statement = time.map { .now($0, span: span(from: start)) }
        case .time:
            advance()
            expect(.zone)
            let zone = parseText("a time zone's name, as a text")
            statement = zone.map { .timeZone($0, span: span(from: start)) }
        case .set:
            advance()
            let name = parseName("a parameter")
            expectEquals()
            let value = tree { $0.parseExpression(.otherwise) }
            statement = name.isMissing ? nil : .set(name, value, span: span(from: start))
        case .given: statement = parseGiven(from: start)
        case .expect: statement = parseExpectation(from: start)
        default:
            reportExpected("'now', 'time zone', 'set', 'given' or 'expect'", isBeginning: true)
            statement = nil
        }
        if !isStatementWord, !endsBlock {
            reportExpected("'given', 'expect' or '}'", isBeginning: true)
            skip { $0.isStatementStart || $0.endsBlock || $0.isMistypedStatement }
        }
        return statement ?? .invalid(span(from: start))
    }

    private var isStatementWord: Bool { token.keyword.map(Self.statementWords.contains) ?? false }

    /// Where reading goes on after a mistake: `now`, `time` and `set` may be a part of what is skipped, unless they start a line.
    var isStatementStart: Bool {
        switch token.keyword {
        case .given, .expect: true
        case .now, .time, .set: token.flags.contains(.startsLine)
        default: false
        }
    }

    /// Whether a line begins here with a word that was meant to begin a statement.
    private var isMistypedStatement: Bool {
        guard token.flags.contains(.startsLine), token.kind == .word, token.keyword == nil else { return false }
        let words = Self.statementWords.lazy.map(\.spelling)
        return NearestSpelling.nearest(to: text(of: token), among: words) != nil
    }

    // MARK: given

    private mutating func parseGiven(from start: Int) -> TestStatement? {
        advance()
        switch token.keyword {
        case .no where peek().kind == .word || peek().kind == .quotedName:
            advance()
            let entity = parseName("an entity")
            return entity.isMissing ? nil : .givenNone(entity, span: span(from: start))
        case .opened, .completed, .closed, .failed:
            let next = peek().kind
            if next == .word || next == .quotedName { return parseEvent(from: start) }
        default: break
        }
        let name = parseName("a score, an entity, 'no' or 'completed'")
        guard !name.isMissing else { return nil }
        if token.kind == .equals || token.kind == .equal {
            expectEquals()
            let value = tree { $0.parseExpression() }
            return .givenScore(name, value, span: span(from: start))
        }
        guard token.kind == .text else {
            reportExpected("'=' and a value, or a key as a text")
            if token.kind == .leftBrace { skip { $0.isStatementStart || $0.endsBlock } }
            return nil
        }
        let row = parseRow(name)
        let opening = token.startOffset
        var members: [GivenRow.Member] = []
        if expect(.leftBrace) { members = parseRowMembers(openedAt: opening) }
        return .givenRow(GivenRow(row: row, members: members, span: span(from: start)))
    }

    /// `{ field: EXPR, … }`, behind the brace.
    private mutating func parseRowMembers(openedAt opening: Int) -> [GivenRow.Member] {
        var members: [GivenRow.Member] = []
        while !endsBlock {
            let name = token.kind == .word ? consumeName() : parseName("a field's name")
            if name.isMissing { break }
            if token.kind == .equals, isNewMistake() {
                var diagnostic = Diagnostic(.unexpectedToken, at: tokenSpan, "expected ':', found '='")
                diagnostic.suggest("write ':'", replacing: tokenSpan, with: ":", .safe)
                report(diagnostic)
                advance()
            } else {
                expect(.colon)
            }
            members.append(.init(field: name, value: tree { $0.parseExpression() }))
            if accept(.comma) { continue }
            if token.kind == .word || token.kind == .quotedName, peek().kind == .colon {
                if isNewMistake() {
                    report(
                        .missing(
                            ",", inserted: ",", before: described(token), at: lexer.span(previousEnd, previousEnd)))
                }
                continue
            }
            break
        }
        if isStatementStart, token.flags.contains(.startsLine), isNewMistake() {
            report(
                .unclosedBracket(
                    "{", "}", before: described(token), tokenSpan, at: lexer.span(opening, opening + 1)))
            return members
        }
        expectClosing(.rightBrace, openedAt: opening, otherwise: "',' or ")
        return members
    }

    /// `completed TASK [on ENTITY "key"] at TIME`
    private mutating func parseEvent(from start: Int) -> TestStatement? {
        let kind: GivenEvent.Kind =
            switch token.keyword {
            case .opened: .opened
            case .closed: .closed
            case .failed: .failed
            default: .completed
            }
        advance()
        let subject = parseName("a task or an action")
        let target = acceptTarget(.on)
        guard expect(.at, "'at' and a time") else { return nil }
        let at = tree { $0.parseExpression(.otherwise) }
        return .givenEvent(
            GivenEvent(kind: kind, subject: subject, target: target, at: at, span: span(from: start)))
    }

    /// Reads the key behind an entity's name.
    private mutating func parseRow(_ entity: Name) -> RowLiteral {
        let key = parseTexts("a key, as a text")
        return RowLiteral(
            entity: entity, key: key, span: entity.span.joined(with: lexer.span(previousEnd, previousEnd)))
    }

    /// Reads `on device "d1"` or `for device "d1"`, whichever is asked for.
    private mutating func acceptTarget(_ keyword: Keyword) -> RowLiteral? {
        let other: Keyword = keyword == .on ? .for : .on
        if token.keyword == other, token.kind == .word, peek().keyword != .approval {
            if isNewMistake() {
                var diagnostic = Diagnostic(
                    .unexpectedToken, at: tokenSpan, "expected '\(keyword.spelling)', found '\(other.spelling)'")
                diagnostic.suggest(
                    "write '\(keyword.spelling)'", replacing: tokenSpan, with: keyword.spelling, .safe)
                report(diagnostic)
            }
        } else if token.keyword != keyword || peek().keyword == .approval {
            return nil
        }
        advance()
        let entity = parseName("an entity")
        guard !entity.isMissing else { return nil }
        return parseRow(entity)
    }

    // MARK: expect

    private mutating func parseExpectation(from start: Int) -> TestStatement? {
        advance()
        if token.keyword == .nothing {
            advance()
            expect(.else)
            return .expectation(Expectation(isNegated: false, kind: .nothingElse, span: span(from: start)))
        }
        let isNegated = accept(.no)
        guard let kind = parseExpected(isNegated: isNegated) else { return nil }
        return .expectation(Expectation(isNegated: isNegated, kind: kind, span: span(from: start)))
    }

    private mutating func parseExpected(isNegated: Bool) -> Expectation.Kind? {
        let verb = peek().kind == .word || peek().kind == .quotedName ? token.keyword : nil
        switch verb {
        case .require:
            advance()
            let task = parseName("a task")
            let target = acceptTarget(.on)
            let due = token.keyword == .due ? tree { $0.parsePartValue() } : nil
            return .require(task: task, target: target, due: due)
        case .run:
            advance()
            let action = parseName("an action")
            let target = acceptTarget(.on)
            let approval = acceptExpectedApproval()
            let due = token.keyword == .due ? tree { $0.parsePartValue() } : nil
            return .run(action: action, target: target, approval: approval, due: due)
        case .raise:
            advance()
            let level = parseName("a level")
            let text = acceptText()
            return .raise(level: level, text: text, target: acceptTarget(.for))
        case .notify:
            advance()
            let role = parseName("a role")
            let text = acceptText()
            return .notify(role: role, text: text, target: acceptTarget(.for))
        case .forbid:
            advance()
            let action = parseName("an action")
            return .forbid(action: action, target: acceptTarget(.on))
        default: break
        }
        let name = parseName("a rule, or 'require', 'run', 'raise', 'notify' or 'forbid'")
        guard !name.isMissing else { return nil }
        if isNegated || token.keyword == .on { return .item(name: name, target: acceptTarget(.on)) }
        if token.keyword == nil { correct([.fires, .quiet, .undetermined]) }
        let state: Expectation.RuleState
        switch token.keyword {
        case .fires: state = .fires
        case .quiet: state = .quiet
        case .undetermined: state = .undetermined
        default:
            if isStatementStart || endsBlock { return .item(name: name, target: nil) }
            reportExpected(
                "'fires', 'quiet' or 'undetermined'",
                help: "a task is expected with 'require', an action with 'run'")
            return nil
        }
        advance()
        return .rule(name, state, target: acceptTarget(.for))
    }

    /// `automatically`, `on approval` or `held`
    private mutating func acceptExpectedApproval() -> Expectation.ExpectedApproval? {
        if accept(.automatically) { return .automatic }
        if accept(.held) { return .held }
        guard token.keyword == .on, peek().keyword == .approval else { return nil }
        advance()
        advance()
        return .required
    }
}

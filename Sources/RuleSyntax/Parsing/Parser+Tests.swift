import RuleText

extension Parser {
    /// `test "title" [of RULE, …] { statements }`
    mutating func parseTest(from start: Int) -> TestDeclaration {
        advance()
        let title = parseText("the test's title") ?? TextLiteral(value: "", span: tokenSpan)
        let rules = accept(.of) ? parseNames("a rule") : []
        var statements: [TestStatement] = []
        let opening = token.startOffset
        if expect(.leftBrace) {
            while token.kind != .rightBrace, token.kind != .end,
                !(token.flags.contains(.isUnindented) && isDeclarationStart)
            {
                statements.append(parseStatement())
            }
            expectClosing(.rightBrace, openedAt: opening, otherwise: "a statement or ")
        }
        return TestDeclaration(title: title, rules: rules, statements: statements, span: span(from: start))
    }

    private mutating func parseStatement() -> TestStatement {
        correct([.now, .time, .set, .given, .expect])
        let start = token.startOffset
        switch token.keyword {
        case .now:
            advance()
            guard let time = parseTime("a time") else { return .invalid(span(from: start)) }
            return .now(time, span: span(from: start))
        case .time:
            advance()
            expect(.zone)
            guard let name = parseText("a zone's name, as a text") else { return .invalid(span(from: start)) }
            return .timeZone(name, span: span(from: start))
        case .set:
            advance()
            let name = parseName("a parameter")
            expectEquals()
            let value = parseExpression(.otherwise)
            return .set(name, value, span: span(from: start))
        case .given:
            advance()
            return parseGiven(from: start)
        case .expect:
            advance()
            return parseExpectation(from: start)
        default:
            reportExpected("'given', 'expect', 'now', 'time zone' or 'set'")
            advance()
            skip { [.given, .expect, .now, .set, .time].contains($0.token.keyword) || $0.token.kind == .rightBrace }
            return .invalid(span(from: start))
        }
    }

    private mutating func parseGiven(from start: Int) -> TestStatement {
        if token.keyword == .no {
            advance()
            return .givenNone(parseName("an entity"), span: span(from: start))
        }
        let kinds: [Keyword: GivenEvent.Kind] = [
            .opened: .opened, .completed: .completed, .closed: .closed, .failed: .failed,
        ]
        let next = peek()
        if let keyword = token.keyword, let kind = kinds[keyword], next.kind == .word || next.kind == .quotedName {
            advance()
            let subject = parseName("a task or an action")
            let target = accept(.on) ? parseRow() : nil
            expect(.at)
            let at = parseExpression(.otherwise)
            return .givenEvent(
                GivenEvent(kind: kind, subject: subject, target: target, at: at, span: span(from: start)))
        }
        if next.kind == .equals || next.kind == .equal {
            let name = parseName("a score")
            expectEquals()
            let value = parseExpression(.otherwise)
            return .givenScore(name, value, span: span(from: start))
        }
        let row = parseRow()
        let opening = token.startOffset
        var members: [GivenRow.Member] = []
        if expect(.leftBrace, "'{' and the row's fields") {
            while token.kind != .rightBrace, token.kind != .end {
                let field = token.kind == .word ? consumeName() : parseName("a field")
                guard !field.isMissing, expect(.colon) else { break }
                members.append(.init(field: field, value: parseExpression(.otherwise)))
                guard accept(.comma) else { break }
            }
            expectClosing(.rightBrace, openedAt: opening, otherwise: "',' or ")
        }
        return .givenRow(GivenRow(row: row, members: members, span: span(from: start)))
    }

    @discardableResult
    private mutating func expect(_ kind: Token.Kind, _ what: String) -> Bool {
        if accept(kind) { return true }
        reportExpected(what)
        return false
    }

    /// `device "d1"`
    private mutating func parseRow() -> RowLiteral {
        let start = token.startOffset
        let entity = parseName("an entity")
        let key = parseTexts("the row's key, as a text")
        return RowLiteral(entity: entity, key: key, span: span(from: start))
    }

    private mutating func parseExpectation(from start: Int) -> TestStatement {
        let isNegated = accept(.no)
        guard let kind = parseExpectationKind() else { return .invalid(span(from: start)) }
        return .expectation(Expectation(isNegated: isNegated, kind: kind, span: span(from: start)))
    }

    private mutating func parseExpectationKind() -> Expectation.Kind? {
        switch token.keyword {
        case .nothing where peek().keyword == .else:
            advance()
            advance()
            return .nothingElse
        case .require:
            advance()
            let task = parseName("a task")
            let target = accept(.on) ? parseRow() : nil
            return .require(task: task, target: target, due: token.keyword == .due ? parsePartValue() : nil)
        case .run:
            advance()
            let action = parseName("an action")
            var target: RowLiteral?
            if token.keyword == .on, peek().keyword != .approval {
                advance()
                target = parseRow()
            }
            var approval: Expectation.ExpectedApproval?
            if accept(.automatically) {
                approval = .automatic
            } else if accept(.held) {
                approval = .held
            } else if accept(.on) {
                expect(.approval)
                approval = .required
            }
            return .run(
                action: action, target: target, approval: approval,
                due: token.keyword == .due ? parsePartValue() : nil)
        case .raise:
            advance()
            let level = parseName("a level")
            return .raise(level: level, text: acceptText(), target: accept(.for) ? parseRow() : nil)
        case .notify:
            advance()
            let role = parseName("a role")
            return .notify(role: role, text: acceptText(), target: accept(.for) ? parseRow() : nil)
        case .forbid:
            advance()
            let action = parseName("an action")
            return .forbid(action: action, target: accept(.on) ? parseRow() : nil)
        default:
            let name = parseName("what is expected")
            guard !name.isMissing else { return nil }
            correct([.fires, .quiet, .undetermined])
            let states: [Keyword: Expectation.RuleState] = [
                .fires: .fires, .quiet: .quiet, .undetermined: .undetermined,
            ]
            if let keyword = token.keyword, let state = states[keyword] {
                advance()
                return .rule(name, state, target: accept(.for) ? parseRow() : nil)
            }
            return .item(name: name, target: accept(.on) ? parseRow() : nil)
        }
    }
}

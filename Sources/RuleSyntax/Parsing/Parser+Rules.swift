import RuleText

extension Parser {
    private static let headParts = ["the title", "'severity'", "'tags'", "'see'", "'for'"]

    /// `[rule NAME ["title"] clauses…] [for …] when COND then EFFECT, … [because TEXT]`
    mutating func parseRule() -> RuleDeclaration {
        let start = token.startOffset
        let first = token
        var rule = RuleDeclaration(
            name: nil, title: nil, clauses: [], subject: nil, condition: .invalid(tokenSpan), effects: [],
            because: nil, span: tokenSpan)
        if accept(.rule) {
            rule.name = parseName("the rule's name")
            rule.title = acceptText()
        }
        parseHead(of: &rule)
        if accept(.when) {
            rule.condition = parseExpression()
        } else {
            if first.keyword == .for, !first.flags.contains(.startsLine), isNewMistake() {
                report(.partOutOfOrder("'for'", before: "'when'", at: lexer.span(of: first)))
            }
            reportExpected("'when' and a condition")
            rule.condition = .invalid(lexer.span(previousEnd, previousEnd))
        }
        if findThen(in: &rule) { rule.effects = parseEffects() }
        if token.keyword == .because {
            advance()
            let reason = parseTemplate("the reason's text")
            if rule.because == nil { rule.because = reason }
        }
        rule.span = span(from: start)
        return rule
    }

    /// Reads the clauses and the subject, up to `when`.
    private mutating func parseHead(of rule: inout RuleDeclaration) {
        // The clauses stand in any order, before `for`.
        var seen: Set<Int> = []
        while true {
            if token.keyword == nil, !token.flags.contains(.isUnindented) {
                correct([.severity, .tags, .see, .for, .when, .because])
            }
            let start = token.startOffset
            switch token.keyword {
            case .when: return
            case .severity:
                noteClause(1, rule, &seen)
                advance()
                let level = parseName("a severity")
                if !level.isMissing { rule.clauses.append(.severity(level, span: span(from: start))) }
            case .tags:
                noteClause(2, rule, &seen)
                advance()
                rule.clauses.append(.tags(parseTexts("a tag, as a text"), span: span(from: start)))
            case .see:
                noteClause(3, rule, &seen)
                advance()
                rule.clauses.append(.see(parseTexts("an address, as a text"), span: span(from: start)))
            case .for where rule.subject == nil || !isDeclarationStart:
                noteClause(4, rule, &seen)
                let subject = parseSubject()
                if rule.subject == nil { rule.subject = subject }
            case .because where rule.name != nil || rule.subject != nil:
                report(.partOutOfOrder("'because'", after: "the effects", at: tokenSpan))
                advance()
                rule.because = parseTemplate("the reason's text")
            default:
                if token.kind == .text, rule.name != nil {
                    noteClause(0, rule, &seen)
                    let title = consumeText()
                    if rule.title == nil { rule.title = title }
                    continue
                }
                if token.kind == .end || token.keyword == .then || isLikelyDeclaration { return }
                reportExpected("'when' and a condition", isBeginning: true)
                skip { $0.isHeadPart || $0.isLikelyDeclaration }
                if !isHeadPart { return }
            }
        }
    }

    private var isHeadPart: Bool {
        switch token.keyword {
        case .when, .then, .for, .severity, .tags, .see: true
        default: false
        }
    }

    private mutating func noteClause(_ rank: Int, _ rule: RuleDeclaration, _ seen: inout Set<Int>) {
        let isTitle = rank == 0
        let isOutOfOrder = rank < 4 && (isTitle || rule.subject != nil)
        let isDuplicate = !seen.insert(rank).inserted || isTitle && rule.title != nil
        guard isDuplicate || isOutOfOrder, isNewMistake() else { return }
        if isDuplicate {
            report(.duplicatePart(Self.headParts[rank], at: tokenSpan))
        } else if isTitle {
            report(.partOutOfOrder("the title", after: "the rule's name", at: tokenSpan))
        } else {
            report(.partOutOfOrder(Self.headParts[rank], before: "'for'", at: tokenSpan))
        }
    }

    /// Goes to behind `then`, past what does not belong before it.
    private mutating func findThen(in rule: inout RuleDeclaration) -> Bool {
        if accept(.then) { return true }
        if token.keyword == .for, !isDeclarationStart {
            report(.partOutOfOrder("'for'", before: "'when'", at: tokenSpan))
            let subject = parseSubject()
            if rule.subject == nil { rule.subject = subject }
            if accept(.then) { return true }
        }
        if token.keyword == .because, findReason(of: &rule) { return true }
        if !token.flags.contains(.isUnindented), correct([.then]) {
            advance()
            return true
        }
        if token.keyword?.beginsEffect == true {
            if isNewMistake() {
                report(
                    .missing(
                        "then", inserted: " then", before: described(token), at: lexer.span(previousEnd, previousEnd)))
            }
            return true
        }
        if case .rightParenthesis = token.kind, isNewMistake() {
            report(.strayBracket(")", at: tokenSpan))
        } else {
            reportExpected(beginsOperand ? "an operator or 'then'" : "'then' and an effect")
        }
        skip { $0.token.keyword == .then || $0.token.keyword == .because || $0.isLikelyDeclaration }
        return accept(.then)
    }

    /// Reads a reason that stands before `then`.
    /// - Returns: Whether `then` stood behind it.
    private mutating func findReason(of rule: inout RuleDeclaration) -> Bool {
        guard peek().kind == .text else { return false }
        let reason = token
        let end = previousEnd
        let isNew = isNewMistake()
        advance()
        rule.because = parseTemplate("the reason's text")
        if token.keyword == .then {
            if isNew { report(.partOutOfOrder("'because'", after: "the effects", at: lexer.span(of: reason))) }
            advance()
            return true
        }
        if isNew {
            report(
                Diagnostic(
                    .unexpectedToken, at: lexer.span(end, end), "expected 'then' and an effect before 'because'"))
        }
        reported = token.start
        return false
    }

    /// Whether the token here could be the first of an operand.
    var beginsOperand: Bool {
        switch token.kind {
        case .number, .text, .duration, .time, .quotedName, .leftParenthesis, .leftBracket: true
        case .word: token.keyword.map { !$0.isReserved && !$0.endsOperand } ?? true
        default: false
        }
    }

    /// `for ENTITY [as VAR]` or `for top N ENTITY [as VAR] by EXPR [where COND]`
    mutating func parseSubject() -> RuleSubject {
        let start = token.startOffset
        advance()
        skipArticle()
        if token.keyword == .top, peek().kind == .number || isName(peek()) { return parseTopSubject(from: start) }
        let entity = parseName("an entity")
        let alias = accept(.as) ? parseName("a name for the row") : nil
        let subject = RuleSubject(entity: entity, alias: alias, top: nil, span: span(from: start))
        if token.keyword == .where, isNewMistake() {
            report(
                Diagnostic(
                    .unexpectedToken, at: tokenSpan, "a plain 'for' takes every row, so it has no 'where'",
                    help: "put the condition behind 'when'"))
            advance()
            _ = parseExpression()
        }
        return subject
    }

    /// Whether a token can be nothing but a name.
    func isName(_ next: Token) -> Bool {
        next.kind == .quotedName || next.kind == .word && next.keyword == nil
    }

    private mutating func parseTopSubject(from start: Int) -> RuleSubject {
        advance()
        let count = parseNumber("how many rows") ?? NumberLiteral(value: 1, digits: "1", span: tokenSpan)
        let entity = parseName("an entity")
        let alias = accept(.as) ? parseName("a name for the row") : nil
        let rank: Expression =
            expect(.by, "'by' and what the rows are ranked by") ? parseExpression(.otherwise) : .invalid(tokenSpan)
        let condition = accept(.where) ? parseExpression() : nil
        return RuleSubject(
            entity: entity, alias: alias, top: .init(count: count, rank: rank, condition: condition),
            span: span(from: start))
    }

    /// Passes over the `each` of `for each device`.
    private mutating func skipArticle() {
        guard token.kind == .word else { return }
        switch text(of: token) {
        case "each", "every", "any", "all", "a", "an", "the":
            let next = peek()
            guard next.kind == .quotedName || next.kind == .word && next.keyword == nil, isNewMistake() else { return }
            report(.superfluous("'\(text(of: token))'", "'for' means every row", at: tokenSpan))
            advance()
        default: return
        }
    }
}

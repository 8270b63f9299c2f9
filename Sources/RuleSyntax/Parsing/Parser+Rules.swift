import RuleText

extension Parser {
    private static let headParts = ["the title", "'severity'", "'tags'", "'see'", "'for'"]

    /// `[rule NAME ["title"] clauses…] [for …] when COND then EFFECT, … [because TEXT]`
    mutating func parseRule() -> RuleDeclaration {
        let start = token.startOffset
        let first = token
        var rule = RuleParts()
        if accept(.rule) {
            rule.name = parseNameNode("the rule's name")
            if token.kind == .text { rule.title = consumeTextNode() }
        }
        parseHead(of: &rule)
        if accept(.when) {
            rule.condition = parseExpression()
        } else {
            if first.keyword == .for, !first.flags.contains(.startsLine), isNewMistake() {
                report(.partOutOfOrder("'for'", before: "'when'", at: lexer.span(of: first)))
            }
            reportExpected("'when' and a condition")
            rule.condition = invalidAtEnd()
        }
        if findThen(in: &rule) { rule.effects = parseEffects() }
        if token.keyword == .because {
            advance()
            let reason = parseTemplate("the reason's text")
            if rule.because == nil { rule.because = reason }
        }
        let head = tables.addList(
            rule.name ?? .none, rule.title ?? .none, rule.subject ?? .none, rule.because ?? .none)
        let node = add(.rule, at: span(from: start), rule.condition.rawValue, head, rule.clauses, rule.effects)
        return RuleDeclaration(
            SyntaxPlace(arena, node), start: tables[node].start, name: rule.name.map { tables[$0].a },
            entity: rule.subject.map { tables[NodeIndex(rawValue: tables[$0].a)].a })
    }

    /// What has been read of a rule.
    private struct RuleParts {
        var name: NodeIndex?
        var title: NodeIndex?
        var subject: NodeIndex?
        var condition = NodeIndex.none
        var because: NodeIndex?
        /// Lists.
        var clauses: UInt32 = 0
        var effects: UInt32 = 0
    }

    /// Reads the clauses and the subject, up to `when`.
    private mutating func parseHead(of rule: inout RuleParts) {
        // The clauses stand in any order, before `for`.
        var seen: UInt8 = 0
        let mark = elements.count
        while readsHeadPart(of: &rule, &seen) {}
        rule.clauses = takeList(from: mark)
    }

    /// Reads a clause or what else stands before `when`.
    /// - Returns: Whether there may be more.
    private mutating func readsHeadPart(of rule: inout RuleParts, _ seen: inout UInt8) -> Bool {
        if token.keyword == nil, !token.flags.contains(.isUnindented) { correct(Self.headWords) }
        let start = token.startOffset
        switch token.keyword {
        case .when: return false
        case .severity:
            noteClause(1, rule, &seen)
            advance()
            let level = parseNameNode("a severity")
            if !isMissing(level) { elements.append(add(.severity, from: start, level)) }
        case .tags:
            noteClause(2, rule, &seen)
            advance()
            let texts = parseTextNodes("a tag, as a text")
            elements.append(add(.tags, at: span(from: start), texts))
        case .see:
            noteClause(3, rule, &seen)
            advance()
            let texts = parseTextNodes("an address, as a text")
            elements.append(add(.see, at: span(from: start), texts))
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
                let title = consumeTextNode()
                if rule.title == nil { rule.title = title }
                return true
            }
            if token.kind == .end || token.keyword == .then || isLikelyDeclaration { return false }
            reportExpected("'when' and a condition", isBeginning: true)
            skip { $0.isHeadPart || $0.isLikelyDeclaration }
            return isHeadPart
        }
        return true
    }

    private static let headWords: [Keyword] = [.severity, .tags, .see, .for, .when, .because]

    /// Reads texts between commas.
    /// - Returns: Their list.
    private mutating func parseTextNodes(_ what: String) -> UInt32 {
        let mark = elements.count
        repeat {
            guard token.kind == .text else {
                reportExpected(what)
                break
            }
            elements.append(consumeTextNode())
        } while accept(.comma)
        return takeList(from: mark)
    }

    private var isHeadPart: Bool {
        switch token.keyword {
        case .when, .then, .for, .severity, .tags, .see: true
        default: false
        }
    }

    private mutating func noteClause(_ rank: Int, _ rule: RuleParts, _ seen: inout UInt8) {
        let isTitle = rank == 0
        let isOutOfOrder = rank < 4 && (isTitle || rule.subject != nil)
        let isDuplicate = seen & 1 << UInt8(rank) != 0 || isTitle && rule.title != nil
        seen |= 1 << UInt8(rank)
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
    private mutating func findThen(in rule: inout RuleParts) -> Bool {
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
    private mutating func findReason(of rule: inout RuleParts) -> Bool {
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
    mutating func parseSubject() -> NodeIndex {
        let start = token.startOffset
        advance()
        skipArticle()
        if token.keyword == .top, peek().kind == .number || isName(peek()) { return parseTopSubject(from: start) }
        let entity = parseNameNode("an entity")
        let alias = accept(.as) ? parseNameNode("a name for the row") : .none
        let subject = add(.subject, from: start, entity, alias)
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

    private mutating func parseTopSubject(from start: Int) -> NodeIndex {
        advance()
        let count = parseNumber("how many rows") ?? addOne(at: tokenSpan)
        let entity = parseNameNode("an entity")
        let alias = accept(.as) ? parseNameNode("a name for the row") : .none
        let rank =
            expect(.by, "'by' and what the rows are ranked by")
            ? parseExpression(.otherwise) : invalid(at: tokenSpan)
        let condition = accept(.where) ? parseExpression() : .none
        let top = tables.addList([count, rank, condition])
        return add(.subject, at: span(from: start), entity.rawValue, alias.rawValue, top)
    }

    /// Passes over the `each` of `for each device`.
    private mutating func skipArticle() {
        // No article is longer, and most entities are.
        guard token.kind == .word, token.end &- token.start <= 5 else { return }
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

import RuleText

/// How tightly operators bind, loosest first.
enum Precedence: UInt8, Comparable {
    case disjunction, conjunction, negation, comparison, otherwise, sum, product, unary

    @inline(__always)
    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
}

extension Parser {
    /// How deeply an expression or a type may be nested.
    static let maximumNesting = 256

    /// Reads an expression whose operators bind at least so tightly; it ends where nothing continues it.
    mutating func parseExpression(_ minimum: Precedence = .disjunction) -> NodeIndex {
        let start = token.startOffset
        var isCondition = false
        var left = parsePrefix(minimum, &isCondition)
        while true {
            switch token.kind {
            case .plus, .minus:
                guard minimum <= .sum else { return left }
                if isCondition { reportConditionAsOperand(from: start) }
                left = parseArithmetic(left, token.kind == .plus ? .add : .subtract, .product, from: start)
            case .star, .slash:
                guard minimum <= .product else { return left }
                if isCondition { reportConditionAsOperand(from: start) }
                left = parseArithmetic(left, token.kind == .star ? .multiply : .divide, .unary, from: start)
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .equals:
                guard minimum <= .comparison else { return left }
                left = parseComparisonStep(left, &isCondition, from: start)
            case .pipe:
                guard minimum <= .disjunction, correctPipe() else { return left }
                left = parseDisjunction(left, from: start)
                isCondition = true
            case .word:
                switch token.keyword {
                case .and:
                    guard minimum <= .conjunction else { return left }
                    left = parseConjunction(left, from: start)
                    isCondition = true
                case .or:
                    guard minimum <= .disjunction else { return left }
                    left = parseDisjunction(left, from: start)
                    isCondition = true
                case .otherwise:
                    guard minimum <= .otherwise else { return left }
                    if isCondition { reportConditionAsOperand(from: start) }
                    left = parseOtherwise(left, from: start)
                case .is, .in, .contains, .starts, .ends, .matches, .like, .between, .before, .after, .older, .newer,
                    .not:
                    guard minimum <= .comparison else { return left }
                    left = parseComparisonStep(left, &isCondition, from: start)
                case nil:
                    guard correctOperator(minimum) else { return left }
                default: return left
                }
            default: return left
            }
        }
    }

    private mutating func reportConditionAsOperand(from start: Int) {
        guard isNewMistake() else { return }
        report(
            Diagnostic(
                .unexpectedToken, at: tokenSpan, "\(described(token)) can't follow a condition",
                help: "put the condition in parentheses"))
    }

    /// Takes a word that can't follow an expression for the operator that it looks like.
    private mutating func correctOperator(_ minimum: Precedence) -> Bool {
        guard minimum <= .comparison, !token.flags.contains(.isUnindented) else { return false }
        switch text(of: token) {
        case "equals", "equal", "eq", "is_equal":
            if isNewMistake() { report(.singleEqualsWord(text(of: token), at: tokenSpan)) }
            token.kind = .equal
            return true
        default:
            // What may stand behind an expression takes part, lest `thne` becomes an operator.
            guard correct(Self.operatorsAndFollowers), let keyword = token.keyword else { return false }
            return Keyword.wordOperators.contains(keyword)
        }
    }

    private static let operatorsAndFollowers: [Keyword] =
        Keyword.wordOperators + [.then, .satisfy, .where, .until, .because, .by, .of, .within, .due, .on, .with, .at]

    // MARK: Prefixes

    private mutating func parsePrefix(_ minimum: Precedence, _ isCondition: inout Bool) -> NodeIndex {
        switch token.kind {
        case .word:
            switch token.keyword {
            case .not:
                isCondition = true
                return parseNegation(minimum)
            case .any, .no, .all:
                guard beginsQuantifier else { break }
                isCondition = true
                return parseQuantifier(minimum)
            case nil where lexer.byte(token.startOffset) &- 65 < 26: correctCapitalized()
            default: break
            }
            if token.keyword == .not { return parsePrefix(minimum, &isCondition) }
        case .minus:
            let start = token.startOffset
            advance()
            guard enter() else { return leaveTooDeep(from: start) }
            let operand = parseExpression(.unary)
            depth -= 1
            return nested(add(.negative, from: start, operand), over: height)
        case .plus:
            if isNewMistake() { report(.superfluous("'+'", "a number without a sign is positive", at: tokenSpan)) }
            advance()
        default: break
        }
        let start = token.startOffset
        let primary = parsePrimary()
        return token.kind == .dot ? parseMembers(of: primary, from: start) : primary
    }

    /// Takes `NOT x` and the like for the keyword; any other capitalized word may be a name.
    private mutating func correctCapitalized() {
        let word = text(of: token)
        guard let keyword = KeywordTable.shared.keyword(ignoringCaseOf: word.utf8) else { return }
        switch keyword {
        case .not, .any, .no, .all:
            let next = peek()
            let isOperand = [.word, .quotedName, .leftParenthesis].contains(next.kind)
            guard isOperand, next.keyword.map({ !Keyword.wordOperators.contains($0) }) ?? true else { return }
            correct([keyword])
        case .true, .false, .always: correct([keyword])
        default:
            if Keyword.aggregates.contains(keyword) || Keyword.functions.contains(keyword),
                peek().kind == .leftParenthesis
            {
                correct([keyword])
            }
        }
    }

    private mutating func parseNegation(_ minimum: Precedence) -> NodeIndex {
        let start = token.startOffset
        if minimum > .negation, isNewMistake() {
            report(
                Diagnostic(
                    .expectedExpression, at: tokenSpan, "expected a value, found 'not'",
                    help: "put the condition in parentheses: '(not …)'"))
        }
        advance()
        guard enter() else { return leaveTooDeep(from: start) }
        let operand = parseExpression(.negation)
        depth -= 1
        return nested(add(.not, from: start, operand), over: height)
    }

    /// Reads a value that no operator takes part in.
    mutating func parsePrimary() -> NodeIndex {
        height = 0
        let span = tokenSpan
        switch token.kind {
        case .word: return parseWord(span)
        case .quotedName: return consumeNameNode()
        case .number:
            guard let number = consumeNumberNode() else { return invalidLiteral(span) }
            if token.kind == .word, let duration = separatedDuration(number) { return duration }
            return number
        case .text:
            guard !token.flags.contains(.isMalformed) else { return invalidLiteral(span) }
            return consumeTextNode()
        case .duration:
            guard let seconds = lexer.value(ofDuration: token) else { return invalidLiteral(span) }
            advance()
            return addDuration(seconds, at: span)
        case .time:
            guard let kind = lexer.value(ofTime: token) else { return invalidLiteral(span) }
            advance()
            return addTime(kind, at: span)
        case .leftParenthesis: return parseParenthesized()
        case .leftBracket: return parseList()
        case .slash where lexer.couldBeginPattern(at: token.startOffset):
            rereadAsPattern()
            let whole = tokenSpan
            if isNewMistake() { report(.misplacedRegex(at: whole)) }
            advance()
            return invalid(at: whole)
        default:
            reportExpected("an expression", .expectedExpression)
            return invalidAtEnd()
        }
    }

    private mutating func invalidLiteral(_ span: SourceSpan) -> NodeIndex {
        advance()
        return invalid(at: span)
    }

    /// Takes `3 days` for the duration that was meant.
    private mutating func separatedDuration(_ number: NodeIndex) -> NodeIndex? {
        // Most words behind a number are keywords of the grammar.
        if let keyword = token.keyword, keyword != .day, keyword != .days, keyword != .hours, keyword != .min {
            return nil
        }
        guard let unit = DurationUnit(named: text(of: token)) else { return nil }
        let literal = tables.number(number)
        guard let amount = Int64(exactly: literal.value), amount <= Lexer.maximumDuration / unit.seconds,
            ![.colon, .dot, .equals, .leftParenthesis].contains(peek().kind), isNewMistake()
        else { return nil }
        let whole = literal.span.joined(with: tokenSpan)
        let written = "\(literal.digits) \(text(of: token))"
        let seconds = amount * unit.seconds
        if unit.isCalendarUnit {
            report(
                .calendarDuration(written, unit.rawValue, meant: CanonicalText.duration(seconds: seconds), at: whole))
        } else {
            report(.separatedDuration(written, meant: literal.digits + unit.letter, at: whole))
        }
        advance()
        return addDuration(seconds, at: whole)
    }

    private mutating func parseWord(_ span: SourceSpan) -> NodeIndex {
        switch token.keyword {
        case .true, .false, .always:
            let literal: UInt8 = token.keyword == .false ? 0 : token.keyword == .always ? 2 : 1
            advance()
            return add(.boolean, detail: literal, at: span)
        case .now, .today:
            let clock: UInt8 = token.keyword == .now ? 0 : 1
            advance()
            return add(.clock, detail: clock, at: span)
        case .any, .no, .all:
            guard beginsQuantifier else { break }
            // Only where a value is expected; the caller takes care of it elsewhere.
            return parseQuantifier(.unary)
        case .for where isDeclarationStart && (peek().keyword == .top || isName(peek())):
            reportExpected("an expression", .expectedExpression)
            return invalidAtEnd()
        default: break
        }
        let keyword = token.keyword
        guard let name = acceptNameNode() else {
            reportExpected("an expression", .expectedExpression)
            return invalidAtEnd()
        }
        guard token.kind == .leftParenthesis else { return name }
        return parseCall(name, keyword)
    }

    private mutating func parseParenthesized() -> NodeIndex {
        let start = token.startOffset
        advance()
        guard enter() else { return leaveTooDeep(from: start, closing: .rightParenthesis) }
        let content = parseExpression()
        depth -= 1
        expectClosing(.rightParenthesis, openedAt: start, otherwise: "an operator or ")
        return nested(add(.parenthesized, from: start, content), over: height)
    }

    private mutating func parseList() -> NodeIndex {
        let start = token.startOffset
        advance()
        guard enter() else { return leaveTooDeep(from: start, closing: .rightBracket) }
        let mark = elements.count
        var tallest = 0
        while token.kind != .rightBracket {
            let element = parseExpression()
            elements.append(element)
            tallest = max(tallest, height)
            guard accept(.comma) else { break }
        }
        depth -= 1
        expectClosing(.rightBracket, openedAt: start, otherwise: "',' or ")
        return nested(add(.list, at: span(from: start), takeList(from: mark)), over: tallest)
    }

    // MARK: Infixes

    private mutating func parseArithmetic(
        _ left: NodeIndex, _ sign: Arithmetic.Operator, _ precedence: Precedence, from start: Int
    ) -> NodeIndex {
        let leftHeight = height
        let operatorSpan = tokenSpan
        advance()
        let right = parseExpression(precedence)
        let node = add(.arithmetic, detail: sign.number, left, right, operator: operatorSpan, from: start)
        return nested(node, over: max(leftHeight, height))
    }

    private mutating func parseOtherwise(_ left: NodeIndex, from start: Int) -> NodeIndex {
        let leftHeight = height
        advance()
        guard enter() else { return leaveTooDeep(from: start) }
        let fallback = parseExpression(.otherwise)
        depth -= 1
        return nested(add(.otherwise, from: start, left, fallback), over: max(leftHeight, height))
    }

    private mutating func parseConjunction(_ first: NodeIndex, from start: Int) -> NodeIndex {
        let mark = elements.count
        elements.append(first)
        var tallest = height
        while accept(.and) {
            let term = parseExpression(.negation)
            elements.append(term)
            tallest = max(tallest, height)
        }
        height = tallest
        return add(.all, at: span(from: start), takeList(from: mark))
    }

    /// Takes a `|` here for the `or` that was meant.
    /// - Returns: Whether one stood here and was new, or none did.
    private mutating func correctPipe() -> Bool {
        guard token.kind == .pipe else { return true }
        guard isNewMistake() else { return false }
        report(.wordOperator("|", keyword: .or, needsBlank: false, at: tokenSpan))
        token.kind = .word
        token.keyword = .or
        return true
    }

    private mutating func parseDisjunction(_ first: NodeIndex, from start: Int) -> NodeIndex {
        let mark = elements.count
        elements.append(first)
        var tallest = height
        while correctPipe(), accept(.or) {
            let term = parseExpression(.conjunction)
            elements.append(term)
            tallest = max(tallest, height)
        }
        height = tallest
        return add(.any, at: span(from: start), takeList(from: mark))
    }

    // MARK: Nesting

    /// Opens a construct that nests, if it may.
    mutating func enter() -> Bool {
        guard depth < Self.maximumNesting else { return false }
        depth += 1
        return true
    }

    /// Says that what stands here nests too deeply, and passes over it.
    /// - Parameter closing: The bracket that closes it, if one was opened.
    mutating func leaveTooDeep(from start: Int, closing: Token.Kind? = nil) -> NodeIndex {
        reportNesting(lexer.span(start, previousEnd))
        skip { parser in
            switch parser.token.kind {
            case .rightParenthesis, .rightBracket, .rightBrace: true
            case .comma: closing == nil
            default: parser.token.keyword == .then || parser.token.keyword == .because || parser.isDeclarationStart
            }
        }
        if let closing { _ = accept(closing) }
        height = 0
        return invalid(from: start)
    }

    /// Completes a node over others of which the most deeply nested has that height.
    @inline(__always)
    mutating func nested(_ expression: NodeIndex, over lower: Int) -> NodeIndex {
        guard lower < Self.maximumNesting else {
            let span = span(of: expression)
            reportNesting(span)
            height = 0
            return invalid(at: span)
        }
        height = lower + 1
        return expression
    }

    private mutating func reportNesting(_ span: SourceSpan) {
        guard !hasReportedNesting else { return }
        hasReportedNesting = true
        reported = token.start
        report(.nestingTooDeep(at: span))
    }
}

import RuleText

extension Parser {
    /// Reads a comparison's operator and right side; says so if the left side is a comparison already.
    @inline(__always)
    mutating func parseComparisonStep(_ left: NodeIndex, _ isCondition: inout Bool, from start: Int) -> NodeIndex {
        guard isCondition else {
            isCondition = true
            return parseComparison(left, from: start)
        }
        return parseChained(left, from: start)
    }

    private mutating func parseChained(_ left: NodeIndex, from start: Int) -> NodeIndex {
        let isNew = isNewMistake()
        let operatorSpan = tokenSpan
        let whole = parseComparison(left, from: start)
        if isNew {
            var diagnostic = Diagnostic.chainedComparison(at: operatorSpan)
            if tables[whole].kind == .comparison, tables[left].kind == .comparison {
                offerBetween(tables[left], tables[whole], &diagnostic)
            }
            report(diagnostic)
        }
        height = 0
        return invalid(from: start)
    }

    /// Offers `x between 1 and 5` for `1 <= x <= 5`.
    private func offerBetween(_ inner: SyntaxNode, _ outer: SyntaxNode, _ diagnostic: inout Diagnostic) {
        let last = NodeIndex(rawValue: outer.b)
        guard let low = written(NodeIndex(rawValue: inner.a)), let value = written(NodeIndex(rawValue: inner.b)),
            let high = written(last)
        else { return }
        let comparators = [inner, outer].map { Comparison.Comparator(number: $0.detail) }
        let bounds: (String, String)
        switch (comparators[0], comparators[1]) {
        case (.less, .less), (.less, .lessOrEqual), (.lessOrEqual, .less), (.lessOrEqual, .lessOrEqual):
            bounds = (low, high)
        case (.greater, .greater), (.greater, .greaterOrEqual), (.greaterOrEqual, .greater),
            (.greaterOrEqual, .greaterOrEqual):
            bounds = (high, low)
        default: return
        }
        let isInclusive = comparators.allSatisfy {
            $0 == .lessOrEqual || $0 == .greaterOrEqual
        }
        diagnostic.suggest(
            "write '\(value) between \(bounds.0) and \(bounds.1)'" + (isInclusive ? "" : ", which includes the ends"),
            replacing: tables.span(of: inner).joined(with: span(of: last)),
            with: "\(value) between \(bounds.0) and \(bounds.1)", isInclusive ? .safe : .changesMeaning)
    }

    /// The text of a short expression; nothing inside a text, where its bytes may stand elsewhere.
    private func written(_ expression: NodeIndex) -> String? {
        let span = span(of: expression)
        if tables[expression].kind == .invalid { return nil }
        guard !lexer.isInterpolation, span.end - span.start <= 60, span.end > span.start else { return nil }
        return lexer.written(Int(span.start), Int(span.end))
    }

    private mutating func parseComparison(_ left: NodeIndex, from start: Int) -> NodeIndex {
        let leftHeight = height
        let operatorSpan = tokenSpan
        let result: NodeIndex
        switch token.kind {
        case .equal: result = parseSymbol(left, .equal, operatorSpan, from: start)
        case .notEqual: result = parseSymbol(left, .notEqual, operatorSpan, from: start)
        case .less: result = parseSymbol(left, .less, operatorSpan, from: start)
        case .lessOrEqual: result = parseSymbol(left, .lessOrEqual, operatorSpan, from: start)
        case .greater: result = parseSymbol(left, .greater, operatorSpan, from: start)
        case .greaterOrEqual: result = parseSymbol(left, .greaterOrEqual, operatorSpan, from: start)
        case .equals:
            if isNewMistake() { report(.singleEquals(at: operatorSpan)) }
            result = parseSymbol(left, .equal, operatorSpan, from: start)
        default: result = parseWordOperator(left, from: start)
        }
        height = max(height, leftHeight)
        return result
    }

    private mutating func parseSymbol(
        _ left: NodeIndex, _ comparator: Comparison.Comparator, _ operatorSpan: SourceSpan, from start: Int
    ) -> NodeIndex {
        advance()
        let isExact = acceptExactly(allowed: comparator == .equal || comparator == .notEqual)
        let right = parseExpression(.otherwise)
        let detail = comparator.number | (isExact ? SyntaxNode.isExact : 0)
        return add(.comparison, detail: detail, left, right, operator: operatorSpan, from: start)
    }

    /// Reads `exactly`, which is that word only where an operand follows.
    private mutating func acceptExactly(allowed: Bool) -> Bool {
        guard token.keyword == .exactly else { return false }
        let next = peek()
        switch next.kind {
        case .text, .number, .quotedName, .leftBracket, .leftParenthesis, .time, .duration: break
        case .word where next.keyword.map({ !$0.endsOperand && !$0.isReserved }) ?? true: break
        default: return false
        }
        if !allowed, isNewMistake() {
            report(.superfluous("'exactly'", "it is about the case of texts", at: tokenSpan))
        }
        advance()
        return allowed
    }

    // MARK: Words

    private mutating func parseWordOperator(_ left: NodeIndex, from start: Int) -> NodeIndex {
        let operatorStart = token.startOffset
        let isNegated = accept(.not)
        if isNegated {
            switch token.keyword {
            case .in, .contains, .starts, .ends, .matches, .like, .between, .before, .after, .older, .newer: break
            default:
                guard correctNegated() else { return recoverNegated(left, operatorStart, from: start) }
            }
        }
        let keyword = token.keyword
        if keyword == .matches { return parseMatch(left, isNegated, from: start) }
        advance()
        let test: OperatorTest.Operator
        switch keyword {
        case .is: return parsePresence(left, operatorStart, from: start)
        case .between: return parseBetween(left, isNegated, from: start)
        case .in: test = .in
        case .contains: test = .contains
        case .starts:
            test = .startsWith
            expect(.with)
        case .ends:
            test = .endsWith
            expect(.with)
        case .like: test = .like
        case .before: test = .before
        case .after: test = .after
        case .older:
            test = .olderThan
            expect(.than)
        default:
            test = .newerThan
            expect(.than)
        }
        let operatorSpan = span(from: operatorStart)
        let isExact = acceptExactly(allowed: test.comparesText)
        let right = parseExpression(.otherwise)
        if test == .in { passOverRange(left, right, operatorSpan) }
        let detail = test.number | (isNegated ? SyntaxNode.isNegated : 0) | (isExact ? SyntaxNode.isExact : 0)
        return add(.test, detail: detail, left, right, operator: operatorSpan, from: start)
    }

    private static let negatable: [Keyword] = [
        .in, .contains, .starts, .ends, .matches, .like, .between, .before, .after, .older, .newer,
    ]

    private mutating func correctNegated() -> Bool { token.keyword == nil && correct(Self.negatable) }

    /// Goes on behind a `not` that no word operator follows.
    private mutating func recoverNegated(_ left: NodeIndex, _ operatorStart: Int, from start: Int) -> NodeIndex {
        let notSpan = span(from: operatorStart)
        switch token.kind {
        case .equal, .equals:
            // A `!` was reported by itself.
            if lexer.byte(operatorStart) != UInt8(ascii: "!"), isNewMistake() {
                let both = notSpan.joined(with: tokenSpan)
                var diagnostic = Diagnostic(.unexpectedToken, at: both, "'not ==' is written '!='")
                diagnostic.suggest("write '!='", replacing: both, with: "!=", .safe)
                report(diagnostic)
            }
            return parseSymbol(left, .notEqual, notSpan.joined(with: tokenSpan), from: start)
        default:
            reportExpected("an operator such as 'in' or 'contains' behind 'not'")
            if beginsOperand { _ = parseExpression(.otherwise) }
            return invalid(from: start)
        }
    }

    /// `between A and B`, behind the `between`
    private mutating func parseBetween(_ value: NodeIndex, _ isNegated: Bool, from start: Int) -> NodeIndex {
        _ = acceptExactly(allowed: false)
        let lower = parseExpression(.otherwise)
        let lowerHeight = height
        if token.kind == .range || token.kind == .comma || token.kind == .word && text(of: token) == "to" {
            if isNewMistake() {
                var diagnostic = Diagnostic(
                    .unexpectedToken, at: tokenSpan, "the ends of 'between' are joined with 'and'")
                let replacement = token.kind == .word ? "and" : " and "
                diagnostic.suggest("write 'and'", replacing: tokenSpan, with: replacement, .safe)
                report(diagnostic)
            }
            advance()
        } else if !expect(.and, "'and' and the upper end") {
            return invalid(from: start)
        }
        let upper = parseExpression(.otherwise)
        height = max(height, lowerHeight)
        return add(.between, detail: isNegated ? SyntaxNode.isNegated : 0, from: start, value, lower, upper)
    }

    /// Reads what is missing or known, behind the `is`; and what people write there for a comparison.
    private mutating func parsePresence(_ value: NodeIndex, _ operatorStart: Int, from start: Int) -> NodeIndex {
        let isSpan = span(from: operatorStart)
        height = 0
        if let kind = acceptPresence() {
            return add(.presence, detail: kind.number, from: start, value)
        }
        let isNegated = accept(.not)
        if isNegated, token.keyword == .missing || token.keyword == .known {
            let opposite: PresenceTest.Kind = token.keyword == .missing ? .known : .missing
            let wrong = lexer.span(operatorStart, token.endOffset)
            if isNewMistake() { report(.negatedPresence(text(of: token), opposite, at: wrong)) }
            advance()
            return add(.presence, detail: opposite.number, from: start, value)
        }
        switch token.kind == .word ? text(of: token) : "" {
        case "null", "nil", "none_given", "undefined", "absent", "present", "set":
            let kind: PresenceTest.Kind =
                (text(of: token) == "present" || text(of: token) == "set") != isNegated ? .known : .missing
            let wrong = lexer.span(operatorStart, token.endOffset)
            if isNewMistake() { report(.presence(lexer.written(operatorStart, token.endOffset), kind, at: wrong)) }
            advance()
            return add(.presence, detail: kind.number, from: start, value)
        default: break
        }
        guard beginsOperand || token.kind == .minus else {
            reportExpected("'missing' or 'known'")
            return invalid(from: start)
        }
        let wrong = isNegated ? lexer.span(operatorStart, previousEnd) : isSpan
        if isNewMistake() { report(.isForEquals(isNegated: isNegated, at: wrong)) }
        return parseAfterIs(value, isNegated, wrong, from: start)
    }

    private mutating func parseAfterIs(
        _ value: NodeIndex, _ isNegated: Bool, _ operatorSpan: SourceSpan, from start: Int
    ) -> NodeIndex {
        let right = parseExpression(.otherwise)
        let comparator: Comparison.Comparator = isNegated ? .notEqual : .equal
        return add(.comparison, detail: comparator.number, value, right, operator: operatorSpan, from: start)
    }

    private mutating func acceptPresence() -> PresenceTest.Kind? {
        switch token.keyword {
        case .missing:
            advance()
            return .missing
        case .known:
            advance()
            return .known
        case nil where token.kind == .word:
            guard correct([.missing, .known]) else { return nil }
            return acceptPresence()
        default: return nil
        }
    }

    /// `matches [exactly] /…/`
    private mutating func parseMatch(_ value: NodeIndex, _ isNegated: Bool, from start: Int) -> NodeIndex {
        advanceToPattern()
        var isExact = false
        if token.keyword == .exactly {
            isExact = true
            advanceToPattern()
        }
        height = 0
        guard token.kind == .regex else {
            reportNoPattern()
            if beginsOperand { _ = parseExpression(.otherwise) }
            height = 0
            return invalid(from: start)
        }
        let isMalformed = token.flags.contains(.isMalformed)
        let text = isMalformed ? 0 : tables.addText(lexer.content(ofPattern: token))
        let pattern = add(.regex, at: tokenSpan, text)
        advance()
        passOverRestOfPattern()
        if isMalformed { return invalid(from: start) }
        let detail = (isNegated ? SyntaxNode.isNegated : 0) | (isExact ? SyntaxNode.isExact : 0)
        return add(.match, detail: detail, from: start, value, pattern)
    }

    /// Passes over what a `/` inside of the pattern has cut off: what follows without a blank and can't follow.
    private mutating func passOverRestOfPattern() {
        guard token.startOffset == previousEnd, token.keyword?.endsOperand != true else { return }
        switch token.kind {
        case .word, .number, .quotedName, .text, .duration, .dot, .star, .slash, .plus, .leftBracket,
            .leftParenthesis:
            break
        case .rightBracket where lexer.byte(token.endOffset) == UInt8(ascii: "/"): break
        default: return
        }
        if isNewMistake() {
            report(
                Diagnostic(
                    .unexpectedToken, at: tokenSpan, "the regular expression ended before this",
                    help: "a slash in it is written '\\/'"))
        }
        while token.startOffset == previousEnd, token.kind != .end { advance() }
    }

    private mutating func reportNoPattern() {
        guard token.kind == .text else { return reportExpected("a regular expression, '/…/'", .misplacedRegex) }
        guard isNewMistake() else { return }
        var diagnostic = Diagnostic(
            .misplacedRegex, at: tokenSpan, "expected a regular expression, '/…/', found a text",
            help: "'like \"…\"' takes a text with '*' and '?'")
        if !token.flags.contains(.hasEscape) {
            let pattern = lexer.content(ofText: token)
            if !pattern.utf8.contains(UInt8(ascii: "/")), !pattern.isEmpty {
                diagnostic.suggest("write '/…/'", replacing: tokenSpan, with: "/\(pattern)/", .safe)
            }
        }
        report(diagnostic)
    }

    /// Says how `in 0..100` is written, and passes over the rest of it.
    private mutating func passOverRange(_ left: NodeIndex, _ lower: NodeIndex, _ operatorSpan: SourceSpan) {
        guard token.kind == .range else { return }
        let isNew = isNewMistake()
        let start = token.startOffset
        advance()
        let upper =
            token.kind == .number || token.kind == .duration || token.kind == .minus
            ? parseExpression(.sum) : nil
        guard isNew else { return }
        var diagnostic = Diagnostic(
            .unexpectedToken, at: span(from: start), "a range stands only in declarations",
            help: "compare with 'between … and …' or '>='")
        if let low = written(lower), let high = upper.flatMap({ written($0) }) {
            let replacement = "between \(low) and \(high)"
            diagnostic.suggest(
                "write '\(replacement)'", replacing: operatorSpan.joined(with: span(from: start)), with: replacement,
                .safe)
        }
        report(diagnostic)
    }
}

extension OperatorTest.Operator {
    /// Whether `exactly` may follow.
    var comparesText: Bool {
        switch self {
        case .in, .contains, .startsWith, .endsWith, .like: true
        case .before, .after, .olderThan, .newerThan: false
        }
    }
}

extension Diagnostic {
    static func negatedPresence(_ word: String, _ meant: PresenceTest.Kind, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(
            .unexpectedToken, at: span, "'is not \(word)' is written 'is \(meant.rawValue)'")
        diagnostic.suggest(
            "write 'is \(meant.rawValue)'", replacing: span, with: "is \(meant.rawValue)", .safe)
        return diagnostic
    }

    static func presence(_ written: String, _ meant: PresenceTest.Kind, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(
            .unexpectedToken, at: span, "'\(written)' is written 'is \(meant.rawValue)'")
        diagnostic.suggest(
            "write 'is \(meant.rawValue)'", replacing: span, with: "is \(meant.rawValue)", .safe)
        return diagnostic
    }

    static func isForEquals(isNegated: Bool, at span: SourceSpan) -> Diagnostic {
        let comparator = isNegated ? "!=" : "=="
        var diagnostic = Diagnostic(
            .unexpectedToken, at: span, "'is' goes only with 'missing' and 'known'; '\(comparator)' compares")
        diagnostic.suggest("write '\(comparator)'", replacing: span, with: comparator, .safe)
        return diagnostic
    }

    static func singleEqualsWord(_ word: String, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedToken, at: span, "'\(word)' is written '=='")
        diagnostic.suggest("write '=='", replacing: span, with: "==", .safe)
        return diagnostic
    }
}

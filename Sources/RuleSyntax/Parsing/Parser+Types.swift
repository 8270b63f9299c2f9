import RuleText

extension Parser {
    /// Reads the type of a field, a score or an argument.
    mutating func parseType() -> TypeExpression {
        let start = token.startOffset
        switch token.kind {
        case .word, .quotedName: break
        case .text:
            reportExpected("a type; levels and choices are bare words")
            advance()
            return .invalid(span(from: start))
        default:
            reportExpected("a type")
            return .invalid(lexer.span(previousEnd, previousEnd))
        }
        let keyword = token.keyword
        if keyword == .list, peek().keyword == .of { return parseListType(from: start) }
        guard let name = acceptName() else {
            reportExpected("a type")
            return .invalid(lexer.span(previousEnd, previousEnd))
        }
        switch token.kind {
        case .less, .pipe: return parseMembers(first: name, from: start)
        case .number, .minus, .range, .duration:
            guard keyword == .number else { return .named(name) }
            guard let range = parseRange("a range such as '0..100'") else { return .invalid(span(from: start)) }
            return .number(range, span: span(from: start))
        default: return .named(name)
        }
    }

    /// `list of T`; nested ones are counted, not recursed into.
    private mutating func parseListType(from start: Int) -> TypeExpression {
        var starts: [Int] = []
        while token.keyword == .list, peek().keyword == .of {
            starts.append(token.startOffset)
            advance()
            advance()
        }
        var type = parseType()
        guard starts.count <= Self.maximumNesting else {
            report(.nestingTooDeep(at: span(from: start)))
            return .invalid(span(from: start))
        }
        for start in starts.reversed() { type = .list(type, span: span(from: start)) }
        return type
    }

    /// `a < b < c` or `a | b`, behind the first name.
    private mutating func parseMembers(first: Name, from start: Int) -> TypeExpression {
        let separator = token.kind
        var members = [first]
        while token.kind == .less || token.kind == .pipe {
            if token.kind != separator, isNewMistake() {
                report(
                    Diagnostic(
                        .unexpectedToken, at: tokenSpan, "levels ('<') and choices ('|') do not mix",
                        help: "levels are ordered, choices are not"))
            }
            advance()
            guard token.kind == .word || token.kind == .quotedName else {
                reportExpected("a bare word as the next value")
                if token.kind == .text || token.kind == .number { advance() }
                continue
            }
            // A value may have any name, since it stands only where values do.
            members.append(consumeName())
        }
        let span = span(from: start)
        return separator == .less ? .levels(members, span: span) : .choices(members, span: span)
    }

    /// `LO..HI` or `LO..`
    mutating func parseRange(_ what: String) -> RangeLiteral? {
        let start = token.startOffset
        guard token.kind == .number || token.kind == .duration || token.kind == .minus else {
            reportExpected(what)
            return nil
        }
        let lower = tree { $0.parseExpression(.unary) }
        guard expect(.range) else { return nil }
        var upper: Expression?
        if token.kind == .number || token.kind == .duration || token.kind == .minus {
            upper = tree { $0.parseExpression(.unary) }
        }
        return RangeLiteral(lower: lower, upper: upper, span: span(from: start))
    }
}

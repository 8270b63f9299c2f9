import RuleText

extension Parser {
    /// Whether `any`, `no` or `all` stands here as a quantifier: before a word that is no operator.
    var beginsQuantifier: Bool {
        mutating get {
            let next = peek()
            switch next.kind {
            case .quotedName, .leftParenthesis: return true
            case .word: return next.keyword.map { !$0.endsOperand } ?? true
            default: return false
            }
        }
    }

    /// `any ROWS`, `no ROWS`, `all ROWS satisfy COND`
    mutating func parseQuantifier(_ minimum: Precedence) -> Expression {
        let start = token.startOffset
        let kind: Quantifier.Kind = token.keyword == .any ? .any : token.keyword == .no ? .no : .all
        if minimum > .comparison, isNewMistake() {
            report(
                Diagnostic(
                    .expectedExpression, at: tokenSpan, "expected a value, found '\(kind.rawValue)'",
                    help: "put the condition in parentheses: '(\(kind.rawValue) …)'"))
        }
        advance()
        guard enter() else { return leaveTooDeep(from: start) }
        let opening = token
        let hasParenthesis = accept(.leftParenthesis)
        if hasParenthesis {
            report(
                Diagnostic(
                    .unexpectedToken, at: lexer.span(of: opening), "'\(kind.rawValue)' takes no parentheses",
                    help: "write '\(kind.rawValue) ENTITY where …', or all of it in parentheses"))
        }
        if kind == .all { openAlls += 1 }
        let rows = parseRows()
        if kind == .all { openAlls -= 1 }
        var tallest = height
        var satisfy: Expression?
        if token.keyword == .satisfy, kind == .all || openAlls == 0 {
            let isWanted = kind == .all
            if !isWanted, isNewMistake() {
                report(
                    Diagnostic(
                        .unexpectedToken, at: tokenSpan, "'satisfy' goes with 'all'",
                        help: "'\(kind.rawValue)' takes its condition behind 'where'"))
            }
            advance()
            let condition = parseExpression()
            tallest = max(tallest, height)
            if isWanted { satisfy = condition }
        } else if kind == .all {
            reportExpected("'satisfy' and a condition")
            satisfy = .invalid(lexer.span(previousEnd, previousEnd))
        }
        if hasParenthesis { _ = accept(.rightParenthesis) }
        depth -= 1
        return nested(
            .quantifier(Quantifier(kind: kind, rows: rows, satisfy: satisfy, span: span(from: start))), over: tallest)
    }

    private static let rowParts = ["'as'", "'of'", "'where'"]

    /// `ENTITY [as VAR] [of PATH | via FIELD of PATH | anywhere] [where COND]`
    mutating func parseRows() -> RowSet {
        let start = token.startOffset
        var rows = RowSet(
            entity: parseName("an entity"), alias: nil, scope: .bare, condition: nil, span: tokenSpan)
        var tallest = 0
        var order = PartOrder(Self.rowParts)
        parts: while true {
            switch token.keyword {
            case .as:
                let isFirst = begin(0, &order)
                advance()
                let alias = parseName("a name for the row")
                if isFirst, !alias.isMissing { rows.alias = alias }
            case .of, .via, .anywhere:
                let isFirst = begin(1, &order)
                let scope = parseScope()
                tallest = max(tallest, height)
                if isFirst { rows.scope = scope }
            case .where:
                let isFirst = begin(2, &order)
                advance()
                let condition = parseExpression()
                tallest = max(tallest, height)
                if isFirst { rows.condition = condition }
            case nil where token.kind == .word && !token.flags.contains(.isUnindented):
                guard correct(Self.rowWordsAndFollowers),
                    [.as, .of, .via, .anywhere, .where].contains(token.keyword)
                else { break parts }
            default: break parts
            }
        }
        height = tallest
        rows.span = span(from: start)
        return rows
    }

    private static let rowWordsAndFollowers: [Keyword] = [
        .as, .of, .via, .anywhere, .where, .satisfy, .then, .and, .or, .by, .because, .until,
    ]

    private mutating func parseScope() -> RowSet.Scope {
        height = 0
        let span = tokenSpan
        if accept(.anywhere) { return .anywhere(span) }
        var field: Name?
        if accept(.via) {
            field = token.kind == .word ? consumeName() : parseName("a reference field")
            guard expect(.of, "'of' and a row") else {
                return .of(.invalid(lexer.span(previousEnd, previousEnd)), via: field)
            }
        } else {
            advance()
        }
        return .of(parsePath("a row"), via: field)
    }

    /// Reads what stands in the parentheses of a function, behind its name.
    mutating func parseCall(_ name: Name, _ keyword: Keyword?) -> Expression {
        switch name.isQuoted ? nil : keyword {
        case .count: return parseAggregate(.count, name)
        case .sum: return parseAggregate(.sum, name)
        case .min: return parseAggregate(.min, name)
        case .max: return parseAggregate(.max, name)
        case .average: return parseAggregate(.average, name)
        case .latest: return parseAggregate(.latest, name)
        case .earliest: return parseAggregate(.earliest, name)
        default: return parseFunction(name)
        }
    }

    /// `abs(N)` and the like. Whether there is such a function is not the grammar's question.
    private mutating func parseFunction(_ name: Name) -> Expression {
        let start = token.startOffset
        advance()
        guard enter() else { return leaveTooDeep(from: start, closing: .rightParenthesis) }
        var arguments: [Expression] = []
        var tallest = 0
        while token.kind != .rightParenthesis {
            arguments.append(parseExpression())
            tallest = max(tallest, height)
            guard accept(.comma) else { break }
        }
        depth -= 1
        expectClosing(.rightParenthesis, openedAt: start, otherwise: "',' or ")
        let span = name.span.joined(with: span(from: start))
        return nested(.call(FunctionCall(function: name, arguments: arguments, span: span)), over: tallest)
    }

    /// `count(ROWS)`, `sum(EXPR of ROWS)`, `latest(EXPR of ROWS by FIELD)`
    private mutating func parseAggregate(_ function: Aggregate.Function, _ name: Name) -> Expression {
        let start = token.startOffset
        advance()
        guard enter() else { return leaveTooDeep(from: start, closing: .rightParenthesis) }
        defer { depth -= 1 }
        var value: Expression?
        var tallest = 0
        if function != .count {
            value = parseExpression()
            tallest = height
            guard expect(.of, "'of' and the rows") else {
                skip { $0.token.kind == .rightParenthesis || $0.token.keyword == .then || $0.isDeclarationStart }
                _ = accept(.rightParenthesis)
                height = 0
                return .invalid(name.span.joined(with: span(from: start)))
            }
        }
        let rows = parseRows()
        tallest = max(tallest, height)
        let by = parseRank(function)
        tallest = max(tallest, height)
        expectClosing(.rightParenthesis, openedAt: start, otherwise: rows.condition == nil ? "'where' or " : "")
        let aggregate = Aggregate(
            function: function, value: value, rows: rows, by: by, span: name.span.joined(with: span(from: start)))
        return nested(.aggregate(aggregate), over: tallest)
    }

    /// Reads `by FIELD`, which `latest` and `earliest` need and nothing else has.
    private mutating func parseRank(_ function: Aggregate.Function) -> Expression? {
        height = 0
        let isWanted = function == .latest || function == .earliest
        guard token.keyword == .by else {
            guard isWanted else { return nil }
            reportExpected("'by' and the field that orders the rows")
            return .invalid(lexer.span(previousEnd, previousEnd))
        }
        if !isWanted, isNewMistake() {
            report(
                Diagnostic(
                    .unexpectedToken, at: tokenSpan, "'\(function.rawValue)' does not order its rows",
                    help: "'by' goes with 'latest' and 'earliest'"))
        }
        let by = parsePartValue()
        return isWanted ? by : nil
    }
}

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
    mutating func parseQuantifier(_ minimum: Precedence) -> NodeIndex {
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
        var satisfy = NodeIndex.none
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
            satisfy = invalidAtEnd()
        }
        if hasParenthesis { _ = accept(.rightParenthesis) }
        depth -= 1
        return nested(add(.quantifier, detail: kind.number, from: start, rows, satisfy), over: tallest)
    }

    private static let rowParts = ["'as'", "'of'", "'where'"]

    /// `ENTITY [as VAR] [of PATH | via FIELD of PATH | anywhere] [where COND]`
    mutating func parseRows() -> NodeIndex {
        let start = token.startOffset
        let entity = parseNameNode("an entity")
        var rowName = NodeIndex.none
        var rowScope = NodeIndex.none
        var rowCondition = NodeIndex.none
        var tallest = 0
        var order = PartOrder(Self.rowParts)
        parts: while true {
            switch token.keyword {
            case .as:
                let isFirst = begin(0, &order)
                advance()
                let alias = parseNameNode("a name for the row")
                if isFirst, !isMissing(alias) { rowName = alias }
            case .of, .via, .anywhere:
                let isFirst = begin(1, &order)
                let scope = parseScope()
                tallest = max(tallest, height)
                if isFirst { rowScope = scope }
            case .where:
                let isFirst = begin(2, &order)
                advance()
                let condition = parseExpression()
                tallest = max(tallest, height)
                if isFirst { rowCondition = condition }
            case nil where token.kind == .word && !token.flags.contains(.isUnindented):
                guard correct(Self.rowWordsAndFollowers),
                    [.as, .of, .via, .anywhere, .where].contains(token.keyword)
                else { break parts }
            default: break parts
            }
        }
        height = tallest
        return add(
            .rows, at: span(from: start), entity.rawValue, rowName.rawValue, rowScope.rawValue, rowCondition.rawValue)
    }

    private static let rowWordsAndFollowers: [Keyword] = [
        .as, .of, .via, .anywhere, .where, .satisfy, .then, .and, .or, .by, .because, .until,
    ]

    private mutating func parseScope() -> NodeIndex {
        height = 0
        let span = tokenSpan
        if accept(.anywhere) { return add(.rowsAnywhere, at: span) }
        var field = NodeIndex.none
        if accept(.via) {
            field = token.kind == .word ? consumeNameNode() : parseNameNode("a reference field")
            guard expect(.of, "'of' and a row") else {
                let path = invalidAtEnd()
                return add(.rowsOf, at: self.span(of: path), path.rawValue, field.rawValue)
            }
        } else {
            advance()
        }
        let path = parsePath("a row")
        return add(.rowsOf, at: self.span(of: path), path.rawValue, field.rawValue)
    }

    /// Reads what stands in the parentheses of a function, behind its name.
    mutating func parseCall(_ name: NodeIndex, _ keyword: Keyword?) -> NodeIndex {
        switch tables[name].detail != 0 ? nil : keyword {
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
    private mutating func parseFunction(_ name: NodeIndex) -> NodeIndex {
        let start = token.startOffset
        advance()
        guard enter() else { return leaveTooDeep(from: start, closing: .rightParenthesis) }
        let mark = elements.count
        var tallest = 0
        while token.kind != .rightParenthesis {
            let argument = parseExpression()
            elements.append(argument)
            tallest = max(tallest, height)
            guard accept(.comma) else { break }
        }
        depth -= 1
        expectClosing(.rightParenthesis, openedAt: start, otherwise: "',' or ")
        let whole = span(of: name).joined(with: span(from: start))
        return nested(add(.call, at: whole, name.rawValue, takeList(from: mark)), over: tallest)
    }

    /// `count(ROWS)`, `sum(EXPR of ROWS)`, `latest(EXPR of ROWS by FIELD)`
    private mutating func parseAggregate(_ function: Aggregate.Function, _ name: NodeIndex) -> NodeIndex {
        let start = token.startOffset
        advance()
        guard enter() else { return leaveTooDeep(from: start, closing: .rightParenthesis) }
        defer { depth -= 1 }
        var value = NodeIndex.none
        var tallest = 0
        if function != .count {
            value = parseExpression()
            tallest = height
            guard expect(.of, "'of' and the rows") else {
                skip { $0.token.kind == .rightParenthesis || $0.token.keyword == .then || $0.isDeclarationStart }
                _ = accept(.rightParenthesis)
                height = 0
                return invalid(at: span(of: name).joined(with: span(from: start)))
            }
        }
        let rows = parseRows()
        tallest = max(tallest, height)
        let by = parseRank(function)
        tallest = max(tallest, height)
        expectClosing(.rightParenthesis, openedAt: start, otherwise: tables[rows].d == 0 ? "'where' or " : "")
        let whole = span(of: name).joined(with: span(from: start))
        let aggregate = add(
            .aggregate, detail: function.number, at: whole, value.rawValue, rows.rawValue, by.rawValue)
        return nested(aggregate, over: tallest)
    }

    /// Reads `by FIELD`, which `latest` and `earliest` need and nothing else has.
    private mutating func parseRank(_ function: Aggregate.Function) -> NodeIndex {
        height = 0
        let isWanted = function == .latest || function == .earliest
        guard token.keyword == .by else {
            guard isWanted else { return .none }
            reportExpected("'by' and the field that orders the rows")
            return invalidAtEnd()
        }
        if !isWanted, isNewMistake() {
            report(
                Diagnostic(
                    .unexpectedToken, at: tokenSpan, "'\(function.rawValue)' does not order its rows",
                    help: "'by' goes with 'latest' and 'earliest'"))
        }
        let by = parsePartValue()
        return isWanted ? by : .none
    }
}

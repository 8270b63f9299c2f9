import RuleText

extension CanonicalLayout {
    mutating func expression(_ expression: Expression) -> LayoutDocument {
        switch expression {
        case .number, .text, .boolean, .duration, .time, .clock, .name, .invalid:
            return words(to: expression.span)
        case .member(let node): return .sequence([self.expression(node.base), take(), take()])
        case .list(let node): return bracketed(node.elements)
        case .call(let node): return .sequence([take(), bracketed(node.arguments)])
        case .aggregate(let node): return aggregate(node)
        case .quantifier(let node): return quantifier(node)
        case .parenthesized(let node):
            let opening = take()
            let content = self.expression(node.content)
            return closed(opening, content)
        case .negative(let node): return .sequence([take(), self.expression(node.operand)])
        case .arithmetic(let node): return arithmetic(node)
        case .otherwise(let node):
            let value = self.expression(node.value)
            return group(value, .nest(2, .line, take(), .space, self.expression(node.fallback)))
        case .comparison(let node): return relation(node.left, node.right)
        case .test(let node): return relation(node.left, node.right)
        case .between(let node):
            let value = self.expression(node.value)
            let sign = words(before: node.lower.span)
            let lower = self.expression(node.lower)
            return group(
                value,
                .nest(2, .line, sign, .space, lower, .space, take(), .space, self.expression(node.upper)))
        case .match(let node):
            let value = self.expression(node.value)
            return group(value, .nest(2, .line, words(to: node.span)))
        case .presence(let node):
            let value = self.expression(node.value)
            return .sequence([value, .space, words(to: node.span)])
        case .not(let node): return .sequence([take(), .space, self.expression(node.operand)])
        case .all(let node): return connected(node.terms)
        case .any(let node): return connected(node.terms)
        }
    }

    /// Terms with `and` or `or` between them, each on a line where they do not fit on one.
    private mutating func connected(_ terms: [Expression]) -> LayoutDocument {
        var parts: [LayoutDocument] = []
        for (place, term) in terms.enumerated() {
            if place > 0 { parts += [.line, take(), .space] }
            let inner = expression(term)
            parts.append(term.isConnected ? .nest(2, inner) : inner)
        }
        return group(.sequence(parts))
    }

    private mutating func relation(_ left: Expression, _ right: Expression) -> LayoutDocument {
        let value = expression(left)
        let sign = words(before: right.span)
        let other = expression(right)
        if right.isBracketed { return .sequence([value, .space, sign, .space, other]) }
        return group(value, .nest(2, .line, sign, .space, other))
    }

    /// A chain of operators that bind to the left, flat.
    private mutating func arithmetic(_ node: Arithmetic) -> LayoutDocument {
        var rights = [node.right]
        var left = node.left
        while case .arithmetic(let inner) = left {
            rights.append(inner.right)
            left = inner.left
        }
        let first = expression(left)
        var rest: [LayoutDocument] = []
        for right in rights.reversed() { rest += [.line, take(), .space, expression(right)] }
        return group(first, .nest(2, .sequence(rest)))
    }

    /// What a bracket here opens, with commas between the elements.
    private mutating func bracketed(_ elements: [Expression]) -> LayoutDocument {
        let opening = take()
        var parts: [LayoutDocument] = []
        for element in elements {
            let inner = expression(element)
            parts.append(tokens.tokens[next].kind == .comma ? .sequence([inner, take()]) : inner)
        }
        return closed(opening, .fill(parts, in: tokens))
    }

    /// A bracket, what stands in it, and the bracket that closes it, which is taken.

    private mutating func closed(_ opening: LayoutDocument, _ content: LayoutDocument) -> LayoutDocument {
        let comments = LayoutDocument(content: .comments(before: next), width: 0)
        return group(opening, .nest(2, .softLine, content, comments), .softLine, take())
    }

    private mutating func aggregate(_ node: Aggregate) -> LayoutDocument {
        let name = take()
        let opening = take()
        var parts: [LayoutDocument] = []
        if let value = node.value { parts += [expression(value), .line, take(), .space] }
        parts.append(rows(node.rows))
        if let by = node.by { parts += [.line, take(), .space, expression(by)] }
        return .sequence([name, closed(opening, .sequence(parts))])
    }

    private mutating func quantifier(_ node: Quantifier) -> LayoutDocument {
        let kind = take()
        let rows = rows(node.rows)
        guard let satisfy = node.satisfy else { return group(kind, .space, rows) }
        return group(kind, .space, rows, .nest(2, .line, take(), .space, expression(satisfy)))
    }

    /// `ENTITY [as VAR] [scope]`, and the condition perhaps on a line of its own.
    private mutating func rows(_ rows: RowSet) -> LayoutDocument {
        guard let condition = rows.condition else { return words(to: rows.span) }
        let head = words(beforeWordOf: condition.span)
        return .sequence([head, .nest(2, .line, take(), .space, .nest(2, expression(condition)))])
    }
}

extension Expression {
    /// Whether it begins with a bracket, or a function's name and its bracket, in which its lines can break.
    var isBracketed: Bool {
        switch self {
        case .list, .call, .aggregate, .parenthesized: true
        default: false
        }
    }

    /// Whether it is terms with `and` or `or` between them.
    var isConnected: Bool {
        switch self {
        case .all, .any: true
        default: false
        }
    }

    /// Calls `body` with each regular expression in it.
    func forEachPattern(_ body: (RegexLiteral) -> Void) {
        if case .match(let node) = self { body(node.pattern) }
        forEachChild { $0.forEachPattern(body) }
    }
}

extension Declaration {
    /// Calls `body` with each regular expression in it, but for those in texts.
    func forEachPattern(_ body: (RegexLiteral) -> Void) {
        var expressions: [Expression?] = []
        switch self {
        case .rule(let node):
            expressions = [node.subject?.top?.rank, node.subject?.top?.condition, node.condition]
            for effect in node.effects {
                switch effect {
                case .require(let effect): expressions += [effect.within, effect.due]
                case .run(let effect):
                    expressions += effect.arguments.map(\.value)
                    expressions += [effect.within, effect.due]
                case .raise(let effect): expressions.append(effect.level)
                case .notify, .forbid, .invalid: break
                }
            }
        case .definition(let node): expressions = [node.value]
        case .parameter(let node): expressions = [node.defaultValue]
        case .waiver(let node): expressions = [node.subject?.condition]
        case .entity, .score, .task, .action, .role: break
        case .test(let node):
            for statement in node.statements {
                switch statement {
                case .set(_, let value, _), .givenScore(_, let value, _): expressions.append(value)
                case .givenRow(let row): expressions += row.members.map(\.value)
                case .givenEvent(let event): expressions.append(event.at)
                case .expectation(let expectation):
                    switch expectation.kind {
                    case .require(_, _, let due), .run(_, _, _, let due): expressions.append(due)
                    case .raise, .notify, .forbid, .item, .rule, .nothingElse: break
                    }
                case .now, .timeZone, .givenNone, .invalid: break
                }
            }
        }
        for case let expression? in expressions { expression.forEachPattern(body) }
    }
}

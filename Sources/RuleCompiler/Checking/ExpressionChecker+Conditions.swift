import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    /// Checks an expression that has to be true or false.
    mutating func condition(_ expression: Expression) -> ExpressionID? {
        guard let operand = check(expression) else { return nil }
        guard operand.type == .boolean else {
            report(.notACondition(expression, type: operand.type, schema: symbols.schema))
            return nil
        }
        if case .boolean(let literal) = expression.unparenthesized, !literal.isAlways {
            report(literal.value ? .alwaysTrue(literal) : .neverTrue(literal))
            facts[literal.span] = ComparisonFact(outcome: literal.value ? .always : .never)
        }
        return operand.id
    }

    /// The condition of a `where`: each of its terms should read the innermost row.
    mutating func rowCondition(_ expression: Expression) -> ExpressionID? {
        guard case .all(let conjunction) = expression.unparenthesized else { return rowTerm(expression) }
        let terms = conjunction.terms.map { rowTerm($0) }
        return allKnown(terms).map { truth(.and($0)).id }
    }

    private mutating func rowTerm(_ term: Expression) -> ExpressionID? {
        let before = rowReads.last ?? 0
        guard let id = condition(term) else { return nil }
        if rowReads.last == before, let row = frame.innermost, !row.name.isEmpty {
            if case .boolean = term.unparenthesized { return id }
            report(.conjunctIgnoresRow(term, row: row.name))
        }
        return id
    }

    mutating func negation(_ node: Negation) -> TypedExpression? {
        condition(node.operand).map { typed(.not($0), .boolean) }
    }

    mutating func junction(
        _ terms: [Expression], _ combine: ([ExpressionID]) -> PlanExpression
    ) -> TypedExpression? {
        let terms = terms.map { condition($0) }
        return allKnown(terms).map { typed(combine($0), .boolean) }
    }
}

/// The elements, if there is none that is unknown.
func allKnown<Element>(_ elements: [Element?]) -> [Element]? {
    let known = elements.compactMap(\.self)
    return known.count == elements.count ? known : nil
}

extension Expression {
    /// Without the parentheses around it.
    var unparenthesized: Expression {
        var expression = self
        while case .parenthesized(let node) = expression { expression = node.content }
        return expression
    }
}

extension Diagnostic {
    fileprivate static func notACondition(_ expression: Expression, type: ValueType, schema: Schema) -> Diagnostic {
        var diagnostic = Diagnostic(
            .notACondition, at: expression.span,
            "'\(expression.shortText)' is \(type.phrase(in: schema)), not a condition")
        switch type {
        case .number: diagnostic.help = "compare it, as in '\(expression.shortText) > 0'"
        case .text: diagnostic.help = "compare it, as in '\(expression.shortText) == \"…\"'"
        case .levels(let names), .choices(let names):
            diagnostic.help = "compare it, as in '\(expression.shortText) == \(names.last ?? "…")'"
        case .time: diagnostic.help = "compare it, as in '\(expression.shortText) older than 1d'"
        case .duration: diagnostic.help = "compare it, as in '\(expression.shortText) > 1d'"
        case .list: diagnostic.help = "ask what it holds, as in '\(expression.shortText) contains …'"
        case .reference: diagnostic.help = "ask whether it is there: '\(expression.shortText) is known'"
        case .boolean, .version, .address, .network: break
        }
        return diagnostic
    }

    fileprivate static func conjunctIgnoresRow(_ term: Expression, row: String) -> Diagnostic {
        Diagnostic(
            .conjunctIgnoresRow, at: term.span, "'\(term.shortText)' in this 'where' reads nothing of '\(row)'",
            help: "if it is not about each '\(row)', write it outside, before the rows or after a ')'")
    }

    fileprivate static func alwaysTrue(_ literal: BooleanLiteral) -> Diagnostic {
        var diagnostic = Diagnostic(.alwaysTrue, at: literal.span, "'true' as a condition always holds")
        diagnostic.suggest("write 'always' if that is meant", replacing: literal.span, with: "always", .safe)
        return diagnostic
    }

    fileprivate static func neverTrue(_ literal: BooleanLiteral) -> Diagnostic {
        Diagnostic(.neverTrue, at: literal.span, "'false' as a condition never holds")
    }
}

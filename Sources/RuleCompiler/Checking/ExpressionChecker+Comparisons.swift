import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    mutating func comparison(_ node: Comparison) -> TypedExpression? {
        let readsBefore = dataReads
        let (left, right) = operands(node.left, node.right)
        let reads = dataReads - readsBefore
        guard let left, let right else { return nil }
        guard areComparable(node.left, left, node.right, right, comparator: node.comparator, at: node.comparatorSpan)
        else { return nil }
        if node.isExact, !requiresText(left.type, in: node.left, word: "exactly") { return nil }
        checkLimits(node, left, right, reads: reads)
        return truth(.comparison(node.comparator.planned, left.id, right.id, folding: left.type.folds(node.isExact)))
    }

    mutating func between(_ node: Between) -> TypedExpression? {
        let value: TypedExpression?
        var lower: TypedExpression?
        let upper: TypedExpression?
        if isContextual(node.value) {
            (lower, upper) = operands(node.lower, node.upper)
            value = check(node.value, expecting: expectation(from: lower ?? upper, written: node.lower))
        } else {
            value = check(node.value)
            let expected = expectation(from: value, written: node.value)
            lower = check(node.lower, expecting: expected)
            upper = check(node.upper, expecting: expected)
        }
        guard let value, let lower, let upper else { return nil }
        let operatorSpan = SourceSpan(
            file: node.span.file, start: node.value.span.end, end: node.lower.span.start)
        for (bound, written) in [(lower, node.lower), (upper, node.upper)] {
            guard
                areComparable(
                    node.value, value, written, bound, comparator: .lessOrEqual, at: operatorSpan, word: "between")
            else { return nil }
        }
        checkLimits(node, value, lower, upper)
        return truth(.between(value.id, lower: lower.id, upper: upper.id), negated: node.isNegated)
    }

    /// Whether two values can be compared; reports why not.
    mutating func areComparable(
        _ left: Expression, _ first: TypedExpression, _ right: Expression, _ second: TypedExpression,
        comparator: Comparison.Comparator, at span: SourceSpan, word: String? = nil
    ) -> Bool {
        guard first.type.isSameKind(as: second.type) else {
            reportIncomparable(left, first.type, right, second.type)
            return false
        }
        if case .list = first.type {
            report(
                Diagnostic(
                    .typeMismatch, at: span,
                    "'\(word ?? comparator.rawValue)' does not compare lists, \(described(left, first.type))",
                    help: "ask what it holds with 'contains', or whether it is empty with 'length(\(left.shortText))'"))
            return false
        }
        if comparator.isOrdering, !first.type.isOrdered {
            report(
                .unordered(
                    word ?? comparator.rawValue, left, type: first.type, at: span, schema: symbols.schema))
            return false
        }
        return true
    }

    /// Reports two values of different kinds.
    mutating func reportIncomparable(
        _ left: Expression, _ leftType: ValueType, _ right: Expression, _ rightType: ValueType
    ) {
        let rule: String
        switch (leftType, rightType) {
        case (.levels, .levels): rule = "levels compare only with levels of the same list"
        case (.choices, .choices): rule = "choices compare only with choices of the same list"
        case (.reference, .reference): rule = "a row compares only with rows of the same entity"
        case (.address, .network): rule = "ask whether an address is in a network with 'in'"
        case (.list(let element), let other) where element.isSameKind(as: other):
            rule = "write '\(left.shortText) contains \(right.shortText)'"
        case (let other, .list(let element)) where element.isSameKind(as: other):
            rule = "write '\(left.shortText) in \(right.shortText)'"
        case (.reference(let entity), .text):
            let key = symbols.schema[entity].key.first.map { symbols.schema[entity][$0].name } ?? "id"
            rule = "compare a field of the row, such as '\(left.shortText).\(key)'"
        default: rule = "only values of one kind are compared"
        }
        reportMismatch(left, leftType, right, rightType, orElse: rule)
    }

    /// Whether a type is text, as a word such as `exactly` or `starts with` needs; reports if not.
    mutating func requiresText(_ type: ValueType, in expression: Expression, word: String) -> Bool {
        if type == .text || type == .list(.text) { return true }
        report(
            Diagnostic(
                .typeMismatch, at: expression.span, "'\(word)' is about text, \(described(expression, type))"))
        return false
    }
}

extension Comparison.Comparator {
    var planned: PlanComparator {
        switch self {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }

    var isOrdering: Bool {
        switch self {
        case .equal, .notEqual: false
        case .less, .lessOrEqual, .greater, .greaterOrEqual: true
        }
    }

    /// The comparator that says the same with its sides exchanged.
    var mirrored: Comparison.Comparator {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

extension Diagnostic {
    fileprivate static func unordered(
        _ word: String, _ expression: Expression, type: ValueType, at span: SourceSpan, schema: Schema
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            .unorderedComparison, at: span,
            "'\(word)' needs an order, '\(expression.shortText)' is \(type.phrase(in: schema)), which has none")
        switch type {
        case .text: diagnostic.help = "declare the field as 'number' or 'version' if its values are ordered"
        case .choices: diagnostic.help = "name the choices with 'in [...]', or declare them as levels with '<'"
        case .boolean: diagnostic.help = "write '\(expression.shortText)' or 'not \(expression.shortText)'"
        default: break
        }
        return diagnostic
    }
}

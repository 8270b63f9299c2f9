extension PlanExpression {
    /// Calls `body` with the place of each operand, those in a row set's inner frame included.
    package func forEachOperand(_ body: (ExpressionID) -> Void) {
        switch self {
        case .constant, .parameter, .score, .now, .today, .date, .row: break
        case .field(_, let row): body(row)
        case .definition(_, let row): if let row { body(row) }
        case .negated(let operand), .function(_, let operand), .not(let operand), .like(let operand, _),
            .matches(let operand, _), .isKnown(let operand):
            body(operand)
        case .arithmetic(_, let left, let right), .otherwise(let left, let right),
            .comparison(_, let left, let right, _), .isIn(let left, let right, _), .contains(let left, let right, _),
            .textTest(_, let left, let right, _):
            body(left)
            body(right)
        case .between(let value, let lower, let upper):
            body(value)
            body(lower)
            body(upper)
        case .list(let elements): elements.forEach(body)
        case .and(let terms), .or(let terms): terms.forEach(body)
        case .aggregate(_, let value, let by, let rows):
            if let value { body(value) }
            if let by { body(by) }
            rows.forEachOperand(body)
        case .quantifier(_, let rows, let satisfy):
            rows.forEachOperand(body)
            if let satisfy { body(satisfy) }
        }
    }

    /// The operands in a list, in the same order.
    package var operands: [ExpressionID] {
        var operands: [ExpressionID] = []
        forEachOperand { operands.append($0) }
        return operands
    }
}

extension PlanRowSet {
    /// Calls `body` with the place of each operand: the row referred to, in the outer frame, and the condition, in the inner one.
    package func forEachOperand(_ body: (ExpressionID) -> Void) {
        if case .referring(_, let target) = scope { body(target) }
        if let condition { body(condition) }
    }
}

extension PlanWriter {
    mutating func write(_ expression: PlanExpression) {
        switch expression {
        case .constant(let value):
            write(ExpressionTag.constant)
            write(value)
        case .parameter(let id):
            write(ExpressionTag.parameter)
            write(id)
        case .score(let id):
            write(ExpressionTag.score)
            write(id)
        case .now: write(ExpressionTag.now)
        case .today: write(ExpressionTag.today)
        case .date(let year, let month, let day):
            write(ExpressionTag.date)
            write(year)
            write(month)
            write(day)
        case .row(let depth):
            write(ExpressionTag.row)
            write(depth)
        case .field(let slot, let row):
            write(ExpressionTag.field)
            write(slot)
            write(row)
        case .definition(let id, let row):
            write(ExpressionTag.definition)
            write(id)
            write(row)
        case .negated(let operand):
            write(ExpressionTag.negated)
            write(operand)
        case .arithmetic(let `operator`, let left, let right):
            write(ExpressionTag.arithmetic)
            write(code: `operator`)
            write(left)
            write(right)
        case .function(let function, let operand):
            write(ExpressionTag.function)
            write(code: function)
            write(operand)
        case .otherwise(let first, let second):
            write(ExpressionTag.otherwise)
            write(first)
            write(second)
        case .list(let elements):
            write(ExpressionTag.list)
            write(elements)
        case .aggregate(let function, let value, let by, let rows):
            write(ExpressionTag.aggregate)
            write(code: function)
            write(value)
            write(by)
            write(rows)
        case .and, .or, .not, .quantifier, .comparison, .between, .isIn, .contains, .textTest, .like, .matches,
            .isKnown:
            write(condition: expression)
        }
    }

    private mutating func write(condition: PlanExpression) {
        switch condition {
        case .and(let terms):
            write(ExpressionTag.and)
            write(terms)
        case .or(let terms):
            write(ExpressionTag.or)
            write(terms)
        case .not(let operand):
            write(ExpressionTag.not)
            write(operand)
        case .quantifier(let kind, let rows, let satisfy):
            write(ExpressionTag.quantifier)
            write(code: kind)
            write(rows)
            write(satisfy)
        case .comparison(let comparator, let left, let right, let folding):
            write(ExpressionTag.comparison)
            write(code: comparator)
            write(left, right, folding)
        case .between(let value, let lower, let upper):
            write(ExpressionTag.between)
            write(value)
            write(lower)
            write(upper)
        case .isIn(let value, let list, let folding):
            write(ExpressionTag.isIn)
            write(value, list, folding)
        case .contains(let list, let element, let folding):
            write(ExpressionTag.contains)
            write(list, element, folding)
        case .textTest(let test, let left, let right, let folding):
            write(ExpressionTag.textTest)
            write(code: test)
            write(left, right, folding)
        case .like(let operand, let pattern):
            write(ExpressionTag.like)
            write(operand)
            write(pattern.source)
            write(code: pattern.folding)
        case .matches(let operand, let regex):
            write(ExpressionTag.matches)
            write(operand)
            write(regex.pattern)
            write(code: regex.folding)
        case .isKnown(let operand):
            write(ExpressionTag.isKnown)
            write(operand)
        // Invariant: `write(_:)` takes these itself, and sends none of them here.
        case .constant, .parameter, .score, .now, .today, .date, .row, .field, .definition, .negated, .arithmetic,
            .function, .otherwise, .list, .aggregate:
            preconditionFailure("no condition")
        }
    }

    private mutating func write(_ left: ExpressionID, _ right: ExpressionID, _ folding: Bool) {
        write(left)
        write(right)
        write(code: folding)
    }

    private mutating func write(_ rows: PlanRowSet) {
        write(rows.entity)
        switch rows.scope {
        case .everywhere: write(ScopeTag.everywhere)
        case .referring(let slot, let target):
            write(ScopeTag.referring)
            write(slot)
            write(target)
        }
        write(rows.condition)
    }
}

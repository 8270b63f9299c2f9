import RulePlan

/// Finds the quantifiers and aggregates that read no row around them, such as `any alert anywhere where severity == high`: they come to
/// the same wherever they stand, so that one evaluation is enough.
struct ClosedRowSets {
    private let plan: Plan
    /// By expression: how many rows of its frame it reads, counted from the innermost to the outermost of them.
    private let reaches: [Int]
    private var isVisited: [Bool]

    init(of plan: Plan) {
        self.plan = plan
        // Operands have smaller places than what uses them.
        var reaches: [Int] = []
        reaches.reserveCapacity(plan.expressions.count)
        for expression in plan.expressions {
            reaches.append(expression.reach { $0.index < reaches.count ? reaches[$0.index] : .max })
        }
        self.reaches = reaches
        isVisited = plan.expressions.map { _ in false }
    }

    /// Those in some expressions, definitions apart, that were not found before; each behind those in it.
    mutating func next(in roots: [ExpressionID]) -> [ExpressionID] {
        var found: [ExpressionID] = []
        var stack = roots
        while let id = stack.popLast() {
            if isVisited[id.index] { continue }
            isVisited[id.index] = true
            switch plan[id] {
            case .aggregate, .quantifier: if reaches[id.index] == 0 { found.append(id) }
            default: break
            }
            plan[id].forEachOperand { stack.append($0) }
        }
        return found.sorted()
    }
}

extension PlanExpression {
    /// How many rows of its frame it reads, counted from the innermost to the outermost of them.
    /// - Parameter operand: The same for an operand.
    fileprivate func reach(of operand: (ExpressionID) -> Int) -> Int {
        var reach = 0
        func take(_ id: ExpressionID?, inside depth: Int) {
            if let id { reach = max(reach, operand(id) - depth) }
        }
        func take(_ rows: PlanRowSet) {
            if case .referring(_, let target) = rows.scope { take(target, inside: 0) }
            take(rows.condition, inside: 1)
        }
        switch self {
        case .row(let depth): reach = depth + 1
        case .aggregate(_, let value, let by, let rows):
            take(rows)
            take(value, inside: 1)
            take(by, inside: 1)
        case .quantifier(_, let rows, let satisfy):
            take(rows)
            take(satisfy, inside: 1)
        default: forEachOperand { take($0, inside: 0) }
        }
        return reach
    }
}

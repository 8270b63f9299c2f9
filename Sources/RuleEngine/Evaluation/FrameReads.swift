import RulePlan

/// Which rows of its frame each expression of a plan reads, the innermost first.
struct FrameReads {
    /// By expression; bit *n* for the row at depth *n*, the last bit for all that lie deeper.
    private let depths: [UInt64]

    init(of plan: Plan) {
        // Operands have smaller places than what uses them.
        var depths: [UInt64] = []
        depths.reserveCapacity(plan.expressions.count)
        for expression in plan.expressions {
            depths.append(expression.depths { $0.index < depths.count ? depths[$0.index] : .max })
        }
        self.depths = depths
    }

    /// Whether an expression reads no row, so that it comes to the same in any frame.
    func isNothing(of id: ExpressionID) -> Bool { depths[id.index] == 0 }

    /// Whether an expression reads no row but the innermost one.
    func isInnermostAlone(of id: ExpressionID) -> Bool { depths[id.index] & ~1 == 0 }

    /// Whether an expression reads the innermost row.
    func hasInnermost(of id: ExpressionID) -> Bool { depths[id.index] & 1 != 0 }
}

extension PlanExpression {
    private static let deepest: UInt64 = 1 << 63

    /// - Parameter operand: The same for an operand.
    fileprivate func depths(of operand: (ExpressionID) -> UInt64) -> UInt64 {
        var result: UInt64 = 0
        /// What lies at depth *n* + 1 in a row set lies at depth *n* around it.
        func take(inner id: ExpressionID?) {
            guard let id else { return }
            let depths = operand(id)
            result |= depths >> 1 | depths & Self.deepest
        }
        func take(_ rows: PlanRowSet) {
            if case .referring(_, let target) = rows.scope { result |= operand(target) }
            take(inner: rows.condition)
        }
        switch self {
        case .row(let depth): result = 1 << UInt64(min(max(depth, 0), 63))
        case .aggregate(_, let value, let by, let rows):
            take(rows)
            take(inner: value)
            take(inner: by)
        case .quantifier(_, let rows, let satisfy):
            take(rows)
            take(inner: satisfy)
        default: forEachOperand { result |= operand($0) }
        }
        return result
    }
}

import RulePlan

/// Finds the quantifiers and aggregates of a plan that need not run over their rows each time they are met.
struct RowSetSurvey {
    /// What reads no row around it, such as `any alert anywhere where severity == high`: it comes to the same wherever it stands, so that
    /// one evaluation is enough. Each behind those in it.
    private(set) var closed: [ExpressionID] = []
    /// What runs over all rows of an entity of which a field equals a value from outside.
    private(set) var joined: [(id: ExpressionID, join: EqualityJoin)] = []

    private let plan: Plan
    private let reads: FrameReads
    private var isVisited: [Bool]

    init(of plan: Plan, _ reads: FrameReads) {
        self.plan = plan
        self.reads = reads
        isVisited = plan.expressions.map { _ in false }
    }

    /// Looks at those in some expressions, definitions apart, that were not found before.
    mutating func find(in roots: [ExpressionID]) {
        closed = []
        joined = []
        var stack = roots
        while let id = stack.popLast() {
            if isVisited[id.index] { continue }
            isVisited[id.index] = true
            switch plan[id] {
            case .aggregate(_, _, _, let rows), .quantifier(_, let rows, _):
                if reads.isNothing(of: id) {
                    closed.append(id)
                } else if let join = EqualityJoin(in: rows, of: plan, reads) {
                    joined.append((id, join))
                }
            default: break
            }
            plan[id].forEachOperand { stack.append($0) }
        }
        closed.sort()
    }
}

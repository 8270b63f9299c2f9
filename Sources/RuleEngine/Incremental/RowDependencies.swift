import RulePlan

/// What an expression's value for a row depends on, and how to find the rows for which it may change when something else does.
struct RowDependencies: Sendable {
    enum Origin: Hashable, Sendable {
        /// The rows of an entity.
        case rows(EntityID)
        /// A derived value.
        case definition(DefinitionID)
        /// A quantifier or an aggregate that reads nothing around it.
        case closed(ExpressionID)
    }

    /// From a row to others.
    enum Step: Hashable, Sendable {
        /// To the row that a reference of it leads to.
        case along(FieldSlot, of: EntityID)
        /// To the rows of an entity whose reference leads to it.
        case back(FieldSlot, of: EntityID)
    }

    /// The way from what changed to the rows that it concerns.
    struct Route: Hashable, Sendable {
        var origin: Origin
        var steps: [Step]
    }

    private(set) var routes: Set<Route> = []
    /// What concerns all rows when it changes.
    private(set) var everywhere: Set<Origin> = []

    private let plan: Plan
    private let reads: FrameReads
    /// What is looked into although it is closed.
    private let opened: ExpressionID?
    private var visited: Set<Visit> = []

    /// By row of the frame, the way from it to the row in question; nothing where it may be any row.
    private typealias Frame = [[Step]?]

    private struct Visit: Hashable {
        var id: ExpressionID
        var frame: Frame
    }

    /// - Parameters:
    ///   - entity: Whose rows the expressions are asked of; nothing for the organisation.
    ///   - opened: A quantifier or an aggregate to be looked into, although it is the same wherever it stands.
    init(
        of ids: [ExpressionID], for entity: EntityID?, opening opened: ExpressionID? = nil, in plan: Plan,
        _ reads: FrameReads
    ) {
        self.plan = plan
        self.reads = reads
        self.opened = opened
        for id in ids { visit(id, entity == nil ? [] : [[]]) }
        visited = []
    }

    // Invariant: the plan bounds nesting, and derived values are not followed, so that this does not go deep.
    private mutating func visit(_ id: ExpressionID, _ frame: Frame) {
        guard visited.insert(Visit(id: id, frame: frame)).inserted else { return }
        switch plan[id] {
        case .field(_, let row):
            let route = readRow(row, frame)
            if case .reference(let entity) = plan.type(of: row) { note(.rows(entity), route) }
        case .definition(let definition, let row):
            guard let row else { return note(.definition(definition), nil) }
            note(.definition(definition), readRow(row, frame))
        case .aggregate(_, let value, let by, let rows): visit(rows, [value, by], id, frame)
        case .quantifier(_, let rows, let satisfy): visit(rows, [satisfy], id, frame)
        default: plan[id].forEachOperand { visit($0, frame) }
        }
    }

    private mutating func visit(_ rows: PlanRowSet, _ inner: [ExpressionID?], _ id: ExpressionID, _ frame: Frame) {
        if id != opened, reads.isNothing(of: id) { return note(.closed(id), nil) }
        var route: [Step]?
        if case .referring(let slot, let target) = rows.scope {
            route = readRow(target, frame).map { [.along(slot, of: rows.entity)] + $0 }
        }
        note(.rows(rows.entity), route)
        for operand in [rows.condition] + inner {
            if let operand { visit(operand, frame + [route]) }
        }
    }

    private mutating func note(_ origin: Origin, _ route: [Step]?) {
        if let route { routes.insert(Route(origin: origin, steps: route)) } else { everywhere.insert(origin) }
    }

    /// Notes what is read to find a row: the references that lead to it.
    /// - Returns: The way back from it to the row in question.
    private mutating func readRow(_ row: ExpressionID, _ frame: Frame) -> [Step]? {
        switch plan[row] {
        case .row(let depth): return depth < frame.count ? frame[frame.count - 1 - depth] : nil
        case .field(let slot, let base):
            let route = readRow(base, frame)
            guard case .reference(let entity) = plan.type(of: base) else { return nil }
            note(.rows(entity), route)
            return route.map { [.back(slot, of: entity)] + $0 }
        default:
            visit(row, frame)
            return nil
        }
    }
}

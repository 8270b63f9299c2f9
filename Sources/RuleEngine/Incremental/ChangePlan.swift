import RulePlan

/// What has to be computed again, and in which order, when rows of the data change.
struct ChangePlan: Sendable {
    /// What is computed before the rules, each behind what it uses.
    enum Part: Sendable {
        /// A quantifier or an aggregate that reads nothing around it.
        case closed(ExpressionID)
        case definition(DefinitionID)
    }

    let parts: [(part: Part, dependencies: RowDependencies)]
    /// By expression: whether what it comes to for every row alike may be something else when rows change.
    private let isVolatile: [Bool]

    init(of plan: Plan, _ reads: FrameReads) {
        var parts: [(part: Part, dependencies: RowDependencies)] = []
        var survey = RowSetSurvey(of: plan, reads)
        func addClosed(in roots: [ExpressionID]) {
            survey.find(in: roots)
            for id in survey.closed {
                parts.append((.closed(id), RowDependencies(of: [id], for: nil, opening: id, in: plan, reads)))
            }
        }
        var isVolatileDefinition = plan.definitions.map { _ in false }
        for id in plan.definitionsInUse() {
            let definition = plan[id]
            addClosed(in: [definition.value])
            let dependencies = RowDependencies(of: [definition.value], for: definition.entity, in: plan, reads)
            isVolatileDefinition[id.index] = definition.entity == nil && !dependencies.everywhere.isEmpty
            parts.append((.definition(id), dependencies))
        }
        addClosed(in: plan.roots)
        self.parts = parts
        var isVolatile: [Bool] = []
        isVolatile.reserveCapacity(plan.expressions.count)
        for (place, expression) in plan.expressions.enumerated() {
            var result = false
            switch expression {
            case .aggregate, .quantifier: result = reads.isNothing(of: ExpressionID(place))
            case .definition(let definition, nil): result = isVolatileDefinition[definition.index]
            default: break
            }
            expression.forEachOperand { result = result || $0.index < place && isVolatile[$0.index] }
            isVolatile.append(result)
        }
        self.isVolatile = isVolatile
    }

    func isStable(_ id: ExpressionID) -> Bool { !isVolatile[id.index] }
}

/// What changed between two versions of the data, as far as it has been found out.
struct ChangedOrigins {
    private(set) var rows: [EntityID: Set<Int>]
    private var definitions: [DefinitionID: Set<Int>] = [:]
    private var closed: Set<ExpressionID> = []

    init(rows: [EntityID: Set<Int>]) {
        self.rows = rows
    }

    func contains(_ origin: RowDependencies.Origin) -> Bool {
        switch origin {
        case .rows(let entity): rows[entity]?.isEmpty == false
        case .definition(let definition): definitions[definition]?.isEmpty == false
        case .closed(let id): closed.contains(id)
        }
    }

    /// Whether all rows are concerned.
    func concernAll(of dependencies: RowDependencies) -> Bool { dependencies.everywhere.contains(where: contains) }

    /// Whether any row is concerned.
    func concernAny(of dependencies: RowDependencies) -> Bool {
        concernAll(of: dependencies) || dependencies.routes.contains { contains($0.origin) }
    }

    mutating func insert(_ id: ExpressionID) { closed.insert(id) }

    /// - Parameter row: 0 for a value of the organisation.
    mutating func insert(_ definition: DefinitionID, row: Int) { definitions[definition, default: []].insert(row) }

    /// The rows that are concerned by way of references.
    func rows(concernedBy dependencies: RowDependencies, from old: Dataset, to new: Dataset) -> Set<Int> {
        var found: Set<Int> = []
        for route in dependencies.routes {
            var rows: Set<Int>
            switch route.origin {
            case .rows(let entity): rows = self.rows[entity] ?? []
            case .definition(let definition): rows = definitions[definition] ?? []
            case .closed: rows = []
            }
            for step in route.steps where !rows.isEmpty {
                var next: Set<Int> = []
                for data in [old, new] {
                    switch step {
                    case .along(let slot, let entity):
                        guard let table = data.table(entity) else { continue }
                        for row in rows where table.hasRow(row) {
                            if let target = table.value(slot, row).row { next.insert(target) }
                        }
                    case .back(let slot, let entity):
                        guard let table = data.table(entity) else { continue }
                        for row in rows { next.formUnion(table.rows(referringBy: slot, to: row)) }
                    }
                }
                rows = next
            }
            found.formUnion(rows)
        }
        return found
    }
}

extension ScalarEvaluator {
    /// The same evaluator for another version of the data: computes again what depends on rows that changed, and notes what came to
    /// something else.
    /// - Parameter keepsClosed: Whether what is the same for all rows stays as it is.
    func changed(
        to data: Dataset, _ changes: inout ChangedOrigins, by changePlan: ChangePlan, keepsClosed: Bool = false
    ) -> ScalarEvaluator {
        var new = self
        new.take(data)
        for (part, dependencies) in changePlan.parts {
            switch part {
            case .closed(let id):
                if !keepsClosed, changes.concernAll(of: dependencies), new.reviseClosed(id) { changes.insert(id) }
            case .definition(let id):
                guard let entity = plan[id].entity else {
                    if !keepsClosed, changes.concernAll(of: dependencies), new.revise(id, row: nil) {
                        changes.insert(id, row: 0)
                    }
                    continue
                }
                guard let table = data.table(entity) else { continue }
                var rows = changes.rows[entity] ?? []
                if changes.concernAll(of: dependencies) {
                    rows = Set(table.places)
                } else {
                    rows.formUnion(changes.rows(concernedBy: dependencies, from: self.data, to: data))
                }
                for row in rows where table.hasRow(row) && new.revise(id, row: row) { changes.insert(id, row: row) }
            }
        }
        return new
    }
}

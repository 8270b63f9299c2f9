package import RulePlan

/// An index that is asked about rows which are not in the data: each as if it were added to the data, or took the place of the row with
/// its key. Counts over all rows of an entity stay as they are in the data.
package struct GivenRowIndex: Sendable {
    package let index: RuleIndex
    /// The rules of the entity that compare its rows with one another, and are left out.
    package let omitted: [RuleID]
    private let changePlan: ChangePlan
    private let directory: RowDirectory

    /// - Parameter data: With its dangling references.
    /// - Complexity: O(*n*) for *n* rows of the entity, and of those that it refers to.
    package init(_ plan: Plan, for entity: EntityID, on data: Dataset, in context: RunContext) {
        var data = data.adding(context.history, as: plan.schema)
        if data.table(entity) == nil {
            // Asked about a row, it is an entity of which there are rows.
            var edit = DataEdit(data, RowDirectory(of: data, schema: plan.schema), schema: plan.schema)
            edit.take(.none(of: entity, in: plan.schema))
            data = edit.data
        }
        let evaluator = ScalarEvaluator(plan: plan, data: data, context: context, columnar: ColumnarOptions())
        let rules = plan.rulesInOrder.filter { plan[$0].subject?.entity == entity }
        omitted = rules.filter { plan[$0].subject?.top != nil }
        index = RuleIndex(rules, for: entity, waivers: plan.waiverConditions(at: context), with: evaluator)
        changePlan = ChangePlan(of: plan, evaluator.reads)
        var directory = RowDirectory(of: data, schema: plan.schema)
        for other in plan.schema.entities.indices.map(EntityID.init) where plan.schema.isNear(other, entity) {
            directory.prepare(other, data)
        }
        self.directory = directory
    }

    /// Asks about a row.
    /// - Parameters:
    ///   - rows: It, and what came with it.
    ///   - matcher: Of this index; has the answers then.
    /// - Returns: Whether there is such a row.
    package func match(_ rows: ChangedRows, with matcher: RowMatcher) -> Bool {
        let evaluator = index.evaluator
        guard let key = rows.keys(of: index.entity).last else { return false }
        var edit = DataEdit(evaluator.data, directory, schema: evaluator.plan.schema, isPassing: true)
        edit.take(rows)
        guard let row = edit.place(of: key, in: index.entity) else { return false }
        let (data, changed) = (edit.data, edit.changed)
        matcher.match(row: row, of: data) {
            var origins = ChangedOrigins(rows: changed)
            return evaluator.changed(to: data, &origins, by: changePlan, keepsClosed: true)
        }
        return true
    }
}

extension ChangedRows {
    /// Says of an entity that it has data.
    fileprivate static func none(of entity: EntityID, in schema: Schema) -> ChangedRows {
        var rows: [[RowOverlay.Row]?] = schema.entities.map { _ in nil }
        rows[entity.index] = []
        return ChangedRows(rows: rows, scores: schema.scores.map { _ in nil })
    }
}

extension Schema {
    /// Whether rows of one entity are the other's, come with them, or are referred to by what does.
    fileprivate func isNear(_ other: EntityID, _ entity: EntityID) -> Bool {
        let comes = entities.indices.map(EntityID.init).filter {
            $0 == entity || self[$0].hasAncestor(entity, in: self)
        }
        return comes.contains { $0 == other || self[$0].fields.contains { $0.type == .reference(other) } }
    }
}

extension EntitySchema {
    fileprivate func hasAncestor(_ entity: EntityID, in schema: Schema) -> Bool {
        var ancestor = parent
        // Never further than there are entities.
        for _ in schema.entities.indices {
            guard let place = ancestor else { return false }
            if place == entity { return true }
            ancestor = schema[place].parent
        }
        return false
    }
}

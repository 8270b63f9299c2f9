package import RulePlan

/// What a rule says of a row: that it fires, or that it can't be decided.
package struct RuleMatch: Hashable, Sendable {
    package var rule: RuleID
    /// Nothing for a rule of the organisation, or where the rule's entity has no data.
    package var row: RowReference?
    package var isUndetermined: Bool

    /// By rule, then key.
    /// - Parameter ranks: By rule its place in the program.
    fileprivate func precedes(_ other: RuleMatch, _ ranks: [Int]) -> Bool {
        if rule != other.rule { return ranks[rule.index] < ranks[other.rule.index] }
        return (row?.key ?? []).lexicographicallyPrecedes(other.row?.key ?? []) { $0.precedesByScalars($1) }
    }
}

/// The matches that are there now and were not before, and those that were there and are no more; in the order of the program, then by key.
package struct MatchChanges: Sendable {
    package var entered: [RuleMatch] = []
    package var left: [RuleMatch] = []
}

/// Keeps a plan's answers for data that changes row by row: after a change, only the rows that it concerns are evaluated.
///
/// Which rows those are follows from the references and derived values that the rules read. It remembers no answers: those from before a
/// change are found again in the version of the data before it. Where a rule asks about all rows of an entity, all of its rows are evaluated
/// when such a condition came to something else. Not to be shared between threads.
package final class MatchTracker {
    private let plan: Plan
    private let context: RunContext
    private let changePlan: ChangePlan
    private let waivers: [RuleID: [ExpressionID?]]
    private let groups: [RuleGroup]
    /// By rule its place in the program.
    private let ranks: [Int]
    private var directory: RowDirectory
    private var version: Version

    /// The data at one time, with what answers for it.
    private struct Version {
        var evaluator: ScalarEvaluator
        /// By group.
        var matchers: [RowMatcher?]
    }

    /// How many rows may have changed before the columns are made anew, if not one in 32.
    private let overlayLimit: Int

    package init(_ plan: Plan, on data: Dataset, in context: RunContext, overlayLimit: Int = 4096) {
        self.plan = plan
        self.context = context
        self.overlayLimit = overlayLimit
        let data = data.adding(context.history, as: plan.schema)
        var ranks = plan.rules.map { _ in 0 }
        for (rank, rule) in plan.rulesInOrder.enumerated() { ranks[rule.index] = rank }
        self.ranks = ranks
        changePlan = ChangePlan(of: plan, FrameReads(of: plan))
        waivers = plan.waiverConditions(at: context)
        groups = RuleGroup.groups(of: plan, waivers)
        directory = RowDirectory(of: data, schema: plan.schema)
        let evaluator = ScalarEvaluator(plan: plan, data: data, context: context, columnar: ColumnarOptions())
        version = Version(evaluator: evaluator, matchers: [])
        version.matchers = matchers(for: evaluator)
    }

    private func matchers(for evaluator: ScalarEvaluator) -> [RowMatcher?] {
        groups.map { group in
            group.entity.map { entity in
                RowMatcher(
                    RuleIndex(
                        group.rules, for: entity, waivers: waivers, with: evaluator, isStable: changePlan.isStable))
            }
        }
    }

    /// Every match there is, in the order of the program, then by key.
    package var matches: [RuleMatch] {
        var comparison = MatchComparison(plan)
        for (place, group) in groups.enumerated() {
            let ground = ground(of: group, place, in: version, concernsAll: true, tops: group.tops.map { _ in true })
            comparison.compare(nil, ground, rows: ground.table?.places ?? [])
        }
        return sorted(comparison.changes.entered)
    }

    /// Changes rows, and finds out what follows.
    /// - Parameters:
    ///   - changes: Rows that are new, or that take the place of those with their keys.
    ///   - removed: Rows to be taken away before; those that are not there are left out.
    package func apply(_ changes: ChangedRows, removing removed: [RowReference] = []) -> MatchChanges {
        var edit = DataEdit(version.evaluator.data, directory, schema: plan.schema)
        // So that nobody else holds it, and it changes in place.
        directory = RowDirectory.empty(plan.schema)
        for reference in removed { edit.remove(reference) }
        edit.take(changes)
        directory = edit.directory
        let old = version
        var origins = ChangedOrigins(rows: edit.changed)
        if edit.changesAll {
            version.evaluator = ScalarEvaluator(plan: plan, data: edit.data, context: context)
            version.matchers = matchers(for: version.evaluator)
        } else {
            version.evaluator = old.evaluator.changed(to: edit.data, &origins, by: changePlan)
        }
        var comparison = MatchComparison(plan)
        for (place, group) in groups.enumerated() {
            let concernsAll = edit.changesAll || group.entity == nil || origins.concernAll(of: group.dependencies)
            let tops = group.tops.map { top in
                edit.changesAll || group.entity.map { origins.rows[$0] != nil } ?? false
                    || origins.concernAny(of: top.dependencies)
            }
            let before = ground(of: group, place, in: old, concernsAll: concernsAll, tops: tops)
            let after = ground(of: group, place, in: version, concernsAll: concernsAll, tops: tops)
            var rows =
                concernsAll
                ? Array(0..<max(before.table?.rowCount ?? 0, after.table?.rowCount ?? 0)) : []
            if !concernsAll, let entity = group.entity {
                let found = origins.rows(concernedBy: group.dependencies, from: old.evaluator.data, to: edit.data)
                rows = found.union(origins.rows[entity] ?? []).sorted()
            }
            comparison.compare(before, after, rows: rows)
        }
        compactIfNeeded()
        // A row that went and came again under its key has another place, but not another name.
        let changes = comparison.changes
        let stayed = Set(changes.left).intersection(changes.entered)
        return MatchChanges(
            entered: sorted(changes.entered.filter { !stayed.contains($0) }),
            left: sorted(changes.left.filter { !stayed.contains($0) }))
    }

    private func sorted(_ matches: [RuleMatch]) -> [RuleMatch] { matches.sorted { $0.precedes($1, ranks) } }

    /// What a group's rules say that need not be asked row by row.
    private func ground(
        of group: RuleGroup, _ place: Int, in version: Version, concernsAll: Bool, tops: [Bool]
    ) -> MatchComparison.Ground {
        let evaluator = version.evaluator
        var ground = MatchComparison.Ground(entity: group.entity, evaluator: evaluator)
        guard let entity = group.entity else {
            for rule in group.rules {
                let answer = evaluator.answer(of: plan[rule], in: [], waivers: waivers[rule] ?? [])
                ground.note(answer, of: rule, row: nil)
            }
            return ground
        }
        guard let table = evaluator.data.table(entity) else {
            for rule in group.rules + group.tops.map(\.rule) { ground.note(.undetermined, of: rule, row: nil) }
            return ground
        }
        ground.table = table
        ground.matcher = version.matchers[place]
        for (top, isAsked) in zip(group.tops, tops) where isAsked {
            guard let subject = plan[top.rule].subject?.top else { continue }
            let answers = evaluator.answers(
                of: plan[top.rule], top: subject, in: table, waivers: waivers[top.rule] ?? [])
            for (row, answer) in answers { ground.note(answer, of: top.rule, row: row) }
        }
        return ground
    }

    private func compactIfNeeded() {
        let data = version.evaluator.data
        let rowCount = data.tables.reduce(0) { $0 + ($1?.rowCount ?? 0) }
        guard data.changedRowCount > max(overlayLimit, rowCount / 32) else { return }
        let (compacted, moves) = data.compacted(schema: plan.schema)
        directory = directory.moved { entity, row in moves[entity.index].map { $0[row] } ?? row }
        version.evaluator = ScalarEvaluator(
            plan: plan, data: compacted, context: context, columnar: ColumnarOptions())
        version.matchers = matchers(for: version.evaluator)
    }
}

extension Plan {
    /// By rule the conditions of its waivers that have not ended; nothing for one that waives every match.
    func waiverConditions(at context: RunContext) -> [RuleID: [ExpressionID?]] {
        var conditions: [RuleID: [ExpressionID?]] = [:]
        for waiver in waivers where !WaiverTerm(waiver.until, at: context.now, in: context.timeZone).isOver {
            conditions[waiver.rule, default: []].append(waiver.condition)
        }
        return conditions
    }
}

/// The rules for the rows of one entity, or for the organisation.
struct RuleGroup: Sendable {
    var entity: EntityID?
    /// Those without `top`.
    var rules: [RuleID]
    /// What they depend on.
    var dependencies: RowDependencies
    var tops: [(rule: RuleID, dependencies: RowDependencies)]

    static func groups(of plan: Plan, _ waivers: [RuleID: [ExpressionID?]]) -> [RuleGroup] {
        let reads = FrameReads(of: plan)
        var byEntity: [EntityID?: [RuleID]] = [:]
        for place in plan.rules.indices {
            byEntity[plan.rules[place].subject?.entity, default: []].append(RuleID(place))
        }
        func expressions(of rule: RuleID) -> [ExpressionID] {
            [plan[rule].condition] + plan[rule].effects.flatMap(\.needed) + (waivers[rule] ?? []).compactMap { $0 }
        }
        return byEntity.sorted { ($0.key?.index ?? -1) < ($1.key?.index ?? -1) }.map { entity, rules in
            let plain = rules.filter { plan[$0].subject?.top == nil }
            return RuleGroup(
                entity: entity, rules: plain,
                dependencies: RowDependencies(of: plain.flatMap(expressions), for: entity, in: plan, reads),
                tops: rules.compactMap { rule in
                    plan[rule].subject?.top.map { top in
                        let all = expressions(of: rule) + [top.rank] + [top.condition].compactMap { $0 }
                        return (rule, RowDependencies(of: all, for: entity, in: plan, reads))
                    }
                })
        }
    }
}

import RulePlan
import RuleText

/// Evaluates quantifiers and counts for all rows of an entity at once: one pass over the rows that they run over, not one for each row.
struct RowSetPass {
    /// By quantifier or aggregate: what it comes to, by row.
    private(set) var values: [ExpressionID: SourceValues] = [:]
    private let engine: ColumnarEngine
    private let sources: RowSources
    private let rowCount: Int

    /// A quantifier or an aggregate.
    private struct RowSet {
        var id: ExpressionID
        /// The rows that it asks for, in a graph of their own entity.
        var whereTrue: ConditionGraph.NodeID
        var whereFalse: ConditionGraph.NodeID
        var form: Form

        enum Form {
            /// True where there is such a row, or false there.
            case quantifier(isAny: Bool)
            case count
            /// Any other aggregate.
            case aggregate(PlanAggregate, value: ExpressionID, by: ExpressionID?)
        }
    }

    /// Whose rows are run over: those that refer to the rows at the end of a path.
    private struct Place: Hashable {
        var path: RowSources.Path
        var entity: EntityID
        var field: FieldSlot
    }

    /// The row sets of one place.
    private struct Group {
        var place: Place
        var graph: ConditionGraph
        var sets: [RowSet] = []
    }

    /// How many row sets share a run over the rows; each count among them takes eight bytes a row meanwhile.
    private static let runSize = 16

    /// - Parameter entity: Whose rows they are asked of.
    init(_ ids: [ExpressionID], around entity: EntityID, sources: RowSources, with engine: ColumnarEngine) {
        self.engine = engine
        self.sources = sources
        rowCount = engine.data.table(entity)?.rowCount ?? 0
        var groups: [Group] = []
        for id in ids {
            if let absent = absentValue(of: id) {
                values[id] = .constant(absent)
            } else if let place = place(of: id) {
                let index = groups.firstIndex { $0.place == place } ?? groups.count
                if index == groups.count {
                    groups.append(Group(place: place, graph: ConditionGraph(plan: engine.plan)))
                }
                let set = rowSet(id, in: &groups[index].graph)
                groups[index].sets.append(set)
            } else {
                values[id] = rowByRow(id)
            }
        }
        for group in groups {
            let ends = engine.rows(along: group.place.path)
            for (set, found) in zip(group.sets, Self.values(of: group, engine)) {
                if let ends {
                    let isCount = if case .count = set.form { true } else { false }
                    values[set.id] = gathered(found, ends, isCount: isCount)
                } else {
                    values[set.id] = found
                }
            }
        }
    }

    // MARK: - What can be done in a pass

    private func absentValue(of id: ExpressionID) -> Evaluated? {
        switch engine.plan[id] {
        case .quantifier(_, let rows, _):
            engine.data.table(rows.entity) == nil ? .value(.missing) : nil
        case .aggregate(let function, _, _, let rows):
            engine.data.table(rows.entity) == nil
                ? function == .count ? .count(lower: 0, upper: nil) : .value(.missing) : nil
        default: nil
        }
    }

    /// Nothing where the rows have to be looked at again for each row around them.
    private func place(of id: ExpressionID) -> Place? {
        let rows: PlanRowSet
        switch engine.plan[id] {
        case .quantifier(_, let found, let satisfy):
            rows = found
            if let satisfy, !readsInnerRowAlone(satisfy) { return nil }
        case .aggregate(_, let value, let by, let found):
            rows = found
            for part in [value, by].compactMap(\.self) where !readsInnerRowAlone(part) { return nil }
        default: return nil
        }
        if let condition = rows.condition, !readsInnerRowAlone(condition) { return nil }
        guard case .referring(let field, let target) = rows.scope, let path = sources.path(to: target) else {
            return nil
        }
        return Place(path: path, entity: rows.entity, field: field)
    }

    private func readsInnerRowAlone(_ id: ExpressionID) -> Bool { engine.reads.isInnermostAlone(of: id) }

    private func rowSet(_ id: ExpressionID, in graph: inout ConditionGraph) -> RowSet {
        var set = RowSet(id: id, whereTrue: 0, whereFalse: 0, form: .count)
        func ask(_ condition: ExpressionID?, _ wanted: Bool) -> ConditionGraph.NodeID {
            condition.map { graph.add($0, wanted) } ?? graph.junction([], isAll: wanted)
        }
        switch engine.plan[id] {
        case .quantifier(let quantifier, let rows, let satisfy):
            set.form = .quantifier(isAny: quantifier == .any)
            set.whereTrue = ask(rows.condition, true)
            set.whereFalse = ask(rows.condition, false)
            // With `all` a row is found that is in the set and does not satisfy.
            if quantifier == .all, let satisfy {
                set.whereTrue = graph.junction([set.whereTrue, graph.add(satisfy, false)], isAll: true)
                set.whereFalse = graph.junction([set.whereFalse, graph.add(satisfy, true)], isAll: false)
            }
        case .aggregate(let function, let value, let by, let rows):
            if function != .count, let value { set.form = .aggregate(function, value: value, by: by) }
            set.whereTrue = ask(rows.condition, true)
            set.whereFalse = ask(rows.condition, false)
        default: break
        }
        return set
    }

    private func rowByRow(_ id: ExpressionID) -> SourceValues {
        if case .quantifier = engine.plan[id] {
            let (whereTrue, whereFalse) = engine.truths(of: .truth(id), rowCount: rowCount)
            return .truths(whereTrue: whereTrue, whereFalse: whereFalse)
        }
        return engine.coded(engine.values(of: id, rowCount: rowCount), type: engine.plan.type(of: id))
    }

    // MARK: - The pass

    /// By row set what it comes to, by row of the entity that its rows refer to.
    private static func values(of group: Group, _ engine: ColumnarEngine) -> [SourceValues] {
        let place = group.place
        guard let table = engine.data.table(place.entity), let referrers = table.referrers[place.field.index] else {
            return group.sets.map { _ in .constant(.value(.missing)) }
        }
        let segments = SegmentedRows(
            referrers, targetCount: engine.data.table(place.path.end)?.rowCount ?? 0)
        let literals = LeafResolution(group.graph, of: place.entity, in: segments.rows, with: engine).literals
        let runs = stride(from: 0, to: group.sets.count, by: runSize).map {
            Array(group.sets[$0..<min($0 + runSize, group.sets.count)])
        }
        return engine.options.parallelism.map(runs.count) { values(of: runs[$0], group, segments, literals, engine) }
            .flatMap(\.self)
    }

    private static func values(
        of sets: [RowSet], _ group: Group, _ segments: SegmentedRows, _ literals: [LeafLiterals],
        _ engine: ColumnarEngine
    ) -> [SourceValues] {
        var builder = BitProgramBuilder(
            rowCount: segments.rows.count, graph: group.graph, literals: literals,
            roots: sets.flatMap { [$0.whereTrue, $0.whereFalse] })
        let results = sets.map { (builder.addResult($0.whereTrue), builder.addResult($0.whereFalse)) }
        let program = builder.program()
        let workspace = BitWorkspace(program, kernel: engine.options.kernel)
        let tallies: [any SegmentTally] = sets.map { set in
            switch set.form {
            case .quantifier(let isAny): QuantifierTally(segments, isAny: isAny)
            case .count: CountTally(segments)
            case .aggregate(let function, let value, let by):
                AggregateTally(segments, function, of: value, by: by, in: group.place.entity, with: engine)
            }
        }
        workspace.run(0..<program.wordCount) { first, count in
            for (index, tally) in tallies.enumerated() {
                let (whereTrue, whereFalse) = results[index]
                for word in 0..<count {
                    let occupied = unsafe segments.occupied.memory.words[first + word]
                    let isFound = workspace.word(word, ofResult: whereTrue) & occupied
                    let isUnknown = occupied & ~isFound & ~workspace.word(word, ofResult: whereFalse)
                    tally.add(first + word, isFound: isFound, isUnknown: isUnknown)
                }
            }
        }
        return tallies.map { $0.values() }
    }

    /// For the rows at the start of a path what was found for those at its end. Behind a reference that leads nowhere the rows are unknown.
    private func gathered(_ values: SourceValues, _ ends: [UInt32], isCount: Bool) -> SourceValues {
        /// The code of a row that is there, else that of missing, or of a count without bounds.
        func codes(
            _ code: (Int) -> UInt32, _ entries: [Evaluated]
        ) -> SourceValues {
            let unknown = isCount ? UInt32(entries.count) : 0
            return .codes32(
                ends.map { $0 == Column.missingRow ? unknown : code(Int($0)) },
                values: isCount ? entries + [.count(lower: 0, upper: nil)] : entries)
        }
        switch values {
        case .truths(let whereTrue, let whereFalse):
            return .truths(whereTrue: whereTrue.gathered(ends), whereFalse: whereFalse.gathered(ends))
        case .codes8(let found, let entries): return codes({ UInt32(found[$0]) }, entries)
        case .codes16(let found, let entries): return codes({ UInt32(found[$0]) }, entries)
        case .codes32(let found, let entries): return codes({ found[$0] }, entries)
        case .numbers(let numbers):
            return .numbers(ends.map { $0 == Column.missingRow ? .nan : numbers[Int($0)] })
        case .ticks(let ticks, let isTime):
            return .ticks(ends.map { $0 == Column.missingRow ? Column.missingTick : ticks[Int($0)] }, isTime: isTime)
        case .rows(let rows):
            return .rows(ends.map { $0 == Column.missingRow ? Column.missingRow : rows[Int($0)] })
        case .column(let column):
            return .column(Column(.values(ends.map { $0 == Column.missingRow ? .missing : column[Int($0)] })))
        case .constant: return values
        }
    }
}

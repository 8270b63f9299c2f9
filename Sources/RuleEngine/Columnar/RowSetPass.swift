import RulePlan
import RuleText

/// Evaluates quantifiers and counts for all rows of an entity at once: one pass over the rows that they run over, not one for each row.
struct RowSetPass {
    /// By quantifier or aggregate: what it comes to, by row.
    private(set) var values: [ExpressionID: SourceValues] = [:]
    private let engine: ColumnarEngine
    private let sources: RowSources
    private let rowCount: Int

    /// A quantifier or a count.
    private struct RowSet {
        var id: ExpressionID
        /// The rows that it asks for, in a graph of their own entity.
        var whereTrue: ConditionGraph.NodeID
        var whereFalse: ConditionGraph.NodeID
        var isCount: Bool
        /// Whether it is true where there is such a row; else it is false there.
        var isAny: Bool
    }

    /// Whose rows are run over: those that refer to the rows at the end of a path.
    private struct Place: Hashable {
        var path: RowSources.Path
        var entity: EntityID
        var field: FieldSlot
    }

    /// How many row sets share a pass; each count among them takes eight bytes a row meanwhile.
    private static let groupSize = 16

    /// - Parameter entity: Whose rows they are asked of.
    init(_ ids: [ExpressionID], around entity: EntityID, sources: RowSources, with engine: ColumnarEngine) {
        self.engine = engine
        self.sources = sources
        rowCount = engine.data.table(entity)?.rowCount ?? 0
        var groups: [(place: Place, graph: ConditionGraph, sets: [RowSet])] = []
        for id in ids {
            if let absent = absentValue(of: id) {
                values[id] = .constant(absent)
            } else if let place = place(of: id) {
                let isOpen: (Place, [RowSet]) -> Bool = { $0 == place && $1.count < Self.groupSize }
                var index = groups.lastIndex { isOpen($0.place, $0.sets) }
                if index == nil {
                    groups.append((place, ConditionGraph(plan: engine.plan), []))
                    index = groups.count - 1
                }
                if let index {
                    let set = rowSet(id, in: &groups[index].graph)
                    groups[index].sets.append(set)
                }
            } else {
                values[id] = rowByRow(id)
            }
        }
        let finished = engine.options.parallelism.map(groups.count) { [groups] in
            Self.values(of: groups[$0].sets, groups[$0].place, groups[$0].graph, engine)
        }
        for (index, group) in groups.enumerated() {
            let ends = engine.rows(along: group.place.path)
            for (set, found) in zip(group.sets, finished[index]) {
                values[set.id] = ends.map { gathered(found, $0) } ?? found
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
        case .aggregate(.count, _, _, let found): rows = found
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
        var set = RowSet(id: id, whereTrue: 0, whereFalse: 0, isCount: true, isAny: false)
        func ask(_ condition: ExpressionID?, _ wanted: Bool) -> ConditionGraph.NodeID {
            condition.map { graph.add($0, wanted) } ?? graph.junction([], isAll: wanted)
        }
        switch engine.plan[id] {
        case .quantifier(let quantifier, let rows, let satisfy):
            set.isCount = false
            set.isAny = quantifier == .any
            set.whereTrue = ask(rows.condition, true)
            set.whereFalse = ask(rows.condition, false)
            // With `all` a row is found that is in the set and does not satisfy.
            if quantifier == .all, let satisfy {
                set.whereTrue = graph.junction([set.whereTrue, graph.add(satisfy, false)], isAll: true)
                set.whereFalse = graph.junction([set.whereFalse, graph.add(satisfy, true)], isAll: false)
            }
        case .aggregate(_, _, _, let rows):
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
    private static func values(
        of sets: [RowSet], _ place: Place, _ graph: ConditionGraph, _ engine: ColumnarEngine
    ) -> [SourceValues] {
        guard let table = engine.data.table(place.entity),
            case .rows(let references) = table.columns[place.field.index].storage
        else { return sets.map { _ in .constant(.value(.missing)) } }
        var serial = engine.options
        // Other passes run on the other cores.
        serial.parallelism = .serial
        let engine = ColumnarEngine(engine.evaluator, serial)
        let targetCount = engine.data.table(place.path.end)?.rowCount ?? 0
        let resolution = LeafResolution(graph, of: place.entity, with: engine)
        var builder = BitProgramBuilder(
            rowCount: table.rowCount, graph: graph, literals: resolution.literals,
            roots: sets.flatMap { [$0.whereTrue, $0.whereFalse] })
        let slots = sets.map { (builder.addResult($0.whereTrue), builder.addResult($0.whereFalse)) }
        let workspace = BitWorkspace(builder.program, kernel: engine.options.kernel)
        let tallies = sets.map { RowSetTally(targetCount: targetCount, isCount: $0.isCount) }
        workspace.run(0..<builder.program.wordCount) { first, count in
            for (index, tally) in tallies.enumerated() {
                for word in 0..<count {
                    let start = (first + word) * 64
                    if start >= table.rowCount { break }
                    let all = Bitmap.rows(from: start, of: table.rowCount)
                    let isFound = workspace.word(word, of: slots[index].0)
                    let isUnknown = all & ~isFound & ~workspace.word(word, of: slots[index].1)
                    tally.add(isFound, references, start, isCertain: true)
                    tally.add(isUnknown, references, start, isCertain: false)
                }
            }
        }
        return zip(sets, tallies).map { $1.values(isAny: $0.isAny) }
    }

    /// For the rows at the start of a path what was found for those at its end. Behind a reference that leads nowhere the rows are unknown.
    private func gathered(_ values: SourceValues, _ ends: [UInt32]) -> SourceValues {
        switch values {
        case .truths(let whereTrue, let whereFalse):
            let (gatheredTrue, gatheredFalse) = (Bitmap(rowCount: rowCount), Bitmap(rowCount: rowCount))
            for (row, end) in ends.enumerated() where end != Column.missingRow {
                if whereTrue[Int(end)] { gatheredTrue.insert(row) }
                if whereFalse[Int(end)] { gatheredFalse.insert(row) }
            }
            return .truths(whereTrue: gatheredTrue, whereFalse: gatheredFalse)
        case .codes32(let codes, var entries):
            let unknown = UInt32(entries.count)
            entries.append(.count(lower: 0, upper: nil))
            return .codes32(ends.map { $0 == Column.missingRow ? unknown : codes[Int($0)] }, values: entries)
        default: return values
        }
    }
}

/// How many rows were found for each row that they refer to.
private final class RowSetTally {
    private let whereFound: Bitmap
    private let whereUnknown: Bitmap
    private var certain: [UInt32] = []
    private var unknown: [UInt32] = []
    private let targetCount: Int
    private let isCount: Bool

    init(targetCount: Int, isCount: Bool) {
        self.targetCount = targetCount
        self.isCount = isCount
        whereFound = Bitmap(rowCount: isCount ? 0 : targetCount)
        whereUnknown = Bitmap(rowCount: isCount ? 0 : targetCount)
        if isCount {
            certain = [UInt32](repeating: 0, count: targetCount)
            unknown = certain
        }
    }

    /// Takes the rows of a word.
    /// - Parameter start: The row of the first bit.
    func add(_ bits: UInt64, _ references: [UInt32], _ start: Int, isCertain: Bool) {
        var rest = bits
        while rest != 0 {
            let target = Int(references[start + rest.trailingZeroBitCount])
            rest &= rest - 1
            guard target < targetCount else { continue }
            switch (isCount, isCertain) {
            case (true, true): certain[target] &+= 1
            case (true, false): unknown[target] &+= 1
            case (false, true): whereFound.insert(target)
            case (false, false): whereUnknown.insert(target)
            }
        }
    }

    func values(isAny: Bool) -> SourceValues {
        if isCount { return counts }
        let whereNone = Bitmap(rowCount: targetCount)
        whereNone.insertAll(targetCount)
        whereNone.remove(whereFound)
        whereNone.remove(whereUnknown)
        return isAny
            ? .truths(whereTrue: whereFound, whereFalse: whereNone)
            : .truths(whereTrue: whereNone, whereFalse: whereFound)
    }

    /// Few counts differ, so that each pair of bounds is looked up in a small table first.
    private var counts: SourceValues {
        var entries: [Evaluated] = [.value(.missing)]
        var small = [UInt32](repeating: 0, count: 64 * 64)
        var large: [UInt64: UInt32] = [:]
        var codes: [UInt32] = []
        codes.reserveCapacity(targetCount)
        func entry(_ certain: UInt32, _ unknown: UInt32) -> UInt32 {
            entries.append(.count(certain: Int(certain), unknown: Int(unknown)))
            return UInt32(entries.count - 1)
        }
        for target in 0..<targetCount {
            let (certain, unknown) = (certain[target], unknown[target])
            if certain < 64, unknown < 64 {
                let place = Int(certain * 64 + unknown)
                if small[place] == 0 { small[place] = entry(certain, unknown) }
                codes.append(small[place])
            } else {
                let pair = UInt64(certain) << 32 | UInt64(unknown)
                if let code = large[pair] {
                    codes.append(code)
                } else {
                    let code = entry(certain, unknown)
                    large[pair] = code
                    codes.append(code)
                }
            }
        }
        return .codes32(codes, values: entries)
    }
}

extension Bitmap {
    /// Takes the rows of another bitmap away; to be called while nobody else knows this one.
    fileprivate func remove(_ other: Bitmap) {
        for word in 0..<min(wordCount, other.wordCount) {
            unsafe memory.words[word] &= ~(other.memory.words[word])
        }
    }
}

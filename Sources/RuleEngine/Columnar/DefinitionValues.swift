import RulePlan

/// What a derived value comes to: by row, or one value of the organisation.
enum DefinitionValues: Sendable {
    case rows([Evaluated])
    case column(Column)

    subscript(place: Int) -> Evaluated {
        switch self {
        case .rows(let values): values.indices.contains(place) ? values[place] : .value(.missing)
        case .column(let column): place >= 0 && place < column.count ? .value(column[place]) : .value(.missing)
        }
    }
}

extension ColumnarEngine {
    /// Evaluates an expression for every row of an entity.
    func definitionValues(of id: ExpressionID, in entity: EntityID) -> DefinitionValues {
        guard let rowCount = data.table(entity)?.rowCount else { return .rows([]) }
        let type = plan.type(of: id)
        if type == .boolean { return .column(truths(of: id, in: entity, rowCount: rowCount)) }
        let sources = RowSources(of: plan, reads, entity: entity)
        if case .aggregate = plan[id] {
            switch RowSetPass([id], around: entity, sources: sources, with: self).values[id] {
            case .codes8(let codes, let entries)?: return .rows(codes.map { entries[Int($0)] })
            case .codes16(let codes, let entries)?: return .rows(codes.map { entries[Int($0)] })
            case .codes32(let codes, let entries)?: return .rows(codes.map { entries[Int($0)] })
            case .numbers(let numbers)?: return .column(Column(.numbers(numbers)))
            case .ticks(let ticks, let isTime)?: return .column(Column(.ticks(ticks, isTime: isTime)))
            default: break
            }
        }
        if let column = mapped(id, type, sources.sources(of: id) ?? [], rowCount: rowCount) { return .column(column) }
        let values = values(of: id, rowCount: rowCount)
        let hasBounds = values.contains { if case .count = $0 { true } else { false } }
        return hasBounds ? .rows(values) : .column(Column(values.map(\.value), type: type))
    }

    private func truths(of id: ExpressionID, in entity: EntityID, rowCount: Int) -> Column {
        var graph = ConditionGraph(plan: plan)
        let roots = [graph.add(id, true), graph.add(id, false)]
        let resolution = LeafResolution(graph, of: entity, with: self)
        var builder = BitProgramBuilder(rowCount: rowCount, graph: graph, literals: resolution.literals, roots: roots)
        let results = roots.map { builder.addResult($0) }
        let program = builder.program()
        let workspace = BitWorkspace(program, kernel: options.kernel)
        var codes = [UInt8](repeating: 0, count: rowCount)
        workspace.run(0..<program.wordCount) { first, count in
            for word in 0..<count {
                let (isTrue, isFalse) = (
                    workspace.word(word, ofResult: results[0]), workspace.word(word, ofResult: results[1])
                )
                let start = (first + word) * 64
                for bit in 0..<max(min(64, rowCount - start), 0) {
                    codes[start + bit] = UInt8(
                        truncatingIfNeeded: isFalse >> UInt64(bit) & 1 | (isTrue >> UInt64(bit) & 1) << 1)
                }
            }
        }
        return Column(.codes8(codes, dictionary: [.boolean(false), .boolean(true)]))
    }

    /// The values of an expression that reads one field of few values: found once for each.
    private func mapped(_ id: ExpressionID, _ type: ValueType, _ sources: [ExpressionID], rowCount: Int) -> Column? {
        guard sources.count == 1, case .field(let slot, let row) = plan[sources[0]], case .row = plan[row],
            case .reference(let entity) = plan.type(of: row), let table = data.table(entity)
        else { return nil }
        if case .reference = type { return nil }
        let codes: [UInt32]
        let entries: [Value]
        switch table.columns[slot.index].storage {
        case .codes8(let found, let dictionary): (codes, entries) = (found.map(UInt32.init), dictionary)
        case .codes16(let found, let dictionary): (codes, entries) = (found.map(UInt32.init), dictionary)
        default: return nil
        }
        var results: [Value] = []
        for value in [.missing] + entries {
            guard
                case .value(let result) = evaluator.substituting(.value(value), for: sources[0]).evaluated(id, in: [-1])
            else { return nil }
            results.append(result)
        }
        switch type {
        case .number, .time, .duration:
            let entries = Column(results, type: type)
            switch entries.storage {
            case .numbers(let numbers): return Column(.numbers(codes.map { numbers[Int($0)] }))
            case .ticks(let ticks, let isTime): return Column(.ticks(codes.map { ticks[Int($0)] }, isTime: isTime))
            default: return Column(.values(codes.map { results[Int($0)] }))
            }
        default:
            // Several values may have one result.
            guard case .codes8(let places, let dictionary) = Column(results, type: type).storage else {
                return Column(codes.map { results[Int($0)] }, type: type)
            }
            return Column(.codes8(codes.map { places[Int($0)] }, dictionary: dictionary))
        }
    }
}

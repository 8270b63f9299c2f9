import RulePlan

extension ColumnarEngine {
    /// The row at the end of a path for each row at its start; nothing where the path is empty.
    func rows(along path: RowSources.Path) -> [UInt32]? {
        guard !path.steps.isEmpty else { return nil }
        let rowCount = data.table(path.entity)?.rowCount ?? 0
        var rows: [UInt32]?
        var entity = path.entity
        for step in path.steps {
            let references: [UInt32]
            if let table = data.table(entity), case .rows(let column) = table.columns[step.field.index].storage {
                references = column
            } else {
                references = []
            }
            rows =
                rows.map { places in
                    places.map { Int($0) < references.count ? references[Int($0)] : Column.missingRow }
                } ?? references
            entity = step.target
        }
        let found = rows ?? []
        return found.count == rowCount ? found : [UInt32](repeating: Column.missingRow, count: rowCount)
    }

    /// What a field or a derived value comes to for the rows of an entity.
    func values(ofSource id: ExpressionID, in entity: EntityID) -> SourceValues {
        guard let table = data.table(entity) else { return .constant(.value(.missing)) }
        switch plan[id] {
        case .field(let slot, _): return SourceValues(table.columns[slot.index])
        case .definition(let definition, _): return evaluator.values(of: definition)
        default: return .constant(.value(.missing))
        }
    }

    /// Values that were asked for row by row.
    func coded(_ values: [Evaluated], type: ValueType) -> SourceValues {
        var plain: [Value] = []
        plain.reserveCapacity(values.count)
        for value in values {
            guard case .value(let known) = value else { return codedCounts(values) }
            plain.append(known)
        }
        return SourceValues(Column(plain, type: type))
    }
}

/// Codes for values that were found one by one, such as counts that are only known within bounds.
func codedCounts(_ values: [Evaluated]) -> SourceValues {
    var places: [Evaluated: UInt32] = [.value(.missing): 0]
    var entries: [Evaluated] = [.value(.missing)]
    let codes = values.map { value in
        let place = places[value, default: UInt32(entries.count)]
        if Int(place) == entries.count {
            entries.append(value)
            places[value] = place
        }
        return place
    }
    return .codes32(codes, values: entries)
}

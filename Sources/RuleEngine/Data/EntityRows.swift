import RulePlan

/// The rows of one entity as they were added, column by column. Each has its key.
package struct EntityRows: Sendable {
    var isDeclared = false
    var isIncomplete = false
    var files: [String] = []
    /// By field; none before the first row.
    package var columns: [ColumnBuilder] = []
    package var places = RowPlaces()

    package init() {}

    /// To be called before rows are added.
    mutating func prepare(_ entity: EntitySchema, in schema: Schema) {
        guard columns.count < entity.fields.count else { return }
        columns = entity.fields.enumerated().map { index, field in
            let isComposite =
                if case .reference(let target) = field.type { schema[target].key.count > 1 } else { false }
            return ColumnBuilder(
                field.type, isKey: entity.key.count == 1 && entity.key[0].index == index, isComposite: isComposite)
        }
    }

    mutating func add(_ values: [Value], at place: DataPlace) {
        for index in columns.indices { columns[index].append(index < values.count ? values[index] : .missing) }
        places.append(place)
    }

    /// Adds the rows of the same entity from another part of the input.
    mutating func append(_ other: consuming EntityRows, shiftingLinesBy lines: Int) {
        isDeclared = isDeclared || other.isDeclared
        isIncomplete = isIncomplete || other.isIncomplete
        for file in other.files { files.appendIfNew(file) }
        if columns.isEmpty {
            columns = other.columns
        } else {
            for index in columns.indices where index < other.columns.count {
                columns[index].append(other.columns[index])
            }
        }
        places.append(other.places, shiftingLinesBy: lines)
    }
}

extension Array where Element: Equatable {
    mutating func appendIfNew(_ element: Element) {
        // Nearly always it is the last one: the rows of a file come one after another.
        if last != element, !contains(element) { append(element) }
    }
}

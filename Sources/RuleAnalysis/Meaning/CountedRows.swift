import RulePlan

/// Rows that an example needs because they are counted: of `any alert of device where open`, an open alert.
struct CountedRows: Sendable {
    /// A row of which only a few fields matter.
    struct Row: Sendable {
        var entity: EntityID
        var values: [FieldSlot: Value]
        /// The reference that has to lead to a row of the frame outside.
        var reference: (slot: FieldSlot, target: ExpressionID)?
    }

    var rows: [Row] = []
    /// The entities of which there are rows, or of which it is said that there are none.
    var entities: Set<EntityID> = []
}

extension Reasoner {
    /// No example has more rows for one count.
    private static let mostRows = 20

    /// Rows with which the counts come out as an assignment says, as far as that can be done one row at a time.
    mutating func countedRows(for assignment: Assignment) -> CountedRows {
        var result = CountedRows()
        var wanted: [(rows: PlanRowSet, number: Int)] = []
        var unwanted: [PlanRowSet] = []
        for (quantity, domain) in assignment.domains.sorted(by: { $0.key < $1.key }) where !domain.mayBeMissing {
            guard case .ordered(let set) = domain.known, let range = set.ranges.first else { continue }
            switch reader.table[quantity].kind {
            case .certain(let count):
                guard case .aggregate(_, _, _, let rows) = reader.space[count] else { continue }
                result.entities.insert(rows.entity)
                if case .number(let number)? = range.lower?.value, number >= 1, number <= Double(Self.mostRows) {
                    wanted.append((rows, Int(number)))
                }
            case .possible(let count):
                guard case .aggregate(_, _, _, let rows) = reader.space[count] else { continue }
                result.entities.insert(rows.entity)
                if case .number(let number)? = range.upper?.value, number < 1 { unwanted.append(rows) }
            default: break
            }
        }
        for (rows, number) in wanted {
            guard let values = values(of: rows, avoiding: unwanted) else { continue }
            var row = CountedRows.Row(entity: rows.entity, values: values)
            if case .referring(let slot, let target) = rows.scope { row.reference = (slot, target) }
            for _ in 0..<number { result.rows.append(row) }
        }
        return result
    }

    /// The fields of a row that is surely one of a row set, and surely none of others.
    private mutating func values(of rows: PlanRowSet, avoiding others: [PlanRowSet]) -> [FieldSlot: Value]? {
        var formulas: [FormulaID] = []
        if let condition = rows.condition { formulas.append(reader.formula(condition)) }
        for other in others where other.entity == rows.entity && other.scope == rows.scope {
            guard let condition = other.condition else { return nil }
            formulas.append(reader.formula(condition, is: false))
        }
        guard case .possible(let assignment) = answer(formulas, limit: 1_000) else { return nil }
        var result: [FieldSlot: Value] = [:]
        let values = ChosenValues(assignment, reader, prefersMissing: false).values
        for (id, value) in values {
            if case .field(let slot, let row) = reader.space[id], reader.space[row] == .row(depth: 0) {
                if case .reference = reader.space.type(of: id) { continue }
                result[slot] = value
            }
        }
        return result
    }
}

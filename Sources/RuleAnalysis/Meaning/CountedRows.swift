import RulePlan

/// Rows that an example needs because they are counted: of `any alert of device where open`, an open alert.
struct CountedRows: Sendable {
    /// A row of which only a few fields matter.
    struct Row: Sendable {
        /// The count that it is counted by.
        var count: ExpressionID
        var entity: EntityID
        var values: [FieldSlot: Value]
        /// The reference that has to lead to a row of the frame outside.
        var reference: (slot: FieldSlot, target: ExpressionID)?
    }

    var rows: [Row] = []
    /// The entities of which there are rows, or of which it is said that there are none.
    var entities: Set<EntityID> = []
}

/// What an assignment says of counts, set by set.
private struct CountBounds {
    /// How many rows of a set there have to be, or may be.
    struct Bound {
        var count: ExpressionID
        var rows: PlanRowSet
        var number: Double
        /// Of an upper bound: whether no more may be there, and not just no more for sure.
        var isStrict = false
    }

    private(set) var wanted: [Bound] = []
    private(set) var limits: [Bound] = []

    init(_ assignment: Assignment, _ reader: ConditionReader) {
        for (quantity, domain) in assignment.domains.sorted(by: { $0.key < $1.key }) {
            guard case .ordered(let set) = domain.known, let range = set.ranges.first,
                let (count, isStrict) = reader.table[quantity].kind.counted,
                case .aggregate(_, _, _, let rows) = reader.space[count]
            else { continue }
            if case .number(let number)? = range.lower?.value, number >= 1,
                Self.allows(number, count, assignment, reader)
            {
                want(Bound(count: count, rows: rows, number: number))
            }
            if case .number(let number)? = set.ranges.last?.upper?.value, !domain.mayBeMissing {
                limits.append(Bound(count: count, rows: rows, number: number, isStrict: isStrict))
            }
        }
    }

    /// Whether so many rows may be certain: else some of them are in doubt, and none is made up.
    private static func allows(
        _ number: Double, _ count: ExpressionID, _ assignment: Assignment, _ reader: ConditionReader
    ) -> Bool {
        guard let quantity = reader.table.place(of: .certain(count)),
            case .ordered(let set)? = assignment.domains[quantity]?.known
        else { return true }
        return set.contains(.number(number))
    }

    private mutating func want(_ bound: Bound) {
        if let place = wanted.firstIndex(where: { $0.count == bound.count }) {
            wanted[place].number = max(wanted[place].number, bound.number)
        } else {
            wanted.append(bound)
        }
    }
}

extension Quantity.Kind {
    /// What is counted, and whether it is how many may count.
    fileprivate var counted: (count: ExpressionID, isPossible: Bool)? {
        switch self {
        case .certain(let count): (count, false)
        case .possible(let count): (count, true)
        case .value, .difference, .equality, .day, .truth: nil
        }
    }
}

extension Reasoner {
    /// No example has more rows for one count.
    private static let mostRows = 20.0

    /// Rows with which the counts come out as an assignment says, as far as that can be done one row at a time.
    mutating func countedRows(for assignment: Assignment) -> CountedRows {
        var result = CountedRows()
        let bounds = CountBounds(assignment, reader)
        for limit in bounds.limits where limit.isStrict { result.entities.insert(limit.rows.entity) }
        for wanted in bounds.wanted {
            result.entities.insert(wanted.rows.entity)
            let unwanted = bounds.limits.filter { $0.number < wanted.number && $0.count != wanted.count }
            guard wanted.number <= Self.mostRows, let values = values(of: wanted.rows, avoiding: unwanted) else {
                continue
            }
            var row = CountedRows.Row(count: wanted.count, entity: wanted.rows.entity, values: values)
            if case .referring(let slot, let target) = wanted.rows.scope { row.reference = (slot, target) }
            for _ in 0..<Int(wanted.number) { result.rows.append(row) }
        }
        return result
    }

    /// The fields of a row that is surely one of a row set, and none of others: surely none, or not surely one.
    private mutating func values(of rows: PlanRowSet, avoiding others: [CountBounds.Bound]) -> [FieldSlot: Value]? {
        var formulas: [FormulaID] = []
        if let condition = rows.condition { formulas.append(reader.formula(condition)) }
        for other in others where other.rows.entity == rows.entity && other.rows.scope == rows.scope {
            guard let condition = other.rows.condition else { return nil }
            formulas.append(other.isStrict ? reader.formula(condition, is: false) : reader.formula(notTrue: condition))
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

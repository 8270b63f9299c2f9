import RulePlan

/// The equality in `alert anywhere where device_name == device.name`, by which the rows can be looked up.
struct EqualityJoin {
    /// Of the rows that the row set runs over.
    var column: RowIndex.Column
    /// In the row set's inner frame, of which it does not read the row.
    var value: ExpressionID
    /// Whether the condition also asks that the field be known, so that no row without it is in the set.
    var isOfKnown: Bool
    /// The other terms of the condition.
    var others: [ExpressionID]

    /// The first equality of a row set's condition that every row in it must meet; nothing where there is none.
    init?(in rows: PlanRowSet, of plan: Plan, _ reads: FrameReads) {
        guard rows.scope == .everywhere, let condition = rows.condition else { return nil }
        var terms = [condition]
        if case .and(let conjuncts) = plan[condition] { terms = conjuncts }
        for term in terms {
            guard case .comparison(.equal, let left, let right, let folding) = plan[term] else { continue }
            for (field, value) in [(left, right), (right, left)] {
                guard case .field(let slot, let row) = plan[field], case .row(depth: 0) = plan[row],
                    !reads.hasInnermost(of: value), RowIndex.canHold(plan.type(of: field))
                else { continue }
                column = RowIndex.Column(entity: rows.entity, field: slot, folding: folding)
                self.value = value
                isOfKnown = terms.contains { Self.asks(plan[$0], that: slot, isKnownIn: plan) }
                others = terms.filter { $0 != term }
                return
            }
        }
        return nil
    }

    private static func asks(_ term: PlanExpression, that slot: FieldSlot, isKnownIn plan: Plan) -> Bool {
        guard case .isKnown(let operand) = term, case .field(slot, let row) = plan[operand],
            case .row(depth: 0) = plan[row]
        else { return false }
        return true
    }
}

/// The rows of a table by what a field of theirs equals.
struct RowIndex: Sendable {
    struct Column: Hashable {
        var entity: EntityID
        var field: FieldSlot
        /// Whether text is compared after simple case folding.
        var folding: Bool
    }

    /// All rows.
    let all: [Int]
    private var rows: [Value: [Int]] = [:]
    /// Those of which it is not known.
    private var missing: [Int] = []
    private let folding: Bool

    /// Whether values of a type are equal exactly where they are one: an address also equals a network, lists may hold missing elements.
    static func canHold(_ type: ValueType) -> Bool {
        switch type {
        case .boolean, .number, .text, .time, .duration, .version, .levels, .choices, .reference: true
        case .address, .network, .list: false
        }
    }

    /// - Complexity: O(*n*) for *n* rows.
    init(_ column: Column, of table: Table) {
        folding = column.folding
        all = Array(0..<table.rowCount)
        for row in all {
            let value = table.value(column.field, row)
            if value.isMissing {
                missing.append(row)
            } else {
                rows[key(of: value), default: []].append(row)
            }
        }
    }

    /// The rows whose field equals a known value, and, unless only known ones are asked for, those of which that is unknown; ascending.
    func candidates(for value: Value, ofKnown: Bool) -> [Int] {
        let equal = rows[key(of: value)] ?? []
        if missing.isEmpty || ofKnown { return equal }
        return equal.isEmpty ? missing : (equal + missing).sorted()
    }

    private func key(of value: Value) -> Value {
        if folding, case .text(let text) = value { .text(text.folded) } else { value }
    }
}

import RulePlan

/// A row that an aggregate runs over.
struct AggregateMember {
    var row: Int
    /// Whether the condition holds; nothing where that is unknown.
    var belongs: Bool?
    var value: Value
    /// Missing for aggregates without `by`.
    var by: Value

    /// Whether it surely belongs, with a known value.
    var isCertain: Bool { belongs == true && !value.isMissing }
}

extension ScalarEvaluator {
    /// How many rows there are: with bounds where the condition is unknown for some, without upper bound where the rows are unknown.
    func count(_ id: ExpressionID, of rows: PlanRowSet, in frame: Frame) -> Evaluated {
        guard let candidates = possibleRows(of: id, rows, in: frame) else { return .count(lower: 0, upper: nil) }
        if candidates.areUncertain, let unknown = uncertainCounts[id] { return .count(certain: 0, unknown: unknown) }
        guard let condition = rows.condition else { return .count(certain: candidates.rows.count, unknown: 0) }
        var (certain, unknown) = (0, 0)
        var inner = frame + [0]
        for row in candidates.rows {
            inner[frame.count] = row
            switch truth(of: condition, in: inner) {
            case true?: certain += 1
            case nil: unknown += 1
            case false?: break
            }
        }
        return .count(certain: certain, unknown: unknown)
    }

    /// Any aggregate but `count`: missing where a row that could change it is uncertain.
    func aggregate(
        _ id: ExpressionID, _ function: PlanAggregate, of value: ExpressionID?, by: ExpressionID?,
        over rows: PlanRowSet, in frame: Frame
    ) -> Value {
        guard let value, let candidates = possibleRows(of: id, rows, in: frame) else { return .missing }
        // A sum of nothing but zeros is known even so; of anything else it takes one row that surely belongs.
        if candidates.areUncertain, function != .sum { return .missing }
        var members: [AggregateMember] = []
        var inner = frame + [0]
        for row in candidates.rows {
            inner[frame.count] = row
            let belongs = rows.condition.map { truth(of: $0, in: inner) } ?? true
            if belongs == false { continue }
            members.append(
                AggregateMember(
                    row: row, belongs: belongs, value: self.value(of: value, in: inner),
                    by: by.map { self.value(of: $0, in: inner) } ?? .missing))
        }
        return aggregate(function, of: members, valueType: plan.type(of: value), in: rows.entity)
    }

    /// - Parameters:
    ///   - members: The rows that belong to it, surely or perhaps, in the order of the table.
    ///   - entity: Whose rows they are.
    func aggregate(
        _ function: PlanAggregate, of members: [AggregateMember], valueType: ValueType, in entity: EntityID
    ) -> Value {
        switch function {
        case .count: .missing
        case .sum: sum(of: members, from: valueType == .duration ? .duration(.zero) : .number(0))
        case .average: average(of: members)
        case .max: extreme(of: members) { precedes($0, $1) == true }
        case .min: extreme(of: members) { precedes($1, $0) == true }
        case .latest: selected(from: members, in: entity) { precedes($0, $1) == true }
        case .earliest: selected(from: members, in: entity) { precedes($1, $0) == true }
        }
    }

    /// - Parameter zero: Of the values' type.
    private func sum(of members: [AggregateMember], from zero: Value) -> Value {
        var total = zero
        for member in members {
            switch member.belongs {
            case nil where member.value == zero: continue
            case true? where !member.value.isMissing: total = arithmetic(.add, total, member.value)
            default: return .missing
            }
        }
        return total
    }

    private func average(of members: [AggregateMember]) -> Value {
        guard let first = members.first, members.allSatisfy(\.isCertain) else { return .missing }
        let total = members.dropFirst().reduce(first.value) { arithmetic(.add, $0, $1.value) }
        return arithmetic(.divide, total, .number(Double(members.count)))
    }

    /// The greatest value, by an order.
    private func extreme(of members: [AggregateMember], precedes: (Value, Value) -> Bool) -> Value {
        let certain = members.filter(\.isCertain).map(\.value)
        guard var best = certain.first else { return .missing }
        for value in certain where precedes(best, value) { best = value }
        // An uncertain row changes nothing where its value is known and not greater.
        let couldChange = members.contains { member in
            !member.isCertain && (member.value.isMissing || precedes(best, member.value))
        }
        return couldChange ? .missing : best
    }

    /// The value of the row with the greatest `by`, by an order; of several the one with the least key.
    private func selected(
        from members: [AggregateMember], in entity: EntityID, precedes: (Value, Value) -> Bool
    ) -> Value {
        guard let table = data.table(entity) else { return .missing }
        let certain = members.filter { $0.belongs == true && !$0.by.isMissing }
        guard var winner = certain.first else { return .missing }
        for member in certain {
            if precedes(winner.by, member.by)
                || !precedes(member.by, winner.by) && table.keyPrecedes(member.row, winner.row)
            {
                winner = member
            }
        }
        let couldChange = members.contains { member in
            (member.belongs == nil || member.by.isMissing)
                && (member.by.isMissing || !precedes(member.by, winner.by))
        }
        return couldChange ? .missing : winner.value
    }
}

extension Table {
    /// Whether the key of the first row comes before the second's: part by part, by Unicode scalars.
    package func keyPrecedes(_ left: Int, _ right: Int) -> Bool {
        key(of: left).lexicographicallyPrecedes(key(of: right)) { $0.precedesByScalars($1) }
    }
}

import RulePlan

extension ScalarEvaluator {
    /// A value as the language writes it: levels by name, rows by key, `2..5` for a count that is only known within bounds.
    func literal(_ id: ExpressionID, in frame: Frame) -> String {
        switch evaluated(id, in: frame) {
        case .count(let lower, let upper): "\(lower)..\(upper.map(String.init) ?? "")"
        case .value(let value): literal(value, plan.type(of: id))
        }
    }

    private func literal(_ value: Value, _ type: ValueType) -> String {
        if case .row(let row) = value, case .reference(let entity) = type { return rowText(row, of: entity) }
        return PlanText(plan: plan).text(value, type)
    }

    /// `device "d1" (PC-1)`; the label is left out where it is the key.
    func rowText(_ row: Int, of entity: EntityID) -> String {
        let target = RowNames(schema: plan.schema, data: data).target(RowPlace(entity: entity, row: row))
        return target.phrase
    }
}

extension Target {
    /// `device "d1" (PC-1)`; the label is left out where it is the key.
    package var phrase: String {
        "\(entity) \(PlanText.quoted(key))" + (label == key ? "" : " (\(label))")
    }
}

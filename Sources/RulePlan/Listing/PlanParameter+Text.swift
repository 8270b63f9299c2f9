extension PlanParameter {
    /// The values that it may have, as they would be written: `0..100`, `["a", "b"]`; nothing where any will do.
    package var domainText: String? {
        let text = PlanText(plan: Plan(schema: Schema()))
        return switch domain {
        case .range(let lower, let upper):
            "\(text.text(lower, type))..\(upper.isMissing ? "" : text.text(upper, type))"
        case .list(let values): text.text(.list(values), .list(type))
        case nil: nil
        }
    }
}

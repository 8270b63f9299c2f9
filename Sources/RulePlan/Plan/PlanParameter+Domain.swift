extension PlanParameter.Domain {
    /// Whether the parameter may have that value.
    package func contains(_ value: Value) -> Bool {
        switch self {
        case .list(let values):
            return values.contains(value)
        case .range(let lower, let upper):
            switch (lower, value) {
            case (.number(let lower), .number(let number)):
                if number < lower { return false }
                if case .number(let upper) = upper { return number <= upper }
                return true
            case (.duration(let lower), .duration(let span)):
                if span < lower { return false }
                if case .duration(let upper) = upper { return span <= upper }
                return true
            default:
                return false
            }
        }
    }
}

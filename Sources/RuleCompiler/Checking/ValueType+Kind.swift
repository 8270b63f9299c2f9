import RulePlan

extension ValueType {
    /// The members as they are declared: `low < high`, `active | inactive`.
    var memberText: String {
        switch self {
        case .levels(let names): names.joined(separator: " < ")
        case .choices(let names): names.joined(separator: " | ")
        default: ""
        }
    }

    /// `level` or `choice`
    var memberKind: String { if case .levels = self { "level" } else { "choice" } }

    /// Whether its values have a unit, or are known to have none.
    var isQuantity: Bool {
        switch self {
        case .number, .time, .duration: true
        default: false
        }
    }

    /// Whether values are compared after case folding.
    func folds(_ isExact: Bool) -> Bool {
        switch self {
        case .text: !isExact
        case .list(let element): element.folds(isExact)
        default: false
        }
    }

    /// The type that holds the values of both; nothing where they are of different kinds.
    func joined(with other: ValueType) -> ValueType? {
        switch (self, other) {
        case (.number(let left), .number(let right)):
            .number(NumberRange(lower: min(left.lower, right.lower), upper: max(left.upper, right.upper)))
        case (.list(let left), .list(let right)):
            left.joined(with: right).map(ValueType.list)
        default:
            self == other ? self : nil
        }
    }

    /// The same without the range of its numbers.
    var widened: ValueType { if case .number = self { .number } else { self } }

    /// Whether values of both can be told equal or not: numbers of any range are of one kind.
    func isSameKind(as other: ValueType) -> Bool { joined(with: other) != nil }
}

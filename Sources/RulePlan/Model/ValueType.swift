/// What kind of value a field, parameter or expression has.
package indirect enum ValueType: Hashable, Sendable {
    case boolean
    case number(NumberRange)
    case text
    case time
    case duration
    case version
    case address
    case network
    /// Ordered, lowest first.
    case levels([String])
    /// Without order.
    case choices([String])
    case list(ValueType)
    case reference(EntityID)

    /// Numbers of any range are of one kind.
    package static let number = ValueType.number(.unbounded)

    /// The names of levels or choices.
    package var members: [String]? {
        switch self {
        case .levels(let names), .choices(let names): names
        default: nil
        }
    }
}

/// The numbers from `lower` to `upper`, both included; infinite where open.
package struct NumberRange: Hashable, Sendable {
    package var lower: Double
    package var upper: Double

    package init(lower: Double, upper: Double) {
        self.lower = lower
        self.upper = upper
    }

    package static let unbounded = NumberRange(lower: -.infinity, upper: .infinity)

    package func contains(_ number: Double) -> Bool { number >= lower && number <= upper }
}

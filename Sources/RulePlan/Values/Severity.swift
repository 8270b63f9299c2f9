/// How much a finding or an item of work matters.
public enum Severity: Int, Hashable, Comparable, Sendable, CaseIterable {
    case informational, low, medium, high, critical

    /// As the language spells it.
    public var name: String {
        switch self {
        case .informational: "informational"
        case .low: "low"
        case .medium: "medium"
        case .high: "high"
        case .critical: "critical"
        }
    }

    /// - Returns: Nothing for any other spelling than `name`'s.
    public init?(name: String) {
        guard let match = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = match
    }

    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

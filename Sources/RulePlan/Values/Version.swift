/// A version number, compared part by part: 10.9 < 10.10 = 10.10.0.
public struct Version: Hashable, Comparable, Sendable {
    /// Without trailing zeros.
    public let parts: [UInt64]

    public init?(_ text: String) {
        nil
    }

    public static func < (left: Version, right: Version) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }
}

/// A time zone: a table of offsets, made from the bytes of a zone file.
public struct TimeZoneRules: Hashable, Sendable {
    public static let utc = TimeZoneRules()

    private init() {}

    /// - Parameter bytes: A TZif file (RFC 9636), versions 1 to 4.
    public init?(tzif bytes: [UInt8]) {
        nil
    }

    /// Seconds east of UTC at that instant.
    public func offset(at instant: Instant) -> Int { 0 }
}

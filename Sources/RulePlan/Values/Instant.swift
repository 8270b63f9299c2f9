/// A point in time, to the nanosecond, between the years 0001 and 9999 (UTC, no leap seconds).
public struct Instant: Hashable, Comparable, Sendable {
    /// Since 1970-01-01T00:00:00Z; negative before it.
    public let nanoseconds: Int128

    /// 0001-01-01T00:00:00Z
    package static let earliestSeconds: Int128 = -62_135_596_800
    /// 9999-12-31T23:59:59Z
    package static let latestSeconds: Int128 = 253_402_300_799

    /// - Returns: Nothing outside the years 0001 to 9999.
    public init?(nanoseconds: Int128) {
        guard nanoseconds >= Self.earliestSeconds * 1_000_000_000,
            nanoseconds < (Self.latestSeconds + 1) * 1_000_000_000
        else { return nil }
        self.nanoseconds = nanoseconds
    }

    /// The first or last second of the years 0001 to 9999 stands for what lies outside them.
    package init(clampingSeconds seconds: Int64) {
        nanoseconds = min(max(Int128(seconds), Self.earliestSeconds), Self.latestSeconds) * 1_000_000_000
    }

    /// - Returns: Nothing outside the years 0001 to 9999.
    public init?(secondsSinceEpoch seconds: Int64, nanoseconds: Int32 = 0) {
        self.init(nanoseconds: Int128(seconds) * 1_000_000_000 + Int128(nanoseconds))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public var secondsSinceEpoch: Int64 {
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return Int64(clamping: remainder < 0 ? quotient - 1 : quotient)
    }

    /// Nothing where the result leaves the years 0001 to 9999.
    public func advanced(by span: TimeSpan) -> Instant? {
        Instant(nanoseconds: nanoseconds + span.nanoseconds)
    }

    public func timeSpan(since earlier: Instant) -> TimeSpan {
        TimeSpan(bounded: nanoseconds - earlier.nanoseconds)
    }

    public static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
}

/// Elapsed time, to the nanosecond, of at most 20 000 years either way.
public struct TimeSpan: Hashable, Comparable, Sendable {
    public let nanoseconds: Int128

    private static let limit: Int128 = 20_000 * 366 * 86_400 * 1_000_000_000

    /// - Returns: Nothing beyond 20 000 years.
    public init?(nanoseconds: Int128) {
        guard nanoseconds.magnitude <= Self.limit.magnitude else { return nil }
        self.nanoseconds = nanoseconds
    }

    /// Seconds beyond 20 000 years give 20 000 years.
    public init(seconds: Int64) {
        self.init(bounded: Int128(seconds) * 1_000_000_000)
    }

    /// - Invariant: used where the operands keep the result in bounds.
    fileprivate init(bounded nanoseconds: Int128) {
        self.nanoseconds = min(max(nanoseconds, -Self.limit), Self.limit)
    }

    public static let zero = TimeSpan(seconds: 0)

    public var negated: TimeSpan { TimeSpan(bounded: -nanoseconds) }

    /// Nothing beyond 20 000 years.
    public func adding(_ other: TimeSpan) -> TimeSpan? { TimeSpan(nanoseconds: nanoseconds + other.nanoseconds) }

    /// To the nearest nanosecond; nothing beyond 20 000 years.
    public func multiplied(by factor: Double) -> TimeSpan? {
        // Not `rounded()`: in debug builds it needs the system's mathematics library, which embedders do not link.
        let product = Double(nanoseconds) * factor
        guard product.isFinite, abs(product) <= Double(Self.limit) else { return nil }
        return TimeSpan(nanoseconds: Int128(product < 0 ? product - 0.5 : product + 0.5))
    }

    /// In seconds, with their fraction.
    public var seconds: Double { Double(nanoseconds) / 1_000_000_000 }

    public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.nanoseconds < right.nanoseconds }
}

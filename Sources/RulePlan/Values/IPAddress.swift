/// An IPv4 or IPv6 address.
public struct IPAddress: Hashable, Sendable {
    public let isV6: Bool
    public let bits: UInt128

    public init?(_ text: String) {
        nil
    }
}

/// A range of addresses: `10.0.0.0/8`.
public struct IPNetwork: Hashable, Sendable {
    public let base: IPAddress
    public let prefixLength: Int

    public init?(_ text: String) {
        nil
    }

    public func contains(_ address: IPAddress) -> Bool { false }
}

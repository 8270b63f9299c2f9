/// A range of addresses: `10.0.0.0/8`.
public struct IPNetwork: Hashable, Sendable, CustomStringConvertible {
    /// The lowest address.
    public let base: IPAddress
    /// 0 to 32, or 0 to 128.
    public let prefixLength: Int

    /// - Parameter text: An address, then `/` and how many of its first bits count. Bits behind them are cleared: `10.1.2.3/8` is `10.0.0.0/8`.
    ///   An address alone is the network of it alone.
    public init?(_ text: String) {
        let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) ?? text.utf8.endIndex
        guard let address = IPAddress(String(text[..<slash])) else { return nil }
        var length = address.bitWidth
        if slash < text.utf8.endIndex {
            let digits = Array(text.utf8[slash...].dropFirst())
            guard let number = IPAddress.decimal(digits[...], through: length) else { return nil }
            length = number
        }
        base = IPAddress(isV6: address.isV6, bits: address.bits & Self.mask(length, of: address))
        prefixLength = length
    }

    /// Whether an address is one of it. An IPv4 address is in no IPv6 network, and the other way round.
    public func contains(_ address: IPAddress) -> Bool {
        address.isV6 == base.isV6 && address.bits & Self.mask(prefixLength, of: base) == base.bits
    }

    /// `10.0.0.0/8`
    public var description: String { "\(base)/\(prefixLength)" }

    private static func mask(_ length: Int, of address: IPAddress) -> UInt128 {
        // A shift by the full width of 128 gives zero: Swift's `<<` is not the processor's.
        UInt128.max << UInt128(address.bitWidth - length)
    }
}

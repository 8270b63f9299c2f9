/// A version number, compared part by part: 10.9 < 10.10 = 10.10.0.
public struct Version: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Without trailing zeros.
    public let parts: [UInt64]
    /// How many parts were written: only for showing it again, never compared.
    private let writtenCount: Int

    /// - Parameter text: 1 to 32 decimal numbers below 2⁶⁴ with dots between them, and nothing else.
    public init?(_ text: String) {
        var parts: [UInt64] = []
        var current: UInt64?
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let (tenfold, overflow) = (current ?? 0).multipliedReportingOverflow(by: 10)
                let (sum, carry) = tenfold.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
                guard !overflow, !carry else { return nil }
                current = sum
            case UInt8(ascii: "."):
                guard let part = current, parts.count < 31 else { return nil }
                parts.append(part)
                current = nil
            default:
                return nil
            }
        }
        guard let last = current else { return nil }
        parts.append(last)
        writtenCount = parts.count
        while parts.last == 0 { parts.removeLast() }
        self.parts = parts
    }

    public static func == (left: Version, right: Version) -> Bool { left.parts == right.parts }

    public func hash(into hasher: inout Hasher) { hasher.combine(parts) }

    public static func < (left: Version, right: Version) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }

    /// With as many parts as were written: `10.10.0`
    public var description: String {
        var text = parts.map(String.init)
        text += repeatElement("0", count: writtenCount - text.count)
        return text.joined(separator: ".")
    }
}

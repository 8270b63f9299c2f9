/// An IPv4 or IPv6 address.
///
/// An IPv4 address that is written as an IPv6 one (`::ffff:10.0.0.1`) is an IPv6 address, and not equal to the IPv4 one.
public struct IPAddress: Hashable, Sendable {
    public let isV6: Bool
    /// The address as a number; of an IPv4 address the low 32 bits.
    public let bits: UInt128

    /// - Parameter text: Four decimal numbers with dots, without leading zeros (some read those as octal), or the text form of RFC 4291, section 2.2, without a zone.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        // The longest form: eight groups of four digits, the last two as an IPv4 address.
        guard bytes.count <= 45 else { return nil }
        if bytes.contains(UInt8(ascii: ":")) {
            guard let bits = Self.v6Bits(bytes[...]) else { return nil }
            self.init(isV6: true, bits: bits)
        } else {
            guard let bits = Self.v4Bits(bytes[...]) else { return nil }
            self.init(isV6: false, bits: UInt128(bits))
        }
    }

    init(isV6: Bool, bits: UInt128) {
        self.isV6 = isV6
        self.bits = bits
    }

    /// 32 or 128.
    public var bitWidth: Int { isV6 ? 128 : 32 }

    private static func v4Bits(_ text: ArraySlice<UInt8>) -> UInt32? {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard let number = decimal(part, through: 255) else { return nil }
            bits = bits << 8 | UInt32(number)
        }
        return bits
    }

    private static func v6Bits(_ text: ArraySlice<UInt8>) -> UInt128? {
        var groups: [UInt16] = []
        /// Where `::` stands among the groups.
        var gap: Int?
        var rest = text
        let colon = UInt8(ascii: ":")
        if rest.starts(with: [colon, colon]) {
            gap = 0
            rest = rest.dropFirst(2)
        }
        while !rest.isEmpty {
            let part = rest.prefix { $0 != colon }
            rest = rest.dropFirst(part.count)
            if rest.isEmpty, part.contains(UInt8(ascii: ".")) {
                guard let v4 = v4Bits(part) else { return nil }
                groups += [UInt16(v4 >> 16), UInt16(truncatingIfNeeded: v4)]
                break
            }
            guard (1...4).contains(part.count), let group = hexadecimal(part) else { return nil }
            groups.append(group)
            if rest.isEmpty { break }
            rest = rest.dropFirst()
            if rest.first == colon {
                guard gap == nil else { return nil }
                gap = groups.count
                rest = rest.dropFirst()
            } else if rest.isEmpty {
                return nil
            }
        }
        if let gap {
            // `::` stands for one group of zeros at least.
            guard groups.count < 8 else { return nil }
            groups.insert(contentsOf: repeatElement(0, count: 8 - groups.count), at: gap)
        }
        guard groups.count == 8 else { return nil }
        return groups.reduce(0) { $0 << 16 | UInt128($1) }
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
        var number: UInt16 = 0
        for byte in digits {
            guard let digit = Unicode.Scalar(byte).hexadecimalDigit else { return nil }
            number = number << 4 | UInt16(digit)
        }
        return number
    }

    /// Without leading zeros.
    static func decimal(_ digits: ArraySlice<UInt8>, through limit: Int) -> Int? {
        guard let first = digits.first, digits.count == 1 || first != UInt8(ascii: "0") else { return nil }
        var number = 0
        for byte in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
            guard number <= limit else { return nil }
        }
        return number
    }
}

extension IPAddress: CustomStringConvertible {
    /// `10.0.0.1`; IPv6 as RFC 5952 asks for it: `2001:db8::1`, `::ffff:10.0.0.1`
    public var description: String {
        if !isV6 { return Self.v4Text(bits) }
        if bits >> 32 == 0xFFFF { return "::ffff:" + Self.v4Text(bits) }

        let groups = (0..<8).map { UInt16(truncatingIfNeeded: bits >> UInt128(112 - 16 * $0)) }
        let zeros = Self.longestZeros(in: groups)
        func text(_ groups: ArraySlice<UInt16>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard zeros.count > 1 else { return text(groups[...]) }
        return text(groups[..<zeros.lowerBound]) + "::" + text(groups[zeros.upperBound...])
    }

    private static func v4Text(_ bits: UInt128) -> String {
        [24, 16, 8, 0].map { String(UInt8(truncatingIfNeeded: bits >> UInt128($0))) }.joined(separator: ".")
    }

    /// The first of the longest.
    private static func longestZeros(in groups: [UInt16]) -> Range<Int> {
        var best = 0..<0
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                start = index + 1
            } else if index + 1 - start > best.count {
                best = start..<index + 1
            }
        }
        return best
    }
}

extension Unicode.Scalar {
    /// The value of an ASCII hexadecimal digit.
    var hexadecimalDigit: Int? {
        switch self {
        case "0"..."9": Int(value - 0x30)
        case "a"..."f": Int(value - 0x61 + 10)
        case "A"..."F": Int(value - 0x41 + 10)
        default: nil
        }
    }
}

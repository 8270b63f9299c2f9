/// A value as a scanner found it: of what kind, and where it stands in the block.
struct Token {
    enum Kind: UInt64 {
        /// Nothing, or `null`.
        case missing = 0
        /// A text without escapes, of ASCII.
        case plain
        /// A text without escapes, of valid UTF-8.
        case unicode
        /// A text with escapes, or, in a CSV cell, with doubled quotes.
        case escaped
        case number
        case truth
        /// An array or an object.
        case container
    }

    /// Offset, kind and length: 32, 4 and 28 bits.
    let bits: UInt64

    /// What a longer text is too long for.
    static let maximumLength = 1 << 28 - 1

    @inline(__always)
    init(bits: UInt64) { self.bits = bits }

    @inline(__always)
    init(_ kind: Kind, offset: Int, length: Int) {
        bits =
            UInt64(truncatingIfNeeded: offset) << 32 | kind.rawValue << 28 | UInt64(truncatingIfNeeded: length)
    }

    @inline(__always)
    var kindBits: UInt64 { bits >> 28 & 15 }
    @inline(__always)
    func isKind(_ kind: Kind) -> Bool { kindBits == kind.rawValue }
    var kind: Kind { Kind(rawValue: kindBits) ?? .missing }
    @inline(__always)
    var offset: Int { Int(truncatingIfNeeded: bits >> 32) }
    @inline(__always)
    var length: Int { Int(truncatingIfNeeded: bits & 0x0FFF_FFFF) }
    /// Kind and length.
    @inline(__always)
    var tag: UInt64 { bits & 0xFFFF_FFFF }
}

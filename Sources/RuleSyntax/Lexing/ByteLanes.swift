/// Eight bytes that are looked at together, the first one lowest.
///
/// All sums stay below 0x100 in each byte, so that none carries into the next.
struct ByteLanes {
    var bytes: UInt64

    @inline(__always)
    init(_ bytes: UInt64) { self.bytes = bytes }

    /// The eight bytes from an offset on; zeros stand for those behind the end.
    @inline(__always)
    init(_ source: [UInt8], at offset: Int) {
        if offset >= 0, offset <= source.count &- 8 {
            // Invariant: the eight bytes are there, as was just found.
            bytes = unsafe source.withUnsafeBytes {
                unsafe UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            }
        } else {
            bytes = Self.lastBytes(of: source, from: offset)
        }
    }

    /// The eight bytes from an offset on, which must be there.
    @inline(__always)
    init(_ source: Span<UInt8>, at offset: Int) {
        // Invariant: any bytes are a number; whether they are there is checked.
        bytes = unsafe UInt64(littleEndian: source.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(never)
    private static func lastBytes(of source: [UInt8], from offset: Int) -> UInt64 {
        guard offset >= 0, offset < source.count else { return 0 }
        var bytes: UInt64 = 0
        var lane: UInt64 = 0
        for byte in source[offset...].prefix(8) {
            bytes |= UInt64(byte) << lane
            lane += 8
        }
        return bytes
    }

    /// The first so many bytes, zeros for the others.
    @inline(__always)
    func prefix(_ count: Int) -> UInt64 {
        count >= 8 ? bytes : bytes & (1 &<< UInt64(truncatingIfNeeded: count &* 8) &- 1)
    }

    /// How many bytes from the first on can stand in an identifier.
    @inline(__always)
    var identifierCount: Int { Self.first(strangersToIdentifiers) }

    /// The bytes from an offset on that can stand in an identifier, up to sixteen of them, and how many they are. The sixteen must be there.
    @inline(__always)
    static func identifier(in source: Span<UInt8>, at start: Int) -> (low: UInt64, high: UInt64, count: Int) {
        let first = ByteLanes(source, at: start)
        let second = ByteLanes(source, at: start &+ 8)
        // Without a branch, since no guess is good at the lengths of words.
        let firstEnd = first.strangersToIdentifiers
        let secondEnd = second.strangersToIdentifiers
        let isLong = firstEnd == 0
        return (
            first.bytes & before(firstEnd), isLong ? second.bytes & before(secondEnd) : 0,
            isLong ? 8 &+ secondEnd.trailingZeroBitCount &>> 3 : firstEnd.trailingZeroBitCount &>> 3
        )
    }

    /// Ones for all bytes before the first with its upper bit set.
    /// - Parameter bits: No others than upper bits.
    @inline(__always)
    private static func before(_ bits: UInt64) -> UInt64 { ((bits & (0 &- bits)) &>> 7) &- 1 }

    /// Sets the upper bit of the bytes that can't stand in an identifier, and no other bits.
    @inline(__always)
    private var strangersToIdentifiers: UInt64 {
        let small = bytes & Self.all(0x7F)
        let lower = small | Self.all(0x20)
        // The upper bit of a byte: whether it is at least the first letter or digit, and beyond the last.
        let letters = (lower &+ Self.all(0x80 - 0x61)) & ~(lower &+ Self.all(0x80 - 0x7B))
        let digits = (small &+ Self.all(0x80 - 0x30)) & ~(small &+ Self.all(0x80 - 0x3A))
        return (~(letters | digits | Self.isZero(small ^ Self.all(0x5F))) | bytes) & Self.all(0x80)
    }

    /// How many bytes from the first on are plain in a text: ASCII, no control character, quote or backslash.
    @inline(__always)
    var plainCount: Int {
        let small = bytes & Self.all(0x7F)
        let controls = ~(small &+ Self.all(0x80 - 0x20)) | Self.isZero(small ^ Self.all(0x7F))
        let marks = Self.isZero(small ^ Self.all(0x22)) | Self.isZero(small ^ Self.all(0x5C))
        return Self.first(controls | marks | bytes)
    }

    /// How many bytes stand before the first with its upper bit set.
    @inline(__always)
    private static func first(_ bits: UInt64) -> Int { (bits & all(0x80)).trailingZeroBitCount &>> 3 }

    /// Sets the upper bit of the bytes that are zero.
    /// - Parameter bytes: All below 0x80.
    @inline(__always)
    private static func isZero(_ bytes: UInt64) -> UInt64 { ~(bytes &+ all(0x7F)) }

    @inline(__always)
    private static func all(_ byte: UInt64) -> UInt64 { byte &* 0x0101_0101_0101_0101 }
}

import RulePlan
import RuleText

/// Hashes of keys that are equal where keys differ in case alone, and of bytes as they are; others in each process.
enum KeyHash {
    private static let seed = HashKey.ofProcess.low

    /// Of a key whose parts have these hashes.
    static func combined(_ parts: some Sequence<UInt64>) -> UInt64 {
        parts.reduce(seed, joined)
    }

    @inline(__always)
    private static func joined(_ hash: UInt64, _ part: UInt64) -> UInt64 { mix(hash ^ part, 0xA076_1D64_78BD_642F) }

    static func hash(_ parts: [String]) -> UInt64 {
        combined(
            parts.map { part in
                var part = part
                return part.withUTF8 { unsafe hash(UnsafeRawBufferPointer($0)) }
            })
    }

    /// Of a key of one part, from its UTF-8.
    static func hash(ofOnly part: UnsafeRawBufferPointer) -> UInt64 {
        joined(seed, unsafe hash(part))
    }

    /// Of bytes as they are.
    static func exactHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = start(bytes.count)
        var offset = 0
        while offset < bytes.count {
            hash = added(unsafe word(of: bytes, at: offset), to: hash)
            offset += 8
        }
        return hash
    }

    /// Of one part.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = start(bytes.count)
        var offset = 0
        while offset < bytes.count {
            let word = unsafe word(of: bytes, at: offset)
            guard word & 0x8080_8080_8080_8080 == 0 else {
                var folded = unsafe Text(String(decoding: unsafe bytes, as: UTF8.self)).folded.string
                return folded.withUTF8 { unsafe exactHash(UnsafeRawBufferPointer($0)) }
            }
            hash = added(lowercased(word), to: hash)
            offset += 8
        }
        return hash
    }

    @inline(__always)
    private static func start(_ count: Int) -> UInt64 {
        seed ^ UInt64(truncatingIfNeeded: count) &* 0xE703_7ED1_A0B4_28DB
    }

    @inline(__always)
    private static func added(_ word: UInt64, to hash: UInt64) -> UInt64 { mix(hash ^ word, 0x8EBC_6AF0_9C88_C6E3) }

    /// Eight bytes, the first one lowest; zeros stand for those behind the end.
    @inline(__always)
    private static func word(of bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        // Invariant: no load goes beyond `count`.
        if offset + 8 <= bytes.count {
            return UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        }
        var word: UInt64 = 0
        for place in offset..<bytes.count { word |= UInt64(unsafe bytes[place]) << UInt64((place - offset) * 8) }
        return word
    }

    /// Eight ASCII characters, capital letters made small.
    @inline(__always)
    private static func lowercased(_ word: UInt64) -> UInt64 {
        let fromA = word &+ 0x3F3F_3F3F_3F3F_3F3F
        let beyondZ = word &+ 0x2525_2525_2525_2525
        return word | (fromA & ~beyondZ & 0x8080_8080_8080_8080) >> 2
    }

    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ 0x1D8E_4E27_C47D_124F).multipliedFullWidth(by: right)
        return product.high ^ product.low
    }
}

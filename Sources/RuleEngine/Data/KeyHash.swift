import RulePlan

/// Hashes of keys that are equal where keys differ in case alone.
enum KeyHash {
    /// Of a key whose parts have these hashes.
    static func combined(_ parts: some Sequence<UInt64>) -> UInt64 {
        parts.reduce(0x9E37_79B9_7F4A_7C15) { mix($0 ^ $1, 0xA076_1D64_78BD_642F) }
    }

    static func hash(_ parts: [String]) -> UInt64 {
        combined(parts.map(hash))
    }

    /// Of one part.
    private static func hash(_ part: String) -> UInt64 {
        var part = part
        return part.withUTF8 { unsafe hash(UnsafeRawBufferPointer($0)) }
    }

    /// Of a key of one part, from its UTF-8.
    static func hash(ofOnly part: UnsafeRawBufferPointer) -> UInt64 {
        mix(0x9E37_79B9_7F4A_7C15 ^ (unsafe hash(part)), 0xA076_1D64_78BD_642F)
    }

    /// Of bytes as they are.
    static func exactHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0xE703_7ED1_A0B4_28DB
        var offset = 0
        // Invariant: no load goes beyond `count`.
        while offset < bytes.count {
            var word: UInt64 = 0
            if offset + 8 <= bytes.count {
                word = UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            } else {
                for place in offset..<bytes.count {
                    word |= UInt64(unsafe bytes[place]) << UInt64((place - offset) * 8)
                }
            }
            hash = mix(hash ^ word, 0x8EBC_6AF0_9C88_C6E3)
            offset += 8
        }
        return hash
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0xE703_7ED1_A0B4_28DB
        var offset = 0
        // Invariant: no load goes beyond `count`.
        while offset < bytes.count {
            var word: UInt64 = 0
            if offset + 8 <= bytes.count {
                word = UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            } else {
                for place in offset..<bytes.count {
                    word |= UInt64(unsafe bytes[place]) << UInt64((place - offset) * 8)
                }
            }
            guard word & 0x8080_8080_8080_8080 == 0 else {
                let text = unsafe Text(String(decoding: unsafe bytes, as: UTF8.self)).folded
                return self.hash(folded: Array(text.string.utf8))
            }
            hash = mix(hash ^ lowercased(word), 0x8EBC_6AF0_9C88_C6E3)
            offset += 8
        }
        return hash
    }

    /// As the other one, of what is folded already.
    private static func hash(folded bytes: [UInt8]) -> UInt64 {
        var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0xE703_7ED1_A0B4_28DB
        for offset in stride(from: 0, to: bytes.count, by: 8) {
            var word: UInt64 = 0
            for place in offset..<min(offset + 8, bytes.count) {
                word |= UInt64(bytes[place]) << UInt64((place - offset) * 8)
            }
            hash = mix(hash ^ word, 0x8EBC_6AF0_9C88_C6E3)
        }
        return hash
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

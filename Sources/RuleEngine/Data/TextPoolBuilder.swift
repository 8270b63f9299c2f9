import RulePlan

/// Makes a pool of texts, one behind the other.
struct TextPoolBuilder: Sendable {
    private var bytes: [UInt8] = []
    private var starts: [UInt64] = [0]
    private var presence: [UInt64] = []

    var count: Int { starts.count - 1 }

    mutating func reserve(_ count: Int, byteCount: Int) {
        bytes.reserveCapacity(byteCount)
        starts.reserveCapacity(count + 1)
        presence.reserveCapacity((count + 63) / 64)
    }

    mutating func append(_ text: Text?) {
        guard let text else { return appendMissing() }
        var string = text.string
        string.withUTF8 { unsafe append(UnsafeRawBufferPointer($0)) }
    }

    mutating func append(_ text: UnsafeRawBufferPointer) {
        unsafe bytes.append(contentsOf: text)
        mark(isPresent: true)
    }

    mutating func appendMissing() { mark(isPresent: false) }

    private mutating func mark(isPresent: Bool) {
        let place = count
        if place % 64 == 0 { presence.append(0) }
        if isPresent { presence[place / 64] |= 1 << UInt64(place % 64) }
        starts.append(UInt64(bytes.count))
    }

    /// Appends the texts that references tell, from the bytes that they are given with.
    ///
    /// - Parameter base: Readable for 16 bytes beyond the end of each text.
    mutating func append(_ references: UnsafeBufferPointer<TextReference>, from base: UnsafeRawPointer) {
        let total = unsafe references.reduce(0) { $0 + $1.length }
        // Gathered first: many short copies into place, and one long one.
        unsafe withUnsafeTemporaryAllocation(byteCount: total + 16, alignment: 16) { gathered in
            guard let target = gathered.baseAddress else { return }
            var end = 0
            let before = UInt64(bytes.count)
            for index in 0..<references.count {
                let reference = unsafe references[index]
                let place = count
                if place % 64 == 0 { presence.append(0) }
                if !reference.isMissing {
                    presence[place / 64] |= 1 << UInt64(place % 64)
                    let source = unsafe base + reference.offset
                    let length = reference.length
                    // Invariant: `end + length` is at most `total`, so 16 bytes more fit; what a copy leaves behind its text the next
                    // one overwrites.
                    if length <= 16 {
                        unsafe (target + end).storeBytes(
                            of: source.loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
                    } else {
                        unsafe (target + end).copyMemory(from: source, byteCount: length)
                    }
                    end += length
                }
                starts.append(before + UInt64(end))
            }
            unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: target, count: end))
        }
    }

    /// Appends the texts of another pool.
    mutating func append(_ pool: TextPool) {
        let base = UInt64(bytes.count)
        let first = count
        bytes += pool.bytes
        starts.reserveCapacity(starts.count + pool.count)
        for start in pool.starts.dropFirst() { starts.append(base + start) }
        while presence.count * 64 < count { presence.append(0) }
        let shift = UInt64(first % 64)
        for word in 0..<(pool.count + 63) / 64 {
            let left = pool.count - word * 64
            let value = left < 64 ? pool.presence[word] & (1 << UInt64(left) - 1) : pool.presence[word]
            let index = first / 64 + word
            presence[index] |= value << shift
            if shift > 0, index + 1 < presence.count { presence[index + 1] |= value >> (64 - shift) }
        }
    }

    consuming func finish() -> TextPool {
        TextPool(bytes: bytes, starts: starts, presence: presence)
    }
}

/// Where a text stands among bytes that were read.
package struct TextReference: Sendable {
    package var bits: UInt64

    package static let missing = TextReference(bits: .max)

    package init(bits: UInt64) { self.bits = bits }

    /// Both are below 2^31.
    package init(offset: Int, length: Int) {
        bits = UInt64(UInt32(truncatingIfNeeded: offset)) << 32 | UInt64(UInt32(truncatingIfNeeded: length))
    }

    var isMissing: Bool { bits == .max }
    var offset: Int { Int(bits >> 32) }
    /// 0 where it is missing.
    var length: Int { isMissing ? 0 : Int(bits & 0xFFFF_FFFF) }
}

extension TextPool {
    /// Calls a function with the bytes of the text at a place, empty where there is none.
    func withBytes<Result>(at place: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        unsafe bytes.withUnsafeBytes { all in
            unsafe body(UnsafeRawBufferPointer(rebasing: all[Int(starts[place])..<Int(starts[place + 1])]))
        }
    }

    /// The texts at some places.
    func selecting(_ places: [UInt32]) -> TextPool {
        var builder = TextPoolBuilder()
        builder.reserve(places.count, byteCount: bytes.count)
        for place in places {
            if presence[Int(place) / 64] >> UInt64(place % 64) & 1 == 0 {
                builder.appendMissing()
            } else {
                unsafe withBytes(at: Int(place)) { unsafe builder.append($0) }
            }
        }
        return builder.finish()
    }
}

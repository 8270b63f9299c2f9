import RuleText

/// Codes by the bytes that were read for them.
///
/// Invariant: `slots` holds a power of two of slots, at most half of them taken, so that every search ends; `long` holds what long
/// tokens that were inserted spell.
@safe final class ByteMemo {
    fileprivate struct Slot {
        /// Kind and length; 0 where nothing is.
        var tag: UInt64 = 0
        /// Of at most 16 bytes those; of more a hash and where they stand in `long`.
        var first: UInt64 = 0
        var second: UInt64 = 0
        var code: UInt32 = 0
    }

    /// What is looked up in, as it is until the next insertion.
    @safe struct View {
        fileprivate var slots: UnsafeMutablePointer<Slot>
        fileprivate var capacity: Int
        fileprivate var long: UnsafeMutablePointer<UInt8>
    }

    private(set) var view: View
    private var count = 0
    private var longCount = 0
    private var longCapacity = 256

    private static let seed = HashKey.ofProcess.low

    init() {
        unsafe view = View(slots: .allocate(capacity: 64), capacity: 64, long: .allocate(capacity: 256))
        unsafe view.slots.initialize(repeating: Slot(), count: 64)
    }

    deinit {
        unsafe view.slots.deallocate()
        unsafe view.long.deallocate()
    }

    /// What bytes are looked up by.
    struct Key {
        fileprivate var tag: UInt64
        fileprivate var first: UInt64
        fileprivate var second: UInt64
        fileprivate var hash: UInt64
    }

    /// - Parameter bytes: Those of the token, readable for 16 bytes beyond it.
    @inline(__always)
    static func key(_ token: Token, _ bytes: UnsafeRawPointer) -> Key {
        let length = token.length
        if length <= 16 {
            let first = unsafe bytes.loadUnaligned(as: UInt64.self) & ~(UInt64.max << UInt64(length * 8))
            let second =
                unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                & ~(UInt64.max << UInt64(max(length * 8 - 64, 0)))
            return Key(
                tag: token.tag, first: first, second: second,
                hash: mix(first ^ seed, second ^ token.tag &* 0x9E37_79B9_7F4A_7C15))
        }
        return unsafe longKey(token, bytes)
    }

    private static func longKey(_ token: Token, _ bytes: UnsafeRawPointer) -> Key {
        let length = token.length
        var hash = seed ^ token.tag &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= length {
            hash = mix(
                hash, unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ 0xA076_1D64_78BD_642F)
            offset += 8
        }
        // The last eight bytes, some of them again.
        hash = mix(
            hash, unsafe bytes.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self) ^ 0x8EBC_6AF0_9C88_C6E3)
        return Key(tag: token.tag, first: hash, second: 0, hash: hash)
    }

    @inline(__always)
    private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = (left ^ 0x1D8E_4E27_C47D_124F).multipliedFullWidth(by: right ^ 0xE703_7ED1_A0B4_28DB)
        return product.high ^ product.low
    }

    /// - Parameter key: One that has no code yet.
    func insert(_ key: Key, _ bytes: UnsafeRawPointer, code: UInt32) {
        if (count + 1) * 2 > view.capacity { grow() }
        var second = key.second
        let length = Int(truncatingIfNeeded: key.tag & 0x0FFF_FFFF)
        if length > 16 {
            second = UInt64(longCount)
            if longCount + length > longCapacity { growLong(by: length) }
            unsafe (view.long + longCount).initialize(
                from: bytes.assumingMemoryBound(to: UInt8.self), count: length)
            longCount += length
        }
        store(Slot(tag: key.tag, first: key.first, second: second, code: code))
        count += 1
    }

    private static func hash(_ slot: Slot) -> UInt64 {
        slot.tag & 0x0FFF_FFFF <= 16
            ? mix(slot.first ^ seed, slot.second ^ slot.tag &* 0x9E37_79B9_7F4A_7C15) : slot.first
    }

    private func store(_ slot: Slot) {
        var index = Int(truncatingIfNeeded: Self.hash(slot)) & (view.capacity - 1)
        while unsafe view.slots[index].tag != 0 { index = (index + 1) & (view.capacity - 1) }
        unsafe view.slots[index] = slot
    }

    private func grow() {
        let old = view
        view.capacity *= 2
        unsafe view.slots = .allocate(capacity: view.capacity)
        unsafe view.slots.initialize(repeating: Slot(), count: view.capacity)
        for index in 0..<old.capacity where unsafe old.slots[index].tag != 0 { store(unsafe old.slots[index]) }
        unsafe old.slots.deallocate()
    }

    private func growLong(by length: Int) {
        longCapacity = max(longCapacity * 2, longCount + length)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: longCapacity)
        unsafe larger.moveInitialize(from: view.long, count: longCount)
        unsafe view.long.deallocate()
        unsafe view.long = larger
    }
}

extension ByteMemo.View {
    @inline(__always)
    func code(_ key: ByteMemo.Key, _ bytes: UnsafeRawPointer) -> UInt32? {
        var index = Int(truncatingIfNeeded: key.hash) & (capacity - 1)
        while true {
            let slot = unsafe slots + index
            if unsafe slot.pointee.tag == key.tag && slot.pointee.first == key.first {
                if key.tag & 0x0FFF_FFFF <= 16 {
                    if unsafe slot.pointee.second == key.second { return unsafe slot.pointee.code }
                } else if unsafe isStored(slot.pointee, bytes) {
                    return unsafe slot.pointee.code
                }
            }
            if unsafe slot.pointee.tag == 0 { return nil }
            index = (index + 1) & (capacity - 1)
        }
    }

    private func isStored(_ slot: ByteMemo.Slot, _ bytes: UnsafeRawPointer) -> Bool {
        let length = Int(truncatingIfNeeded: slot.tag & 0x0FFF_FFFF)
        let stored = unsafe UnsafeRawBufferPointer(start: long + Int(truncatingIfNeeded: slot.second), count: length)
        return unsafe stored.elementsEqual(UnsafeRawBufferPointer(start: bytes, count: length))
    }
}

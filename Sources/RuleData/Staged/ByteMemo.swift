import CRuleKernels
import RuleText

/// Codes by the bytes that were read for them.
///
/// Invariant: `slots` holds a power of two of slots, at most half of them taken, so that every search ends; `long` holds what long
/// tokens that were inserted spell.
@safe final class ByteMemo {
    fileprivate struct Slot {
        /// What `Key` holds; its tag is 0 where nothing is.
        var key = Key()
        var code: UInt32 = 0
        /// Where a long token's bytes stand in `long`, by 16 bytes.
        var place: UInt32 = 0
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
    private var longCapacity = 1024

    private let seed = HashKey.ofProcess

    /// Knows the missing value, as 0.
    init() {
        unsafe view = View(slots: .allocate(capacity: 64), capacity: 64, long: .allocate(capacity: longCapacity))
        unsafe view.slots.initialize(repeating: Slot(), count: 64)
        var missing = Key()
        missing.tag = Self.isTaken
        store(Slot(key: missing, code: 0))
        count = 1
    }

    deinit {
        unsafe view.slots.deallocate()
        unsafe view.long.deallocate()
    }

    /// What bytes are looked up by.
    struct Key {
        /// Kind and length, and a bit that is always set.
        fileprivate var tag: UInt64 = 0
        /// Of at most 16 bytes those, zeros behind them; of more two hashes.
        fileprivate var first: UInt64 = 0
        fileprivate var second: UInt64 = 0

        @inline(__always)
        var isLong: Bool { tag & ByteMemo.lengthMask > 16 }
    }

    private static let isTaken: UInt64 = 1 << 32
    fileprivate static let lengthMask: UInt64 = 0x0FFF_FFFF

    /// - Parameter bytes: Those of the token, readable for 16 bytes beyond it.
    @inline(__always)
    func key(_ token: Token, _ bytes: UnsafePointer<UInt8>) -> Key {
        let length = token.length
        if length <= 16 {
            let text = unsafe rk_short_text(bytes, length)
            return Key(tag: token.tag | Self.isTaken, first: text.first, second: text.second)
        }
        var (first, second) = (seed.low, seed.high)
        var offset = 0
        while true {
            // The last sixteen bytes, some of them again.
            if offset + 16 > length { offset = length - 16 }
            let text = unsafe rk_short_text(bytes + offset, 16)
            let product = (text.first ^ first).multipliedFullWidth(by: text.second ^ second)
            first = product.low ^ 0xA076_1D64_78BD_642F
            second = product.high ^ text.first &* 0x8EBC_6AF0_9C88_C6E3
            if offset + 16 == length { break }
            offset += 16
        }
        return Key(tag: token.tag | Self.isTaken, first: first, second: second)
    }

    /// Where the search for a key begins, before it is cut to the number of slots.
    @inline(__always)
    func hash(_ key: Key) -> UInt64 {
        let product = (key.first ^ seed.low).multipliedFullWidth(
            by: key.second ^ seed.high ^ key.tag &* 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }

    /// - Parameter key: One that has no code yet.
    func insert(_ key: Key, _ bytes: UnsafePointer<UInt8>, code: UInt32) {
        if (count + 1) * 2 > view.capacity { grow() }
        var slot = Slot(key: key, code: code)
        let length = Int(truncatingIfNeeded: key.tag & Self.lengthMask)
        if key.isLong {
            slot.place = UInt32(truncatingIfNeeded: longCount / 16)
            if longCount + length + 16 > longCapacity { growLong(by: length + 16) }
            unsafe (view.long + longCount).initialize(from: bytes, count: length)
            longCount += (length + 15) / 16 * 16
        }
        store(slot)
        count += 1
    }

    private func store(_ slot: Slot) {
        var index = Int(truncatingIfNeeded: hash(slot.key)) & (view.capacity - 1)
        while unsafe view.slots[index].key.tag != 0 { index = (index + 1) & (view.capacity - 1) }
        unsafe view.slots[index] = slot
    }

    private func grow() {
        let old = view
        view.capacity *= view.capacity < 1 << 14 ? 4 : 2
        unsafe view.slots = .allocate(capacity: view.capacity)
        unsafe view.slots.initialize(repeating: Slot(), count: view.capacity)
        for index in 0..<old.capacity where unsafe old.slots[index].key.tag != 0 { store(unsafe old.slots[index]) }
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
    /// Says that a key with this hash will be looked up soon.
    @inline(__always)
    func prepare(_ hash: UInt64) {
        unsafe rk_prefetch(slots + (Int(truncatingIfNeeded: hash) & (capacity - 1)))
    }

    /// Says the same of the bytes of a long key, whose hash was prepared before.
    @inline(__always)
    func prepareBytes(_ key: ByteMemo.Key, _ hash: UInt64) {
        let slot = unsafe slots + (Int(truncatingIfNeeded: hash) & (capacity - 1))
        if key.isLong, unsafe slot.pointee.key.tag == key.tag {
            unsafe rk_prefetch(long + Int(slot.pointee.place) * 16)
        }
    }

    @inline(__always)
    func code(_ key: ByteMemo.Key, _ hash: UInt64, _ bytes: UnsafePointer<UInt8>) -> UInt32? {
        var index = Int(truncatingIfNeeded: hash) & (capacity - 1)
        while true {
            let slot = unsafe slots + index
            let found = unsafe slot.pointee.key
            if (found.tag ^ key.tag) | (found.first ^ key.first) | (found.second ^ key.second) == 0 {
                let length = Int(truncatingIfNeeded: key.tag & ByteMemo.lengthMask)
                if unsafe !key.isLong || rk_same_text(long + Int(slot.pointee.place) * 16, bytes, length) {
                    return unsafe slot.pointee.code
                }
            }
            if found.tag == 0 { return nil }
            index = (index + 1) & (capacity - 1)
        }
    }
}

import CRuleKernels
import RuleText

/// Codes by the bytes that were read for them.
///
/// Invariant: the table holds a power of two of slots, some of them always free, so that every search ends; `tails` holds
/// what tokens of more than 16 bytes that were inserted spell.
@safe final class ByteMemo {
    private var table: rk_memo
    private var count = 1
    private var tailCount = 16
    private var tailCapacity = 1024

    /// In the place of a code, for a spelling that means nothing.
    static let noCode = UInt32.max
    /// How many tokens are looked up at once.
    static let batch = 64

    /// Knows the missing value, as 0.
    init() {
        let seed = HashKey.ofProcess
        unsafe table = rk_memo(
            slots: Self.slots(Self.firstCapacity), capacity: Self.firstCapacity, tails: Self.bytes(tailCapacity),
            seed_low: seed.low, seed_high: seed.high)
        unsafe table.tails.initialize(repeating: 0, count: 16)
        insertMissing()
    }

    deinit {
        unsafe UnsafeMutableRawPointer(table.slots).deallocate()
        unsafe UnsafeMutableRawPointer(table.tails).deallocate()
    }

    /// Replaces tokens by their codes.
    /// - Parameters:
    ///   - count: At most `batch`.
    ///   - base: What the tokens' offsets refer to, readable for 32 bytes beyond each token.
    /// - Returns: A bit for each that has no code yet and is left as it was, and for each that means nothing.
    @inline(__always)
    func replace(
        _ tokens: UnsafeMutablePointer<UInt64>, _ count: Int, _ base: UnsafePointer<UInt8>
    ) -> (unknown: UInt64, wrong: UInt64) {
        let misses = unsafe rk_memo_find(&table, tokens, count, base)
        return (misses.unknown, misses.wrong)
    }

    func code(_ token: Token, _ base: UnsafePointer<UInt8>) -> UInt32? {
        var key = unsafe rk_memo_key(&table, token.bits, base)
        let code = unsafe rk_memo_code(&table, &key, base + token.offset)
        return code < 0 ? nil : UInt32(truncatingIfNeeded: code)
    }

    /// - Parameter token: One that has no code yet.
    func insert(_ token: Token, _ base: UnsafePointer<UInt8>, code: UInt32) {
        if unsafe count >= Self.mostTaken(of: table.capacity) { grow() }
        let key = unsafe rk_memo_key(&table, token.bits, base)
        var slot = rk_memo_slot(tag: key.tag, first: key.first, second: key.second, code: code, place: 0)
        // Of at most 32 bytes the first 16 follow from the others and the key.
        let length = token.length
        let tailStart = length > 32 ? 0 : min(length, 16)
        if length > tailStart {
            slot.place = UInt32(truncatingIfNeeded: tailCount / 16)
            let room = (length - tailStart + 15) / 16 * 16
            if tailCount + room > tailCapacity { growTails(by: room) }
            unsafe (table.tails + tailCount).initialize(repeating: 0, count: room)
            unsafe (table.tails + tailCount).update(from: base + token.offset + tailStart, count: length - tailStart)
            tailCount += room
        }
        store(slot, hash: key.hash)
        count += 1
    }

    private func insertMissing() {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { nothing in
            unsafe nothing.initialize(repeating: 0)
            guard let base = nothing.baseAddress else { return }
            let key = unsafe rk_memo_key(&table, 0, base)
            store(rk_memo_slot(tag: key.tag, first: 0, second: 0, code: 0, place: 0), hash: key.hash)
        }
    }

    private func store(_ slot: rk_memo_slot, hash: UInt64) {
        let capacity = unsafe table.capacity
        var index = Int(truncatingIfNeeded: hash) & (capacity - 1)
        while unsafe table.slots[index].tag != 0 { index = (index + 1) & (capacity - 1) }
        unsafe table.slots[index] = slot
    }

    // MARK: Memory

    private static let firstCapacity = 64

    /// Few, so that nearly all are found where they are looked for first; more of a table that would be too large for the caches else.
    private static func mostTaken(of capacity: Int) -> Int {
        capacity <= 1 << 15 ? capacity / 6 : capacity / 8 * 5
    }

    /// Empty slots, none of them in two lines of a cache.
    private static func slots(_ capacity: Int) -> UnsafeMutablePointer<rk_memo_slot> {
        let size = capacity * MemoryLayout<rk_memo_slot>.stride
        let memory = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
        return unsafe memory.initializeMemory(as: rk_memo_slot.self, repeating: rk_memo_slot(), count: capacity)
    }

    private static func bytes(_ count: Int) -> UnsafeMutablePointer<UInt8> {
        unsafe UnsafeMutableRawPointer.allocate(byteCount: count, alignment: 64).bindMemory(
            to: UInt8.self, capacity: count)
    }

    private func grow() {
        let old = unsafe UnsafeMutableBufferPointer(start: table.slots, count: table.capacity)
        let capacity = old.count * (old.count < 1 << 14 ? 4 : 2)
        unsafe table.capacity = capacity
        unsafe table.slots = Self.slots(capacity)
        for index in old.indices where unsafe old[index].tag != 0 {
            let slot = unsafe old[index]
            unsafe store(slot, hash: rk_memo_hash(&table, slot.tag, slot.first, slot.second))
        }
        unsafe UnsafeMutableRawPointer(old.baseAddress)?.deallocate()
    }

    private func growTails(by room: Int) {
        tailCapacity = max(tailCapacity * 2, tailCount + room)
        let larger = unsafe Self.bytes(tailCapacity)
        unsafe larger.update(from: table.tails, count: tailCount)
        unsafe UnsafeMutableRawPointer(table.tails).deallocate()
        unsafe table.tails = larger
    }
}

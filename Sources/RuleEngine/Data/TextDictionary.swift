import RulePlan

/// Texts that differ, of several pools, found by their bytes.
struct TextDictionary: ~Copyable {
    private let pools: [TextPool]
    /// Of each different text, where it stands first: pool and place.
    private var entries: [(pool: UInt32, place: UInt32)] = []
    private var hashes: [UInt64] = []
    /// Open addressing: 1 more than the entry; 0 where nothing is. At most half of them are taken.
    private var slots: [UInt32]
    /// By pool, then place: the text's entry.
    private(set) var entryByPlace: [[UInt32]] = []

    var count: Int { entries.count }

    init(_ pools: [TextPool]) {
        self.pools = pools
        var capacity = 16
        while capacity < pools.reduce(0, { $0 + $1.count }) * 2 { capacity *= 2 }
        slots = [UInt32](repeating: 0, count: capacity)
        for pool in pools.indices {
            var places: [UInt32] = []
            places.reserveCapacity(pools[pool].count)
            for place in 0..<pools[pool].count { places.append(entry(pool, place)) }
            entryByPlace.append(places)
        }
    }

    private mutating func entry(_ pool: Int, _ place: Int) -> UInt32 {
        let hash = unsafe pools[pool].withBytes(at: place) { unsafe KeyHash.exactHash($0) }
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] != 0 {
            let found = slots[slot] - 1
            if hashes[Int(found)] == hash {
                let (otherPool, otherPlace) = entries[Int(found)]
                let isSame = unsafe pools[pool].withBytes(at: place) { bytes in
                    unsafe pools[Int(otherPool)].withBytes(at: Int(otherPlace)) { unsafe bytes.elementsEqual($0) }
                }
                if isSame { return found }
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        let found = UInt32(truncatingIfNeeded: entries.count)
        entries.append((UInt32(truncatingIfNeeded: pool), UInt32(truncatingIfNeeded: place)))
        hashes.append(hash)
        slots[slot] = found + 1
        return found
    }

    /// The texts in the order of their bytes, and by entry the new place.
    func sorted() -> (texts: [Value], places: [UInt32]) {
        let shared = sharedPrefixLength
        var order: [(key: UInt64, entry: UInt32)] = []
        order.reserveCapacity(entries.count)
        for (index, entry) in entries.enumerated() {
            let key = unsafe pools[Int(entry.pool)].withBytes(at: Int(entry.place)) { bytes in
                var key: UInt64 = 0
                for offset in shared..<shared + 8 {
                    key = key << 8 | (offset < bytes.count ? UInt64(unsafe bytes[offset]) : 0)
                }
                return key
            }
            order.append((key, UInt32(truncatingIfNeeded: index)))
        }
        order.sort { $0.key != $1.key ? $0.key < $1.key : precedes($0.entry, $1.entry) }
        var places = [UInt32](repeating: 0, count: entries.count)
        var texts: [Value] = []
        texts.reserveCapacity(entries.count)
        for (place, element) in order.enumerated() {
            places[Int(element.entry)] = UInt32(truncatingIfNeeded: place)
            let entry = entries[Int(element.entry)]
            texts.append(pools[Int(entry.pool)][Int(entry.place)].map(Value.text) ?? .missing)
        }
        return (texts, places)
    }

    private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
        let (left, right) = (entries[Int(left)], entries[Int(right)])
        return unsafe pools[Int(left.pool)].withBytes(at: Int(left.place)) { first in
            unsafe pools[Int(right.pool)].withBytes(at: Int(right.place)) { unsafe first.lexicographicallyPrecedes($0) }
        }
    }

    /// How many bytes all of them begin with.
    private var sharedPrefixLength: Int {
        guard let first = entries.first else { return 0 }
        return unsafe pools[Int(first.pool)].withBytes(at: Int(first.place)) { model in
            var shared = model.count
            for entry in entries where shared > 0 {
                unsafe pools[Int(entry.pool)].withBytes(at: Int(entry.place)) { bytes in
                    shared = min(shared, bytes.count)
                    var same = 0
                    while same < shared, unsafe bytes[same] == model[same] { same += 1 }
                    shared = same
                }
            }
            return shared
        }
    }
}

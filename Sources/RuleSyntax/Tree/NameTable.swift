import RuleText

/// Each name of a file once, by a number; those of the keywords come first.
///
/// Names of up to sixteen bytes are told apart by two integers, longer ones by a hash and their bytes; open addressing does the rest.
struct NameTable: Sendable {
    private struct Entry: Sendable {
        var low: UInt64
        var high: UInt64
        /// Above the sixteen bytes in `low` and `high`.
        var length: UInt32
        /// Where a long name's bytes are.
        var bytes: UInt32
    }

    /// The first is empty.
    private(set) var texts: [String] = [""]
    private var entries: [Entry] = [Entry(low: 0, high: 0, length: 0, bytes: 0)]
    /// The bytes of long names.
    private var longBytes: [UInt8] = []
    /// Numbers of names; zero where none is. A power of two, at most half full.
    private var slots = [UInt32](repeating: 0, count: 1024)
    private let key = HashKey.ofProcess

    /// The table with the keywords' spellings in it.
    static let ofKeywords: NameTable = {
        var table = NameTable()
        for keyword in Keyword.allCases {
            let bytes = Array(keyword.spelling.utf8)
            _ = table.number(of: bytes, 0, bytes.count)
        }
        return table
    }()

    private init() {}

    /// The keyword whose spelling has that number in `ofKeywords`, and in what grew from it.
    @inline(__always)
    static func keyword(of number: UInt32) -> Keyword? { Keyword(rawValue: UInt8(clamping: number &- 1)) }

    @inline(__always)
    subscript(number: UInt32) -> String { texts[Int(number)] }

    var count: Int { texts.count }

    /// The number of a name.
    @inline(__always)
    mutating func number(of bytes: [UInt8], _ start: Int, _ end: Int) -> UInt32 {
        let length = end &- start
        if length > 16 { return longNumber(of: bytes, start, end) }
        let low = ByteLanes(bytes, at: start).prefix(length)
        let high = length > 8 ? ByteLanes(bytes, at: start &+ 8).prefix(length &- 8) : 0
        return length == 0 ? 0 : self.number(low, high, length)
    }

    /// The number of a name of one to sixteen bytes.
    /// - Parameters:
    ///   - low: The first eight bytes, zeros for those that it lacks.
    ///   - high: The other ones.
    @inline(__always)
    mutating func number(_ low: UInt64, _ high: UInt64, _ length: Int) -> UInt32 {
        let mask = slots.count &- 1
        var slot = home(low, high)
        // Invariant: the table has empty slots, so the search ends.
        while true {
            let number = slots[slot]
            if number == 0 { break }
            let entry = entries[Int(number)]
            if entry.low == low, entry.high == high, entry.length <= 16 { return number }
            slot = (slot &+ 1) & mask
        }
        return addShort(low, high, length, at: slot)
    }

    @inline(never)
    private mutating func addShort(_ low: UInt64, _ high: UInt64, _ length: Int, at slot: Int) -> UInt32 {
        // Invariant: a name has as many bytes as these hold, or fewer.
        let text = unsafe withUnsafeBytes(of: (low.littleEndian, high.littleEndian)) { bytes in
            unsafe String(decoding: UnsafeRawBufferPointer(rebasing: bytes[..<length]), as: UTF8.self)
        }
        return add(
            Entry(low: low, high: high, length: UInt32(truncatingIfNeeded: length), bytes: 0), text, at: slot)
    }

    private mutating func longNumber(of bytes: [UInt8], _ start: Int, _ end: Int) -> UInt32 {
        var low = key.high
        var high = key.low
        for offset in start..<end {
            low = (low ^ UInt64(bytes[offset])) &* key.low
            high = (high ^ low &>> 29) &* key.high
        }
        let length = UInt32(truncatingIfNeeded: end &- start)
        let mask = slots.count &- 1
        var slot = home(low, high)
        while true {
            let number = slots[slot]
            if number == 0 { break }
            let entry = entries[Int(number)]
            if entry.low == low, entry.high == high, entry.length == length,
                longBytes[Int(entry.bytes)..<Int(entry.bytes) + Int(length)].elementsEqual(bytes[start..<end])
            {
                return number
            }
            slot = (slot &+ 1) & mask
        }
        let place = UInt32(truncatingIfNeeded: longBytes.count)
        longBytes.append(contentsOf: bytes[start..<end])
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        return add(Entry(low: low, high: high, length: length, bytes: place), text, at: slot)
    }

    private mutating func add(_ entry: Entry, _ text: String, at slot: Int) -> UInt32 {
        let number = UInt32(truncatingIfNeeded: entries.count)
        entries.append(entry)
        texts.append(text)
        slots[slot] = number
        if entries.count &* 2 > slots.count { grow() }
        return number
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count &* 4)
        let mask = slots.count &- 1
        for number in 1..<entries.count {
            var slot = home(entries[number].low, entries[number].high)
            while slots[slot] != 0 { slot = (slot &+ 1) & mask }
            slots[slot] = UInt32(truncatingIfNeeded: number)
        }
    }

    /// Where in the slots a search begins: the upper bits of the sum depend on every byte.
    @inline(__always)
    private func home(_ low: UInt64, _ high: UInt64) -> Int {
        let mixed = low &* key.low &+ high &* key.high
        return Int(truncatingIfNeeded: mixed &>> UInt64(truncatingIfNeeded: slots.count.leadingZeroBitCount &+ 1))
    }
}

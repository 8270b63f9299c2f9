import RulePlan

/// Values of a field that were not there when an index was made, with what they rule out: asked once, and remembered up to a bound.
struct UnseenValues {
    enum Home {
        /// A class of the index.
        case code(UInt16)
        /// One that the index does not have: a place in the memory here.
        case place(Int)
    }

    private var homes: [Value: Home] = [:]
    private var placesByTruths: [[Bool?]: Int] = [:]
    private var memory: AlignedMemory?

    /// How many values are remembered; then it begins anew.
    private static let valueLimit = 4096
    /// How many classes that the index does not have are remembered.
    private static let classLimit = 32

    /// Where a value belongs that the index does not know.
    mutating func home(of value: Value, in field: FieldClasses, _ table: RejectTable) -> Home {
        if let home = homes[value] { return home }
        let truths = field.truths(of: value)
        if homes.count >= Self.valueLimit { homes.removeAll(keepingCapacity: true) }
        let home: Home
        if let code = field.code(of: truths) {
            home = .code(code)
        } else {
            if placesByTruths.count >= Self.classLimit, placesByTruths[truths] == nil {
                homes.removeAll(keepingCapacity: true)
                placesByTruths.removeAll(keepingCapacity: true)
            }
            home = .place(place(of: truths, in: field, table))
        }
        homes[value] = home
        return home
    }

    /// The bitmaps at a place; they stay until the next value of the field.
    func rows(at place: Int, _ table: RejectTable) -> (firing: UnsafePointer<UInt64>, possible: UnsafePointer<UInt64>)?
    {
        guard let memory else { return nil }
        let start = unsafe UnsafePointer(memory.words + place * 2 * table.wordCount)
        return unsafe (start, start + table.wordCount)
    }

    private mutating func place(of truths: [Bool?], in field: FieldClasses, _ table: RejectTable) -> Int {
        if let known = placesByTruths[truths] { return known }
        let size = table.wordCount
        let memory = memory ?? AlignedMemory(byteCount: Self.classLimit * 2 * size * 8)
        self.memory = memory
        let place = placesByTruths.count
        placesByTruths[truths] = place
        let found = table.users.rejected(by: truths, field.leaves, wordCount: size)
        for word in 0..<size {
            unsafe memory.words[place * 2 * size + word] = found.firing[word]
            unsafe memory.words[(place * 2 + 1) * size + word] = found.possible[word]
        }
        return place
    }
}

/// The lists that were looked at, each for the rows of one entity, so that one that many rules share is looked at once.
struct SharedLists {
    private struct Entry: Hashable {
        /// Where its elements are.
        var address: UInt
        var row: EntityID?
    }

    private var known: Set<Entry> = []
    private var last: Entry?

    /// Notes a list, which has to last as long as this does.
    /// - Returns: Whether it was not known; two equal lists are two.
    mutating func insert<Element>(_ list: [Element], _ row: EntityID?) -> Bool {
        // Invariant: the address is compared and never read from.
        let address = unsafe list.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
        let entry = Entry(address: address, row: row)
        if entry == last { return false }
        last = entry
        return known.insert(entry).inserted
    }
}

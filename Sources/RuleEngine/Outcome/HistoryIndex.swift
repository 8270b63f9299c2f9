import RulePlan

/// What the history says of each item by now: since when it is open, and when it was last completed.
///
/// Events count by their time, those of one time in the order they were recorded. An item is open from an `opened` to the next
/// `completed` or `closed`; `failed` leaves it open. Ids whose keys differ in case alone are one item's; ids of no known form are
/// somebody else's and left out.
struct HistoryIndex {
    struct Item: Hashable {
        /// As the history first spelled it.
        var id: String
        /// When the open episode began; nothing where the item is not open.
        var openSince: Instant?
        var lastCompletion: Instant?
    }

    /// When an item was opened that was not open at that time.
    private struct Opening: Hashable {
        var id: ItemID
        var at: Instant
    }

    private(set) var items: [ItemID: Item] = [:]
    /// By kind, names and entity of the items; of each the earliest first.
    private var openings: [Text: [Opening]] = [:]

    init(_ history: History) {
        for event in history.events.sortedStably(by: { $0.at < $1.at }) {
            guard let id = ItemID(event.id) else { continue }
            var item = items[id] ?? Item(id: event.id)
            switch event.kind {
            case .opened where item.openSince == nil:
                item.openSince = event.at
                openings[id.head, default: []].append(Opening(id: id, at: event.at))
            case .opened, .failed:
                break
            case .completed:
                item.openSince = nil
                item.lastCompletion = max(item.lastCompletion ?? event.at, event.at)
            case .closed:
                item.openSince = nil
            }
            items[id] = item
        }
    }

    subscript(id: ItemID) -> Item? { items[id] }

    /// Since when an item is open: by the history, else from `now`.
    func firstSeen(_ id: ItemID, at now: Instant) -> Instant {
        // A clock that was ahead when the item was opened must not put its beginning into the future.
        min(items[id]?.openSince ?? now, now)
    }

    /// The distinct items that were opened in a stretch of time, both ends included.
    /// - Parameter head: Kind, name and entity of the items.
    /// - Complexity: O(log n + k) for k such openings among the n of that head.
    func opened(from start: Instant, through end: Instant, headed head: Text) -> Set<ItemID> {
        guard let openings = openings[head] else { return [] }
        var (low, high) = (0, openings.count)
        while low < high {
            let middle = (low + high) / 2
            if openings[middle].at < start { low = middle + 1 } else { high = middle }
        }
        return Set(openings[low...].prefix { $0.at <= end }.map(\.id))
    }
}

extension Sequence {
    /// Elements that neither precede the other keep their order.
    func sortedStably(by precedes: (Element, Element) -> Bool) -> [Element] {
        enumerated().sorted { left, right in
            if precedes(left.element, right.element) { return true }
            if precedes(right.element, left.element) { return false }
            return left.offset < right.offset
        }.map(\.element)
    }
}

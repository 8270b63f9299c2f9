import RulePlan
import RuleText

/// What the history says of each item by now: since when it is open, and when it was last completed.
///
/// Events count by their time, those of one time in the order they were recorded. An item is open from an `opened` to the next
/// `completed` or `closed`; `failed` leaves it open. Ids whose keys differ in case alone are one item's; ids of no known form are
/// somebody else's and left out.
struct HistoryIndex {
    struct Item: Hashable {
        /// As the history first spelled it.
        var id: ItemID
        /// When the open episode began; nothing where the item is not open.
        var openSince: Instant?
        var lastCompletion: Instant?
    }

    /// When an item was opened that was not open at that time.
    private struct Opening: Hashable {
        var id: ItemID
        var at: Instant
    }

    private(set) var items: [Item] = []
    private var places: [ItemID: Int] = [:]
    /// By kind, names and entity of the items; of each the earliest first.
    private var openings: [Text: [Opening]] = [:]

    init(_ history: History) {
        // One item has many events, so that each spelling is read but once.
        var placesBySpelling: [Text: Int?] = [:]
        for event in history.events.sortedStably(by: { $0.at < $1.at }) {
            let spelling = Text(event.id)
            let found: Int?
            if let known = placesBySpelling[spelling] {
                found = known
            } else {
                found = ItemID(event.id).map { place(of: $0) }
                placesBySpelling[spelling] = .some(found)
            }
            if let found { apply(event, toItemAt: found) }
        }
    }

    private mutating func place(of id: ItemID) -> Int {
        if let place = places[id] { return place }
        places[id] = items.count
        items.append(Item(id: id))
        return items.count - 1
    }

    private mutating func apply(_ event: History.Event, toItemAt place: Int) {
        switch event.kind {
        case .opened where items[place].openSince == nil:
            let id = items[place].id
            items[place].openSince = event.at
            openings[id.head, default: []].append(Opening(id: id, at: event.at))
        case .opened, .failed:
            break
        case .completed:
            items[place].openSince = nil
            // Events come by their time.
            items[place].lastCompletion = event.at
        case .closed:
            items[place].openSince = nil
        }
    }

    subscript(id: ItemID) -> Item? { places[id].map { items[$0] } }

    /// Since when an item is open: by the history, else from `now`.
    func firstSeen(_ id: ItemID, at now: Instant) -> Instant {
        // A clock that was ahead when the item was opened must not put its beginning into the future.
        min(self[id]?.openSince ?? now, now)
    }

    /// The distinct items that were opened in a stretch of time, both ends included.
    /// - Parameter head: Kind, name and entity of the items.
    /// - Complexity: O(log n + k) for k such openings among the n of that head.
    func opened(from start: Instant, through end: Instant, headed head: Text) -> Set<ItemID> {
        guard let openings = openings[head] else { return [] }
        let first = openings.partitioned { $0.at >= start }
        return Set(openings[first...].prefix { $0.at <= end }.map(\.id))
    }
}

extension Sequence {
    /// Elements that neither precede the other keep their order.
    func sortedStably(by precedes: (Element, Element) -> Bool) -> [Element] {
        let elements = Array(self)
        if zip(elements, elements.dropFirst()).allSatisfy({ !precedes($1, $0) }) { return elements }
        return elements.enumerated().sorted { left, right in
            if precedes(left.element, right.element) { return true }
            if precedes(right.element, left.element) { return false }
            return left.offset < right.offset
        }.map(\.element)
    }
}

import RulePlan

/// What a history has to be told after a run: what the run opened, and what no longer holds.
///
/// An item that is open already is not opened again. An open one is closed only where the rules certainly ask for it no longer:
/// an automatic action under way, and an item whose rules are undetermined, stay open.
/// - Parameter history: The one that the run was given.
/// - Returns: The opened ones in the order of the outcome's items, then the closed ones by id; all at the run's instant.
package func recordedEvents(for outcome: Outcome, history: History) -> [History.Event] {
    let index = HistoryIndex(history)
    var listed: Set<ItemID> = []
    var events: [History.Event] = []
    for item in outcome.items {
        guard let id = ItemID(item.id), listed.insert(id).inserted, index[id]?.openSince == nil else { continue }
        events.append(History.Event(id: item.id, kind: .opened, at: outcome.now))
    }
    let closed = index.items.filter { item in
        item.openSince != nil && !listed.contains(item.id) && !outcome.standingItems.contains(item.id)
            && !outcome.unsettledItems.contains(item.id)
    }
    events += closed.map(\.id.text).sorted { $0.precedesByScalars($1) }.map {
        History.Event(id: $0, kind: .closed, at: outcome.now)
    }
    return events
}

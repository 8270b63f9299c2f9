import RulePlan

/// Where the rows of each key are, and which references wait for a row that is not there.
struct RowDirectory: Sendable {
    /// A reference of a row.
    struct Site: Hashable, Comparable, Sendable {
        var entity: EntityID
        var field: FieldSlot
        var row: Int

        static func < (left: Site, right: Site) -> Bool {
            (left.entity, left.row, left.field) < (right.entity, right.row, right.field)
        }
    }

    private let schema: Schema
    /// By entity, once it was asked for.
    private var places: [[RowKey: Int]?]
    /// By the entity that they refer to, and the key that it would have.
    private var waiting: [EntityID: [RowKey: Set<Site>]] = [:]
    private var keysWaitedFor: [Site: RowKey] = [:]

    /// One that knows nothing.
    static func empty(_ schema: Schema) -> RowDirectory {
        RowDirectory(of: Dataset(tables: [], scores: [], summaries: []), schema: schema)
    }

    init(of data: Dataset, schema: Schema) {
        self.schema = schema
        places = schema.entities.map { _ in nil }
        for reference in data.danglingReferences {
            wait(
                Site(entity: reference.entity, field: reference.field, row: reference.row),
                for: RowKey(reference.key))
        }
    }

    /// The place of the row with a key.
    /// - Complexity: O(*n*) for *n* rows when it is asked for the first time.
    mutating func place(of key: RowKey, in entity: EntityID, _ data: Dataset) -> Int? {
        prepare(entity, data)
        return places[entity.index]?[key]
    }

    /// Finds the places of all keys of an entity, once.
    mutating func prepare(_ entity: EntityID, _ data: Dataset) {
        if places[entity.index] != nil { return }
        var found: [RowKey: Int] = [:]
        if let table = data.table(entity) {
            found.reserveCapacity(table.rowCount)
            for row in table.places { found[RowKey(table.key(of: row))] = row }
        }
        places[entity.index] = found
    }

    /// Notes a new row. What waited for it waits no more.
    mutating func insert(_ key: RowKey, at row: Int, in entity: EntityID) {
        places[entity.index]?[key] = row
        for site in sites(waitingFor: key, in: entity) { stopWaiting(site) }
    }

    /// The references that wait for a row.
    func sites(waitingFor key: RowKey, in entity: EntityID) -> [Site] { waiting[entity]?[key]?.sorted() ?? [] }

    mutating func remove(_ key: RowKey, in entity: EntityID) { places[entity.index]?[key] = nil }

    mutating func wait(_ site: Site, for key: RowKey) {
        stopWaiting(site)
        guard let target = target(of: site) else { return }
        waiting[target, default: [:]][key, default: []].insert(site)
        keysWaitedFor[site] = key
    }

    mutating func stopWaiting(_ site: Site) {
        guard let key = keysWaitedFor.removeValue(forKey: site), let target = target(of: site) else { return }
        waiting[target]?[key]?.remove(site)
        if waiting[target]?[key]?.isEmpty == true { waiting[target]?[key] = nil }
    }

    /// The same for rows that moved.
    /// - Parameter move: The new place of a row.
    func moved(_ move: (EntityID, Int) -> Int?) -> RowDirectory {
        var result = self
        result.places = places.map { _ in nil }
        result.waiting = [:]
        result.keysWaitedFor = [:]
        for (site, key) in keysWaitedFor {
            guard let row = move(site.entity, site.row) else { continue }
            result.wait(Site(entity: site.entity, field: site.field, row: row), for: key)
        }
        return result
    }

    private func target(of site: Site) -> EntityID? {
        if case .reference(let target) = schema[site.entity][site.field].type { target } else { nil }
    }
}

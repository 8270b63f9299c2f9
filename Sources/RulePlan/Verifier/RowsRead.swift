/// The rows around them that expressions read: of each the entity of the row at each depth, found from those of its operands.
///
/// Most expressions read what their first operand reads, so that little is kept: all of it lies in one list.
struct RowsRead {
    /// The bound on how far out a row may lie.
    static let deepest = 1_000
    /// The bound on what is kept.
    private static let largest = 1 << 26

    /// Nothing at a depth that isn't read.
    private var entities: [EntityID?] = []
    /// Where the rows of each expression stand in `entities`.
    private var places: [Range<Int>] = []
    /// Those of the expression at hand, and the place where the same ones stand already, if they do.
    private var current: [EntityID?] = []
    private var known: Range<Int>?
    private var clash: Int?

    /// Whether rows of two entities are read at one depth, as far as operands were taken.
    var hasClash: Bool { clash != nil }

    var isTooLarge: Bool { entities.count > Self.largest }

    mutating func reserveCapacity(_ count: Int) { places.reserveCapacity(count) }

    /// The entity of the row at each depth, the innermost first.
    subscript(id: ExpressionID) -> ArraySlice<EntityID?> { entities[places[id.index]] }

    mutating func begin() {
        current.removeAll(keepingCapacity: true)
        known = nil
        clash = nil
    }

    mutating func take(_ entity: EntityID, atDepth depth: Int) {
        while current.count <= depth { current.append(nil) }
        add(entity, atDepth: depth)
        known = nil
    }

    /// Takes over what an operand reads.
    mutating func take(_ operand: ExpressionID) {
        let rows = places[operand.index]
        if rows.isEmpty || rows == known { return }
        known = current.isEmpty ? rows : nil
        for (depth, place) in rows.enumerated() {
            if depth == current.count { current.append(nil) }
            if let entity = entities[place] { add(entity, atDepth: depth) }
        }
    }

    /// Goes from the frame inside a row set to the one around it.
    mutating func leaveInnermost() {
        current.removeFirst()
        known = nil
    }

    /// - Returns: A depth at which rows of two entities are read, if there is one.
    mutating func end() -> Int? {
        if let known {
            places.append(known)
        } else {
            places.append(entities.count..<entities.count + current.count)
            entities += current
        }
        return clash
    }

    private mutating func add(_ entity: EntityID, atDepth depth: Int) {
        if let other = current[depth], other != entity { clash = depth }
        current[depth] = entity
    }
}

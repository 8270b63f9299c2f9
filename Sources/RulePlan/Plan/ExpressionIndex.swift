import RuleText

/// Finds an expression among those of a plan.
///
/// It keeps places alone; what stands there is looked up in the plan. It follows from the plan's expressions, so any two are equal.
struct ExpressionIndex: Hashable, Sendable {
    /// Places from 1; zero where there is none. A power of two, at most half full.
    private var slots: [UInt32] = []
    /// By place.
    private var hashes: [UInt32] = []

    /// How many expressions it knows.
    var count: Int { hashes.count }

    private static let key = HashKey.ofProcess.low

    static func hash(of expression: PlanExpression, _ type: ValueType) -> UInt32 {
        // What most rules add to a plan are these; they are mixed by hand.
        switch expression {
        case .and(let terms): return mixed(1, terms)
        case .or(let terms): return mixed(2, terms)
        default: break
        }
        var hasher = Hasher()
        expression.hash(into: &hasher)
        type.hash(into: &hasher)
        return UInt32(truncatingIfNeeded: hasher.finalize())
    }

    private static func mixed(_ start: UInt64, _ terms: [ExpressionID]) -> UInt32 {
        let key = key
        var hash = start
        for term in terms {
            hash = (hash ^ UInt64(truncatingIfNeeded: term.index)) &* key
            hash ^= hash &>> 32
        }
        return UInt32(truncatingIfNeeded: hash &* key &>> 32)
    }

    /// The first place with this hash that is the right one.
    func place(of hash: UInt32, where isRight: (Int) -> Bool) -> Int? {
        if slots.isEmpty { return nil }
        let mask = slots.count &- 1
        var slot = Int(hash) & mask
        // Invariant: there are empty slots, so the search ends.
        while slots[slot] != 0 {
            let place = Int(slots[slot]) &- 1
            if hashes[place] == hash, isRight(place) { return place }
            slot = (slot &+ 1) & mask
        }
        return nil
    }

    /// Adds the next place.
    mutating func append(_ hash: UInt32) {
        hashes.append(hash)
        if hashes.count * 2 > slots.count {
            slots = [UInt32](repeating: 0, count: max(64, slots.count * 4))
            for place in hashes.indices { enter(place) }
        } else {
            enter(hashes.count - 1)
        }
    }

    private mutating func enter(_ place: Int) {
        let mask = slots.count &- 1
        var slot = Int(hashes[place]) & mask
        while slots[slot] != 0 { slot = (slot &+ 1) & mask }
        slots[slot] = UInt32(truncatingIfNeeded: place &+ 1)
    }

    static func == (left: ExpressionIndex, right: ExpressionIndex) -> Bool { true }

    func hash(into hasher: inout Hasher) {}
}

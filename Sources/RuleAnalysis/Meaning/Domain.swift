import RulePlan

/// What a quantity may be.
struct Domain: Hashable, Sendable {
    enum Known: Hashable, Sendable {
        /// By the place of a level or choice; of a Boolean 0 is false and 1 true.
        case members(UInt64)
        case ordered(RangeSet)
        /// These values and no others.
        case values(Set<Value>)
        /// All but these values.
        case others(Set<Value>)
    }

    var mayBeMissing: Bool
    var known: Known

    var isEmpty: Bool { !mayBeMissing && known.isEmpty }

    func intersection(_ other: Domain) -> Domain {
        Domain(mayBeMissing: mayBeMissing && other.mayBeMissing, known: known.intersection(other.known))
    }

    /// What a quantity may be beside this, of all that it may be.
    func complement(in universe: Domain) -> Domain {
        Domain(
            mayBeMissing: universe.mayBeMissing && !mayBeMissing,
            known: universe.known.intersection(known.complement))
    }
}

extension Domain.Known {
    var isEmpty: Bool {
        switch self {
        case .members(let bits): bits == 0
        case .ordered(let set): set.isEmpty
        case .values(let values): values.isEmpty
        // There are always more texts, addresses and rows.
        case .others: false
        }
    }

    /// How much work it is to consider: how many values or ranges it is made of.
    var weight: Int {
        switch self {
        case .members: 1
        case .ordered(let set): set.ranges.count
        case .values(let values), .others(let values): values.count
        }
    }

    /// Nothing, as a set of the same kind.
    var none: Domain.Known {
        switch self {
        case .members: .members(0)
        case .ordered: .ordered(.none)
        case .values, .others: .values([])
        }
    }

    var complement: Domain.Known {
        switch self {
        case .members(let bits): .members(~bits)
        case .ordered(let set): .ordered(set.complement)
        case .values(let values): .others(values)
        case .others(let values): .values(values)
        }
    }

    func intersection(_ other: Domain.Known) -> Domain.Known {
        switch (self, other) {
        case (.members(let left), .members(let right)): .members(left & right)
        case (.ordered(let left), .ordered(let right)): .ordered(left.intersection(right))
        case (.values(let left), .values(let right)): .values(left.intersection(right))
        case (.values(let left), .others(let right)), (.others(let right), .values(let left)):
            .values(left.subtracting(right))
        case (.others(let left), .others(let right)): .others(left.union(right))
        // Invariant: a quantity has domains of one kind.
        default: self
        }
    }
}

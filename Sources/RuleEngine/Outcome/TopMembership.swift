import RulePlan

/// Which rows are among the N with the largest ranks, as far as that is known.
struct TopMembership {
    /// A row's part in the competition.
    struct Candidate {
        var row: Int
        /// Whether it takes part at all; nothing where that is unknown.
        var takesPart: Bool?
        /// Missing where it is unknown.
        var rank: Value
    }

    /// By row; nothing where it is unknown.
    let isMember: [Bool?]

    /// - Parameters:
    ///   - candidates: One for each row, in the order of the rows.
    ///   - precedes: Whether the first of two known ranks is smaller.
    ///   - keyPrecedes: Whether the first of two rows comes first where ranks are equal.
    /// - Complexity: O(n log n) for n rows.
    init(
        top count: Int, of candidates: [Candidate], rankPrecedes: (Value, Value) -> Bool,
        keyPrecedes: (Int, Int) -> Bool
    ) {
        var isMember: [Bool?] = candidates.map { _ in false }
        let possible = candidates.filter { $0.takesPart != false }
        let ranked = possible.filter { !$0.rank.isMissing }.sorted { left, right in
            if rankPrecedes(right.rank, left.rank) { return true }
            if rankPrecedes(left.rank, right.rank) { return false }
            return keyPrecedes(left.row, right.row)
        }
        let unranked = possible.filter(\.rank.isMissing)
        // Walking from the first, so that those before a row are counted already. A row without a rank may be before any other.
        var certainlyBefore = 0
        var possiblyBefore = unranked.count
        for candidate in ranked {
            isMember[candidate.row] = Self.isMember(
                candidate, certainlyBefore: certainlyBefore, possiblyBefore: possiblyBefore, count: count)
            if candidate.takesPart == true { certainlyBefore += 1 }
            possiblyBefore += 1
        }
        for candidate in unranked {
            isMember[candidate.row] = Self.isMember(
                candidate, certainlyBefore: 0, possiblyBefore: possible.count - 1, count: count)
        }
        self.isMember = isMember
    }

    private static func isMember(
        _ candidate: Candidate, certainlyBefore: Int, possiblyBefore: Int, count: Int
    ) -> Bool? {
        if certainlyBefore >= count { return false }
        return possiblyBefore < count ? candidate.takesPart : nil
    }
}

/// A reference turned round: the rows that refer to each row of another table.
package struct Referrers: Sendable {
    /// By target, where its rows begin in `rows`; one more at the end.
    package let starts: [UInt32]
    /// Those of one target together, ascending.
    package let rows: [UInt32]

    /// - Parameters:
    ///   - references: By row, its target; `Column.missingRow` where it has none.
    ///   - targetCount: One more than the greatest target.
    /// - Complexity: O(*n*)
    package init(_ references: [UInt32], targetCount: Int) {
        var starts = [UInt32](repeating: 0, count: targetCount + 1)
        for target in references where Int(target) < targetCount { starts[Int(target) + 1] += 1 }
        for target in 0..<targetCount { starts[target + 1] += starts[target] }
        var next = starts
        var rows = [UInt32](repeating: 0, count: Int(starts[targetCount]))
        for (row, target) in references.enumerated() where Int(target) < targetCount {
            rows[Int(next[Int(target)])] = UInt32(truncatingIfNeeded: row)
            next[Int(target)] += 1
        }
        self.starts = starts
        self.rows = rows
    }

    /// The rows that refer to a target, ascending.
    package subscript(target: Int) -> ArraySlice<UInt32> {
        guard target >= 0, target < starts.count - 1 else { return [] }
        return rows[Int(starts[target])..<Int(starts[target + 1])]
    }
}

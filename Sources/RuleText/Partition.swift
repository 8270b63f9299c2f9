extension RandomAccessCollection where Index == Int {
    /// The index of the first element for which a condition holds that holds for all behind it too; the end where there is none.
    /// - Complexity: O(log *n*) for *n* elements.
    @inlinable
    package func partitioned(where isBehind: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if isBehind(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

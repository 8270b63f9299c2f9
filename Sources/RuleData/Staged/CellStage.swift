/// The values of some hundred rows, field by field: first where they stand, then what they mean.
///
/// Invariant: `cells` holds `rowCapacity` words for each field, and there are never more rows than that.
@safe final class CellStage {
    let fieldCount: Int
    let rowCapacity: Int
    let cells: UnsafeMutablePointer<UInt64>
    /// By row, where it stands in the block.
    let starts: UnsafeMutablePointer<Int>
    let ends: UnsafeMutablePointer<Int>
    let lines: UnsafeMutablePointer<Int>
    /// Rows whose values the fast decoders do not understand.
    var odd: [Bool]
    var hasOdd = false
    /// Fields for which a row has several values, of which the one that is kept must say something.
    var conflicts: [(row: Int, field: Int)] = []

    init(fieldCount: Int) {
        self.fieldCount = fieldCount
        // Together they are to stay in a core's own cache.
        rowCapacity = max(64, min(512, 12_288 / max(fieldCount, 1)))
        let count = max(fieldCount, 1) * rowCapacity
        unsafe cells = .allocate(capacity: count)
        unsafe cells.initialize(repeating: 0, count: count)
        unsafe starts = .allocate(capacity: rowCapacity)
        unsafe starts.initialize(repeating: 0, count: rowCapacity)
        unsafe ends = .allocate(capacity: rowCapacity)
        unsafe ends.initialize(repeating: 0, count: rowCapacity)
        unsafe lines = .allocate(capacity: rowCapacity)
        unsafe lines.initialize(repeating: 0, count: rowCapacity)
        odd = [Bool](repeating: false, count: rowCapacity)
    }

    deinit {
        unsafe cells.deallocate()
        unsafe starts.deallocate()
        unsafe ends.deallocate()
        unsafe lines.deallocate()
    }

    func column(_ field: Int) -> UnsafeMutablePointer<UInt64> { unsafe cells + field * rowCapacity }

    /// Makes the values of a row missing.
    func clear(row: Int) {
        for field in 0..<fieldCount { unsafe cells[field * rowCapacity + row] = 0 }
    }

    /// Makes the values of the first rows missing.
    func clear(rows: Int) {
        for field in 0..<fieldCount { unsafe (cells + field * rowCapacity).update(repeating: 0, count: rows) }
        conflicts.removeAll(keepingCapacity: true)
        if hasOdd {
            for row in odd.indices { odd[row] = false }
            hasOdd = false
        }
    }

    func markOdd(_ row: Int) {
        odd[row] = true
        hasOdd = true
    }
}

import CRuleKernels

/// Bytes that begin at a multiple of 64, as vector instructions like them. Freed with the object.
///
/// Filled by whoever makes it, then only read: it is shared between threads.
@safe final class AlignedMemory: @unchecked Sendable {
    private let base: UnsafeMutableRawPointer

    init(byteCount: Int, filledWith byte: UInt8 = 0) {
        unsafe base = UnsafeMutableRawPointer.allocate(byteCount: max(byteCount, 64), alignment: 64)
        unsafe base.initializeMemory(as: UInt8.self, repeating: byte, count: byteCount)
    }

    deinit { unsafe base.deallocate() }

    var bytes: UnsafeMutablePointer<UInt8> { unsafe base.assumingMemoryBound(to: UInt8.self) }
    var words: UnsafeMutablePointer<UInt64> { unsafe base.assumingMemoryBound(to: UInt64.self) }
}

/// A bit for each row of a table, 64 to a word; a multiple of eight words, of which those behind the last row are zero.
@safe final class Bitmap: @unchecked Sendable {
    let memory: AlignedMemory
    let wordCount: Int

    init(rowCount: Int) {
        wordCount = Bitmap.paddedWordCount(rowCount: rowCount)
        memory = AlignedMemory(byteCount: wordCount * 8)
    }

    static func paddedWordCount(rowCount: Int) -> Int { (rowCount + 511) / 512 * 8 }

    subscript(row: Int) -> Bool { unsafe memory.words[row >> 6] >> UInt64(row & 63) & 1 != 0 }

    /// The bits of a word that stand for rows.
    /// - Parameter start: The row of the first bit.
    static func rows(from start: Int, of rowCount: Int) -> UInt64 {
        rowCount - start >= 64 ? .max : start >= rowCount ? 0 : (1 << UInt64(rowCount - start)) - 1
    }

    /// Every row there is; to be called while nobody else knows the bitmap.
    func insertAll(_ rowCount: Int) {
        for word in 0..<(rowCount + 63) / 64 { unsafe memory.words[word] = Self.rows(from: word * 64, of: rowCount) }
    }

    /// By place whether it holds the row that is there; `Column.missingRow` is none.
    func gathered(_ rows: [UInt32]) -> Bitmap {
        let result = Bitmap(rowCount: rows.count)
        for (place, row) in rows.enumerated() where row != Column.missingRow && self[Int(row)] { result.insert(place) }
        return result
    }

    /// To be called while nobody else knows the bitmap.
    func insert(_ row: Int) { unsafe memory.words[row >> 6] |= 1 << UInt64(row & 63) }
}

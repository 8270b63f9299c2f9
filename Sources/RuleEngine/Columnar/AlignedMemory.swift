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

/// The class of each row of a table: which of its conditions hold for a row is the same for all rows of a class.
@safe package final class ClassColumn: @unchecked Sendable {
    let memory: AlignedMemory

    /// The class of the places behind the last row, to which no condition applies.
    static let padding: UInt8 = 255
    /// How many classes there may be.
    package static let limit = 255

    /// One more than the greatest class.
    let classCount: Int

    init(rowCount: Int, classCount: Int) {
        self.classCount = classCount
        memory = AlignedMemory(
            byteCount: Bitmap.paddedWordCount(rowCount: rowCount) * 64, filledWith: ClassColumn.padding)
    }
}

/// A set of classes.
struct ClassSet: Hashable, Sendable {
    /// Class *c* is bit *c* % 64 of word *c* / 64.
    private(set) var bits: SIMD4<UInt64> = .zero

    init() {}

    init(_ set: rk_class_set) {
        bits = SIMD4(set.bits.0, set.bits.1, set.bits.2, set.bits.3)
    }

    func contains(_ member: Int) -> Bool { bits[member >> 6] >> UInt64(member & 63) & 1 != 0 }

    mutating func insert(_ member: Int) { bits[member >> 6] |= 1 << UInt64(member & 63) }

    /// The stretches of neighbouring classes, ascending.
    var ranges: [ClosedRange<UInt8>] {
        var ranges: [ClosedRange<UInt8>] = []
        var start: Int?
        for member in 0...ClassColumn.limit {
            if member < ClassColumn.limit, contains(member) {
                start = start ?? member
            } else if let first = start {
                ranges.append(UInt8(first)...UInt8(member - 1))
                start = nil
            }
        }
        return ranges
    }

    /// As the kernels look classes up.
    var table: rk_class_set {
        var set = rk_class_set()
        set.bits = (bits[0], bits[1], bits[2], bits[3])
        unsafe withUnsafeMutableBytes(of: &set.table) { table in
            for member in 0..<ClassColumn.limit where contains(member) {
                unsafe table[(member & 15) + (member >> 7) * 16] |= 1 << UInt8(member >> 4 & 7)
            }
        }
        return set
    }
}

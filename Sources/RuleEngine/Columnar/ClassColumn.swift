/// The class of each row of a table: which of its conditions hold for a row is the same for all rows of a class.
///
/// A class is written down bit by bit, a bitmap for each bit, so that conditions on classes are conditions on bitmaps. What the bitmaps
/// hold is one more than the class: zero is for the places behind the last row, to which no condition applies.
package final class ClassColumn: Sendable {
    /// From the lowest bit to the highest.
    let planes: [Bitmap]
    let classCount: Int

    /// How many classes there may be.
    package static let limit = 255

    init(rowCount: Int, classCount: Int) {
        self.classCount = classCount
        var planeCount = 1
        while 1 << planeCount <= classCount { planeCount += 1 }
        planes = (0..<planeCount).map { _ in Bitmap(rowCount: rowCount) }
    }

    /// How many rows are worked on at once.
    private static let blockRowCount = 4_096

    /// Writes down the classes of some rows; to be called while nobody else knows the column, but for other rows.
    /// - Parameters:
    ///   - rows: Begin at a multiple of 64.
    ///   - classes: Writes one more than the class of each of some rows to the place that is given, the first row's first.
    func fill(_ rows: Range<Int>, _ classes: (Range<Int>, UnsafeMutablePointer<UInt8>) -> Void) {
        let block = AlignedMemory(byteCount: Self.blockRowCount)
        for start in stride(from: rows.lowerBound, to: rows.upperBound, by: Self.blockRowCount) {
            let end = min(start + Self.blockRowCount, rows.upperBound)
            unsafe block.bytes.update(repeating: 0, count: Self.blockRowCount)
            unsafe classes(start..<end, block.bytes)
            for word in 0..<(end - start + 63) / 64 {
                unsafe write(block.words + word * 8, to: start / 64 + word)
            }
        }
    }

    /// Takes 64 classes apart.
    @inline(__always)
    private func write(_ classes: UnsafePointer<UInt64>, to word: Int) {
        var columns = SIMD8<UInt64>()
        for group in 0..<8 { columns[group] = unsafe Self.transposed(UInt64(littleEndian: classes[group])) }
        let bytes = SIMD8<UInt64>(repeating: 0xFF)
        for (bit, plane) in planes.enumerated() {
            let parts = columns &>> SIMD8(repeating: UInt64(8 * bit)) & bytes
            unsafe plane.memory.words[word] = (parts &<< SIMD8(0, 8, 16, 24, 32, 40, 48, 56)).wrappedSum()
        }
    }

    /// Of eight bytes, the lowest bits, then the next ones and so on.
    @inline(__always)
    private static func transposed(_ bytes: UInt64) -> UInt64 {
        // Squares of one, two and four bits change sides: the recipe of Warren, "Hacker's Delight", 7-3.
        var bits = bytes
        var moved = (bits ^ (bits &>> 7)) & 0x00AA_00AA_00AA_00AA
        bits ^= moved ^ (moved &<< 7)
        moved = (bits ^ (bits &>> 14)) & 0x0000_CCCC_0000_CCCC
        bits ^= moved ^ (moved &<< 14)
        moved = (bits ^ (bits &>> 28)) & 0x0000_0000_F0F0_F0F0
        return bits ^ moved ^ (moved &<< 28)
    }
}

/// A set of classes.
struct ClassSet: Hashable, Sendable {
    /// Class *c* is bit *c* % 64 of word *c* / 64.
    private(set) var bits: SIMD4<UInt64> = .zero

    func contains(_ member: Int) -> Bool { bits[member >> 6] >> UInt64(member & 63) & 1 != 0 }

    mutating func insert(_ member: Int) { bits[member >> 6] |= 1 << UInt64(member & 63) }

    /// By what the planes of a column hold, whether it is one more than a class of the set. What no row holds is as the last class is.
    func truths(of column: ClassColumn) -> SIMD4<UInt64> {
        var truths = ClassSet()
        for member in 0..<(1 << column.planes.count) - 1 where contains(min(member, column.classCount - 1)) {
            truths.insert(member + 1)
        }
        return truths.bits
    }
}

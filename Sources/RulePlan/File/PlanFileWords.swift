/// The four-byte numbers in a stretch of a file's bytes, read where they stand.
struct PlanFileWords {
    private let bytes: [UInt8]
    private let start: Int
    let count: Int

    /// - Parameter range: Must be there, and a multiple of four long.
    init(_ bytes: [UInt8], in range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count && range.count % 4 == 0)
        self.bytes = bytes
        start = range.lowerBound
        count = range.count / 4
    }

    @inline(__always)
    subscript(place: Int) -> UInt32 {
        precondition(place >= 0 && place < count)
        // Invariant: the word lies in the range, which lies in the bytes.
        return unsafe bytes.withUnsafeBytes {
            unsafe UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: start &+ 4 &* place, as: UInt32.self))
        }
    }
}

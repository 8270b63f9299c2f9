/// A stretch of a source in memory, with NULs behind it.
///
/// Invariant: `padding` bytes behind `count` are readable and NUL. Whoever walks over the bytes stops at NUL, so no walk goes further
/// than 64 bytes beyond the end.
@safe final class ReadBlock {
    static let padding = 128

    private(set) var base: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    /// Where the first byte stands in the source.
    private(set) var start: Int
    /// Whether the source's range ends with the block.
    private(set) var isLast = false
    private var capacity: Int
    private let source: ByteSource

    static let usualCapacity = 1 << 18
    /// A row longer than this is left to the reader that holds the whole file.
    static let maximumCapacity = 1 << 28
    /// Where a part of a file begins is a guess; a row longer than this speaks against it.
    static let longestGuess = 1 << 22

    init(_ source: ByteSource, from start: Int, capacity: Int = usualCapacity) {
        self.source = source
        self.start = start
        self.capacity = capacity
        unsafe base = .allocate(capacity: capacity + Self.padding)
        unsafe base.initialize(repeating: 0, count: capacity + Self.padding)
    }

    deinit { unsafe base.deallocate() }

    /// Drops the bytes before an offset and reads on behind those that are left.
    /// - Returns: False where nothing was read though there should be more.
    func advance(to offset: Int) -> Bool {
        let left = count - offset
        if left > capacity / 2 {
            // Nearly all of the block is one row.
            guard capacity < Self.maximumCapacity else { return false }
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 4 + Self.padding)
            unsafe larger.initialize(from: base + offset, count: left)
            unsafe (larger + left).initialize(repeating: 0, count: capacity * 4 + Self.padding - left)
            unsafe base.deallocate()
            unsafe base = larger
            capacity *= 4
        } else if offset > 0 {
            unsafe base.update(from: base + offset, count: left)
        }
        start += offset
        count = left
        while count < capacity {
            let target = unsafe UnsafeMutableRawBufferPointer(start: base + count, count: capacity - count)
            guard let received = unsafe source.read(start + count, target) else { return false }
            count += received
            if start + count >= source.count || received == 0 {
                isLast = true
                break
            }
        }
        unsafe (base + count).update(repeating: 0, count: Self.padding)
        return true
    }

    func bytes(_ range: Range<Int>) -> [UInt8] {
        unsafe Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
    }
}

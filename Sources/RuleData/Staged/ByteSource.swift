/// Bytes that can be read at any place, by several threads at once: an array, or a file.
@safe package struct ByteSource: Sendable {
    /// How many there are, or were when it was asked.
    package let count: Int
    /// Reads some bytes from an offset on, fewer than there is room for only where they end. Nothing where they can't be read.
    let read: @Sendable (_ offset: Int, _ target: UnsafeMutableRawBufferPointer) -> Int?

    package init(count: Int, read: @escaping @Sendable (_ offset: Int, _ target: UnsafeMutableRawBufferPointer) -> Int?)
    {
        self.count = count
        unsafe self.read = unsafe read
    }

    init(_ bytes: [UInt8]) {
        unsafe self.init(count: bytes.count) { offset, target in
            let length = min(target.count, bytes.count - offset)
            guard length > 0 else { return 0 }
            unsafe target.copyBytes(from: bytes[offset..<offset + length])
            return length
        }
    }
}

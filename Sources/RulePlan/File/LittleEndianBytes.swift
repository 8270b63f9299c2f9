// Numbers in bytes, whatever the order of the machine's.

extension [UInt8] {
    mutating func append(littleEndian number: some FixedWidthInteger) {
        for shift in stride(from: 0, to: number.bitWidth, by: 8) {
            append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    /// The number that begins at `place`. Its bytes must be there.
    func littleEndian<Number: FixedWidthInteger>(at place: Int) -> Number {
        var number: Number = 0
        for index in (0..<Number.bitWidth / 8).reversed() { number = number << 8 | Number(self[place + index]) }
        return number
    }

    /// Calls `body` with the eight-byte numbers in a range, which must be there, the last one filled up with zeros.
    func forEachLongWord(in range: Range<Int>, _ body: (UInt64) -> Void) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        let whole = range.count / 8
        unsafe withUnsafeBytes { bytes in
            // Invariant: every word that is read lies in the range.
            for index in 0..<whole {
                let word = unsafe bytes.loadUnaligned(fromByteOffset: range.lowerBound + 8 * index, as: UInt64.self)
                body(UInt64(littleEndian: word))
            }
        }
        guard range.count % 8 > 0 else { return }
        var last: UInt64 = 0
        for place in (range.lowerBound + 8 * whole..<range.upperBound).reversed() {
            last = last << 8 | UInt64(self[place])
        }
        body(last)
    }
}

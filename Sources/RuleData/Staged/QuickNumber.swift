/// Reads numbers of at most 15 digits without exponent: an integer divided by a power of ten, both exact, so that the quotient is the
/// double next to the number, as any correct reading has it.
enum QuickNumber {
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// - Parameter bytes: A number by JSON's grammar, or a text that may be anything.
    /// - Returns: Nothing for one to be read in another way.
    @inline(__always)
    static func read(_ bytes: UnsafeRawPointer, length: Int) -> Double? {
        guard length <= 17 else { return nil }
        var offset = 0
        let isNegative = unsafe bytes.load(as: UInt8.self) == UInt8(ascii: "-")
        if isNegative { offset = 1 }
        var digits: UInt64 = 0
        var count = 0
        var pointAt = -1
        while offset < length {
            let byte = unsafe bytes.load(fromByteOffset: offset, as: UInt8.self)
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                digits = digits &* 10 &+ UInt64(digit)
                count &+= 1
            } else if byte == UInt8(ascii: "."), pointAt < 0 {
                pointAt = count
            } else {
                return nil
            }
            offset &+= 1
        }
        guard count <= 15, count > 0, pointAt != 0, pointAt != count else { return nil }
        var number = Double(digits)
        if pointAt >= 0 { number /= powers[count - pointAt] }
        return isNegative ? -number : number
    }
}

import CRuleKernels

/// Reads numbers of at most 15 digits without exponent: an integer divided by a power of ten, both exact, so that the quotient is the
/// double next to the number, as any correct reading has it.
enum QuickNumber {
    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Reads a number of at most eight characters without a sign, all of them at once.
    @inline(__always)
    private static func readShort(_ bytes: UnsafeRawPointer, length: Int) -> Double? {
        let found = unsafe rk_number_bytes_at(bytes.assumingMemoryBound(to: UInt8.self))
        let whole = (~found.digits).trailingZeroBitCount
        guard whole > 0 else { return nil }
        let hasPoint = whole < length
        let pointBits = UInt64(truncatingIfNeeded: min(whole, length) &* 8)
        // A byte for each digit, the first one lowest: the bytes before the point, and those behind it moved to its place.
        let word = UInt64(littleEndian: unsafe bytes.loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
        let before = pointBits < 64 ? (1 &<< pointBits) &- 1 : UInt64.max
        let joined = hasPoint ? word & before | word &>> 8 & ~before : word
        let count = length &- (hasPoint ? 1 : 0)
        // The last digit highest, zeros before the first.
        let digits = joined &<< UInt64(truncatingIfNeeded: (8 &- count) &* 8)
        let isValid =
            hasPoint
            ? (found.points >> UInt32(truncatingIfNeeded: whole) & 1 == 1) && length > whole &+ 1 : true
        guard isValid, (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080 == 0 else { return nil }
        // Pairs, fours, all eight.
        let pairs = digits &* 10 &+ digits &>> 8
        let first = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let second = (pairs &>> 16 & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        let number = Double((first &+ second) &>> 32)
        return number / rk_power_of_ten(hasPoint ? length &- whole &- 1 : 0)
    }

    /// - Parameter bytes: A number by JSON's grammar, or a text that may be anything.
    ///   16 bytes must be readable.
    /// - Returns: Nothing for one to be read in another way.
    @inline(__always)
    static func read(_ bytes: UnsafeRawPointer, length: Int) -> Double? {
        if length > 0, length <= 8, let number = unsafe readShort(bytes, length: length) { return number }
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

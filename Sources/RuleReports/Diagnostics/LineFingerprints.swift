/// What a line and those below it say, in a number: the same wherever the lines stand in their file.
///
/// It is `primaryLocationLineHash` as GitHub's upload action computes it where a SARIF file has none, so that findings are
/// told apart and found again in the same way whoever computes it: a polynomial hash, modulo 2⁶⁴, over the first 100 UTF-16 code units
/// from the line's first one on, without blanks and tabs, line breaks as LF, 0xFFFF at the end of the file and then zeros. Behind a colon
/// stands which of the lines with this hash it is.
struct LineFingerprints {
    private static let length = 100
    private static let base: UInt64 = 37

    /// By line, the first at 0.
    private var hashes: [UInt64] = []
    private var ordinals: [Int] = []

    /// - Complexity: O(bytes).
    init(_ bytes: [UInt8]) {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count + Self.length + 1)
        var lineStarts: [Int] = []
        var isLineStart = true
        var isAfterReturn = false
        func append(_ unit: UInt16) {
            if isLineStart { lineStarts.append(units.count) }
            isLineStart = unit == 0x0A
            units.append(unit)
        }
        for unit in String(decoding: bytes, as: UTF8.self).utf16 {
            let isSecondHalf = isAfterReturn && unit == 0x0A
            isAfterReturn = unit == 0x0D
            if isSecondHalf || unit == 0x20 || unit == 0x09 { continue }
            append(isAfterReturn ? 0x0A : unit)
        }
        append(0xFFFF)
        units += repeatElement(0, count: Self.length)

        var highest: UInt64 = 1
        for _ in 1..<Self.length { highest &*= Self.base }
        var hash: UInt64 = 0
        for unit in units.prefix(Self.length) { hash = hash &* Self.base &+ UInt64(unit) }
        var counts: [UInt64: Int] = [:]
        var start = 0
        for lineStart in lineStarts {
            // The window moves on, a unit at a time.
            while start < lineStart {
                hash = (hash &- UInt64(units[start]) &* highest) &* Self.base &+ UInt64(units[start + Self.length])
                start += 1
            }
            counts[hash, default: 0] += 1
            hashes.append(hash)
            ordinals.append(counts[hash, default: 1])
        }
    }

    /// - Parameter line: From 1; nothing where the file has no such line.
    subscript(line: Int) -> String? {
        guard hashes.indices.contains(line - 1) else { return nil }
        return "\(String(hashes[line - 1], radix: 16)):\(ordinals[line - 1])"
    }
}

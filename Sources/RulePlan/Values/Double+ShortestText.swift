extension Double {
    /// The fewest digits that read back as this number: `60`, `0.5`, `0` for −0.
    ///
    /// Laid out as ECMAScript's `Number::toString` does: without an exponent from 1e-6 up to below 1e21, else `1e-7`, `1.5e+21`.
    package var shortestText: String {
        if let wholeNumber { return String(wholeNumber) }

        // The standard library finds the digits; where it takes an exponent, their layout is ours.
        let text = magnitude.description
        let sign = self < 0 ? "-" : ""
        guard isFinite, let mark = text.utf8.firstIndex(of: UInt8(ascii: "e")) else {
            return text.hasSuffix(".0") ? sign + text.dropLast(2) : description
        }
        var digits = text.utf8[..<mark].filter { $0 != UInt8(ascii: ".") }
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        // The mantissa has one digit before its point.
        let exponent = Int(text[text.utf8.index(after: mark)...]) ?? 0
        let all = String(decoding: digits, as: UTF8.self)

        switch exponent {
        case 0...20 where exponent < digits.count - 1:
            return sign + all.prefix(exponent + 1) + "." + all.dropFirst(exponent + 1)
        case 0...20:
            return sign + all + String(repeating: "0", count: exponent - digits.count + 1)
        case -6..<0:
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + all
        default:
            let fraction = digits.count > 1 ? "." + all.dropFirst() : ""
            return sign + all.prefix(1) + fraction + "e" + (exponent < 0 ? "" : "+") + String(exponent)
        }
    }
}

enum NumberReading {
    /// Whether a text spells a decimal number, sign and exponent allowed: none of the other forms that `Double` takes (`nan`, `0x1p3`).
    static func isNumber(_ text: String) -> Bool {
        var input = ArraySlice(text.utf8)
        func digits() -> Int {
            let start = input.count
            while let byte = input.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                input = input.dropFirst()
            }
            return start - input.count
        }
        func sign() {
            if input.first == UInt8(ascii: "-") || input.first == UInt8(ascii: "+") { input = input.dropFirst() }
        }
        sign()
        guard digits() > 0 else { return false }
        if input.first == UInt8(ascii: ".") {
            input = input.dropFirst()
            guard digits() > 0 else { return false }
        }
        if let byte = input.first, byte | 0x20 == UInt8(ascii: "e") {
            input = input.dropFirst()
            sign()
            guard digits() > 0 else { return false }
        }
        return input.isEmpty
    }
}

extension String {
    /// With `%XX` resolved; as it is where that gives no text.
    var percentDecoded: String {
        guard utf8.contains(UInt8(ascii: "%")) else { return self }
        var result: [UInt8] = []
        var input = ArraySlice(utf8)
        while let byte = input.popFirst() {
            guard byte == UInt8(ascii: "%"), let pair = String(validating: input.prefix(2), as: UTF8.self),
                pair.utf8.count == 2,
                pair.utf8.first != UInt8(ascii: "+"), let value = UInt8(pair, radix: 16)
            else {
                result.append(byte)
                continue
            }
            result.append(value)
            input = input.dropFirst(2)
        }
        return String(validating: result, as: UTF8.self) ?? self
    }
}

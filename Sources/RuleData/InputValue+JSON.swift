import RuleText

extension InputValue {
    /// Reads one JSON document (RFC 8259) and nothing behind it.
    /// - Parameter name: What an error calls the input.
    /// - Throws: Where the bytes are no JSON, or nest too deeply.
    package init(json bytes: [UInt8], named name: String) throws(DataReadError) {
        var scanner = JSONScanner(try DecodedText(bytes, file: name), file: name)
        guard scanner.peek() != nil else {
            throw DataReadError(.unreadableFile, file: name, line: nil, "there is nothing in it")
        }
        try scanner.scanValue()
        guard scanner.peek() == nil else {
            throw DataReadError(.unreadableFile, file: name, line: scanner.line, "something stands behind the value")
        }
        self = scanner.value(at: 0)
    }
}

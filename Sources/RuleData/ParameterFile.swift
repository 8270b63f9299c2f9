import RuleText

/// Settings of parameters in a file: one JSON object of names and values, `{"limit": 70, "grace": "2h", "names": ["a", "b"]}`.
package struct ParameterFile: Sendable {
    /// As the command line would spell them, in the order of the file.
    package let settings: [(name: String, text: String)]

    /// - Parameter name: The file's, for messages.
    /// - Throws: Where it is no such object.
    package init(_ bytes: [UInt8], name file: String) throws(DataReadError) {
        var scanner = JSONScanner(try DecodedText(bytes, file: file), file: file)
        try scanner.scanValue()
        let document = scanner.value(at: 0)
        guard scanner.peek() == nil, let members = document.members else {
            throw DataReadError(
                .unreadableFile, file: file, line: document.line,
                "expected one object of parameters and their values, like {\"limit\": 70}")
        }
        var settings: [(name: String, text: String)] = []
        for member in members {
            guard let text = Self.text(of: member.value) else {
                throw DataReadError(
                    .unreadableFile, file: file, line: member.value.line,
                    "expected a text, a number, true, false or a list of them for '\(member.name.shortened)', "
                        + "and found \(member.value.shown)")
            }
            settings.append((member.name, text))
        }
        self.settings = settings
    }

    /// Nothing for what no parameter can be.
    private static func text(of value: InputValue) -> String? {
        guard case .array(let elements) = value.content else { return word(of: value) }
        let words = elements.compactMap(word)
        return words.count == elements.count ? words.joined(separator: ",") : nil
    }

    private static func word(of value: InputValue) -> String? {
        switch value.content {
        case .boolean(let truth): truth ? "true" : "false"
        case .number(let digits): digits
        case .text(let text): text
        case .null, .array, .object, .malformed: nil
        }
    }
}

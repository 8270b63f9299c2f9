/// Which row of which entity, as the data spells it.
package struct TargetKey: Hashable, Sendable {
    package var entity: String
    /// One part or, in a composite key, several.
    package var parts: [String]

    package init(entity: String, parts: [String]) {
        self.entity = entity
        self.parts = parts
    }

    /// As a target shows it: a single part as it is, the parts of a composite key joined with `,`; so that they can be told apart
    /// again, `%`, `/` and `,` in those are percent-encoded.
    package var text: String {
        parts.count == 1 ? parts[0] : parts.map { $0.percentEncoded("%/,") }.joined(separator: ",")
    }

    /// As ids show it: `%` and `/` are percent-encoded in a single part too.
    package var textInIDs: String {
        parts.count == 1 ? parts[0].percentEncoded("%/") : text
    }
}

extension String {
    /// - Parameter reserved: ASCII characters.
    func percentEncoded(_ reserved: StaticString) -> String {
        let reserved = Array("\(reserved)".utf8)
        guard utf8.contains(where: reserved.contains) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isASCII, reserved.contains(UInt8(truncatingIfNeeded: scalar.value)) {
                result += "%" + String(scalar.value, radix: 16, uppercase: true)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

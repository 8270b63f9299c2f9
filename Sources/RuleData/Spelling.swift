import RulePlan

/// How data spells a level, a choice or the name of an entity, so that spellings of one thing are equal.
enum Spelling {
    /// Without regard to case, spaces, `_` and `-`: `In progress`, `inProgress` and `IN_PROGRESS` are one.
    ///
    /// A minus sign counts, lest `-1` be read as `1`.
    static func normalized(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var pendingMinus = false
        for scalar in Text(text).folded.string.unicodeScalars {
            if pendingMinus, ("0"..."9").contains(scalar) { result.append("-") }
            pendingMinus = scalar == "-" && result.isEmpty
            if scalar == "_" || scalar == "-" || scalar.isSpace { continue }
            result.append(scalar)
        }
        return String(result)
    }

    /// What a person might call several of it.
    static func plurals(of name: String) -> [String] {
        var result = [name + "s", name + "es"]
        if name.hasSuffix("y") { result.append(name.dropLast() + "ies") }
        return result
    }

    private static let missingWords: Set<String> = ["n/a", "notavailable", "unknown"]

    /// Whether a text says that nothing is known: it is blank, `N/A`, `NotAvailable` or `Unknown`.
    static func meansMissing(_ trimmed: String) -> Bool {
        // Nearly every text in an export is none of these; this must cost next to nothing.
        switch trimmed.utf8.first {
        case nil: true
        case UInt8(ascii: "N")?, UInt8(ascii: "n")?, UInt8(ascii: "U")?, UInt8(ascii: "u")?:
            trimmed.utf8.count <= 16 && missingWords.contains(normalized(trimmed))
        default: false
        }
    }
}

extension Unicode.Scalar {
    /// White space by Unicode, decided at once for ASCII.
    var isSpace: Bool {
        value < 0x80 ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }
}

extension String {
    /// Without white space at its ends.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        if (0x21...0x7F).contains(first), (0x21...0x7F).contains(last) { return self }
        let scalars = unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.isSpace }),
            let end = scalars.lastIndex(where: { !$0.isSpace })
        else { return "" }
        return String(scalars[start...end])
    }
}

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
            if scalar == "_" || scalar == "-" || scalar.properties.isWhitespace { continue }
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

    /// Words that say that nothing is known, folded.
    static let missingWords: Set<String> = ["", "n/a", "notavailable", "unknown"]
}

extension String {
    /// Without white space at its ends.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.first, let last = scalars.last,
            first.properties.isWhitespace || last.properties.isWhitespace
        else { return self }
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[start...end])
    }
}

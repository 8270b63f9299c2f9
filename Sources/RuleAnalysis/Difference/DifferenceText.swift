extension ProgramDifference {
    /// For people. What is the same is only counted.
    package var text: String {
        var lines: [String] = []
        for rule in rules where !rule.isSame { lines += rule.lines("rule \(rule.name)") }
        for item in work where !item.isSame { lines += item.lines(item.name) }
        for parameter in parameters { lines.append("param \(parameter)") }
        if !lines.isEmpty { lines.append("") }
        return (lines + [summary]).joined(separator: "\n") + "\n"
    }

    private var summary: String {
        let changed = rules.count { !$0.isSame }
        let of = "\(rules.count) rule\(rules.count == 1 ? "" : "s")"
        if isSame { return "no difference in \(of)" }
        let taken = (rules + work).contains { !$0.opaque.isEmpty }
        return "\(changed) of \(of) differ\(changed == 1 ? "s" : "")"
            + (taken
                ? "; parts over rows that only one version has were taken as a whole" : "")
    }
}

extension ProgramDifference.Comparison {
    fileprivate func lines(_ head: String) -> [String] {
        var result = ["\(head): \(phrase)"]
        let isShown = (lost ?? gained ?? unclear) != nil
        switch verdict {
        case .stricter, .looser, .different, .undetermined:
            if !isShown, !isProven { result.append("  no row was found that shows it") }
        case .same, .added, .removed, .unknown: break
        }
        if let lost { result += lost.lines("no longer caught") }
        if let gained { result += gained.lines("newly caught") }
        if let unclear { result += unclear.lines("determined in one version only") }
        if !opaque.isEmpty { result.append("  taken as a whole: \(opaque.joined(separator: "; "))") }
        return result + changes.map { "  \($0)" }
    }

    private var phrase: String {
        switch verdict {
        case .stricter where !isProven: "perhaps stricter"
        case .looser where !isProven: "perhaps looser"
        case .different where !isProven:
            switch (lost?.isVerified == true, gained?.isVerified == true) {
            case (true, true): "different"
            case (true, false): "stricter, perhaps looser too"
            case (false, true): "looser, perhaps stricter too"
            case (false, false): "perhaps different"
            }
        case .undetermined where !isProven: "catches the same, perhaps other rows are undetermined"
        case .same: "asked of the same rows"
        case .stricter: "stricter, it catches less"
        case .looser: "looser, it catches more"
        case .different: "different"
        case .undetermined: "catches the same, other rows are undetermined"
        case .added: "added"
        case .removed: "removed"
        case .unknown: "too large to compare"
        }
    }
}

extension Witness {
    fileprivate func lines(_ head: String) -> [String] {
        let settled = facts.filter { !supposed.contains($0) }
        let suppositions = supposed.isEmpty ? [] : ["supposing " + supposed.joined(separator: ", ")]
        let head = isVerified ? head : "perhaps \(head)"
        let words = [settled.joined(separator: ", ")].filter { !$0.isEmpty } + suppositions
        return ["  \(head): \(words.isEmpty ? "any data" : words.joined(separator: "; "))"]
    }
}

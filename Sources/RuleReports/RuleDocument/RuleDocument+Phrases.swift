import RulePlan

extension RuleDocument {
    /// The parts behind the rules.
    enum Section: String, CaseIterable {
        case owners, data, references, waivers, parameters, tests

        var title: String {
            switch self {
            case .owners: "Who has to do with them"
            case .data: "The data that they need"
            case .references: "What they refer to"
            case .waivers: "Waivers"
            case .parameters: "Parameters"
            case .tests: "Tests"
            }
        }
    }

    func has(_ section: Section) -> Bool {
        switch section {
        case .owners, .data: !rules.isEmpty
        case .references: !rulesByReference.isEmpty
        case .waivers: !waivers.isEmpty
        case .parameters: !parameters.isEmpty
        case .tests: !testsOfAll.isEmpty || !rulesWithoutTest.isEmpty
        }
    }

    var summary: String {
        [
            Self.count(rules.count, "rule"), Self.count(fileCount, "file"), Self.count(testCount, "test"),
            Self.count(waivers.count, "waiver"), Self.count(parameters.count, "parameter"),
        ].joined(separator: ", ")
    }

    func count(of rules: [Rule]) -> String { Self.count(rules.count, "rule") }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

extension RuleDocument.Rule {
    /// Where it stands.
    var place: String { "\(location.file):\(location.line)" }
}

extension RuleDocument.Need {
    /// `device: name, risk_level`
    var phrase: String {
        let list = names.isEmpty ? "its rows" : names.joined(separator: ", ")
        return "\(entity ?? "scores"): \(list)"
    }
}

extension RuleDocument.Waiver {
    var phrase: String {
        "\(condition.map { "where \($0) " } ?? "")until \(until), because \(because)" + (by.map { " (by \($0))" } ?? "")
    }
}

extension RuleDocument.Parameter {
    var phrase: String { "\(name) = \(defaultValue)" + (domain.isEmpty ? "" : ", \(domain)") }
}

extension String {
    /// Whether it is an address of the web without a sign that means something in HTML or Markdown.
    var isWebAddress: Bool {
        guard hasPrefix("https://") || hasPrefix("http://") else { return false }
        return utf8.count > 8 && utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"<>\"'`\\".utf8.contains($0) }
    }
}

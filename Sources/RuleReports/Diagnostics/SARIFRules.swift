import RuleText

/// What a SARIF document says of each code that `check` can report, whether it was found or not.
struct SARIFRules {
    /// Data is read by other commands.
    private static let codes = DiagnosticCode.allCases.filter { $0.family != .data }
    /// GitHub shows no more of a description.
    private static let longestDescription = 1024

    /// Where a code stands among the rules.
    private let places: [DiagnosticCode: Int]

    init() {
        places = Dictionary(uniqueKeysWithValues: zip(Self.codes, Self.codes.indices))
    }

    func place(of code: DiagnosticCode) -> Int? { places[code] }

    var json: JSONValue { .list(Self.codes.map(Self.rule)) }

    private static func rule(_ code: DiagnosticCode) -> JSONValue {
        let entry = code.explanation
        let isError = code.defaultSeverity == .error
        return .object([
            ("id", .text(code.rawValue)),
            ("name", .text(capitalized("\(code)"))),
            ("shortDescription", .object([("text", .text(capitalized(entry.title)))])),
            ("fullDescription", .object([("text", .text(shortened(entry.text)))])),
            ("help", .object([("text", .text(entry.text)), ("markdown", .text(markdown(code)))])),
            ("defaultConfiguration", .object([("level", .text(code.defaultSeverity.rawValue))])),
            (
                "properties",
                .object([
                    ("tags", .list([.text(code.family.rawValue)])),
                    ("precision", .text(isError ? "very-high" : "high")),
                    ("problem.severity", .text(code.defaultSeverity.rawValue)),
                ])
            ),
        ])
    }

    /// The manual's entry without its heading, which services show themselves.
    private static func markdown(_ code: DiagnosticCode) -> String {
        code.explanationMarkdown.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
            .joined(separator: "\n")
    }

    /// At most as long as is shown, up to the end of a sentence where there is one.
    private static func shortened(_ text: String) -> String {
        guard text.count > longestDescription else { return text }
        let head = text.prefix(longestDescription - 1)
        let end = head.ranges(of: ". ").last?.lowerBound
        return end.map { "\(head[..<$0])." } ?? "\(head)…"
    }

    private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

import RuleText

/// What kind of mistake a code is about.
enum DiagnosticFamily: String {
    case text, grammar, names, analysis, data, tests
}

extension DiagnosticCode {
    /// The letter and first two digits tell.
    var family: DiagnosticFamily {
        switch rawValue.prefix(3) {
        case "E01": .text
        case "E02": .grammar
        case "E03": .names
        case "E05": .data
        case "E06": .tests
        default: .analysis
        }
    }
}

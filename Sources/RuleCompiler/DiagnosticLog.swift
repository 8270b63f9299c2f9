import RuleSyntax
import RuleText

/// What the checks of a program report: of each file so many errors and so many warnings, and no more.
///
/// Errors and warnings are counted apart, so that no number of warnings hides that there is an error.
struct DiagnosticLog: Sendable {
    private(set) var diagnostics: [Diagnostic] = []
    /// How often something was reported, whether it was kept or not.
    private(set) var reportCount = 0
    /// By file.
    private var counts: [(errors: Int, warnings: Int)] = []

    /// The same as for what the parser reports.
    static let maximumCount = Lexer.maximumDiagnosticCount

    mutating func append(_ diagnostic: Diagnostic) {
        reportCount += 1
        let file = Int(diagnostic.span.file.rawValue)
        while counts.count <= file { counts.append((0, 0)) }
        switch diagnostic.severity {
        case .error:
            guard counts[file].errors < Self.maximumCount else { return }
            counts[file].errors += 1
        case .warning:
            guard counts[file].warnings < Self.maximumCount else { return }
            counts[file].warnings += 1
        }
        diagnostics.append(diagnostic)
    }

    /// Whether an error at a place would be kept; what would not need not be put into words.
    func hasRoom(at span: SourceSpan) -> Bool {
        let file = Int(span.file.rawValue)
        return file >= counts.count || counts[file].errors < Self.maximumCount
    }

    static func += (log: inout DiagnosticLog, diagnostics: [Diagnostic]) {
        for diagnostic in diagnostics { log.append(diagnostic) }
    }
}

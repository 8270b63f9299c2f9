import RuleText

/// Prints the manual entry of a diagnostic.
struct ExplainCommand: Command {
    static let description = CommandDescription(
        name: "explain",
        summary: "prints the manual entry of a diagnostic",
        operands: "CODE",
        maximumOperandCount: 1,
        options: [],
        exits: [
            .init(code: 0, meaning: "printed"),
            .init(code: 2, meaning: "there is no such code"),
        ],
        examples: [
            .init(command: "secops-rules explain E0301", meaning: "what an unknown field is, with examples")
        ])

    private let code: DiagnosticCode

    init(_ arguments: Arguments) throws(CommandFailure) {
        guard let text = arguments.operands.first else {
            throw CommandFailure("'explain' needs the code of a diagnostic, like E0301")
        }
        guard let code = DiagnosticCode(rawValue: text.uppercased()) else {
            let codes = DiagnosticCode.allCases.map(\.rawValue)
            let hint = NearestSpelling.nearest(to: text, among: codes).map { "did you mean '\($0)'?" }
            throw CommandFailure("there is no code '\(text)'; \(hint ?? "codes are like E0301, as 'check' shows them")")
        }
        self.code = code
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        try environment.print(code.explanationMarkdown)
        return .success
    }
}

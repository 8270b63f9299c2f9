import RuleCompiler
import RuleText

/// Prints the data model in force.
struct ModelCommand: Command {
    static let description = CommandDescription(
        name: "model",
        summary: "prints the data model in force, as a '.secrule' file",
        operands: "",
        maximumOperandCount: 0,
        options: [.model],
        exits: [
            .init(code: 0, meaning: "printed"),
            .init(code: 1, meaning: "the file of --model has errors"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
        ],
        examples: [
            .init(command: "secops-rules model", meaning: "prints the standard model"),
            .init(
                command: "secops-rules model > model.secrule",
                meaning: "starts a model of one's own, to be used with '--model model.secrule'"),
        ])

    private let path: String?

    init(_ arguments: Arguments) throws(CommandFailure) {
        path = arguments["model"]
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        var model = SourceFile.standardModel
        if let path {
            model = try environment.source(path)
            let compilation = compile([], model: model)
            guard compilation.plan != nil else {
                let text = DiagnosticText(files: compilation.files, isColored: environment.isErrorColored)
                environment.output.writeError(text.rendered(compilation.diagnostics))
                return .findings
            }
        }
        try environment.print(String(decoding: model.bytes, as: UTF8.self))
        return .success
    }
}

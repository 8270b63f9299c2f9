import RuleCompiler
import RulePlan
import RuleReports
import RuleText

/// Writes a document of a rule set, for those who don't read rule files.
struct DocCommand: Command {
    static let description = CommandDescription(
        name: "doc",
        summary: "writes a document of the rules: by cadence, owner, data and reference, with tests and waivers",
        operands: "[PATH…]",
        discussion: "Reads every '.secrule' file under the paths (default: rules) as one program.",
        options: [
            .choice(
                "format", "FORMAT", Format.allCases.map(\.rawValue),
                "markdown (the default), or html: one page in one file"),
            .value("output", "FILE", "writes there instead of to standard output, at once and whole"),
            .model, .set,
        ],
        exits: [
            .init(code: 0, meaning: "written"),
            .init(code: 1, meaning: "the rules have errors"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
        ],
        examples: [
            .init(command: "secops-rules doc rules > RULES.md", meaning: "a document to keep beside the rules"),
            .init(
                command: "secops-rules doc rules --format html --output rules.html",
                meaning: "a page for those who decide and those who audit"),
        ])

    private enum Format: String, CaseIterable {
        case markdown, html
    }

    private let program: ProgramArguments
    private let format: Format
    private let output: OutputFile

    init(_ arguments: Arguments) throws(CommandFailure) {
        program = try ProgramArguments(arguments)
        format = arguments["format"].flatMap(Format.init(rawValue:)) ?? .markdown
        output = try OutputFile(arguments, inputs: arguments.operands + arguments.all("model"))
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let compilation = try program.compiled(in: environment)
        if let path = output.path { try OutputFile.protect(compilation.files, from: path, in: environment) }
        guard var plan = program.plan(of: compilation, in: environment) else { return .findings }
        for (id, value) in try program.parameters(of: plan, in: .utc) {
            plan.parameters[id.index].defaultValue = value
        }
        let document = RuleDocument(plan, modelFile: compilation.files.first?.name)
        try output.write(
            format == .html ? RuleDocumentPage().rendered(document) : RuleDocumentMarkdown().rendered(document),
            environment)
        return .success
    }
}

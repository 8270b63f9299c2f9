import RuleCompiler
import RulePlan
import RuleText

/// Compiles rules to a file, so that they can be run many times without their sources.
struct CompileCommand: Command {
    static let description = CommandDescription(
        name: "compile",
        summary: "compiles rules to a plan in a file, which 'run --plan' takes",
        operands: "[PATH…]",
        discussion: """
            Reads every '.secrule' file under the paths (default: rules) and writes what they come to.
            A plan holds the data model and all rules and waivers; tests stay behind. It is the same to the byte wherever
            it is made. Whoever runs it may still set its parameters; what '--set' gives here is their value until then.
            """,
        options: [
            .value("output", "FILE", "where the plan goes, at once and whole"),
            .model, .set,
        ],
        exits: [
            .init(code: 0, meaning: "written"),
            .init(code: 1, meaning: "the rules have errors; nothing is written"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
        ],
        examples: [
            .init(
                command: "secops-rules compile rules --output morning.plan",
                meaning: "compiles the rules under 'rules'"),
            .init(
                command: "secops-rules run --plan morning.plan --data exports/contoso --set limit=70",
                meaning: "runs them on the data of one client"),
        ])

    private let program: ProgramArguments
    private let output: String

    init(_ arguments: Arguments) throws(CommandFailure) {
        program = try ProgramArguments(arguments)
        guard let output = arguments["output"] else {
            throw CommandFailure("'compile' needs the file to write; say --output FILE")
        }
        guard output != "-" else { throw CommandFailure("a plan is no text to be shown; give a file for '--output'") }
        self.output = output
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let (files, model) = try program.sources(in: environment)
        try OutputFile.protect(files + [model], from: output, in: environment)
        guard var plan = program.plan(of: compile(files, model: model, parallelism: .cores), in: environment) else {
            return .findings
        }
        // A bare date begins in UTC here: the zone of the runs isn't known.
        for (id, value) in try program.parameters(of: plan, in: .utc) {
            plan.parameters[id.index].defaultValue = value
        }
        do { try environment.files.replace(output, with: plan.fileBytes) } catch { throw CommandFailure(error) }
        return .success
    }
}

import RuleAnalysis
import RuleCompiler

/// Says what two versions of rules ask for differently.
struct DiffCommand: Command {
    static let description = CommandDescription(
        name: "diff",
        summary: "says what two versions of rules ask for differently, each with a row that shows it",
        operands: "OLD NEW",
        maximumOperandCount: 2,
        discussion: """
            OLD and NEW are a '.secrule' file or a directory of them each; '-' reads one from standard input.
            A rule is stricter where it catches less than before, and looser where it catches more. Parameters have their defaults.
            """,
        options: [.choice("format", "FORMAT", ["text", "json"], "text (the default) or json"), .model],
        exits: [
            .init(code: 0, meaning: "they ask for the same"),
            .init(code: 1, meaning: "they do not"),
            .init(code: 2, meaning: "a usage error, a file that can't be opened, or rules with errors"),
        ],
        examples: [
            .init(command: "secops-rules diff old/rules rules", meaning: "what a change of the rules changes"),
            .init(
                command: "git show main:rules/daily.secrule | secops-rules diff - rules/daily.secrule",
                meaning: "the same for one file of a branch"),
        ])

    private let old: ProgramArguments
    private let new: ProgramArguments
    private let isJSON: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        guard arguments.operands.count == 2 else {
            throw CommandFailure("'diff' needs two versions: 'secops-rules diff OLD NEW'")
        }
        if arguments.operands == ["-", "-"] { throw ProgramArguments.standardInputTwice }
        old = try ProgramArguments(arguments, operands: [arguments.operands[0]])
        new = try ProgramArguments(arguments, operands: [arguments.operands[1]])
        isJSON = arguments["format"] == "json"
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        guard let before = try old.plan(in: environment), let after = try new.plan(in: environment) else {
            return .usage
        }
        let difference = ProgramDifference(from: before, to: after)
        try environment.print(isJSON ? difference.json : difference.text)
        return difference.isSame ? .success : .findings
    }
}

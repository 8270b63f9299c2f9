import RuleText

/// Prints what makes a shell complete the tool's commands, options and their values.
struct CompletionsCommand: Command {
    static let description = CommandDescription(
        name: "completions",
        summary: "prints what makes bash, zsh or fish complete commands, options and values",
        operands: Shell.allCases.map(\.rawValue).joined(separator: "|"),
        operandChoices: Shell.allCases.map(\.rawValue),
        maximumOperandCount: 1,
        options: [],
        exits: [
            .init(code: 0, meaning: "printed"),
            .init(code: 2, meaning: "a usage error"),
        ],
        examples: [
            .init(
                command: "source <(secops-rules completions bash)",
                meaning: "in ~/.bashrc: completes in every bash that is started"),
            .init(
                command: "secops-rules completions zsh > ~/.zfunc/_secops-rules",
                meaning: "for zsh, where ~/.zfunc is in fpath and compinit runs"),
            .init(
                command: "secops-rules completions fish > ~/.config/fish/completions/secops-rules.fish",
                meaning: "for fish"),
        ])

    private enum Shell: String, CaseIterable {
        case bash, zsh, fish
    }

    private let shell: Shell

    init(_ arguments: Arguments) throws(CommandFailure) {
        let names = Shell.allCases.map(\.rawValue)
        guard let name = arguments.operands.first else {
            throw CommandFailure(
                "'completions' needs the name of a shell; give one of \(names.joined(separator: ", "))")
        }
        guard let shell = Shell(rawValue: name) else {
            throw CommandFailure(
                "there are no completions for '\(name)'; "
                    + (NearestSpelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                        ?? "give one of \(names.joined(separator: ", "))"))
        }
        self.shell = shell
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let commands = CommandLineTool.descriptions
        let text =
            switch shell {
            case .bash: BashCompletions(commands).text
            case .zsh: ZshCompletions(commands).text
            case .fish: FishCompletions(commands).text
            }
        try environment.print(text)
        return .success
    }
}

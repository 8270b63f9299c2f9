import RuleText

/// The tool as a whole: finds the command, runs it, and says what went wrong in one line.
package struct CommandLineTool {
    private static let commands: [any Command.Type] = [
        CheckCommand.self, LanguageServerCommand.self,
        RunCommand.self, DoneCommand.self, TestCommand.self, PlanCommand.self,
        ExplainCommand.self, ModelCommand.self, FormatCommand.self, CompareCommand.self, CompileCommand.self,
        DiffCommand.self, InitCommand.self, CompletionsCommand.self, DocCommand.self, WatchCommand.self,
        EditorCommand.self,
    ]

    /// What the help says of each command, and the completions of shells.
    static var descriptions: [CommandDescription] { commands.map { $0.description } }

    private let environment: Environment

    package init(environment: Environment) {
        self.environment = environment
    }

    /// - Parameter words: The arguments, without the tool's own name.
    package func run(_ words: [String]) -> ExitCode {
        do throws(CommandFailure) {
            let code = try dispatch(words)
            environment.progress.clear()
            try environment.flush()
            return code
        } catch {
            // What was said so far comes before the reason for saying no more.
            try? environment.output.flush()
            environment.complain(error.message)
            return error.exitCode
        }
    }

    private func dispatch(_ words: [String]) throws(CommandFailure) -> ExitCode {
        guard let name = words.first else {
            throw CommandFailure("no command is given; 'secops-rules --help' lists them")
        }
        switch name {
        case "--help", "-h":
            try environment.print(Self.help)
            return .success
        case "--version":
            try environment.print("secops-rules \(environment.version)\n")
            return .success
        default: break
        }
        guard let command = Self.commands.first(where: { $0.description.name == name }) else {
            let names = Self.commands.map { $0.description.name }
            if name.hasPrefix("-") {
                throw CommandFailure(
                    "'\(name)' stands before the command; 'secops-rules --help' lists the commands")
            }
            let hint =
                NearestSpelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                ?? "'secops-rules --help' lists them"
            throw CommandFailure("there is no command '\(name)'; \(hint)")
        }
        let rest = words.dropFirst()
        if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
            try environment.print(command.description.help)
            return .success
        }
        return try command.init(Arguments(rest, of: command.description)).run(in: environment)
    }

    private static var help: String {
        var result = """
            secops-rules: checks security operations rules, and turns data into proposed work

            Usage: secops-rules COMMAND [options]

            Commands:

            """
        let width = commands.map { $0.description.name.count }.max() ?? 0
        for command in commands {
            let name = command.description.name
            result += "  \(name)\(String(repeating: " ", count: width - name.count))  \(command.description.summary)\n"
        }
        result += """

            Options:
              --help     shows this help; after a command, that command's
              --version  shows the version

            Example:
              secops-rules run rules --data exports
                  reads the rules and the exports under two directories and prints what to do today

            """
        return result
    }
}

extension Environment {
    func print(_ text: String) throws(CommandFailure) {
        progress.clear()
        do { try output.writeOutput(text) } catch { throw CommandFailure(error) }
    }

    func flush() throws(CommandFailure) {
        do { try output.flush() } catch { throw CommandFailure(error) }
    }

    /// Says one line to people; whatever names it holds, it stays one line.
    func complain(_ message: String) {
        progress.clear()
        output.writeError("secops-rules: \(message.displayed)\n")
    }
}

import RuleText

/// Runs `check` or `test` again whenever a rule file changes.
struct WatchCommand: Command {
    /// What can be watched.
    private static let watched: [any Command.Type] = [CheckCommand.self, TestCommand.self]

    static let description = CommandDescription(
        name: "watch",
        summary: "runs 'check' or 'test' again whenever a rule file changes",
        operands: "check|test [PATH…]",
        operandChoices: watched.map { $0.description.name },
        discussion: """
            Looks at the '.secrule' files under the paths (default: rules), and at the model of --model, a few times a second.
            On a terminal each run starts with a clear screen. Ctrl-C ends it.
            """,
        options: watchedOptions,
        exits: [
            .init(code: 0, meaning: "ended by Ctrl-C"),
            .init(code: 2, meaning: "a usage error, or files that can't be read at the start"),
        ],
        examples: [
            .init(command: "secops-rules watch check rules", meaning: "shows mistakes while one writes"),
            .init(command: "secops-rules watch test rules --coverage", meaning: "the same for tests"),
        ])

    /// Those of the watched commands, each once, without those that change files or are for other programs.
    private static var watchedOptions: [Option] {
        var result: [Option] = []
        for option in watched.flatMap({ $0.description.options }) {
            if ["fix", "format"].contains(option.name) || result.contains(where: { $0.name == option.name }) {
                continue
            }
            result.append(option)
        }
        return result
    }

    private let command: any Command
    private let files: WatchedFiles

    init(_ arguments: Arguments) throws(CommandFailure) {
        let names = Self.watched.map { $0.description.name }
        guard let name = arguments.operands.first else {
            throw CommandFailure("'watch' needs what to run: 'secops-rules watch check' or 'secops-rules watch test'")
        }
        guard let watched = Self.watched.first(where: { $0.description.name == name }) else {
            throw CommandFailure(
                "'watch' can't run '\(name)'; "
                    + (NearestSpelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                        ?? "give one of \(names.joined(separator: ", "))"))
        }
        // The words once more, as the command itself would have them: it takes its own options alone.
        let inner = try Arguments(arguments.wordsBehindFirstOperand, of: watched.description)
        if (inner.operands + inner.all("model")).contains("-") {
            throw CommandFailure("'watch' looks at files, and '-' is none; give their paths")
        }
        command = try watched.init(inner)
        files = WatchedFiles(paths: inner.operands, model: inner["model"])
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        var state = files.state(in: environment)
        // What is wrong at the start will not get better by waiting: a path that is mistyped, a parameter that isn't there.
        try show(in: environment)
        while let changed = waitForChange(from: &state, in: environment) {
            if environment.output.isOutputTerminal { try environment.print("\u{1B}[2J\u{1B}[3J\u{1B}[H") }
            try environment.flush()
            environment.complain(changed)
            do throws(CommandFailure) {
                try show(in: environment)
            } catch {
                // A file may be gone for a moment, or for good.
                environment.complain(error.message)
            }
        }
        return .success
    }

    private func show(in environment: Environment) throws(CommandFailure) {
        _ = try command.run(in: environment)
        try environment.flush()
    }

    /// - Returns: What changed, in words; nothing where the wait was interrupted.
    private func waitForChange(from state: inout WatchedFiles.State, in environment: Environment) -> String? {
        while environment.pause(files.pause(for: state)) {
            var now = files.state(in: environment)
            guard now != state else { continue }
            let changed = now.difference(from: state)
            // An editor may write several files: wait until they rest.
            for _ in 0..<20 {
                guard environment.pause(50) else { return nil }
                let later = files.state(in: environment)
                if later == now { break }
                now = later
            }
            state = now
            return changed
        }
        return nil
    }
}

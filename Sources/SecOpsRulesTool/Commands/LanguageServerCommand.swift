import RuleCompiler
import RuleLanguageServer
import RuleText

/// Serves an editor over standard input and output.
struct LanguageServerCommand: Command {
    static let description = CommandDescription(
        name: "lsp",
        summary: "serves an editor: a language server over standard input and output",
        operands: "[PATH…]",
        discussion: """
            Speaks the Language Server Protocol 3.17. An editor starts it and names its folders; all '.secrule'
            files under them, or under the paths if any are given, are one program, as for the other commands.
            A document that is none of them is a program of its own. No file is written.
            """,
        options: [.model],
        exits: [
            .init(code: 0, meaning: "the editor shut the server down"),
            .init(code: 1, meaning: "the editor went away without doing so"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
        ],
        examples: [
            .init(command: "secops-rules lsp", meaning: "what an editor starts"),
            .init(
                command: "secops-rules lsp rules", meaning: "the same where only what is under 'rules' is the program"),
        ])

    /// How long the client has to be silent before diagnostics are made, in milliseconds.
    private static let pause = 25
    /// How long it has to be silent before the conditions of all rules are taken together: longer than between two keystrokes.
    private static let longPause = 400

    private let paths: [String]
    private let model: String?

    init(_ arguments: Arguments) throws(CommandFailure) {
        paths = arguments.operands
        model = arguments["model"]
        if paths.contains("-") || model == "-" {
            throw CommandFailure("'lsp' speaks with the editor on standard input; give the path of a file")
        }
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let modelFile = if let model { try environment.source(model) } else { SourceFile.standardModel }
        var server = LanguageServer(
            files: EditorFiles(environment: environment), paths: paths, model: modelFile, modelPath: model,
            version: environment.version)
        while server.exitStatus == nil {
            // What came in meanwhile comes first: it may cancel what waits.
            let pause =
                server.hasMessages
                ? 0 : server.hasDiagnosticsToPublish ? Self.pause : server.hasLintsToPublish ? Self.longPause : nil
            switch try event(waiting: pause, in: environment) {
            case .bytes(let bytes): server.receive(bytes)
            case .silence where server.hasDiagnosticsToPublish && !server.hasMessages:
                try send(server.publishDiagnostics(), in: environment)
            case .silence where !server.hasMessages: try send(server.publishLints(), in: environment)
            case .silence: break
            // An editor that crashed is not waited for.
            case .end: return try finish(&server, in: environment)
            }
            try send(server.handleMessage(), in: environment)
        }
        return ExitCode(server.exitStatus ?? 1)
    }

    /// Handles what came in before the end of the input.
    private func finish(_ server: inout LanguageServer, in environment: Environment) throws(CommandFailure) -> ExitCode
    {
        while server.exitStatus == nil, server.hasMessages { try send(server.handleMessage(), in: environment) }
        return ExitCode(server.exitStatus ?? 1)
    }

    private func event(waiting milliseconds: Int?, in environment: Environment) throws(CommandFailure) -> InputEvent {
        do {
            return try environment.files.readStandardInput(waiting: milliseconds)
        } catch { throw CommandFailure(error) }
    }

    private func send(_ messages: [String], in environment: Environment) throws(CommandFailure) {
        guard !messages.isEmpty else { return }
        for message in messages { try environment.print(message) }
        try environment.flush()
    }
}

import RuleSyntax
import RuleText

/// Lays rule files out in the one canonical form.
struct FormatCommand: Command {
    static let description = CommandDescription(
        name: "fmt",
        summary: "lays rule files out in the one canonical form",
        operands: "[PATH…]",
        discussion: """
            Rewrites every '.secrule' file under the paths (default: rules). Words and comments stay what they are.
            '-' lays standard input out on standard output. A file with mistakes of grammar is left as it is.
            """,
        options: [
            .flag("check", "says which files would change, and changes none"),
            .flag("diff", "shows what would change, and changes nothing"),
        ],
        exits: [
            .init(code: 0, meaning: "all files are in canonical form now"),
            .init(code: 1, meaning: "a file has mistakes of grammar, or with --check would change"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
        ],
        examples: [
            .init(command: "secops-rules fmt", meaning: "lays out the rules under 'rules'"),
            .init(command: "secops-rules fmt --check rules", meaning: "fails where a file is not laid out"),
            .init(command: "secops-rules fmt - < daily.secrule", meaning: "prints one file laid out"),
        ])

    private let paths: [String]
    private let isCheck: Bool
    private let showsDifference: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        paths = arguments.operands
        isCheck = arguments.has("check")
        showsDifference = arguments.has("diff")
        if paths.count(where: { $0 == "-" }) > 1 { throw ProgramArguments.standardInputTwice }
        if paths.contains("-"), paths.count > 1 {
            throw CommandFailure("'-' stands alone; lay files out in a run of their own")
        }
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let files = try RuleFiles.read(paths, in: environment)
        var code = ExitCode.success
        for file in files {
            let parsed = parse(file, index: FileIndex(0))
            guard parsed.diagnostics.isEmpty else {
                let text = DiagnosticText(files: [file], isColored: environment.isErrorColored)
                environment.output.writeError(text.rendered(parsed.diagnostics) + "\n")
                code = .findings
                continue
            }
            let result = CanonicalLayout.of(file, parsed.tree)
            let isChanged = result != file.bytes
            if showsDifference, isChanged {
                try environment.print(LineDifference(of: file, to: result).rendered)
            } else if isCheck, isChanged {
                try environment.print("would change \(file.name.displayed)\n")
            }
            if isCheck, isChanged { code = .findings }
            guard !isCheck, !showsDifference else { continue }
            if paths == ["-"] {
                try environment.print(String(decoding: result, as: UTF8.self))
            } else if isChanged {
                do { try environment.files.replace(file.name, with: result) } catch { throw CommandFailure(error) }
                try environment.print("laid out \(file.name.displayed)\n")
            }
        }
        return code
    }
}

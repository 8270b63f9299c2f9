import RuleCompiler
import RulePlan
import RuleText

/// Reports every mistake in rule files.
struct CheckCommand: Command {
    static let description = CommandDescription(
        name: "check",
        summary: "reports the mistakes in rules, before any data is there",
        operands: "[PATH…]",
        discussion: """
            Reads every '.secrule' file under the paths (default: rules) as one program.
            '-' reads a file from standard input.
            """,
        options: [
            .choice("format", "FORMAT", ["text", "json"], "text (the default) or json"),
            .flag("strict", "adds the lints about style of work: rules without a reason or a test"),
            .flag("deny-warnings", "takes warnings for errors in the exit status"),
            .model, .set,
        ],
        exits: [
            .init(code: 0, meaning: "no errors"),
            .init(code: 1, meaning: "errors, or warnings with --deny-warnings"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
        ],
        examples: [
            .init(command: "secops-rules check", meaning: "checks the rules under 'rules'"),
            .init(
                command: "secops-rules check rules/daily.secrule --strict --deny-warnings",
                meaning: "checks one file as strictly as can be"),
            .init(
                command: "secops-rules check --format json rules", meaning: "prints what it finds for other programs"),
        ])

    private let program: ProgramArguments
    private let isJSON: Bool
    private let isStrict: Bool
    private let deniesWarnings: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        program = try ProgramArguments(arguments)
        isJSON = arguments["format"] == "json"
        isStrict = arguments.has("strict")
        deniesWarnings = arguments.has("deny-warnings")
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let compilation = try program.compiled(isStrict: isStrict, in: environment)
        if let plan = compilation.plan { try program.check(plan) }
        let shown = compilation.diagnostics
        if isJSON {
            try environment.print(DiagnosticJSON(files: compilation.files).rendered(shown))
        } else {
            let text = DiagnosticText(files: compilation.files, isColored: environment.isOutputColored)
            if !shown.isEmpty { try environment.print(text.rendered(shown) + "\n") }
            try environment.print(Self.summary(of: shown, compilation) + "\n")
        }
        let fails = shown.hasErrors || (deniesWarnings && !shown.isEmpty)
        return fails ? .findings : .success
    }

    private static func summary(of diagnostics: [Diagnostic], _ compilation: Compilation) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        // The model is the first file, and not the author's.
        let files = count(max(compilation.files.count - 1, 0), "file")
        switch (errors, warnings) {
        case (0, 0): return "no mistakes in \(files)"
        case (_, 0): return "\(count(errors, "error")) in \(files)"
        case (0, _): return "\(count(warnings, "warning")) in \(files)"
        default: return "\(count(errors, "error")) and \(count(warnings, "warning")) in \(files)"
        }
    }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

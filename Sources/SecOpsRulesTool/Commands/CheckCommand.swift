import RuleAnalysis
import RuleCompiler
import RulePlan
import RuleReports
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
            .choice(
                "format", "FORMAT", ["text", "json", "sarif", "github"],
                "text (the default), json, sarif for code scanning, or github: annotations"),
            .flag("fix", "applies the fixes that are safe to the files, then reports what is left"),
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
            .init(command: "secops-rules check --fix", meaning: "mends what can be mended safely"),
            .init(
                command: "secops-rules check --format sarif > check.sarif",
                meaning: "for a code-scanning service, which shows it in pull requests"),
        ])

    private enum Format: String {
        case text, json, sarif, github
    }

    private let program: ProgramArguments
    private let format: Format
    private let fixes: Bool
    private let isStrict: Bool
    private let deniesWarnings: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        program = try ProgramArguments(arguments)
        format = arguments["format"].flatMap(Format.init(rawValue:)) ?? .text
        fixes = arguments.has("fix")
        isStrict = arguments.has("strict")
        deniesWarnings = arguments.has("deny-warnings")
        if fixes, program.readsStandardInput {
            throw CommandFailure("'--fix' changes files, and '-' is none; give the path of a file")
        }
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let compiled = fixes ? try fixed(in: environment) : try program.compiled(isStrict: isStrict, in: environment)
        let compilation = compiled.analyzed(isStrict: isStrict)
        if let plan = compilation.plan { try program.check(plan) }
        let (shown, files) = (compilation.diagnostics, compilation.files)
        switch format {
        case .text:
            let text = DiagnosticText(files: files, isColored: environment.isOutputColored)
            if !shown.isEmpty { try environment.print(text.rendered(shown) + "\n") }
            try environment.print(Self.summary(of: shown, compilation) + "\n")
        case .json: try environment.print(DiagnosticJSON(files: files).rendered(shown))
        case .sarif:
            try environment.print(DiagnosticSARIF(files: files, version: environment.version).rendered(shown))
        case .github:
            try environment.print(DiagnosticAnnotations(files: files).rendered(shown))
            try environment.print(Self.summary(of: shown, compilation) + "\n")
        }
        let fails = shown.hasErrors || (deniesWarnings && !shown.isEmpty)
        return fails ? .findings : .success
    }

    /// Applies the safe fixes, writes the files that change, and says to people what was done.
    private func fixed(in environment: Environment) throws(CommandFailure) -> Compilation {
        let (files, model) = try program.sources(in: environment)
        let result = ProgramFixer(model: model, isStrict: isStrict).fixed(files)
        for file in result.changedFiles {
            do { try environment.files.replace(file.name, with: file.bytes) } catch { throw CommandFailure(error) }
        }
        let count = result.fixCount
        environment.complain(
            count == 0
                ? "nothing could be fixed safely"
                : "fixed \(Self.count(count, "mistake")) in \(Self.count(result.fixCounts.count, "file"))")
        return result.compilation
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

import RuleCompiler
import RulePlan
import RuleTesting
import RuleText

/// Runs the tests that stand in the rules.
struct TestCommand: Command {
    static let description = CommandDescription(
        name: "test",
        summary: "runs the tests that stand in the rules",
        operands: "[PATH…]",
        discussion: """
            Reads every '.secrule' file under the paths (default: rules) as one program and runs its 'test' blocks.
            A test that names rules runs those alone, and fails on an item that it does not expect.
            """,
        options: [
            .choice(
                "format", "FORMAT", ["text", "json", "junit"], "text (the default), json, or junit: XML for CI systems"),
            .flag(
                "coverage", "lists the rules and conditions of which no test shows that they hold and that they don't"),
            .model, .set,
        ],
        exits: [
            .init(code: 0, meaning: "all tests passed"),
            .init(code: 1, meaning: "a test failed, there is no test, or the rules have errors"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
        ],
        examples: [
            .init(
                command: "secops-rules test rules --coverage", meaning: "runs the tests and says what they leave out"),
            .init(command: "secops-rules test --format junit > tests.xml", meaning: "the same for a CI system"),
        ])

    private enum Format: String {
        case text, json, junit
    }

    private let program: ProgramArguments
    private let format: Format
    private let showsCoverage: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        program = try ProgramArguments(arguments)
        format = arguments["format"].flatMap(Format.init(rawValue:)) ?? .text
        showsCoverage = arguments.has("coverage")
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let compilation = try program.compiled(in: environment)
        guard let plan = program.plan(of: compilation, in: environment) else { return .findings }
        // Tests have zones of their own, so that a day that is set begins in UTC.
        let parameters = try program.parameters(of: plan, in: .utc)
        let zones = TimeZoneFiles(environment: environment)
        let model = compilation.files.first?.name
        let ownRules = plan.rules.indices.map(RuleID.init).filter { plan[$0].location.file != model }
        let report = TestRunner(plan, parameters: parameters, timeZone: zones.rules(named:))
            .report(coverageOf: showsCoverage ? ownRules : nil)
        let text =
            switch format {
            case .text: TestReportText(isColored: environment.isOutputColored).rendered(report)
            case .json: TestReportJSON().rendered(report)
            case .junit: TestReportJUnit().rendered(report)
            }
        try environment.print(text)
        if report.results.isEmpty { environment.complain("the rules have no test; grammar.md shows how to write one") }
        return report.hasPassed ? .success : .findings
    }
}

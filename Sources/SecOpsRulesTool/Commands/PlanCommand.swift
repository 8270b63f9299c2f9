import RulePlan

/// Prints the compiled plan.
struct PlanCommand: Command {
    static let description = CommandDescription(
        name: "plan",
        summary: "prints what the rules were compiled to: what is shared, what is looked up, the order of work",
        operands: "[PATH…]",
        options: [.model, .set],
        exits: [
            .init(code: 0, meaning: "printed"),
            .init(code: 1, meaning: "the rules have errors"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
        ],
        examples: [
            .init(command: "secops-rules plan rules", meaning: "prints the plan of the rules under 'rules'")
        ])

    private let program: ProgramArguments

    init(_ arguments: Arguments) throws(CommandFailure) {
        program = try ProgramArguments(arguments)
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        guard let plan = try program.plan(in: environment) else { return .findings }
        try program.check(plan)
        try environment.print(PlanListing(plan).text)
        return .success
    }
}

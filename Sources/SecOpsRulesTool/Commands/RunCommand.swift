import RuleData
import RuleEngine
import RulePlan
import RuleReports
import RuleText

/// Compiles the rules, reads the data, and prints what is to be done.
struct RunCommand: Command {
    static let description = CommandDescription(
        name: "run",
        summary: "turns rules and data into proposed work",
        operands: "[PATH…]",
        discussion: """
            Reads every '.secrule' file under the paths (default: rules) and the data, and prints the outcome.
            Nothing is sent or executed: the outcome is proposed work.

            Several tenants are run with '--tenants DIR', or '--data NAME=DIR' for each; what '--data' names beside them
            is data of all. A tenant's folder may also hold rules and waivers of its own ('.secrule') and 'parameters.json',
            an object of parameters and values; '--set NAME:PARAMETER=VALUE' sets one for one tenant. Where '--output' is
            a directory, each tenant gets a file there; otherwise documents go out as they are made, and only a file that is
            named with '--output' is kept in memory until it is whole.
            """,
        options: RunArguments.options + [
            .flag("record", "adds what was opened and closed to the history"),
            .choice(
                "format", "FORMAT", OutcomeFormat.allCases.map(\.rawValue),
                "table (the default), html, json, ndjson, csv, markdown, ics, slack, teams, or counts"),
            .choice(
                "of", "PART", OutcomePart.allCases.map(\.rawValue),
                "with csv and ndjson, the lines: items (the default), undetermined, rules, data, or remediation"
            ),
            .value("output", "FILE", "writes there instead of to standard output, at once and whole"),
            .choice(
                "fail-on", "LEVEL", Severity.allCases.map(\.name),
                "exits with 4 where an item is at least that severe"),
            .flag("verbose", "lists every reason, undetermined match and data problem"),
            .value("tenants", "DIR", "runs for several tenants: each folder in DIR holds the exports of one"),
            .flag("overview", "with several tenants, shows them side by side and nothing else"),
            .plan, .model, .set,
        ],
        exits: [
            .init(code: 0, meaning: "ran"),
            .init(code: 1, meaning: "the rules have errors"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened"),
            .init(code: 3, meaning: "the data could not be read"),
            .init(code: 4, meaning: "with --fail-on, an item is at least that severe"),
        ],
        examples: [
            .init(command: "secops-rules run rules --data exports", meaning: "what to do today"),
            .init(
                command: "secops-rules run --data device=machines.json --set limit=70 --now 2026-11-23T09:00:00Z",
                meaning: "one file of devices, a parameter, and a time that is given"),
            .init(
                command: "secops-rules run --data exports --history history.ndjson --record --format json",
                meaning: "the same for other programs, remembered for tomorrow"),
            .init(
                command: "secops-rules run --plan morning.plan --data exports",
                meaning: "with rules that 'secops-rules compile' compiled before"),
            .init(
                command: "secops-rules run rules --data exports --format html --output today.html",
                meaning: "a page for the morning meeting, in one file"),
            .init(
                command: "secops-rules run rules --data exports --format csv --of remediation --output remediation.csv",
                meaning: "a spreadsheet of all remediation activities, what is overdue first"),
            .init(
                command: "secops-rules run rules --tenants customers --format csv --output reports",
                meaning: "a spreadsheet for each folder in 'customers', and an overview of all"),
        ])

    private let run: RunArguments
    private let records: Bool
    private let rendering: OutcomeRendering
    private let tenants: String?
    private let isOverviewAlone: Bool
    private let output: OutputFile
    private let failLevel: Severity?

    init(_ arguments: Arguments) throws(CommandFailure) {
        run = try RunArguments(arguments)
        records = arguments.has("record")
        let format = arguments["format"].flatMap(OutcomeFormat.init(rawValue:)) ?? .table
        rendering = OutcomeRendering(
            format: format, part: arguments["of"].flatMap(OutcomePart.init(rawValue:)) ?? .items,
            isVerbose: arguments.has("verbose"))
        tenants = arguments["tenants"]
        isOverviewAlone = arguments.has("overview")
        failLevel = arguments["fail-on"].flatMap(Severity.init(name:))
        if records, run.history == nil {
            throw CommandFailure("'--record' needs the file to record in; say --history FILE")
        }
        if arguments.has("of"), format != .csv, format != .ndjson {
            throw CommandFailure("'--of' goes with '--format csv' and '--format ndjson', whose lines are of one kind")
        }
        output = try OutputFile(arguments, inputs: arguments.inputs)
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        guard let base = try run.base(isNewHistoryAllowed: records, in: environment) else { return .findings }
        let list = try TenantList(
            data: run.data, directory: tenants, schema: base.program.plan.schema, in: environment)
        if !list.isEmpty { return try runTenants(list, base, in: environment) }
        if isOverviewAlone {
            throw CommandFailure(
                "'--overview' shows tenants side by side; give them with --tenants DIR or --data NAME=DIR")
        }
        let input = try run.input(from: base, in: environment)
        let context = input.context
        let columnar = ColumnarOptions(parallelism: .cores)
        if rendering.format == .counts, !records, failLevel == nil {
            // Nobody asks for the work itself, so the rows need only be counted.
            let tallies = RuleTallies(input.plan, on: input.data, in: context, columnar: columnar)
            try output.write(OutcomeCounts().rendered(tallies.rules), environment)
            let undetermined = tallies.rules.reduce(0) { $0 + $1.undetermined }
            warn(undetermined: undetermined, tallies.data, environment)
            return .success
        }
        environment.progress.show("running \(input.plan.rules.count) rules")
        let outcome = RuleEngine.run(input.plan, on: input.data, in: context, columnar: columnar) { done, count in
            environment.progress.show("\(done) of \(count) rules run")
        }
        environment.progress.show("writing \(outcome.items.count) items")

        try write(outcome, of: input, environment)
        if records, let history = run.history {
            // What is written must be out before it is remembered as opened.
            try environment.flush()
            try history.append(recordedEvents(for: outcome, history: context.history), in: environment)
        }
        if let failLevel, outcome.hasItem(ofAtLeast: failLevel) { return .severeItem }
        return .success
    }

    private func write(
        _ outcome: Outcome, of input: RunArguments.Input, _ environment: Environment
    ) throws(CommandFailure) {
        try output.write(colored(in: environment).text(of: outcome, from: input), environment)
        if let note = rendering.note(on: outcome, from: input) { environment.complain(note) }
        if !rendering.format.hasAsides { warn(undetermined: outcome.undetermined.count, outcome.data, environment) }
    }

    private func colored(in environment: Environment) -> OutcomeRendering {
        var rendering = rendering
        rendering.isColored = !output.isFile && environment.isOutputColored
        return rendering
    }

    private func runTenants(
        _ list: TenantList, _ base: RunArguments.Base, in environment: Environment
    ) throws(CommandFailure) -> ExitCode {
        let settings = try run.program.settings(of: list.tenants.map(\.name.text))
        for problem in base.past?.problems ?? [] { environment.complain("note: \(problem.description); left out") }
        let program = TenantProgram(
            program: base.program, now: base.now,
            timeZone: .init(name: base.zone.name, rules: base.zone.rules),
            histories: base.past?.history.byTenantPrefix ?? [:], settings: settings.all,
            tenantSettings: settings.byTenant, allowsPartial: run.allowsPartial)
        return try TenantsRun(
            program: program, list: list, rendering: colored(in: environment), isOverviewAlone: isOverviewAlone,
            failLevel: failLevel, record: records ? run.history : nil
        ).run(to: output, in: environment)
    }

    /// Says to people what the formats without room for it leave out.
    private func warn(undetermined: Int, _ data: [DataSummary], _ environment: Environment) {
        let problems = data.flatMap(\.problems).count
        guard undetermined > 0 || problems > 0 else { return }
        environment.complain(
            "note: \(undetermined) undetermined, \(problems) kinds of data problems; '--format table' tells more"
        )
    }
}

extension Arguments {
    /// The paths of the rules, the model, the data and the history, as they are written.
    fileprivate var inputs: [String] {
        let data = all("data").flatMap { argument -> [String] in
            // ENTITY=PATH
            let path = argument.split(separator: "=", maxSplits: 1).last.map(String.init)
            return [argument, path ?? argument]
        }
        return operands + data + all("history") + all("model") + all("plan")
    }
}

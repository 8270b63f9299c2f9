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
            """,
        options: RunArguments.options + [
            .flag("record", "adds what was opened and closed to the history"),
            .choice(
                "format", "FORMAT", Format.allCases.map(\.rawValue),
                "table (the default), html, json, ndjson, csv, markdown, ics, slack, teams, or counts"),
            .choice(
                "of", "PART", OutcomePart.allCases.map(\.rawValue),
                "with csv and ndjson, what the lines are of: items (the default), undetermined, rules, or data"),
            .value("output", "FILE", "writes there instead of to standard output, at once and whole"),
            .choice(
                "fail-on", "LEVEL", Severity.allCases.map(\.name),
                "exits with 4 where an item is at least that severe"),
            .flag("verbose", "lists every reason, undetermined match and data problem"),
            .model, .set,
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
                command: "secops-rules run rules --data exports --format html --output today.html",
                meaning: "a page for the morning meeting, in one file"),
        ])

    private enum Format: String, CaseIterable {
        case table, html, json, ndjson, csv, markdown, ics, slack, teams, counts
    }

    private let run: RunArguments
    private let records: Bool
    private let format: Format
    private let output: OutputFile
    private let part: OutcomePart
    private let failLevel: Severity?
    private let isVerbose: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        run = try RunArguments(arguments)
        records = arguments.has("record")
        format = arguments["format"].flatMap(Format.init(rawValue:)) ?? .table
        part = arguments["of"].flatMap(OutcomePart.init(rawValue:)) ?? .items
        failLevel = arguments["fail-on"].flatMap(Severity.init(name:))
        isVerbose = arguments.has("verbose")
        if records, run.history == nil {
            throw CommandFailure("'--record' needs the file to record in; say --history FILE")
        }
        if arguments.has("of"), format != .csv, format != .ndjson {
            throw CommandFailure("'--of' goes with '--format csv' and '--format ndjson', whose lines are of one kind")
        }
        output = try OutputFile(arguments, inputs: arguments.inputs)
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        guard let input = try run.input(isNewHistoryAllowed: records, in: environment) else { return .findings }
        let context = input.context
        let columnar = ColumnarOptions(parallelism: .cores)
        if format == .counts, !records, failLevel == nil {
            // Nobody asks for the work itself, so the rows need only be counted.
            let tallies = RuleTallies(input.plan, on: input.data, in: context, columnar: columnar)
            try output.write(OutcomeCounts().rendered(tallies.rules), environment)
            let undetermined = tallies.rules.reduce(0) { $0 + $1.undetermined }
            warn(undetermined: undetermined, tallies.data, environment)
            return .success
        }
        let outcome = RuleEngine.run(input.plan, on: input.data, in: context, columnar: columnar)

        try write(outcome, of: input.plan.schema, context.timeZone, environment)
        if records, let history = run.history {
            // What is written must be out before it is remembered as opened.
            try environment.flush()
            try history.append(recordedEvents(for: outcome, history: context.history), in: environment)
        }
        if let failLevel, outcome.items.contains(where: { $0.severity.map { $0 >= failLevel } ?? false }) {
            return .severeItem
        }
        return .success
    }

    private func write(
        _ outcome: Outcome, of schema: Schema, _ zone: TimeZoneRules, _ environment: Environment
    ) throws(CommandFailure) {
        let text =
            switch format {
            case .table:
                OutcomeTable(
                    timeZone: zone, isVerbose: isVerbose, isColored: !output.isFile && environment.isOutputColored
                ).rendered(outcome)
            case .json: OutcomeJSON().rendered(outcome)
            case .csv: OutcomeCSV(of: part).rendered(outcome)
            case .ndjson: OutcomeNDJSON(of: part).rendered(outcome)
            case .markdown: OutcomeMarkdown(timeZone: zone).rendered(outcome)
            case .ics: OutcomeCalendar(timeZone: zone).rendered(outcome)
            case .slack: OutcomeSlack(timeZone: zone).rendered(outcome)
            case .teams: OutcomeTeams(timeZone: zone).rendered(outcome)
            case .counts: OutcomeCounts().rendered(outcome)
            case .html: OutcomePage(timeZone: zone, schema: schema).rendered(outcome)
            }
        try output.write(text, environment)
        switch format {
        case .table, .html, .json, .markdown, .slack, .teams: break
        case .csv, .ndjson, .ics, .counts: warn(undetermined: outcome.undetermined.count, outcome.data, environment)
        }
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
        return operands + data + all("history") + all("model")
    }
}

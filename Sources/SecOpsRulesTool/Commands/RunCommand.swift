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
            """,
        options: [
            .list(
                "data", "PATH",
                "a file or directory of exports (repeatable); ENTITY=PATH or SCORE=PATH says what it holds"),
            .flag("partial", "does without files that can't be read whole; their entities count as not given"),
            .value("now", "TIME", "the time of the run (default: the clock)"),
            .value("time-zone", "NAME", "the zone of 'today' and of days (default: TZ, else the machine's)"),
            .value("history", "FILE", "what was opened and completed before"),
            .flag("record", "adds what was opened and closed to the history"),
            .choice(
                "format", "FORMAT", ["table", "json", "csv", "counts"],
                "table (the default), json, csv, or counts: how many rows each rule fired for"),
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
        ])

    private enum Format: String {
        case table, json, csv, counts
    }

    private let program: ProgramArguments
    private let data: [String]
    private let allowsPartial: Bool
    private let now: TimeText?
    private let timeZone: String?
    private let history: HistoryFile?
    private let records: Bool
    private let format: Format
    private let output: String?
    private let failLevel: Severity?
    private let isVerbose: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        program = try ProgramArguments(arguments)
        data = arguments.all("data")
        allowsPartial = arguments.has("partial")
        if let text = arguments["now"] { now = try TimeText.read(text, of: "now") } else { now = nil }
        timeZone = arguments["time-zone"]
        history = arguments["history"].map(HistoryFile.init(path:))
        records = arguments.has("record")
        format = arguments["format"].flatMap(Format.init(rawValue:)) ?? .table
        output = arguments["output"]
        failLevel = arguments["fail-on"].flatMap(Severity.init(name:))
        isVerbose = arguments.has("verbose")
        let inputs = data.count { $0 == "-" || $0.hasSuffix("=-") } + (program.readsStandardInput ? 1 : 0)
        if inputs > 1 { throw ProgramArguments.standardInputTwice }
        if records, history == nil {
            throw CommandFailure("'--record' needs the file to record in; say --history FILE")
        }
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let zone = try TimeZoneFiles(environment: environment).zone(named: timeZone)
        let now = self.now?.instant(in: zone.rules) ?? environment.clock()
        guard let plan = try program.plan(in: environment) else { return .findings }
        let parameters = try program.parameters(of: plan, in: zone.rules)
        let past = try history?.read(isNewAllowed: records, in: environment)
        var dataset = try DataFiles(schema: plan.schema, allowsPartial: allowsPartial).dataset(
            of: data, in: environment)
        if let past, let history { dataset.add(past.problems, of: history.path) }

        let context = RunContext(
            now: now, timeZone: zone.rules, timeZoneName: zone.name, parameters: parameters,
            history: past?.history ?? History())
        let outcome = RuleEngine.run(plan, on: dataset, in: context)

        try write(outcome, zone.rules, environment)
        if records, let history, let past {
            // What is written must be out before it is remembered as opened.
            try environment.flush()
            try history.append(recordedEvents(for: outcome, history: past.history), in: environment)
        }
        if let failLevel, outcome.items.contains(where: { $0.severity.map { $0 >= failLevel } ?? false }) {
            return .severeItem
        }
        return .success
    }

    private func write(_ outcome: Outcome, _ zone: TimeZoneRules, _ environment: Environment) throws(CommandFailure) {
        let text =
            switch format {
            case .table:
                OutcomeTable(
                    timeZone: zone, isVerbose: isVerbose, isColored: output == nil && environment.isOutputColored
                ).rendered(outcome)
            case .json: OutcomeJSON().rendered(outcome)
            case .csv: OutcomeCSV().rendered(outcome)
            case .counts: OutcomeCounts().rendered(outcome)
            }
        if let output, output != "-" {
            do { try environment.files.replace(output, with: Array(text.utf8)) } catch { throw CommandFailure(error) }
        } else {
            try environment.print(text)
        }
        switch format {
        case .table, .json: break
        case .csv, .counts: warn(of: outcome, environment)
        }
    }

    /// Says to people what the formats without room for it leave out.
    private func warn(of outcome: Outcome, _ environment: Environment) {
        let problems = outcome.data.flatMap(\.problems).count
        guard !outcome.undetermined.isEmpty || problems > 0 else { return }
        environment.complain(
            "note: \(outcome.undetermined.count) undetermined, \(problems) kinds of data problems; '--format table' tells more"
        )
    }
}

extension Dataset {
    /// Reports lines of the history that were left out, beside the files that belong to nothing.
    fileprivate mutating func add(_ problems: [DataReadError], of path: String) {
        guard let first = problems.first else { return }
        let problem = DataSummary.Problem(code: first.code, count: problems.count, example: first.description)
        if let place = summaries.firstIndex(where: { $0.entity == nil }) {
            summaries[place].files.append(path)
            summaries[place].problems.append(problem)
        } else {
            summaries.append(DataSummary(entity: nil, rows: nil, files: [path], problems: [problem]))
        }
    }
}

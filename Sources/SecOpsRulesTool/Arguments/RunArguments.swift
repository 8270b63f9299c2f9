import RuleCompiler
import RuleData
import RuleEngine
import RulePlan
import RuleText

/// What the commands that evaluate rules on data share: the rules, the data, the time, the history.
struct RunArguments {
    static let options: [Option] = [
        .list(
            "data", "PATH", "a file or directory of exports (repeatable); ENTITY=PATH or SCORE=PATH says what it holds"),
        .flag("partial", "does without files that can't be read whole; their entities count as not given"),
        .value("now", "TIME", "the time of the run (default: the clock)"),
        .value("time-zone", "NAME", "the zone of 'today' and of days (default: TZ, else the machine's)"),
        .value("history", "FILE", "what was opened and completed before"),
    ]

    /// What the arguments lead to.
    struct Input {
        var plan: Plan
        var data: Dataset
        var context: RunContext
    }

    let program: ProgramArguments
    let history: HistoryFile?
    let data: [String]
    let allowsPartial: Bool
    private let now: TimeText?
    private let timeZone: String?

    init(_ arguments: Arguments) throws(CommandFailure) {
        program = try ProgramArguments(arguments)
        data = arguments.all("data")
        allowsPartial = arguments.has("partial")
        if let text = arguments["now"] { now = try TimeText.read(text, of: "now") } else { now = nil }
        timeZone = arguments["time-zone"]
        history = arguments["history"].map(HistoryFile.init(path:))
        let inputs = data.count { $0 == "-" || $0.hasSuffix("=-") } + (program.readsStandardInput ? 1 : 0)
        if inputs > 1 { throw ProgramArguments.standardInputTwice }
    }

    /// What a run depends on beside the data.
    struct Base {
        var program: CompiledProgram
        var zone: TimeZoneFiles.Zone
        var now: Instant
        var past: HistoryReading?
    }

    /// Reads the rules and the history; nothing where the rules have errors, which people are shown.
    /// - Parameter isNewHistoryAllowed: Whether a history that isn't there yet is an empty one.
    func base(isNewHistoryAllowed: Bool = false, in environment: Environment) throws(CommandFailure) -> Base? {
        let zone = try TimeZoneFiles(environment: environment).zone(named: timeZone)
        let now = self.now?.instant(in: zone.rules) ?? environment.clock()
        guard let program = try program.program(in: environment) else { return nil }
        let past = try history?.read(isNewAllowed: isNewHistoryAllowed, in: environment)
        return Base(program: program, zone: zone, now: now, past: past)
    }

    /// Reads the data of one organisation.
    func input(from base: Base, in environment: Environment) throws(CommandFailure) -> Input {
        let parameters = try program.parameters(of: base.program.plan, in: base.zone.rules)
        var dataset = try DataFiles(schema: base.program.plan.schema, allowsPartial: allowsPartial).dataset(
            of: data, in: environment)
        if let past = base.past, let history { dataset.add(past.problems, of: history.path) }
        let context = RunContext(
            now: base.now, timeZone: base.zone.rules, timeZoneName: base.zone.name, parameters: parameters,
            history: base.past?.history ?? History())
        return Input(plan: base.program.plan, data: dataset, context: context)
    }

    /// Reads all of it; nothing where the rules have errors, which people are shown.
    func input(in environment: Environment) throws(CommandFailure) -> Input? {
        guard let base = try base(in: environment) else { return nil }
        return try input(from: base, in: environment)
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

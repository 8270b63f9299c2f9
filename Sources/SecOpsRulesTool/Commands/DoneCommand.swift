import RuleData
import RuleEngine
import RulePlan
import RuleText

/// Records that an item was completed.
struct DoneCommand: Command {
    static let description = CommandDescription(
        name: "done",
        summary: "records in a history file that an item was completed",
        operands: "ID",
        maximumOperandCount: 1,
        discussion: "The id is the one that 'run --format json' or 'run --verbose' shows.",
        options: [
            .value("at", "TIME", "when it was completed (default: now)"),
            .value("history", "FILE", "the history file; made where there is none"),
        ],
        exits: [
            .init(code: 0, meaning: "recorded"),
            .init(code: 2, meaning: "an id of no known form, a usage error, or a file that can't be written"),
        ],
        examples: [
            .init(
                command: "secops-rules done task/improve_score --history history.ndjson",
                meaning: "the task was done just now"),
            .init(
                command:
                    "secops-rules done action/isolate/device/d1 --at 2026-11-23T09:00:00Z --history history.ndjson",
                meaning: "the device was isolated this morning"),
        ])

    private let id: ItemID
    /// What stands before the id where it is one of several tenants'.
    private let tenant: String
    private let time: TimeText?
    private let history: HistoryFile

    init(_ arguments: Arguments) throws(CommandFailure) {
        guard let text = arguments.operands.first else {
            throw CommandFailure("'done' needs the id of an item; 'secops-rules run --verbose' shows them")
        }
        let (prefix, rest) = TenantName.split(text)
        guard let id = ItemID(rest) else {
            throw CommandFailure(
                "'\(text)' is no id of an item; ids are like task/improve_score or action/isolate/device/KEY")
        }
        guard let path = arguments["history"] else {
            throw CommandFailure("'done' needs the file to record in; say --history FILE")
        }
        self.id = id
        tenant = prefix ?? ""
        history = HistoryFile(path: path)
        if let text = arguments["at"] { time = try TimeText.read(text, of: "at") } else { time = nil }
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        var at = environment.clock()
        switch time {
        case .instant(let instant)?: at = instant
        case .day(let day)?: at = try TimeZoneFiles(environment: environment).zone(named: nil).rules.startOfDay(day)
        case nil: break
        }
        let known = try history.read(isNewAllowed: true, in: environment).history.events
        // A slip in an id would otherwise pass for work done.
        if known.contains(where: { $0.kind == .opened }), !known.contains(where: isThis) {
            environment.complain(
                "note: '\(history.path)' says nothing of '\(tenant + id.text)' so far; recorded all the same")
        }
        try history.append([History.Event(id: tenant + id.text, kind: .completed, at: at)], in: environment)
        return .success
    }

    private func isThis(_ event: History.Event) -> Bool {
        let (prefix, rest) = TenantName.split(event.id)
        return (prefix ?? "") == tenant && ItemID(rest) == id
    }
}

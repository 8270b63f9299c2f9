import RuleData
import RuleEngine
import RulePlan
import RuleReports

/// Says what changed between two outcomes.
struct CompareCommand: Command {
    static let description = CommandDescription(
        name: "compare",
        summary: "says what changed between two outcomes: opened, escalated, continued, closed",
        operands: "BEFORE.json AFTER.json",
        maximumOperandCount: 2,
        discussion: """
            Both are documents of 'run --format json', of one organisation or of several tenants; '-' is standard input.
            An item escalated where its severity rose, it is due earlier or overdue now, or it waits for approval now. What is gone
            while its rules are undetermined is not called closed.
            """,
        options: [
            .choice(
                "format", "FORMAT", Format.allCases.map(\.rawValue),
                "table (the default), html, json, ndjson, csv, markdown, ics, slack, or teams"),
            .value("time-zone", "NAME", "the zone in which times are shown (default: that of AFTER)"),
            .value("output", "FILE", "writes there instead of to standard output, at once and whole"),
            .flag("verbose", "lists what continues, and every reason"),
        ],
        exits: [
            .init(code: 0, meaning: "nothing opened"),
            .init(code: 1, meaning: "something opened"),
            .init(code: 2, meaning: "a usage error, or a file that can't be opened or is no outcome"),
        ],
        examples: [
            .init(
                command: "secops-rules compare monday.json tuesday.json", meaning: "what is new since yesterday"),
            .init(
                command:
                    "secops-rules run --data exports --format json | secops-rules compare yesterday.json - --format slack",
                meaning: "the same for a chat, straight from a run"),
        ])

    private enum Format: String, CaseIterable {
        case table, html, json, ndjson, csv, markdown, ics, slack, teams
    }

    private let before: String
    private let after: String
    private let format: Format
    private let timeZone: String?
    private let output: OutputFile
    private let isVerbose: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        guard arguments.operands.count == 2 else {
            throw CommandFailure("'compare' needs two outcomes: 'secops-rules compare BEFORE.json AFTER.json'")
        }
        before = arguments.operands[0]
        after = arguments.operands[1]
        if before == "-", after == "-" { throw ProgramArguments.standardInputTwice }
        format = arguments["format"].flatMap(Format.init(rawValue:)) ?? .table
        timeZone = arguments["time-zone"]
        output = try OutputFile(arguments, inputs: arguments.operands)
        isVerbose = arguments.has("verbose")
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let earlier = try outcomes(before, environment)
        let later = try outcomes(after, environment)
        let zoneName = timeZone ?? later.outcomes.first?.timeZone
        let zone = try TimeZoneFiles(environment: environment).zone(named: zoneName)
        guard
            var comparison = OutcomeComparison(before: earlier.outcomes, after: later.outcomes, in: zone.rules)
        else {
            throw CommandFailure("one of the two holds the outcome of no tenant; there is nothing to compare")
        }
        comparison.timeZone = zone.name
        if comparison.after < comparison.before {
            environment.complain("note: '\(after)' is of an earlier time than '\(before)'; give the earlier one first")
        }
        try output.write(text(comparison, zone.rules, environment), environment)
        return comparison.count(.opened) > 0 ? .findings : .success
    }

    private func outcomes(_ path: String, _ environment: Environment) throws(CommandFailure) -> OutcomeReading {
        let bytes = try environment.data(path)
        do throws(DataReadError) {
            return try OutcomeReading(bytes, name: path == "-" ? "<standard input>" : path)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private func text(
        _ comparison: OutcomeComparison, _ zone: TimeZoneRules, _ environment: Environment
    ) -> String {
        switch format {
        case .table:
            ComparisonTable(
                timeZone: zone, isVerbose: isVerbose, isColored: !output.isFile && environment.isOutputColored
            ).rendered(comparison)
        case .html: ComparisonPage(timeZone: zone).rendered(comparison)
        case .json: ComparisonJSON().rendered(comparison)
        case .ndjson: ComparisonNDJSON().rendered(comparison)
        case .csv: ComparisonCSV().rendered(comparison)
        case .markdown: ComparisonMarkdown(timeZone: zone).rendered(comparison)
        case .ics: ComparisonCalendar(timeZone: zone).rendered(comparison)
        case .slack: OutcomeSlack(timeZone: zone).rendered(comparison)
        case .teams: OutcomeTeams(timeZone: zone).rendered(comparison)
        }
    }
}

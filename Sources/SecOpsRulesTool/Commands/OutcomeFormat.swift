import RuleEngine
import RulePlan
import RuleReports

/// The forms in which a run's outcome is printed.
enum OutcomeFormat: String, CaseIterable, Sendable {
    case table, html, json, ndjson, csv, markdown, ics, slack, teams, counts

    /// Whether the documents of several outcomes can follow one another in one file.
    var isJoinable: Bool {
        switch self {
        case .table, .json, .ndjson, .csv, .markdown, .counts: true
        case .html, .ics, .slack, .teams: false
        }
    }

    /// Whether a document says what was undetermined and what was wrong with the data.
    var hasAsides: Bool {
        switch self {
        case .table, .html, .json, .markdown, .slack, .teams: true
        case .csv, .ndjson, .ics, .counts: false
        }
    }

    /// Whether several tenants can be shown side by side in this form.
    var hasOverview: Bool {
        switch self {
        case .table, .html, .csv, .json: true
        case .ndjson, .markdown, .ics, .slack, .teams, .counts: false
        }
    }

    /// What the names of files in this form end with.
    var fileExtension: String {
        switch self {
        case .table: "txt"
        case .html: "html"
        case .json, .slack, .teams: "json"
        case .ndjson: "ndjson"
        case .csv: "csv"
        case .markdown: "md"
        case .ics: "ics"
        case .counts: "tsv"
        }
    }
}

/// How outcomes are to be printed.
struct OutcomeRendering: Sendable {
    var format: OutcomeFormat
    var part: OutcomePart = .items
    var isVerbose = false
    var isColored = false

    /// - Parameters:
    ///   - input: What the outcome came from.
    ///   - hasHeader: Not where the lines of several tenants share one.
    func text(of outcome: Outcome, from input: RunArguments.Input, hasHeader: Bool = true) -> String {
        let zone = input.context.timeZone
        return switch format {
        case .table: OutcomeTable(timeZone: zone, isVerbose: isVerbose, isColored: isColored).rendered(outcome)
        case .html:
            OutcomePage(
                timeZone: zone, schema: input.plan.schema,
                picture: EstatePicture(of: input.plan, data: input.data, context: input.context, outcome: outcome)
            ).rendered(outcome)
        case .json: OutcomeJSON().rendered(outcome)
        case .csv:
            OutcomeCSV(of: part, hasHeader: hasHeader, activities: activities(of: outcome, input) ?? [])
                .rendered(outcome)
        case .ndjson: OutcomeNDJSON(of: part, activities: activities(of: outcome, input) ?? []).rendered(outcome)
        case .markdown: OutcomeMarkdown(timeZone: zone).rendered(outcome)
        case .ics: OutcomeCalendar(timeZone: zone).rendered(outcome)
        case .slack: OutcomeSlack(timeZone: zone).rendered(outcome)
        case .teams: OutcomeTeams(timeZone: zone).rendered(outcome)
        case .counts: OutcomeCounts().rendered(outcome)
        }
    }

    private func activities(of outcome: Outcome, _ input: RunArguments.Input) -> [RemediationActivity]? {
        guard part == .remediation else { return [] }
        return RemediationActivity.all(of: input.plan.schema, data: input.data, outcome: outcome)
    }

    /// What has to be said of lines that aren't there: that there was no export is no news of the work.
    func note(on outcome: Outcome, from input: RunArguments.Input) -> String? {
        guard activities(of: outcome, input) == nil else { return nil }
        return "note: no export of '\(RemediationActivity.entityName)' was given, so none of them is listed"
    }
}

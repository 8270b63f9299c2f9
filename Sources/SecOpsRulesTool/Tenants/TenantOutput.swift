import RulePlan
import RuleReports
import RuleText

/// Where the documents of tenants go: one after another to standard output or a file, or each to a file of its own in a directory.
struct TenantOutput {
    private enum Place {
        case standardOutput
        case file(OutputFile)
        case directory(String)
    }

    private let place: Place
    private let rendering: OutcomeRendering
    private let isOverviewAlone: Bool
    /// For a file, which is written at once and whole.
    private var collected = ""
    private var documentCount = 0

    /// - Parameter isOverviewAlone: Whether there are no documents beside the overview.
    init(
        _ output: OutputFile, _ rendering: OutcomeRendering, isOverviewAlone: Bool, in environment: Environment
    ) throws(CommandFailure) {
        self.rendering = rendering
        self.isOverviewAlone = isOverviewAlone
        if let path = output.path, (try? environment.files.status(of: path))?.kind == .directory {
            place = .directory(path.hasSuffix("/") ? path : path + "/")
        } else {
            if let path = output.path, path.hasSuffix("/") {
                throw CommandFailure("cannot write '\(path)': there is no such directory; make it first")
            }
            place = output.isFile ? .file(output) : .standardOutput
        }
        let format = rendering.format
        if isOverviewAlone {
            guard format.hasOverview else {
                throw CommandFailure("'\(format.rawValue)' has no overview; give --format table, html, csv or json")
            }
        } else if !isApart, !format.isJoinable {
            throw CommandFailure(
                "'\(format.rawValue)' has a document for each tenant; give a directory with --output DIR")
        }
    }

    /// Whether each tenant gets a file of its own.
    var isApart: Bool {
        if case .directory = place { true } else { false }
    }

    /// Whether the tenants' documents are printed at all.
    var hasDocuments: Bool { !isOverviewAlone && (isApart || rendering.format != .table || rendering.isVerbose) }

    /// Adds a tenant's document, or what stands for it where there is none.
    mutating func add(_ text: String, of tenant: String, _ environment: Environment) throws(CommandFailure) {
        guard hasDocuments else { return }
        if case .directory = place { return try writeFile(named: tenant, text, environment) }
        let isFirst = documentCount == 0
        documentCount += 1
        switch rendering.format {
        case .json:
            let start = isFirst ? "{ \"format\": \(OutcomeJSON.format), \"tenants\": [\n" : ",\n"
            try write(start + (text.hasSuffix("\n") ? text.dropLast() : text[...]), environment)
        case .csv:
            if isFirst { try write(OutcomeCSV(of: rendering.part).header(hasTenant: true), environment) }
            try write(text, environment)
        case .table: try write("\(tenant.displayed): \(text)\n", environment)
        case .markdown: try write(isFirst ? text : "\n" + text, environment)
        case .html, .ndjson, .counts, .ics, .slack, .teams: try write(text, environment)
        }
    }

    /// Ends the documents. Tables are followed by an overview; beside documents of their own it gets a file.
    mutating func finish(_ overview: TenantOverview, in zone: TimeZoneRules, _ environment: Environment)
        throws(CommandFailure)
    {
        let format = rendering.format
        if documentCount > 0, format == .json { try write("\n] }\n", environment) }
        if isOverviewAlone || format == .table || (isApart && format.hasOverview) {
            let text =
                switch format {
                case .csv: OverviewCSV().rendered(overview)
                case .html: OverviewPage(timeZone: zone, hasPages: isApart && !isOverviewAlone).rendered(overview)
                case .json: OverviewJSON().rendered(overview)
                default: OverviewTable(timeZone: zone, isColored: rendering.isColored).rendered(overview)
                }
            if isApart {
                try writeFile(named: "tenants-overview", text, environment)
            } else {
                try write(text, environment)
            }
        }
        if case .file(let output) = place { try output.write(collected, environment) }
    }

    private func writeFile(named name: String, _ text: String, _ environment: Environment) throws(CommandFailure) {
        guard case .directory(let directory) = place else { return }
        let path = "\(directory)\(name).\(rendering.format.fileExtension)"
        do { try environment.files.replace(path, with: Array(text.utf8)) } catch { throw CommandFailure(error) }
    }

    private mutating func write(_ text: some StringProtocol, _ environment: Environment) throws(CommandFailure) {
        if case .file = place { collected += text } else { try environment.print(String(text)) }
    }
}

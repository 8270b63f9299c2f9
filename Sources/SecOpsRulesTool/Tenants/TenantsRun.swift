import RuleEngine
import RulePlan
import RuleReports
import RuleText

/// Runs the rules for each of several tenants, some at a time, so that memory doesn't grow with their number.
struct TenantsRun {
    let program: TenantProgram
    let list: TenantList
    let rendering: OutcomeRendering
    /// Whether there are no documents beside the overview.
    let isOverviewAlone: Bool
    let failLevel: Severity?
    /// Nothing where nothing is to be recorded.
    let record: HistoryFile?

    /// What came of one tenant.
    private struct Result: Sendable {
        var summary: TenantSummary
        var text: String
        var events: [History.Event] = []
        var isSevere = false
        var exitCode: ExitCode = .success
        var diagnostics: String?
        /// To be said of its document.
        var note: String?
    }

    func run(to output: OutputFile, in environment: Environment) throws(CommandFailure) -> ExitCode {
        var output = try TenantOutput(output, rendering, isOverviewAlone: isOverviewAlone, in: environment)
        let shared = try sharedFiles(in: environment)
        let cores = Parallelism.cores
        var summaries: [TenantSummary] = []
        var events: [History.Event] = []
        var failure: ExitCode?
        var isSevere = false
        var rest = list.tenants[...]
        while !rest.isEmpty {
            environment.progress.show("\(summaries.count) of \(list.tenants.count) tenants run")
            let batch = rest.prefix(cores.width * 4)
            rest = rest.dropFirst(batch.count)
            var inputs: [Swift.Result<TenantInput, CommandFailure>] = []
            for tenant in batch {
                do throws(CommandFailure) {
                    inputs.append(.success(try TenantInput(tenant, sharedData: shared, in: environment)))
                } catch { inputs.append(.failure(error)) }
            }
            let names = batch.map(\.name)
            let loaded = inputs
            let (hasText, hasHeader) = (output.hasDocuments, output.isApart)
            let results = cores.map(loaded.count) { place in
                result(
                    of: loaded[place], named: names[names.startIndex + place], hasText: hasText, hasHeader: hasHeader)
            }
            for result in results {
                summaries.append(result.summary)
                events += result.events
                isSevere = isSevere || result.isSevere
                if let message = result.summary.failure {
                    failure = failure ?? result.exitCode
                    environment.complain("\(result.summary.tenant): \(message)")
                    if let diagnostics = result.diagnostics { environment.output.writeError(diagnostics) }
                }
                if let note = result.note { environment.complain("\(result.summary.tenant): \(note)") }
                // What a directory holds of a tenant that could not be run stays as it was.
                if result.summary.failure == nil || !output.isApart {
                    try output.add(result.text, of: result.summary.tenant, environment)
                }
            }
        }
        let overview = TenantOverview(summaries, now: program.now, timeZone: program.timeZone.name)
        try output.finish(overview, in: program.timeZone.rules, environment)
        if let record {
            // What is written must be out before it is remembered as opened.
            try environment.flush()
            try record.append(events, in: environment)
        }
        return failure ?? (isSevere ? .severeItem : .success)
    }

    /// The files that every tenant's data holds.
    private func sharedFiles(in environment: Environment) throws(CommandFailure) -> [TenantInput.File] {
        var result: [TenantInput.File] = []
        var walk = DataFiles.Walk(in: environment.files)
        for text in list.sharedData {
            let argument = DataFiles.Argument(text, in: environment.files)
            for path in try walk.paths(of: argument) {
                result.append(
                    TenantInput.File(
                        path: path, destination: argument.destination, bytes: try environment.data(path)))
            }
        }
        return result
    }

    private func result(
        of input: Swift.Result<TenantInput, CommandFailure>, named name: TenantName, hasText: Bool, hasHeader: Bool
    ) -> Result {
        let loaded: TenantInput
        switch input {
        case .success(let input): loaded = input
        case .failure(let failure):
            return failed(TenantFailure(message: failure.message, exitCode: failure.exitCode), name)
        }
        do throws(TenantFailure) {
            let (outcome, source) = try program.outcome(of: loaded)
            let zone = program.timeZone.rules
            let named = outcome.of(name)
            var result = Result(
                summary: TenantSummary(of: outcome, named: name.text, in: zone),
                text: hasText ? rendering.text(of: named, from: source, hasHeader: hasHeader) : "")
            if hasText { result.note = rendering.note(on: outcome, from: source) }
            if record != nil {
                result.events = recordedEvents(for: outcome, history: source.context.history).map {
                    History.Event(id: name.prefix + $0.id, kind: $0.kind, at: $0.at)
                }
            }
            if let failLevel { result.isSevere = outcome.hasItem(ofAtLeast: failLevel) }
            return result
        } catch {
            return failed(error, name)
        }
    }

    private func failed(_ failure: TenantFailure, _ name: TenantName) -> Result {
        var text = ""
        if rendering.format == .json {
            text = OutcomeJSON().rendered(failure: failure.message, of: name.text)
        }
        return Result(
            summary: TenantSummary(failed: failure.message, named: name.text), text: text,
            exitCode: failure.exitCode, diagnostics: failure.diagnostics)
    }
}

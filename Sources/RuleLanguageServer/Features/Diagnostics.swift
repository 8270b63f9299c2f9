import RuleCompiler
import RuleText

/// Diagnostics as the protocol writes them.
extension LanguageServer {
    /// Whether diagnostics are to be published as soon as the client is silent.
    package var hasDiagnosticsToPublish: Bool { hasNews && state == .running }

    /// Publishes the diagnostics of every file for which they are not what they were.
    /// - Returns: What to send to the client.
    package mutating func publishDiagnostics() -> [String] {
        guard hasDiagnosticsToPublish else { return [] }
        hasNews = false
        isAnalysisDue = true
        return publication()
    }

    /// Whether there is more to find in what was published, which takes longer.
    package var hasLintsToPublish: Bool { isAnalysisDue && !hasNews && state == .running }

    /// Publishes what the conditions of the rules, taken together, show to be wrong.
    /// - Returns: What to send to the client.
    package mutating func publishLints() -> [String] {
        guard hasLintsToPublish else { return [] }
        isAnalysisDue = false
        for snapshot in workspace.snapshots() { snapshot.analyze() }
        return publication()
    }

    private mutating func publication() -> [String] {
        var fresh: [DocumentName: [JSONValue]] = [:]
        for name in workspace.documents.keys { fresh[name] = [] }
        for (place, snapshot) in workspace.snapshots().enumerated() {
            for diagnostic in snapshot.diagnostics {
                // What is wrong with the model is wrong with it in every program.
                if place > 0, diagnostic.span.file == FileIndex(0) { continue }
                let name = snapshot.names[Int(diagnostic.span.file.rawValue)]
                fresh[name, default: []].append(json(diagnostic, in: snapshot))
            }
        }
        for name in published.keys where fresh[name] == nil { fresh[name] = [] }
        for (name, diagnostics) in fresh.sorted(by: { $0.key < $1.key }) {
            var members: [(name: String, value: JSONValue)] = [("uri", .text(workspace.uri(of: name)))]
            let document = workspace.documents[name]
            if let version = document?.version { members.append(("version", .integer(version))) }
            members.append(("diagnostics", .list(diagnostics)))
            let parameters = JSONValue.object(members)
            let text = parameters.compact
            guard published[name] != text else { continue }
            // Files that have nothing to say and are not open are forgotten once that was said.
            let isForgotten = diagnostics.isEmpty && document == nil
            guard published[name] != nil || !isForgotten else { continue }
            published[name] = isForgotten ? nil : text
            notify("textDocument/publishDiagnostics", parameters)
        }
        defer { output = [] }
        return output
    }

    func json(_ diagnostic: Diagnostic, in snapshot: ProgramSnapshot) -> JSONValue {
        var members: [(name: String, value: JSONValue)] = [
            ("range", snapshot.range(of: diagnostic.span, in: client.encoding)),
            ("severity", .integer(diagnostic.severity == .error ? 1 : 2)),
            ("code", .text(diagnostic.code.rawValue)),
            ("source", .text("secops-rules")),
            ("message", .text(diagnostic.message + (diagnostic.help.map { "\n\($0)" } ?? ""))),
        ]
        if client.hasRelatedInformation, !diagnostic.notes.isEmpty {
            let notes = diagnostic.notes.map { note in
                JSONValue.object([
                    ("location", snapshot.location(of: note.span, in: client.encoding, workspace.uri)),
                    ("message", .text(note.message)),
                ])
            }
            members.append(("relatedInformation", .list(notes)))
        }
        return .object(members)
    }
}

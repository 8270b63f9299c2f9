package import RuleText

/// Diagnostics for code-scanning services: a log of the Static Analysis Results Interchange Format, SARIF 2.1.0.
///
/// Columns count UTF-16 code units from 1, as the format has them by default; ends are exclusive. What services need to show findings in
/// a pull request, and to know them again when lines move, is all there.
/// - SeeAlso: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", sections 3.13 to 3.56.
package struct DiagnosticSARIF: Sendable {
    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    /// What relative paths start from: where the tool was run, which is the root of a checkout.
    private static let root = "%SRCROOT%"

    private let files: [SourceFile]
    private let version: String

    /// - Parameters:
    ///   - files: Those that the spans name by their place.
    ///   - version: The tool's.
    package init(files: [SourceFile], version: String) {
        self.files = files
        self.version = version
    }

    /// Ends with a line break.
    package func rendered(_ diagnostics: [Diagnostic]) -> String {
        let rules = SARIFRules()
        var places = Places(files: files)
        let results = diagnostics.sortedForDisplay().map { Self.result($0, rules, &places) }
        let driver = JSONValue.object([
            ("name", .text("secops-rules")), ("version", .text(version)), ("semanticVersion", .text(version)),
            ("rules", rules.json),
        ])
        let run = JSONValue.object([
            ("tool", .object([("driver", driver)])),
            ("invocations", .list([.object([("executionSuccessful", .boolean(true))])])),
            (
                "originalUriBaseIds",
                .object([
                    (
                        Self.root,
                        .object([("description", .object([("text", .text("The directory that check was run in."))]))])
                    )
                ])
            ),
            ("artifacts", .list(artifacts)),
            ("columnKind", .text("utf16CodeUnits")),
            ("results", .list(results)),
        ])
        return JSONValue.object([
            ("$schema", .text(Self.schema)), ("version", .text("2.1.0")), ("runs", .list([run])),
        ]).pretty
    }

    private var artifacts: [JSONValue] {
        files.filter(\.isOnDisk).map { file in
            .object([
                ("location", Self.location(of: file)), ("roles", .list([.text("analysisTarget")])),
                ("sourceLanguage", .text("secrule")),
            ])
        }
    }

    private static func result(_ diagnostic: Diagnostic, _ rules: SARIFRules, _ places: inout Places) -> JSONValue {
        var message = diagnostic.message
        if let help = diagnostic.help { message += "; \(help)" }
        var related: [JSONValue] = []
        for note in diagnostic.notes {
            guard let file = places.file(of: note.span) else { continue }
            if file.isOnDisk || note.span.file == diagnostic.span.file {
                related += [location(note.span, message: note.message, &places)].compactMap { $0 }
            } else {
                // Nobody can open the standard model.
                message += "; \(note.message) (in \(file.name))"
            }
        }
        var members: [(name: String, value: JSONValue)] = [("ruleId", .text(diagnostic.code.rawValue))]
        if let place = rules.place(of: diagnostic.code) { members.append(("ruleIndex", .integer(place))) }
        members += [
            ("level", .text(diagnostic.severity.rawValue)),
            ("message", .object([("text", .text(message))])),
            ("locations", .list([location(diagnostic.span, message: nil, &places)].compactMap { $0 })),
        ]
        if !related.isEmpty { members.append(("relatedLocations", .list(related))) }
        if let fingerprint = places.fingerprint(of: diagnostic.span) {
            members.append(("partialFingerprints", .object([("primaryLocationLineHash", .text(fingerprint))])))
        }
        if let fix = diagnostic.fix, let change = change(fix, &places) {
            members.append(
                (
                    "fixes",
                    .list([
                        .object([
                            ("description", .object([("text", .text(diagnostic.help ?? diagnostic.message))])),
                            ("artifactChanges", .list([change])),
                            ("properties", .object([("applicability", .text(fix.applicability.rawValue))])),
                        ])
                    ])
                ))
        }
        return .object(members)
    }

    private static func location(_ span: SourceSpan, message: String?, _ places: inout Places) -> JSONValue? {
        guard let file = places.file(of: span) else { return nil }
        var members: [(name: String, value: JSONValue)] = [
            (
                "physicalLocation",
                .object([("artifactLocation", location(of: file)), ("region", places.region(of: span))])
            )
        ]
        if let message { members.append(("message", .object([("text", .text(message))]))) }
        return .object(members)
    }

    private static func location(of file: SourceFile) -> JSONValue {
        let path = ArtifactPath(file.name)
        return .object([("uri", .text(path.uri))] + (path.isRelative ? [("uriBaseId", .text(root))] : []))
    }

    private static func change(_ fix: Diagnostic.Fix, _ places: inout Places) -> JSONValue? {
        guard let file = places.file(of: fix.span) else { return nil }
        return .object([
            ("artifactLocation", location(of: file)),
            (
                "replacements",
                .list([
                    .object([
                        ("deletedRegion", places.region(of: fix.span)),
                        ("insertedContent", .object([("text", .text(fix.replacement))])),
                    ])
                ])
            ),
        ])
    }
}

/// Finds places in the files of a program.
private struct Places {
    private var positions: FilePositions
    private var fingerprints: [FileIndex: LineFingerprints] = [:]

    init(files: [SourceFile]) {
        positions = FilePositions(files: files)
    }

    mutating func file(of span: SourceSpan) -> SourceFile? {
        positions.file(of: span)?.file
    }

    mutating func region(of span: SourceSpan) -> JSONValue {
        guard let index = positions.file(of: span)?.index else { return .object([("startLine", .integer(1))]) }
        let start = index.utf16Position(at: span.start)
        let end = index.utf16Position(at: span.end)
        return .object([
            ("startLine", .integer(start.line)), ("startColumn", .integer(start.column)),
            ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
        ])
    }

    mutating func fingerprint(of span: SourceSpan) -> String? {
        guard let (file, index) = positions.file(of: span) else { return nil }
        if fingerprints[span.file] == nil { fingerprints[span.file] = LineFingerprints(file.bytes) }
        return fingerprints[span.file]?[index.line(at: span.start)]
    }
}

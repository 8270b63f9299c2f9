import RuleData
import RuleText

/// What the client says that it can do, as far as the server asks.
struct ClientCapabilities: Sendable {
    var encoding = PositionEncoding.utf16
    var hasRelatedInformation = false
    var watchesFiles = false
    var hasNestedSymbols = false

    init() {}

    init(_ parameters: InputValue) {
        let capabilities = parameters["capabilities"]
        let encodings = capabilities?["general"]?["positionEncodings"]?.elements.compactMap(\.string)
        encoding = PositionEncoding(preferences: encodings ?? [])
        let document = capabilities?["textDocument"]
        hasRelatedInformation = document?["publishDiagnostics"]?["relatedInformation"]?.boolean ?? false
        hasNestedSymbols =
            document?["documentSymbol"]?["hierarchicalDocumentSymbolSupport"]?.boolean ?? false
        let workspace = capabilities?["workspace"]
        watchesFiles = workspace?["didChangeWatchedFiles"]?["dynamicRegistration"]?.boolean ?? false
    }
}

extension LanguageServer {
    mutating func initialize(_ parameters: InputValue) -> JSONValue {
        client = ClientCapabilities(parameters)
        state = .running
        let folders = parameters["workspaceFolders"]?.elements.compactMap { $0["uri"]?.string } ?? []
        var roots = folders
        if roots.isEmpty, let uri = parameters["rootUri"]?.string { roots = [uri] }
        var directories = roots.map { DocumentName(uri: $0) }.filter(\.isFile).map(\.rawValue)
        if directories.isEmpty, let path = parameters["rootPath"]?.string { directories = [path] }
        if !paths.isEmpty {
            // They are relative to where the process was started.
            directories = paths.map { files.absolutePath(of: $0) }
        }
        load(directories.map { $0.count > 1 && $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
        return .object([
            ("capabilities", Self.capabilities(client.encoding)),
            ("serverInfo", .object([("name", .text("secops-rules")), ("version", .text(version))])),
        ])
    }

    private mutating func load(_ directories: [String]) {
        hasNews = true
        do {
            try workspace.load(roots: directories)
        } catch {
            log("the rules were not all found: \(error.message)")
        }
    }

    private static func capabilities(_ encoding: PositionEncoding) -> JSONValue {
        .object([
            ("positionEncoding", .text(encoding.rawValue)),
            (
                "textDocumentSync",
                .object([
                    ("openClose", .boolean(true)),
                    // Incremental.
                    ("change", .integer(2)),
                    ("save", .object([("includeText", .boolean(false))])),
                ])
            ),
            ("hoverProvider", .boolean(true)),
            (
                "completionProvider",
                .object([
                    ("triggerCharacters", .list([".", "{", "`"].map(JSONValue.text))),
                    ("resolveProvider", .boolean(true)),
                ])
            ),
            ("definitionProvider", .boolean(true)),
            ("referencesProvider", .boolean(true)),
            ("documentHighlightProvider", .boolean(true)),
            ("renameProvider", .object([("prepareProvider", .boolean(true))])),
            ("documentSymbolProvider", .boolean(true)),
            ("documentFormattingProvider", .boolean(true)),
            ("foldingRangeProvider", .boolean(true)),
            ("inlayHintProvider", .boolean(true)),
            ("codeLensProvider", .object([("resolveProvider", .boolean(false))])),
            ("codeActionProvider", .object([("codeActionKinds", .list(CodeActionKind.all.map(JSONValue.text)))])),
            ("executeCommandProvider", .object([("commands", .list([.text(RunTest.command)]))])),
            (
                "semanticTokensProvider",
                .object([
                    ("legend", SemanticTokenLegend.json), ("full", .boolean(true)), ("range", .boolean(false)),
                ])
            ),
            (
                "workspace",
                .object([
                    ("textDocumentContent", .object([("schemes", .list([.text("secops-rules")]))])),
                    (
                        "workspaceFolders",
                        .object([("supported", .boolean(true)), ("changeNotifications", .boolean(true))])
                    ),
                ])
            ),
        ])
    }

    mutating func didInitialize() {
        guard client.watchesFiles else { return }
        let watchers = JSONValue.object([("watchers", .list([.object([("globPattern", .text("**/*.secrule"))])]))])
        request(
            "client/registerCapability",
            .object([
                (
                    "registrations",
                    .list([
                        .object([
                            ("id", .text("files")), ("method", .text("workspace/didChangeWatchedFiles")),
                            ("registerOptions", watchers),
                        ])
                    ])
                )
            ]))
    }

    mutating func didChangeFolders(_ parameters: InputValue) {
        guard paths.isEmpty else { return }
        let event = parameters["event"]
        let removed = event?["removed"]?.elements.compactMap { $0["uri"]?.string }.map {
            DocumentName(uri: $0).rawValue
        }
        let added = event?["added"]?.elements.compactMap { $0["uri"]?.string }.map { DocumentName(uri: $0) }
        var roots = workspace.roots.filter { !(removed ?? []).contains($0) }
        roots += (added ?? []).filter(\.isFile).map(\.rawValue).filter { !roots.contains($0) }
        load(roots)
    }

    mutating func didChangeWatchedFiles(_ parameters: InputValue) {
        for change in parameters["changes"]?.elements ?? [] {
            guard let uri = change["uri"]?.string else { continue }
            workspace.reread(DocumentName(uri: uri))
            hasNews = true
        }
    }
}

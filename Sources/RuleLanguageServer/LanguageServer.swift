import RuleData
package import RuleText

/// A language server (LSP 3.17) without its streams: bytes of the client in, texts for the client out.
///
/// It does one thing after another. Diagnostics wait until the client is silent: whoever runs the server calls `publishDiagnostics`
/// when nothing came in for a moment, and `publishLints` when nothing came in for longer.
package struct LanguageServer {
    enum State {
        case uninitialized, running, shutDown
    }

    var state = State.uninitialized
    var workspace: Workspace
    var client = ClientCapabilities()
    let version: String
    /// Paths that take the place of the client's folders.
    let paths: [String]
    let files: any WorkspaceFiles
    /// What was published last, by document.
    var published: [DocumentName: String] = [:]
    /// Whether there may be something new to publish.
    var hasNews = false
    /// Whether what was published may be looked at more closely.
    var isAnalysisDue = false
    /// What was offered last, and how often something was.
    var offered: OfferedCompletions?
    var completionCount = 0
    /// With what the process is to end; nothing while it is to go on.
    package internal(set) var exitStatus: Int32?
    private var frames = MessageFrames()
    private var waiting: [Waiting] = []
    /// The first of them that was not handled.
    private var next = 0
    var output: [String] = []
    private var requestCount = 0

    private enum Waiting {
        case message(Message)
        case damaged(String)
        case cancelled(RequestID)
    }

    /// - Parameters:
    ///   - paths: Where the rules are; the folders that the client names where there is none.
    ///   - modelPath: Where the model was read from; nothing for the standard one.
    package init(
        files: any WorkspaceFiles, paths: [String], model: SourceFile, modelPath: String?, version: String
    ) {
        self.files = files
        self.paths = paths
        self.version = version
        workspace = Workspace(files: files, model: model, modelPath: modelPath)
    }

    // MARK: Messages

    /// Takes what the client sent; nothing is answered yet.
    package mutating func receive(_ bytes: [UInt8]) {
        frames.append(bytes)
        while let frame = frames.next() {
            switch frame {
            case .damaged(let problem): waiting.append(.damaged(problem))
            case .message(let bytes):
                let message = Message(bytes)
                if case .notification("$/cancelRequest", let parameters) = message {
                    if let id = parameters["id"].flatMap(RequestID.init) { cancel(id) }
                } else {
                    waiting.append(.message(message))
                }
            }
        }
    }

    private mutating func cancel(_ id: RequestID) {
        for place in next..<waiting.count {
            if case .message(.request(id, _, _)) = waiting[place] { waiting[place] = .cancelled(id) }
        }
    }

    package var hasMessages: Bool { next < waiting.count }

    /// Handles the message that has waited longest.
    /// - Returns: What to send to the client.
    package mutating func handleMessage() -> [String] {
        guard hasMessages else { return [] }
        let message = waiting[next]
        next += 1
        if next == waiting.count {
            waiting.removeAll(keepingCapacity: true)
            next = 0
        }
        switch message {
        case .damaged(let problem): output.append(Reply.error(nil, ResponseError(.parseError, problem)))
        case .cancelled(let id):
            output.append(Reply.error(id, ResponseError(.requestCancelled, "the client cancelled the request")))
        case .message(.response): break
        case .message(.invalid(let id, let error)): output.append(Reply.error(id, error))
        case .message(.request(let id, let method, let parameters)): answer(id, method, parameters)
        case .message(.notification(let method, let parameters)): notice(method, parameters)
        }
        defer { output = [] }
        return output
    }

    private mutating func answer(_ id: RequestID, _ method: String, _ parameters: InputValue) {
        do throws(ResponseError) {
            output.append(Reply.result(id, try result(of: method, parameters)))
        } catch {
            output.append(Reply.error(id, error))
        }
    }

    private mutating func result(of method: String, _ parameters: InputValue) throws(ResponseError) -> JSONValue {
        switch (state, method) {
        case (.uninitialized, "initialize"): return initialize(parameters)
        case (.uninitialized, _):
            throw ResponseError(.serverNotInitialized, "'initialize' has to come before '\(method)'")
        case (.running, "initialize"): throw ResponseError(.invalidRequest, "the server is initialized already")
        case (.running, "shutdown"):
            state = .shutDown
            return .null
        case (.running, _): return try answer(to: method, parameters)
        case (.shutDown, _): throw ResponseError(.invalidRequest, "the server is shut down, only 'exit' is left")
        }
    }

    private mutating func notice(_ method: String, _ parameters: InputValue) {
        if method == "exit" {
            exitStatus = state == .shutDown ? 0 : 1
            return
        }
        guard state == .running else { return }
        switch method {
        case "initialized": didInitialize()
        case "textDocument/didOpen": didOpen(parameters)
        case "textDocument/didChange": didChange(parameters)
        case "textDocument/didSave": didSave(parameters)
        case "textDocument/didClose": didClose(parameters)
        case "workspace/didChangeWatchedFiles": didChangeWatchedFiles(parameters)
        case "workspace/didChangeWorkspaceFolders": didChangeFolders(parameters)
        // Others may be left out (LSP 3.17, "$ Notifications and Requests"), or are none of this server's.
        default: break
        }
    }

    // MARK: Messages of the server's own

    mutating func notify(_ method: String, _ parameters: JSONValue) {
        output.append(Reply.notification(method, parameters))
    }

    mutating func request(_ method: String, _ parameters: JSONValue) {
        requestCount += 1
        output.append(Reply.request("secops-rules-\(requestCount)", method, parameters))
    }

    /// Writes a line to the client's log.
    mutating func log(_ text: String) {
        notify("window/logMessage", .object([("type", .integer(2)), ("message", .text(text))]))
    }
}

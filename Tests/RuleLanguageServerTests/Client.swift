import Foundation
import RuleCompiler
import RuleText

@testable import RuleLanguageServer

/// A client that drives a server in memory. What it reads goes through Foundation's JSON, not the server's.
final class Client {
    private(set) var server: LanguageServer
    let files: MemoryFiles
    /// The notifications and requests that came, in order.
    private(set) var received: [[String: Any]] = []
    private var requestCount = 0

    static let root = "/rules"

    init(
        _ contents: [String: String] = [:], paths: [String] = [], model: SourceFile? = nil,
        capabilities: [String: Any] = [:], isInitialized: Bool = true
    ) {
        files = MemoryFiles(contents)
        server = LanguageServer(
            files: files, paths: paths, model: model ?? .standardModel, modelPath: model == nil ? nil : model?.name,
            version: "1.2.3")
        if isInitialized {
            _ = request("initialize", ["rootUri": "file://\(Self.root)", "capabilities": capabilities])
            notify("initialized", [:])
        }
    }

    /// The answer's result.
    func request(_ method: String, _ parameters: [String: Any]) -> Any? {
        answer(method, parameters)["result"].flatMap { $0 is NSNull ? nil : $0 }
    }

    func answer(_ method: String, _ parameters: [String: Any]) -> [String: Any] {
        requestCount += 1
        let id = requestCount
        send(["jsonrpc": "2.0", "id": id, "method": method, "params": parameters])
        return received.last { $0["id"] as? Int == id && $0["method"] == nil } ?? [:]
    }

    func errorCode(_ method: String, _ parameters: [String: Any] = [:]) -> Int? {
        (answer(method, parameters)["error"] as? [String: Any])?["code"] as? Int
    }

    func notify(_ method: String, _ parameters: [String: Any]) {
        send(["jsonrpc": "2.0", "method": method, "params": parameters])
    }

    func send(_ message: [String: Any]) {
        let content = (try? JSONSerialization.data(withJSONObject: message)) ?? Data()
        sendRaw(Array("Content-Length: \(content.count)\r\n\r\n".utf8) + content)
    }

    func sendRaw(_ bytes: [UInt8]) {
        server.receive(bytes)
        while server.hasMessages { take(server.handleMessage()) }
    }

    private func take(_ messages: [String]) {
        for message in messages {
            guard let header = message.range(of: "\r\n\r\n"),
                let value = try? JSONSerialization.jsonObject(with: Data(message[header.upperBound...].utf8))
                    as? [String: Any]
            else {
                received.append(["unreadable": message])
                continue
            }
            let length = message[header.upperBound...].utf8.count
            if message[..<header.lowerBound] != "Content-Length: \(length)" { received.append(["unframed": message]) }
            received.append(value)
        }
    }

    // MARK: Documents

    func uri(_ name: String) -> String { name.contains(":") ? name : "file://\(Self.root)/\(name)" }

    func open(_ name: String, _ text: String, version: Int = 1) {
        notify(
            "textDocument/didOpen",
            ["textDocument": ["uri": uri(name), "languageId": "secrule", "version": version, "text": text]])
    }

    func change(_ name: String, _ changes: [[String: Any]], version: Int = 2) {
        notify(
            "textDocument/didChange",
            ["textDocument": ["uri": uri(name), "version": version], "contentChanges": changes])
    }

    static func range(_ startLine: Int, _ start: Int, _ endLine: Int, _ end: Int) -> [String: Any] {
        ["start": ["line": startLine, "character": start], "end": ["line": endLine, "character": end]]
    }

    /// What is published when the client is silent, by URI.
    func published(afterLong: Bool = false) -> [String: [[String: Any]]] {
        received = []
        take(afterLong ? server.publishLints() : server.publishDiagnostics())
        var result: [String: [[String: Any]]] = [:]
        for message in received where message["method"] as? String == "textDocument/publishDiagnostics" {
            guard let parameters = message["params"] as? [String: Any], let uri = parameters["uri"] as? String else {
                continue
            }
            result[uri] = parameters["diagnostics"] as? [[String: Any]]
        }
        return result
    }

    /// `1:17-1:26 E0301 …` for each diagnostic of a document that is published.
    func diagnostics(_ name: String) -> [String]? { published()[uri(name)]?.map(Self.line) }

    /// The same for what is published when the client is silent for longer.
    func lints(_ name: String) -> [String]? { published(afterLong: true)[uri(name)]?.map(Self.line) }

    static func line(_ diagnostic: [String: Any]) -> String {
        "\(text(diagnostic["range"])) \(diagnostic["code"] ?? "-") \(diagnostic["message"] ?? "-")"
    }

    /// `0:17-0:26`
    static func text(_ range: Any?) -> String {
        func place(_ position: Any?) -> String {
            let position = position as? [String: Any]
            return "\(position?["line"] ?? "?"):\(position?["character"] ?? "?")"
        }
        let range = range as? [String: Any]
        return "\(place(range?["start"]))-\(place(range?["end"]))"
    }
}

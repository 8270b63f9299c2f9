import Foundation
import TestSupport
import Testing

/// The built language server, run as a process: what a client sends goes in, whatever it is.
@Suite(.serialized) struct `The language server's process` {
    private static let uri = "file:///w/a.secrule"

    private func framed(_ content: String) -> Data {
        Data("Content-Length: \(content.utf8.count)\r\n\r\n\(content)".utf8)
    }

    private func message(_ members: [String: Any]) throws -> Data {
        let all = members.merging(["jsonrpc": "2.0"]) { first, _ in first }
        return framed(
            String(decoding: try JSONSerialization.data(withJSONObject: all, options: .sortedKeys), as: UTF8.self))
    }

    /// What the server sends when all of this comes in at once, and how it ends.
    private func session(_ input: Data) throws -> (messages: [[String: Any]], exit: Int32) {
        let tool = try #require(BuiltTool.url, "the tool is not built beside the tests")
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("lsp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let (input, output) = try (
            { (url: URL) -> FileHandle in
                try input.write(to: url)
                return try FileHandle(forReadingFrom: url)
            }(directory.appendingPathComponent("in")), directory.appendingPathComponent("out")
        )
        try Data().write(to: output)
        let process = Process()
        process.executableURL = tool
        process.arguments = ["lsp"]
        process.currentDirectoryURL = directory
        process.standardInput = input
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        let status = process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus
        return (try Self.messages(in: Data(contentsOf: output)), status)
    }

    private struct Unframed: Error {}

    private static func messages(in output: Data) throws -> [[String: Any]] {
        var rest = output[...]
        var messages: [[String: Any]] = []
        while !rest.isEmpty {
            guard let end = rest.range(of: Data("\r\n\r\n".utf8)) else { throw Unframed() }
            let header = String(decoding: rest[..<end.lowerBound], as: UTF8.self)
            guard let length = Int(header.dropFirst("Content-Length: ".count)) else { throw Unframed() }
            let content = rest[end.upperBound...].prefix(length)
            guard let object = try JSONSerialization.jsonObject(with: content) as? [String: Any] else {
                throw Unframed()
            }
            messages.append(object)
            rest = rest[content.endIndex...]
        }
        return messages
    }

    private func start() throws -> Data {
        try message([
            "id": "start", "method": "initialize", "params": ["capabilities": [:], "rootUri": "file:///w/none"],
        ])
    }

    private func end() throws -> Data {
        try message(["id": "end", "method": "shutdown"]) + message(["method": "exit"])
    }

    private func open(_ uri: String, _ text: String) throws -> Data {
        try message([
            "method": "textDocument/didOpen",
            "params": ["textDocument": ["uri": uri, "languageId": "secrule", "version": 1, "text": text]],
        ])
    }

    // MARK: A recorded session

    @Test func `says what it said when this session was recorded`() throws {
        let text =
            "rule r\n  for device\n  when risk_level >= \n  then run isolate on device\n  because \"{device.name} 😀\"\n"
        func ask(_ id: Int, _ method: String, _ line: Int, _ character: Int, _ more: [String: Any] = [:]) throws -> Data
        {
            let about: [String: Any] = [
                "textDocument": ["uri": Self.uri], "position": ["line": line, "character": character],
            ]
            return try message([
                "id": id, "method": "textDocument/\(method)", "params": about.merging(more) { $1 },
            ])
        }
        var input = try start() + message(["method": "initialized", "params": [:]]) + open(Self.uri, text)
        input += try ask(1, "hover", 2, 8)
        input += Data("Content-Length: twelve\r\n\r\n".utf8) + framed("{ no JSON")
        input += try message([
            "method": "textDocument/didChange",
            "params": [
                "textDocument": ["uri": Self.uri, "version": 2],
                "contentChanges": [
                    [
                        "text": "high",
                        "range": ["start": ["line": 2, "character": 21], "end": ["line": 2, "character": 21]],
                    ]
                ],
            ],
        ])
        input += try ask(2, "definition", 1, 7) + ask(3, "references", 0, 5, ["context": ["includeDeclaration": true]])
        input += try ask(4, "rename", 0, 5, ["newName": "risky"]) + ask(5, "formatting", 0, 0)
        input += try ask(6, "nothing", 0, 0) + message(["id": 7, "method": "textDocument/hover", "params": []])
        input += try ask(8, "foldingRange", 0, 0) + ask(9, "semanticTokens/full", 0, 0) + end()
        let (messages, exit) = try session(input)
        #expect(exit == 0)
        let lines = try messages.filter { $0["id"] as? String != "start" }.map {
            String(decoding: try JSONSerialization.data(withJSONObject: $0, options: [.sortedKeys]), as: UTF8.self)
        }
        #expect(Golden("lsp-session.txt").difference(from: lines.joined(separator: "\n") + "\n") == nil)
    }

    // MARK: Random sessions

    /// A text as a client keeps it: edits by lines and UTF-16 units.
    private struct Copy {
        var text: String

        /// A place, by its offset too.
        func place(_ random: inout SeededRandom) -> (offset: Int, position: [String: Int]) {
            let units = Array(text.utf16)
            var offset = random.below(units.count + 1)
            if offset < units.count, UTF16.isTrailSurrogate(units[offset]) { offset -= 1 }
            // Not between CR and LF: that is no place of its own.
            if offset > 0, offset < units.count, units[offset - 1] == 13, units[offset] == 10 { offset -= 1 }
            var line = 0
            var start = 0
            for index in 0..<offset
            where units[index] == 10 || units[index] == 13 && (index + 1 == units.count || units[index + 1] != 10) {
                line += 1
                start = index + 1
            }
            return (offset, ["line": line, "character": offset - start])
        }

        mutating func replace(_ start: Int, _ end: Int, with new: String) {
            let units = Array(text.utf16)
            text = String(decoding: units[..<start] + Array(new.utf16) + units[end...], as: UTF16.self)
        }
    }

    private static let pieces = [
        "\n", " ", "when ", "then ", "for device ", "risk_level", " >= ", "high", "\"", "{", "}", "(", ")", "# ", "😀",
        "é",
        "rule r ", "and ", ".", "`", "\r\n", "count(", "alert of device", "require improve_score", "3d", "/",
        "define x = ",
        "test \"t\" {", "because \"{device.name}\"", "param p = 1", "\t", "ri", "in [",
    ]
    private static let methods = [
        "hover", "completion", "definition", "references", "documentHighlight", "documentSymbol", "semanticTokens/full",
        "formatting", "foldingRange", "codeLens", "inlayHint", "codeAction", "prepareRename", "rename",
    ]

    /// Bytes that are no message, or one that no server understands; all of it is answered or passed over.
    private func nonsense(_ random: inout SeededRandom) -> Data {
        switch random.below(9) {
        case 0: return Data("Content-Length: -5\r\n\r\n".utf8)
        case 1: return framed(#"{"jsonrpc": "2.0", "id": 1, "method": "#)
        case 2: return framed("[1, 2, {}]")
        case 3: return framed(#"{"jsonrpc": "1.0", "id": null, "method": 5, "params": "\ud800"}"#)
        case 4: return Data("GET / HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
        case 5:
            return framed(
                #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(Self.uri)"},"contentChanges":[{"range":{"start":{"line":-1}}},7]}}"#
            )
        case 6: return framed(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":[]}}"#)
        case 7: return framed(String(repeating: "[", count: 2_000))
        default:
            let bytes = random.bytes(count: 20)
            return Data("Content-Length: 20\r\n\r\n".utf8) + Data(bytes)
        }
    }

    @Test(arguments: 1...4) func `survives what clients do, and keeps the text that they keep`(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var copy = Copy(text: "rule r for device when risk_level >= high\nthen run isolate on device # 😀\n")
        var input = try start() + message(["method": "initialized"]) + open(Self.uri, copy.text)
        var asked: Set<Int> = []
        for step in 0..<300 {
            switch random.below(6) {
            case 0: input += nonsense(&random)
            case 1, 2:
                let id = 1_000 + step
                asked.insert(id)
                let method = random.pick(Self.methods)
                let place = copy.place(&random).position
                let wild = random.oneIn(10)
                let parameters: [String: Any] = [
                    "textDocument": ["uri": wild ? "file:///nowhere" : Self.uri], "newName": wild ? "1" : "fresh",
                    "position": wild ? ["line": 9_999_999, "character": 1 << 40] : place,
                    "range": ["start": place, "end": ["line": 99, "character": 0]], "context": ["diagnostics": []],
                ]
                input += try message(["id": id, "method": "textDocument/\(method)", "params": parameters])
            default:
                let (one, other) = (copy.place(&random), copy.place(&random))
                // Mostly something is added.
                let (start, end) =
                    random.oneIn(3)
                    ? (min(one.offset, other.offset), max(one.offset, other.offset)) : (one.offset, one.offset)
                let (first, last) = start == one.offset ? (one, end == one.offset ? one : other) : (other, one)
                let new = (0..<random.below(4)).map { _ in random.pick(Self.pieces) }.joined()
                copy.replace(start, end, with: new)
                input += try message([
                    "method": "textDocument/didChange",
                    "params": [
                        "textDocument": ["uri": Self.uri, "version": step + 2],
                        "contentChanges": [["text": new, "range": ["start": first.position, "end": last.position]]],
                    ],
                ])
            }
        }
        // The same text, opened anew, looks the same.
        let other = "file:///w/b.secrule"
        input += try open(other, copy.text)
        for (id, uri) in [(1, Self.uri), (2, other)] {
            input += try message([
                "id": id, "method": "textDocument/semanticTokens/full", "params": ["textDocument": ["uri": uri]],
            ])
            asked.insert(id)
        }
        let (messages, exit) = try session(input + end())
        #expect(exit == 0, "seed \(seed)")
        var answers: [Int: [String: Any]] = [:]
        for message in messages where message["method"] == nil {
            guard let id = message["id"] as? Int, asked.contains(id) else { continue }
            // A damaged message may name an id, but gets an error.
            if answers[id] != nil, message["error"] != nil { continue }
            #expect(answers[id] == nil || answers[id]?["error"] != nil, "two answers to \(id), seed \(seed)")
            answers[id] = message
        }
        #expect(Set(answers.keys) == asked, "seed \(seed)")
        let first = (answers[1]?["result"] as? [String: Any])?["data"] as? [Int]
        let second = (answers[2]?["result"] as? [String: Any])?["data"] as? [Int]
        #expect(first != nil && first == second, "seed \(seed)")
    }
}

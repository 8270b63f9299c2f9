import RuleLanguageServer
import RulePlan
import RuleText

/// How long an editor waits for the language server: a key is pressed in a program, and then something is asked about it.
func editorSection(_ bench: Bench) -> [MeasuredRow] {
    let count = bench.size(2_000, quick: 20)
    return [1, 20].flatMap { fileCount in
        EditedProgram(bench, rules: count, files: fileCount).measured()
    }
}

/// A program that is open in an editor.
private final class EditedProgram {
    private let bench: Bench
    private let ruleCount: Int
    private let fileCount: Int
    private var server: LanguageServer
    private let uri = "file:///rules/f0.secrule"
    /// The line and character behind a threshold in a rule's condition.
    private let place: (line: Int, character: Int)
    private var requestCount = 0

    init(_ bench: Bench, rules: Int, files count: Int) {
        self.bench = bench
        ruleCount = rules
        fileCount = count
        let lines = GeneratedRules(.init(count: rules)).files.flatMap {
            String(decoding: $0.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        }
        // The rules begin at unindented lines.
        let starts = lines.indices.filter { lines[$0].hasPrefix("rule ") } + [lines.count]
        var texts: [String] = []
        for number in 0..<count {
            let first = number == 0 ? 0 : starts[(starts.count - 1) * number / count]
            let last = starts[(starts.count - 1) * (number + 1) / count]
            texts.append(lines[first..<last].joined(separator: "\n") + "\n")
        }
        let written = texts[0].split(separator: "\n", omittingEmptySubsequences: false)
        let line = written.indices.filter { written[$0].contains("when ") }
        precondition(!line.isEmpty, "no rule has its condition on a line")
        let chosen = line[line.count / 2]
        place = (chosen, written[chosen].prefix(while: { $0 != "w" }).utf16.count + "when ".count)
        server = LanguageServer(
            files: Files(texts), paths: [], model: GeneratedRules.model, modelPath: "/model", version: "0")
        _ = send(
            #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"rootUri":"file:///rules","capabilities":{}}}"#)
        let text = JSONValue.text(texts[0]).compact
        _ = send(
            #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"\#(uri)","version":1,"text":\#(text)}}}"#
        )
        _ = server.publishDiagnostics()
    }

    private func send(_ content: String) -> Int {
        server.receive(Array("Content-Length: \(content.utf8.count)\r\n\r\n\(content)".utf8))
        var count = 0
        while server.hasMessages { count += server.handleMessage().reduce(0) { $0 + $1.utf8.count } }
        return count
    }

    /// Types a letter, or takes it away again.
    private func type(_ number: Int) -> Int {
        let (line, character) = place
        let start = #"{"line":\#(line),"character":\#(character)}"#
        let end = number % 2 == 0 ? start : #"{"line":\#(line),"character":\#(character + 1)}"#
        return send(
            #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(uri)","version":\#(number)},"contentChanges":[{"range":{"start":\#(start),"end":\#(end)},"text":"\#(number % 2 == 0 ? "r" : "")"}]}}"#
        )
    }

    private func ask(_ method: String) -> Int {
        requestCount += 1
        let (line, character) = place
        return send(
            #"{"jsonrpc":"2.0","id":\#(requestCount),"method":"textDocument/\#(method)","params":{"textDocument":{"uri":"\#(uri)"},"position":{"line":\#(line),"character":\#(character)},"range":{"start":{"line":0,"character":0},"end":{"line":40,"character":0}}}}"#
        )
    }

    func measured() -> [MeasuredRow] {
        let count = bench.size(200, quick: 4)
        let most: MeasuredRow.Requirement? = bench.options.isQuick ? nil : .seconds(0.05)
        func rows(_ work: String, _ ask: @escaping () -> Int) -> [MeasuredRow] {
            let times = Latencies(bench, count: count) { self.type($0) + ask() }
            return [row(work + ": half within", times.half, nil), row(work + ": 99 in 100 within", times.mostly, most)]
        }
        return rows("a key, then diagnostics") { self.server.publishDiagnostics().reduce(0) { $0 + $1.utf8.count } }
            + rows("a key, then completion") { self.ask("completion") }
            + rows("a key, then hover") { self.ask("hover") }
            + rows("a key, then colours of the file") { self.ask("semanticTokens/full") }
    }

    private func row(
        _ work: String, _ measurement: Measurement, _ requirement: MeasuredRow.Requirement?
    ) -> MeasuredRow {
        MeasuredRow(
            work, size: "\(BenchTable.grouped(ruleCount)) in \(fileCount)", measurement, amount: 1, .times,
            must: requirement)
    }
}

/// The files of the program: `/rules/f0.secrule` and so on.
private struct Files: WorkspaceFiles {
    let texts: [String]

    init(_ texts: [String]) { self.texts = texts }

    func ruleFiles(under directory: String) throws(WorkspaceProblem) -> [String] {
        texts.indices.map { "/rules/f\($0).secrule" }
    }

    func bytes(of path: String) -> [UInt8]? {
        texts.indices.first { path == "/rules/f\($0).secrule" }.map { Array(texts[$0].utf8) }
    }

    func absolutePath(of path: String) -> String { path }

    func timeZone(named name: String) -> TimeZoneRules? { nil }
}

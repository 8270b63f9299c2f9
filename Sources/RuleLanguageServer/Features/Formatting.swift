import RuleData
import RuleSyntax
import RuleText

/// The one layout of a document.
extension LanguageServer {
    /// `textDocument/formatting`: the edit that lays the document out, as small as whole lines allow; none where it has mistakes of grammar.
    mutating func formatting(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let target = try target(parameters)
        let bytes = target.snapshot.bytes(of: target.file)
        let file = SourceFile(name: "", bytes: bytes)
        let parsed = parse(file, index: FileIndex(0))
        guard parsed.diagnostics.isEmpty else { return .null }
        let result = CanonicalLayout.of(file, parsed.tree)
        guard result != bytes else { return .list([]) }

        var start = 0
        while start < min(bytes.count, result.count), bytes[start] == result[start] { start += 1 }
        while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        var tail = 0
        let limit = min(bytes.count, result.count) - start
        while tail < limit, bytes[bytes.count - tail - 1] == result[result.count - tail - 1] { tail += 1 }
        while tail > 0, bytes[bytes.count - tail - 1] != UInt8(ascii: "\n") { tail -= 1 }

        let span = SourceSpan(file: target.file, start: start, end: bytes.count - tail)
        return .list([
            .object([
                ("range", target.snapshot.range(of: span, in: client.encoding)),
                ("newText", .text(String(decoding: result[start..<result.count - tail], as: UTF8.self))),
            ])
        ])
    }
}

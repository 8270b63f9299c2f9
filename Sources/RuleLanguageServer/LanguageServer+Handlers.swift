import RuleData
import RuleText

extension LanguageServer {
    /// The answer to a request.
    mutating func answer(to method: String, _ parameters: InputValue) throws(ResponseError) -> JSONValue {
        switch method {
        case "completionItem/resolve": try resolveCompletion(parameters)
        case "textDocument/codeAction": try codeActions(parameters)
        case "textDocument/codeLens": try codeLenses(parameters)
        case "textDocument/completion": try completion(parameters)
        case "textDocument/definition": try definition(parameters)
        case "textDocument/documentHighlight": try highlights(parameters)
        case "textDocument/documentSymbol": try documentSymbols(parameters)
        case "textDocument/foldingRange": try foldingRanges(parameters)
        case "textDocument/formatting": try formatting(parameters)
        case "textDocument/hover": try hover(parameters)
        case "textDocument/inlayHint": try inlayHints(parameters)
        case "textDocument/prepareRename": try prepareRename(parameters)
        case "textDocument/references": try references(parameters)
        case "textDocument/rename": try rename(parameters)
        case "textDocument/semanticTokens/full": try semanticTokens(parameters)
        case "workspace/executeCommand": try executeCommand(parameters)
        case "workspace/textDocumentContent": try documentContent(parameters)
        default: throw ResponseError(.methodNotFound, "there is no method '\(method.displayed)'")
        }
    }

    /// The document that a request is about, in its program.
    struct Target {
        var snapshot: ProgramSnapshot
        var file: FileIndex
        var name: DocumentName
    }

    mutating func target(_ parameters: InputValue) throws(ResponseError) -> Target {
        guard let uri = parameters["textDocument"]?["uri"]?.string else {
            throw ResponseError(.invalidParameters, "'textDocument.uri' is missing")
        }
        let name = DocumentName(uri: uri)
        guard let snapshot = workspace.snapshot(for: name), let file = snapshot.file(name) else {
            throw ResponseError(.invalidParameters, "the document '\(uri)' is not open")
        }
        return Target(snapshot: snapshot, file: file, name: name)
    }

    /// The byte that a position means.
    func offset(of position: InputValue?, in target: Target) throws(ResponseError) -> Int {
        guard let position = Position(position) else {
            throw ResponseError(.invalidParameters, "a position has a line and a character")
        }
        let text = workspace.documents[target.name]?.text ?? DocumentText(target.snapshot.bytes(of: target.file))
        return text.offset(of: position, in: client.encoding)
    }

    /// The bytes between the two positions of a range.
    func span(of range: InputValue?, in target: Target) throws(ResponseError) -> SourceSpan {
        let start = try offset(of: range?["start"], in: target)
        let end = try offset(of: range?["end"], in: target)
        return SourceSpan(file: target.file, start: min(start, end), end: max(start, end))
    }
}

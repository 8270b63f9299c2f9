import RuleData
import RuleText

extension LanguageServer {
    mutating func didOpen(_ parameters: InputValue) {
        let document = parameters["textDocument"]
        guard let uri = document?["uri"]?.string, let text = document?["text"]?.string else {
            log("a document was opened without its URI or text")
            return
        }
        let opened = OpenDocument(uri: uri, version: document?["version"]?.integer, text: DocumentText(text))
        workspace.open(DocumentName(uri: uri), opened)
        hasNews = true
    }

    mutating func didChange(_ parameters: InputValue) {
        let document = parameters["textDocument"]
        guard let uri = document?["uri"]?.string else { return log("a document was changed without its URI") }
        let name = DocumentName(uri: uri)
        guard workspace.documents[name] != nil else {
            return log("the document '\(uri)' was changed, but is not open")
        }
        var problem: String?
        let encoding = client.encoding
        workspace.change(name) { document in
            document.version = parameters["textDocument"]?["version"]?.integer
            for change in parameters["contentChanges"]?.elements ?? [] {
                guard let text = change["text"]?.string else {
                    problem = "a change without a text"
                    continue
                }
                guard let range = change["range"] else {
                    document.text = DocumentText(text)
                    continue
                }
                guard let start = Position(range["start"]), let end = Position(range["end"]) else {
                    problem = "a change with a range that is none"
                    continue
                }
                document.text.replace(start, end, with: text, in: encoding)
            }
        }
        if let problem { log("\(problem), in '\(uri)'") }
        hasNews = true
    }

    /// What was saved is what is open already; files of other programs may have changed with it.
    mutating func didSave(_ parameters: InputValue) {
        hasNews = true
    }

    mutating func didClose(_ parameters: InputValue) {
        guard let uri = parameters["textDocument"]?["uri"]?.string else { return }
        workspace.close(DocumentName(uri: uri))
        hasNews = true
    }
}

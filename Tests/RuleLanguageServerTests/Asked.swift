/// Asks about the place that `|` marks in a document.
struct Asked {
    let client: Client
    let name = "a.secrule"
    let position: [String: Any]
    let text: String

    init(_ marked: String, _ others: [String: String] = [:], capabilities: [String: Any] = [:]) {
        let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let before = parts[0]
        let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
        position = ["line": lines.count - 1, "character": lines.last?.utf16.count ?? 0]
        text = parts.joined()
        client = Client(
            Dictionary(uniqueKeysWithValues: others.map { ("\(Client.root)/\($0.key)", $0.value) }),
            capabilities: capabilities)
        client.open(name, text)
    }

    var parameters: [String: Any] { ["textDocument": ["uri": client.uri(name)], "position": position] }

    func ask(_ method: String, _ more: [String: Any] = [:]) -> Any? {
        client.request(method, parameters.merging(more) { $1 })
    }
}

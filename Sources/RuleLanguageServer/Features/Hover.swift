import RuleData
import RuleText

/// What is known of the name at a place.
extension LanguageServer {
    /// `textDocument/hover`
    mutating func hover(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        guard let (target, occurrence) = try occurrence(parameters) else { return .null }
        let text = NameDescription(snapshot: target.snapshot).markdown(occurrence.meaning)
        return .object([
            ("contents", .object([("kind", .text("markdown")), ("value", .text(text))])),
            ("range", target.snapshot.range(of: occurrence.span, in: client.encoding)),
        ])
    }
}

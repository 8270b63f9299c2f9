import RuleCompiler
import RuleData
import RuleText

/// The text of what is no file: the standard model, to which definitions lead (LSP 3.18, "Text Document Content").
extension LanguageServer {
    mutating func documentContent(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        guard let uri = parameters["uri"]?.string, DocumentName(uri: uri) == .standardModel else {
            throw ResponseError(.invalidParameters, "only '\(DocumentName.standardModel.uri)' has a text of its own")
        }
        return .object([("text", .text(String(decoding: SourceFile.standardModel.bytes, as: UTF8.self)))])
    }
}

import RuleData
import RuleText

/// How a request is called, so that its answer can be told from others.
enum RequestID: Hashable, Sendable {
    case integer(Int)
    case text(String)

    init?(_ value: InputValue) {
        switch value.content {
        case .number(let digits):
            guard let number = Int(digits) else { return nil }
            self = .integer(number)
        case .text(let text): self = .text(text)
        default: return nil
        }
    }

    var json: JSONValue {
        switch self {
        case .integer(let number): .integer(number)
        case .text(let text): .text(text)
        }
    }
}

/// What a client sends (JSON-RPC 2.0).
enum Message: Sendable {
    case request(RequestID, method: String, parameters: InputValue)
    case notification(method: String, parameters: InputValue)
    /// The answer to a request of ours.
    case response
    case invalid(RequestID?, ResponseError)

    init(_ bytes: [UInt8]) {
        let value: InputValue
        do {
            value = try InputValue(json: bytes, named: "message")
        } catch {
            self = .invalid(nil, ResponseError(.parseError, error.description))
            return
        }
        guard value.members != nil else {
            self = .invalid(nil, ResponseError(.invalidRequest, "a message is an object"))
            return
        }
        let id = value["id"].flatMap(RequestID.init)
        guard value["jsonrpc"]?.string == "2.0" else {
            self = .invalid(id, ResponseError(.invalidRequest, "'jsonrpc' has to be \"2.0\""))
            return
        }
        guard let method = value["method"] else {
            let isResponse = value["result"] != nil || value["error"] != nil
            self =
                isResponse
                ? .response
                : .invalid(id, ResponseError(.invalidRequest, "a message has a method, a result or an error"))
            return
        }
        guard let name = method.string else {
            self = .invalid(id, ResponseError(.invalidRequest, "'method' has to be a text"))
            return
        }
        let parameters = value["params"] ?? .null
        switch parameters.content {
        case .null, .object, .array: break
        default:
            self = .invalid(id, ResponseError(.invalidRequest, "'params' has to be an object or an array"))
            return
        }
        if let id {
            self = .request(id, method: name, parameters: parameters)
        } else if value["id"] == nil {
            self = .notification(method: name, parameters: parameters)
        } else {
            self = .invalid(nil, ResponseError(.invalidRequest, "'id' has to be an integer or a text"))
        }
    }
}

/// Why a request has no result.
struct ResponseError: Error, Hashable, Sendable {
    /// JSON-RPC 2.0, section 5.1, and LSP 3.17, `ErrorCodes`.
    enum Code: Int, Sendable {
        case parseError = -32700
        case invalidRequest = -32600
        case methodNotFound = -32601
        case invalidParameters = -32602
        case serverNotInitialized = -32002
        case requestFailed = -32803
        case requestCancelled = -32800
    }

    var code: Code
    var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

/// What the server sends.
enum Reply {
    static func result(_ id: RequestID, _ result: JSONValue) -> String {
        framed([("id", id.json), ("result", result)])
    }

    static func error(_ id: RequestID?, _ error: ResponseError) -> String {
        framed([
            ("id", id?.json ?? .null),
            ("error", .object([("code", .integer(error.code.rawValue)), ("message", .text(error.message))])),
        ])
    }

    static func notification(_ method: String, _ parameters: JSONValue) -> String {
        framed([("method", .text(method)), ("params", parameters)])
    }

    static func request(_ id: String, _ method: String, _ parameters: JSONValue) -> String {
        framed([("id", .text(id)), ("method", .text(method)), ("params", parameters)])
    }

    private static func framed(_ members: [(name: String, value: JSONValue)]) -> String {
        let content = JSONValue.object([("jsonrpc", .text("2.0"))] + members).compact
        return "Content-Length: \(content.utf8.count)\r\n\r\n\(content)"
    }
}

extension InputValue {
    /// The member of an object; nothing where there is none, or no object. Of several with one name the last.
    subscript(name: String) -> InputValue? { members?.last { $0.name == name }?.value }

    var string: String? { if case .text(let text) = content { text } else { nil } }

    var boolean: Bool? { if case .boolean(let truth) = content { truth } else { nil } }

    var integer: Int? {
        guard case .number(let digits) = content else { return nil }
        return Int(digits)
    }

    var elements: [InputValue] { if case .array(let elements) = content { elements } else { [] } }
}

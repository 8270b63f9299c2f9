import RuleLanguageServer
import Testing

@Suite struct `The server's life` {
    @Test func `begins with initialize, which says what the server can do`() throws {
        let client = Client(isInitialized: false)
        #expect(client.errorCode("textDocument/hover") == -32002)
        #expect(client.errorCode("shutdown") == -32002)
        client.open("a.secrule", "nothing")
        let result = try #require(client.request("initialize", [:]) as? [String: Any])
        #expect((result["serverInfo"] as? [String: Any])?["version"] as? String == "1.2.3")
        let capabilities = try #require(result["capabilities"] as? [String: Any])
        #expect(capabilities["positionEncoding"] as? String == "utf-16")
        #expect(client.errorCode("initialize") == -32600)
        // What came before it was not heard.
        #expect(client.published().isEmpty)
    }

    @Test(arguments: [
        (["utf-8"], "utf-8"), (["utf-32", "utf-8", "utf-16"], "utf-8"), (["utf-16", "utf-8"], "utf-16"),
        (["utf-32"], "utf-16"), ([], "utf-16"),
    ])
    func `agrees on how positions are counted`(offered: [String], agreed: String) {
        let client = Client(isInitialized: false)
        let result = client.request("initialize", ["capabilities": ["general": ["positionEncodings": offered]]])
        let capabilities = (result as? [String: Any])?["capabilities"] as? [String: Any]
        #expect(capabilities?["positionEncoding"] as? String == agreed)
    }

    @Test func `ends well where it is shut down before exit`() {
        let client = Client()
        let answer = client.answer("shutdown", [:])
        #expect(answer["error"] == nil && answer.keys.contains("result"))
        #expect(client.errorCode("textDocument/hover") == -32600)
        client.notify("exit", [:])
        #expect(client.server.exitStatus == 0)
    }

    @Test func `ends badly where exit comes by itself`() {
        let client = Client()
        client.notify("exit", [:])
        #expect(client.server.exitStatus == 1)
        let other = Client(isInitialized: false)
        other.notify("exit", [:])
        #expect(other.server.exitStatus == 1)
    }

    @Test func `asks to be told of files that change where the client can`() {
        let asked = Client(
            capabilities: ["workspace": ["didChangeWatchedFiles": ["dynamicRegistration": true]]])
        #expect(asked.received.contains { $0["method"] as? String == "client/registerCapability" })
        #expect(!Client().received.contains { $0["method"] as? String == "client/registerCapability" })
    }
}

@Suite struct `Messages that are wrong` {
    private func answer(_ content: String) -> [String: Any] {
        let client = Client()
        client.sendRaw(Array("Content-Length: \(content.utf8.count)\r\n\r\n\(content)".utf8))
        return client.received.last ?? [:]
    }

    @Test(arguments: [
        ("{", -32700, nil), ("", -32700, nil), ("{} {}", -32700, nil), ("\u{0}", -32700, nil),
        ("[]", -32600, nil), ("7", -32600, nil), ("{}", -32600, nil),
        (#"{"jsonrpc": "2.0", "id": 7}"#, -32600, 7), (#"{"id": 7, "method": "shutdown"}"#, -32600, 7),
        (#"{"jsonrpc": "2.0", "id": 7, "method": 1}"#, -32600, 7),
        (#"{"jsonrpc": "2.0", "id": [], "method": "shutdown"}"#, -32600, nil),
        (#"{"jsonrpc": "2.0", "id": 7, "method": "shutdown", "params": 1}"#, -32600, 7),
        (#"{"jsonrpc": "2.0", "id": 7, "method": "nothing/atAll"}"#, -32601, 7),
        (#"{"jsonrpc": "2.0", "id": 7, "method": "initialize"}"#, -32600, 7),
    ])
    func `get the error that JSON-RPC has for them`(content: String, code: Int, id: Int?) {
        let answer = answer(content)
        #expect((answer["error"] as? [String: Any])?["code"] as? Int == code)
        #expect(answer["id"] as? Int == id)
    }

    @Test func `of notifications and answers get none`() {
        let client = Client()
        let before = client.received.count
        client.notify("nothing/atAll", [:])
        client.notify("$/setTrace", ["value": "off"])
        client.send(["jsonrpc": "2.0", "id": "x", "result": [:]])
        #expect(client.received.count == before)
    }

    @Test func `nested too deeply are refused`() {
        let answer = answer(String(repeating: "[", count: 100_000))
        #expect((answer["error"] as? [String: Any])?["code"] as? Int == -32700)
    }

    @Test func `cancelled requests that wait are answered so, and no others`() {
        let client = Client()
        func framed(_ content: String) -> String { "Content-Length: \(content.utf8.count)\r\n\r\n\(content)" }
        let all = [
            #"{"jsonrpc": "2.0", "id": "a", "method": "nothing/atAll"}"#,
            #"{"jsonrpc": "2.0", "id": "b", "method": "nothing/atAll"}"#,
            #"{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "b"}}"#,
            #"{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": "c"}}"#,
            #"{"jsonrpc": "2.0", "id": "c", "method": "nothing/atAll"}"#,
        ].map(framed).joined()
        client.sendRaw(Array(all.utf8))
        let codes = client.received.suffix(3).map { (($0["error"] as? [String: Any])?["code"] as? Int) ?? 0 }
        #expect(codes == [-32601, -32800, -32601])
    }
}

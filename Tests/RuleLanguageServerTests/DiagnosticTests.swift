import RuleText
import Testing

@Suite struct `Diagnostics as one types` {
    private let mistake = "for device when risk_levl >= high then run antivirus_scan on device\n"

    @Test func `say where, with code and help`() {
        let client = Client()
        client.open("a.secrule", mistake)
        #expect(
            client.diagnostics("a.secrule") == [
                "0:16-0:25 E0301 'device' has no field 'risk_levl'\ndid you mean 'risk_level'?"
            ])
        #expect(client.published().isEmpty, "nothing is published twice")
    }

    @Test func `go away with the mistake`() {
        let client = Client()
        client.open("a.secrule", mistake)
        _ = client.published()
        client.change("a.secrule", [["range": Client.range(0, 24, 0, 24), "text": "e"]])
        #expect(client.diagnostics("a.secrule") == [])
    }

    @Test func `say what conditions mean taken together once there is time for it`() {
        let client = Client()
        client.open("a.secrule", "when exposure_score > 60 and exposure_score < 40 then require improve_score")
        #expect(client.lints("a.secrule") == nil, "what is simpler comes first")
        #expect(client.diagnostics("a.secrule") == [])
        #expect(client.lints("a.secrule")?.count == 1)
        #expect(client.lints("a.secrule") == nil, "nothing is published twice")
        // A key takes them away until there is time again.
        client.change("a.secrule", [["range": Client.range(0, 22, 0, 24), "text": "30"]])
        #expect(client.diagnostics("a.secrule") == [])
        #expect(client.lints("a.secrule") == nil)
    }

    @Test func `speak of the other files of the program, open or not`() {
        let client = Client(["/rules/other.secrule": "define limit = 60\n"])
        client.open("a.secrule", "when exposure_score > limit then require improve_score daily")
        #expect(client.published().mapValues(\.count) == ["file:///rules/a.secrule": 0])
        client.open("b.secrule", "define limit = 70")
        let published = client.published()
        // Of two, the one in the later file is one too many.
        #expect(published["file:///rules/other.secrule"]?.count == 1)
        client.notify("textDocument/didClose", ["textDocument": ["uri": client.uri("b.secrule")]])
        #expect(client.published()["file:///rules/other.secrule"]?.isEmpty == true)
    }

    @Test func `name the other place where the client can show it`() throws {
        let client = Client(
            capabilities: ["textDocument": ["publishDiagnostics": ["relatedInformation": true]]])
        client.open("a.secrule", "define limit = 60\ndefine limit = 70\n")
        let diagnostic = try #require(client.published()[client.uri("a.secrule")]?.first)
        let related = try #require((diagnostic["relatedInformation"] as? [[String: Any]])?.first)
        let location = try #require(related["location"] as? [String: Any])
        #expect(location["uri"] as? String == client.uri("a.secrule"))
        #expect(Client.text(location["range"]) == "0:7-0:12")
        #expect(diagnostic["severity"] as? Int == 1 && diagnostic["source"] as? String == "secops-rules")
    }

    @Test func `count in the units that were agreed on`() {
        let text = "for device when name == \"𝄞\" and nonsense then run isolate on device"
        for (encoding, range) in [("utf-16", "0:33-0:41"), ("utf-8", "0:35-0:43")] {
            let client = Client(capabilities: ["general": ["positionEncodings": [encoding]]])
            client.open("a.secrule", text)
            #expect(client.diagnostics("a.secrule")?.first?.hasPrefix(range) == true)
        }
    }

    @Test func `take a document outside of the folders for a program of its own`() {
        let client = Client(["/rules/a.secrule": "define limit = 60\n"])
        client.open("file:///elsewhere/b.secrule", "define limit = 70\n")
        client.open("untitled:Untitled-1", "define limit = 80\nwhen x then run isolate on y")
        let published = client.published()
        #expect(published["file:///elsewhere/b.secrule"]?.isEmpty == true)
        #expect(published["untitled:Untitled-1"]?.isEmpty == false)
        #expect(published["file:///rules/a.secrule"] == nil)
    }

    @Test func `follow files that change on disk`() {
        let client = Client(["/rules/other.secrule": "define limit = 60\n"])
        client.open("a.secrule", "when exposure_score > limit then require improve_score daily")
        #expect(client.diagnostics("a.secrule") == [])
        client.files.contents["/rules/other.secrule"] = nil
        client.notify(
            "workspace/didChangeWatchedFiles", ["changes": [["uri": client.uri("other.secrule"), "type": 3]]])
        #expect(client.diagnostics("a.secrule")?.count == 1)
        client.files.contents["/rules/new.secrule"] = "define limit = 60\n"
        client.notify("workspace/didChangeWatchedFiles", ["changes": [["uri": client.uri("new.secrule"), "type": 1]]])
        #expect(client.diagnostics("a.secrule") == [])
    }

    @Test func `know a file by any spelling of its URI`() {
        let client = Client(["/rules/a b.secrule": "define limit = 60\n"])
        client.open("file:///rules/a%20b.secrule", "define limit = 60\ndefine limit = 70")
        #expect(client.published()["file:///rules/a%20b.secrule"]?.count == 1)
    }

    @Test func `say in the log that files could not be found`() {
        let client = Client(isInitialized: false)
        client.files.problem = "cannot read 'x': Permission denied"
        _ = client.request("initialize", ["rootUri": "file:///rules"])
        let message = client.received.first { $0["method"] as? String == "window/logMessage" }?["params"]
        #expect(
            (message as? [String: Any])?["message"] as? String
                == "the rules were not all found: cannot read 'x': Permission denied")
        client.open("a.secrule", mistake)
        #expect(client.diagnostics("a.secrule")?.count == 1)
    }

    @Test func `do not mind edits that are wrong`() {
        let client = Client()
        client.open("a.secrule", "role duty_officer\n")
        client.change("unknown.secrule", [["text": "x"]])
        client.change(
            "a.secrule", [["text": 1], ["range": 7, "text": ""], ["range": Client.range(99, 9, 4, 1), "text": ""]])
        client.change("a.secrule", [["range": Client.range(-4, 5, 0, 1 << 40), "text": "task t"]])
        client.notify("textDocument/didChange", [:])
        client.notify("textDocument/didOpen", ["textDocument": 7])
        client.notify("textDocument/didClose", ["textDocument": ["uri": "unknown:x"]])
        #expect(client.diagnostics("a.secrule")?.isEmpty == false)
        client.change("a.secrule", [["text": "task t \"T\""]])
        #expect(client.diagnostics("a.secrule") == [])
    }
}

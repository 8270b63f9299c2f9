import Testing

@Suite struct `Hover` {
    private func hover(_ marked: String) -> String? {
        let contents = (Asked(marked).ask("textDocument/hover") as? [String: Any])?["contents"] as? [String: Any]
        return contents?["value"] as? String
    }

    @Test func `tells of a field its type, where it comes from and what it is`() {
        #expect(
            hover("for device when risk_le|vel >= high then run isolate on device") == """
                ```secrule
                device.risk_level  none < informational < low < medium < high
                ```

                Highest risk of the device's active alerts

                From "riskScore" or "Risk level"

                Reads "No known risks" as none
                """)
    }

    @Test func `tells of a score its range and which end is better`() {
        #expect(
            hover("when |exposure_score > 60 then require improve_score daily") == """
                ```secrule
                score exposure_score  number 0..100
                ```

                Organization exposure score

                Lower is better

                From "exposureScore"
                """)
    }

    @Test(arguments: [
        ("for dev|ice when always then run isolate on device", "entity device key id"),
        ("for device when always then run is|olate on device", "action isolate on device"),
        ("when always then require impr|ove_score", "task improve_score"),
        ("param lim|it = 60 in 0..100", "param limit = 60 in 0..100"),
        ("define a = 1 + 2\ndefine b = |a", "define a = 1 + 2"),
        ("for device as d when d.risk_level >= hi|gh then run isolate on d", "high"),
        ("for device as d when |d.risk_level >= high then run isolate on d", "for device"),
        ("rule r for device when always then run isolate on device because \"{na|me}\"", "device.name  text"),
        ("for alert when device.risk_|level == none then run isolate on device", "device.risk_level  none"),
    ])
    func `knows every kind of name`(marked: String, signature: String) {
        #expect(hover(marked)?.contains("```secrule\n\(signature)") == true, "\(hover(marked) ?? "nothing")")
    }

    @Test(arguments: [
        "# a com|ment", "when exposure_score > 6|0 then", "for nonsen|se when x", "|", "for device wh|en",
    ])
    func `says nothing where there is no name`(marked: String) {
        #expect(hover(marked) == nil)
    }
}

@Suite struct `Going to a declaration` {
    private func definition(_ marked: String, _ others: [String: String] = [:]) -> String? {
        guard let location = Asked(marked, others).ask("textDocument/definition") as? [String: Any] else { return nil }
        return "\(location["uri"] ?? "?") \(Client.text(location["range"]))"
    }

    @Test func `finds it in the file, in another one, and in the model`() {
        #expect(
            definition("define limit = 60\nwhen exposure_score > lim|it then require improve_score")
                == "file:///rules/a.secrule 0:7-0:12")
        #expect(
            definition("when exposure_score > lim|it then require improve_score", ["b.secrule": "\nparam limit = 60\n"])
                == "file:///rules/b.secrule 1:6-1:11")
        #expect(
            definition("when exposure_score > 60 then require improve_sc|ore")?
                .hasPrefix("secops-rules:/standard.secrule ") == true)
    }

    @Test func `finds the row of a name and the list of a level`() {
        #expect(
            definition("for device as laptop when lap|top.name == \"x\" then run isolate on laptop")
                == "file:///rules/a.secrule 0:14-0:20")
        #expect(
            definition("score state low < high\nwhen state == hi|gh then require improve_score")
                == "file:///rules/a.secrule 0:18-0:22")
    }

    @Test func `shows the model's text to a client that asks for it`() {
        let client = Client()
        let content = client.request("workspace/textDocumentContent", ["uri": "secops-rules:/standard.secrule"])
        #expect(((content as? [String: Any])?["text"] as? String)?.contains("entity device") == true)
        #expect(client.errorCode("workspace/textDocumentContent", ["uri": "secops-rules:/other"]) == -32602)
    }
}

@Suite struct `References` {
    @Test func `are in all files, interpolations and tests`() {
        let asked = Asked(
            "rule r for device as d when d.name == \"{\" then run isolate on d because \"{d.na|me} {{name}}\"",
            [
                "b.secrule":
                    "for device when name == \"x\" then run isolate on device\ntest \"t\" { given device \"d\" { name: \"x\" } }"
            ])
        let all = asked.ask("textDocument/references", ["context": ["includeDeclaration": false]]) as? [[String: Any]]
        let places = (all ?? []).map { "\(($0["uri"] as? String ?? "").suffix(9)) \(Client.text($0["range"]))" }
        #expect(places.contains("a.secrule 0:30-0:34"))
        #expect(places.contains("a.secrule 0:76-0:80"))
        #expect(places.contains("b.secrule 0:16-0:20"))
        #expect(places.contains("b.secrule 1:30-1:34"))
        let withDeclaration = asked.ask("textDocument/references") as? [[String: Any]]
        #expect((withDeclaration?.count ?? 0) == places.count + 1)
    }

    @Test func `are highlighted in a document`() {
        let asked = Asked("define a = 1\ndefine b = |a + a\n")
        let found = asked.ask("textDocument/documentHighlight") as? [[String: Any]]
        #expect(found?.map { Client.text($0["range"]) } == ["0:7-0:8", "1:11-1:12", "1:15-1:16"])
    }
}

@Suite struct `Renaming` {
    private func renamed(_ marked: String, to name: String, _ others: [String: String] = [:]) -> String {
        let asked = Asked(marked, others)
        let answer = asked.client.answer("textDocument/rename", asked.parameters.merging(["newName": name]) { $1 })
        if let error = answer["error"] as? [String: Any] { return error["message"] as? String ?? "?" }
        let changes = (answer["result"] as? [String: Any])?["changes"] as? [String: [[String: Any]]] ?? [:]
        return changes.sorted { $0.key < $1.key }.map { uri, edits in
            "\(uri.suffix(9)): "
                + edits.map { "\(Client.text($0["range"])) \($0["newText"] ?? "")" }.joined(separator: ", ")
        }.joined(separator: "; ")
    }

    @Test func `changes every use`() {
        #expect(
            renamed(
                "define lim|it = 60\nwhen exposure_score > limit then require improve_score", to: "bound",
                ["b.secrule": "define double = 2 * limit"])
                == "a.secrule: 0:7-0:12 bound, 1:22-1:27 bound; b.secrule: 0:20-0:25 bound")
        #expect(
            renamed("for device as |d when d.name == \"x\" then run isolate on d", to: "laptop")
                == "a.secrule: 0:14-0:15 laptop, 0:21-0:22 laptop, 0:55-0:56 laptop")
    }

    @Test func `changes the name of a rule where tests and waivers name it`() {
        let others = [
            "b.secrule":
                "waive r until 2030-01-01 because \"x\"\ntest \"t\" of other, r { expect r fires }\ntest \"r\" of r { }"
        ]
        let edits = "a.secrule: 0:5-0:6 calm; b.secrule: 0:6-0:7 calm, 1:19-1:20 calm, 1:30-1:31 calm, 2:12-2:13 calm"
        let tail = " when always then require improve_score\nrule other when always then require improve_score"
        #expect(renamed("rule |r" + tail, to: "calm", others) == edits)
        #expect(renamed("rule r|" + tail, to: "calm", others) == edits)
        #expect(renamed("rule |r" + tail, to: "other", others) == "there is a rule 'other' already")
    }

    @Test func `puts reserved words in backquotes`() {
        #expect(renamed("define lim|it = 60", to: "when") == "a.secrule: 0:7-0:12 `when`")
    }

    @Test(arguments: [
        (
            "for dev|ice when always then run isolate on device", "host",
            "'device' belongs to the standard model, it can't be renamed"
        ),
        (
            "define lim|it = 60", "7",
            "'7' is no name: a name is letters, digits and '_', and does not begin with a digit"
        ),
        (
            "define lim|it = 60", "a b",
            "'a b' is no name: a name is letters, digits and '_', and does not begin with a digit"
        ),
        ("define lim|it = 60", "", "'' is no name: a name is letters, digits and '_', and does not begin with a digit"),
        ("define lim|it = 60\ndefine bound = 7", "bound", "there is a define 'bound' already"),
        ("define lim|it = 60", "exposure_score", "there is a score 'exposure_score' already"),
        ("define device.ri|sky = risk_level >= high", "name", "there is a field 'name' already"),
        (
            "for device when risk_level == hi|gh then run isolate on device", "x",
            "'high' is a value as it stands in the data, it can't be renamed"
        ),
        ("|# nothing", "x", "there is no name here"),
    ])
    func `refuses what can't be`(marked: String, name: String, message: String) {
        #expect(renamed(marked, to: name) == message)
    }

    @Test func `says beforehand what would be renamed`() {
        let answer = Asked("define lim|it = 60").ask("textDocument/prepareRename") as? [String: Any]
        #expect(answer?["placeholder"] as? String == "limit")
        #expect(Client.text(answer?["range"]) == "0:7-0:12")
        let asked = Asked("for dev|ice when always then run isolate on device")
        #expect(asked.client.errorCode("textDocument/prepareRename", asked.parameters) == -32803)
        #expect(Asked("|").ask("textDocument/prepareRename") == nil)
    }
}

@Suite struct `Code actions` {
    private let marked = "for device when |risk_levl >= hgih then run antivirus_scan on device"

    private func actions(_ asked: Asked, only: [String]? = nil) -> [[String: Any]] {
        var context: [String: Any] = ["diagnostics": []]
        if let only { context["only"] = only }
        let range = ["start": asked.position, "end": asked.position]
        return asked.ask("textDocument/codeAction", ["range": range, "context": context]) as? [[String: Any]] ?? []
    }

    @Test func `are the fixes of the diagnostics there`() {
        let found = actions(Asked(marked))
        #expect(found.map { $0["title"] as? String } == ["Write 'risk_level'"])
        let changes = (found.first?["edit"] as? [String: Any])?["changes"] as? [String: [[String: Any]]]
        let edits = changes?["file:///rules/a.secrule"]
        #expect(edits?.first?["newText"] as? String == "risk_level")
        #expect(Client.text(edits?.first?["range"]) == "0:16-0:25")
        #expect(actions(Asked("|" + marked.replacing("|", with: ""))).isEmpty)
    }

    @Test func `are of the kinds that are asked for`() {
        #expect(actions(Asked(marked), only: ["refactor"]).isEmpty)
        #expect(actions(Asked(marked), only: ["quickfix"]).count == 1)
        let all = actions(Asked(marked), only: ["source.fixAll"])
        #expect(all.map { $0["title"] as? String } == ["Apply all safe fixes"])
    }
}

@Suite struct `The outline, folds and layout` {
    private let text = """
        # One
        # two
        rule r "A rule"
          for device
          when always
          then run isolate on device
        define device.risky = risk_level >= high
        test "it works" of r {
          now 2026-11-23T09:00:00Z
          given device "d" { name: "x" }
          expect run isolate on device "d"
        }
        entity host key id { id text }

        """

    @Test func `an outline names every declaration`() {
        let asked = Asked(
            text, capabilities: ["textDocument": ["documentSymbol": ["hierarchicalDocumentSymbolSupport": true]]])
        let symbols = asked.ask("textDocument/documentSymbol") as? [[String: Any]]
        #expect(symbols?.map { $0["name"] as? String } == ["r", "device.risky", "it works", "host"])
        let children = symbols?.last?["children"] as? [[String: Any]]
        #expect(children?.map { $0["name"] as? String } == ["id"])
        #expect((Asked(text).ask("textDocument/documentSymbol") as? [[String: Any]])?.first?["location"] != nil)
    }

    @Test func `folds are of declarations and comments`() {
        let folds = Asked(text).ask("textDocument/foldingRange") as? [[String: Any]]
        #expect(folds?.map { "\($0["startLine"] ?? "")-\($0["endLine"] ?? "")" } == ["0-1", "2-5", "7-11"])
        #expect(folds?.first?["kind"] as? String == "comment")
    }

    @Test func `layout is the one of fmt, in a small edit`() {
        let edits =
            Asked("role a\nrole   b\nrole c\n").ask("textDocument/formatting", ["options": [:]]) as? [[String: Any]]
        #expect(edits?.count == 1)
        #expect(Client.text(edits?.first?["range"]) == "1:0-2:0")
        #expect(edits?.first?["newText"] as? String == "role b\n")
        #expect((Asked("role a\n").ask("textDocument/formatting") as? [Any])?.isEmpty == true)
        #expect(Asked("role 7\n").ask("textDocument/formatting") == nil)
    }

    @Test func `hints say what numbers are of`() {
        let hints =
            Asked("when exposure_score > 60 and days(now - today) > 3 then require improve_score")
            .ask("textDocument/inlayHint", ["range": Client.range(0, 0, 9, 0)]) as? [[String: Any]]
        #expect(hints?.map { $0["label"] as? String } == ["of 100", "days"])
    }
}

@Suite struct `Colours` {
    private static let kinds = [
        "keyword", "comment", "string", "number", "regexp", "operator", "function", "class", "property", "variable",
        "parameter", "enumMember", "event", "method", "type",
    ]

    /// `text:kind` for each token.
    private func colors(_ text: String) -> [String] {
        let data =
            (Asked("|" + text).ask("textDocument/semanticTokens/full") as? [String: Any])?["data"] as? [Int] ?? []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf16) }
        var (line, character) = (0, 0)
        return stride(from: 0, to: data.count, by: 5).map { place in
            line += data[place]
            character = data[place] == 0 ? character + data[place + 1] : data[place + 1]
            let word = String(decoding: lines[line][character..<character + data[place + 2]], as: UTF16.self)
            return "\(word):\(Self.kinds[data[place + 3]])"
        }
    }

    @Test func `tell names by what they mean`() {
        #expect(
            colors("for device as d when risk_level >= high # why\nthen run isolate on d") == [
                "for:keyword", "device:class", "as:keyword", "d:variable", "when:keyword", "risk_level:property",
                ">=:operator", "high:enumMember", "# why:comment", "then:keyword", "run:keyword", "isolate:method",
                "on:keyword", "d:variable",
            ])
    }

    @Test func `see into interpolations, patterns and calls`() {
        #expect(
            colors("because \"é {name} {count(alert)}\"").first == "because:keyword")
        #expect(
            colors(
                "rule r for device when name matches /a# b/ and count(alert of device) > 1 then run isolate on device because \"{name}!\""
            )
                == [
                    "rule:keyword", "r:function", "for:keyword", "device:class", "when:keyword", "name:property",
                    "matches:keyword", "/a# b/:regexp", "and:keyword", "count:function", "alert:class", "of:keyword",
                    "device:class", ">:operator", "1:number", "then:keyword", "run:keyword", "isolate:method",
                    "on:keyword", "device:class", "because:keyword", "\"{:string", "name:property", "}!\":string",
                ])
    }
}

@Suite struct `Running a test from the editor` {
    private func text(_ expectation: String) -> String {
        """
        rule r for device when risk_level == high then run isolate on device
        test "a risky device is isolated" of r {
          given device "d" { risk_level: high }
          expect \(expectation)
        }
        """
    }

    private func run(_ text: String) -> [String: Any]? {
        let asked = Asked("|" + text)
        let lens = (asked.ask("textDocument/codeLens") as? [[String: Any]])?.first
        #expect(Client.text(lens?["range"]) == "1:5-1:33")
        guard let command = lens?["command"] as? [String: Any] else { return nil }
        return asked.client.request("workspace/executeCommand", command) as? [String: Any]
    }

    @Test func `says that it passed, or what went wrong`() {
        #expect(run(text("run isolate on device \"d\""))?["text"] as? String == "passed: a risky device is isolated")
        let failure = run(text("no isolate"))
        #expect(failure?["passed"] as? Bool == false)
        #expect((failure?["text"] as? String)?.contains("expect no isolate") == true)
    }

    @Test func `says why it can't run`() {
        #expect(
            run(text("run isolate on device \"d\"") + "\nwhen nonsense then require improve_score")?["text"] as? String
                == "the rules have 1 error, so no test can run")
        let client = Client()
        #expect(client.errorCode("workspace/executeCommand", ["command": "rm", "arguments": []]) == -32602)
        #expect(client.errorCode("workspace/executeCommand", ["command": "secops-rules.runTest"]) == -32602)
    }
}

import RuleSyntax
import Testing

@testable import RuleLanguageServer

@Suite struct `Completion` {
    private func items(_ asked: Asked) -> [[String: Any]] {
        (asked.ask("textDocument/completion") as? [String: Any])?["items"] as? [[String: Any]] ?? []
    }

    private func labels(_ marked: String, _ others: [String: String] = [:]) -> [String] {
        items(Asked(marked, others)).compactMap { $0["label"] as? String }
    }

    @Test(arguments: [
        // Fields of the row in scope, rows, and values of the organisation.
        ("for device when ri|", "risk_level device exposure_score not any count true"),
        ("for device when |", "risk_level"), ("for device when | then run isolate on device", "risk_level"),
        ("for alert as a when a.|", "status severity device"), ("for alert when device.|", "risk_level name"),
        ("for device when any alert where |", "status device device_name"),
        ("for device when count(alert of device where |) > 3", "status"),
        ("for device when max(| of alert of device) > 3", "status"),
        ("for top 5 device by |", "exposure_level count"),
        // Levels and choices of what is compared.
        ("for device when risk_level >= |", "none informational low medium high"),
        ("for device when risk_level >= hi|gh then run isolate on device", "high"),
        ("for device when risk_level in [high, |]", "low medium"),
        ("for device when risk_level between low and |", "high"),
        ("for alert when status == |", "new in_progress resolved"),
        ("param p as device.risk_level = |", "high"), ("test \"t\" { given device \"d\" { risk_level: | } }", "high"),
        // Names of a kind.
        ("when always then require |", "improve_score check_device"), ("for |", "device alert top"),
        ("for device when always then run |", "isolate antivirus_scan"),
        ("for device when always then forbid |", "isolate"),
        ("for device when always then run isolate on |", "device approval"),
        ("for device when always then run isolate on device with |", "scope"),
        ("for device when always then run isolate on device with scope = |", "full selective"),
        ("when always then require improve_score by |", "security_admin"),
        ("when always then notify |", "security_admin"),
        ("when always then raise |", "informational critical"), ("rule r severity |", "low critical"),
        ("define other = 1\nrule mine when always then require improve_score\nwaive |", "mine"),
        ("param limit = 60\ntest \"t\" { set |", "limit"),
        ("test \"t\" { given |", "device exposure_score completed no"),
        ("rule r when always then require improve_score\ntest \"t\" of |", "r"),
        ("rule r when always then require improve_score\ntest \"t\" { expect |", "r improve_score run nothing no"),
        ("test \"t\" { given completed |", "improve_score isolate"),
        ("entity e key id { id |", "text number boolean device list"),
        ("entity e key | { id text }", "id"),
        ("score state l|", "number text"), ("score state number 0..100 |", "higher lower"), ("task t on |", "device"),
        ("action a on device reverses |", "isolate"),
        ("define |", "device"), ("define device.|", ""), ("param p as |", "device"),
        ("param p as device.|", "risk_level"),
        ("entity e key id { id text s none < low reading \"x\" as | }", "none low missing"),
        // Words of the grammar.
        ("for device when risk_level >= high |", "and or then otherwise"), ("for device w|", "when as"),
        ("when always then require improve_score |", "daily weekly every within due by because as"),
        ("when always then require improve_score weekly |", "on because"),
        ("when always then require improve_score weekly on |", "monday sunday"),
        ("for device when name |", "contains starts matches like is not in"),
        ("for device when name is |", "known missing"),
        ("for device when last_seen older |", "than"), ("rule r |", "severity tags see for when"),
        ("test \"t\" { |", "now time set given expect"), ("test \"t\" { time |", "zone"),
        ("|", "rule define param waive entity score task action role test for when"),
        ("when always then require improve_score\n\n|", "rule define for when because daily"),
        ("when always\n  |", "then"),
        // In the values of texts.
        ("for device when always then run isolate on device because \"{|\"", "device risk_level count"),
        ("for device when always then run isolate on device because \"is {device.|}\"", "risk_level name"),
        ("for device when always then run isolate on device because \"\\\"é\\\" {na|}\"", "name"),
        ("for device when always then run isolate on device because \"{risk_level |}\"", "otherwise"),
    ])
    func `offers what may stand there`(marked: String, expected: String) {
        let labels = labels(marked)
        for word in expected.split(separator: " ") {
            #expect(labels.contains(String(word)), "\(marked): \(labels)")
        }
        if expected.isEmpty { #expect(labels.isEmpty, "\(marked): \(labels)") }
    }

    @Test(arguments: [
        ("for device when |", "with then daily isolate improve_score high"), ("for device when alert.|", "status"),
        ("for device when risk_level >= high |", "risk_level device high not rule"),
        ("for alert when device.|", "and not"),
        ("when always then require |", "isolate daily exposure_score"), ("when |", "device risk_level name"),
        ("for device when always then run isolate on device with |", "full automatically"),
        ("rule |", "rule when and"), ("test \"t\" {\n|", "rule param"), ("when always\n  |", "for"),
        ("test \"t\" { given |", "with when"), ("for device when any alert where device.|", "status"),
        ("for device when always then run isolate on device because \"{|}\"", "with then when"),
    ])
    func `offers nothing that may not`(marked: String, unexpected: String) {
        let labels = labels(marked)
        for word in unexpected.split(separator: " ") {
            #expect(!labels.contains(String(word)), "\(marked): \(labels)")
        }
    }

    @Test(arguments: [
        "# a comm|ent", "rule r \"a ti|tle\"", "for device when name == \"a|", "when exposure_score > 6|", "when 7d|",
        "for device when name matches /a|b/", "when always then require improve_score because \"{{na|\"",
    ])
    func `offers nothing in texts, comments and literals`(marked: String) {
        #expect(labels(marked).isEmpty)
    }

    @Test func `works where the rest of the file is damaged`() {
        let damaged = """
            rule broken for device when (risk_level >= then
            define x = = 3
            for device when risk_level >= hi|
            rule next for alert when status == ) then
            """
        #expect(labels(damaged).contains("high"))
        #expect(labels("for device when nonsense nonsense |").contains("then"))
        #expect(labels("@@@\nfor alert when sta|\n@@@").contains("status"))
    }

    @Test func `knows what other files declare`() {
        let others = ["b.secrule": "param limit = 60\ndefine device.is_old = last_seen older than 30d\n"]
        let labels = labels("for device when |", others)
        #expect(labels.contains("limit") && labels.contains("is_old"))
    }

    @Test func `puts what is compared first, then values like it`() {
        #expect(labels("for alert when status == |").prefix(3) == ["in_progress", "new", "resolved"])
        let numbers = labels("when exposure_score > |", ["b.secrule": "param z_limit = 60\nparam a_name = \"x\"\n"])
        let limit = numbers.firstIndex(of: "z_limit") ?? .max
        #expect(limit < numbers.firstIndex(of: "a_name") ?? -1, "\(numbers)")
    }

    @Test(arguments: [
        ("for device when ri|", "0:16-0:18"), ("for device when ri|sk then", "0:16-0:20"),
        ("for device when |", "0:16-0:16"), ("for device when `ri|`", "0:16-0:20"),
    ])
    func `replaces the word`(marked: String, range: String) {
        let item = items(Asked(marked)).first { $0["label"] as? String == "risk_level" }
        let edit = item?["textEdit"] as? [String: Any]
        #expect(Client.text(edit?["range"]) == range)
        #expect(edit?["newText"] as? String == (marked.contains("`") ? "`risk_level`" : "risk_level"))
    }

    @Test func `counts as the client does`() {
        let text = "for device when name == \"😀é\" and ri"
        for (encoding, character) in [("utf-16", 36), ("utf-8", 39)] {
            let client = Client(capabilities: ["general": ["positionEncodings": [encoding]]])
            client.open("a.secrule", text)
            let answer = client.request(
                "textDocument/completion",
                [
                    "textDocument": ["uri": client.uri("a.secrule")],
                    "position": ["line": 0, "character": character],
                ])
            let items = (answer as? [String: Any])?["items"] as? [[String: Any]] ?? []
            let item = items.first { $0["label"] as? String == "risk_level" }
            let range = (item?["textEdit"] as? [String: Any])?["range"]
            #expect(Client.text(range) == "0:\(character - 2)-0:\(character)", "\(encoding)")
        }
    }

    @Test func `writes names that are keywords in backquotes`() {
        let item = items(Asked("define `score` = 1\nwhen |")).first { $0["label"] as? String == "score" }
        #expect((item?["textEdit"] as? [String: Any])?["newText"] as? String == "`score`")
    }

    @Test func `tells more of an item of the last list`() throws {
        let asked = Asked("for device when |")
        let all = items(asked)
        func resolved(_ label: String) throws -> [String: Any] {
            let item = try #require(all.first { $0["label"] as? String == label })
            return try #require(asked.client.request("completionItem/resolve", item) as? [String: Any])
        }
        func documentation(_ item: [String: Any]) -> String? {
            (item["documentation"] as? [String: Any])?["value"] as? String
        }
        let field = try resolved("risk_level")
        #expect(field["detail"] as? String == "device.risk_level  none < informational < low < medium < high")
        #expect(documentation(field)?.contains("Highest risk of the device's active alerts") == true)
        #expect(field["kind"] as? Int == 5)
        let word = try resolved("not")
        #expect(word["detail"] as? String == "keyword")
        #expect(documentation(word) == "The condition is false")
        #expect(word["kind"] as? Int == 14)

        _ = items(asked)
        #expect(try resolved("not")["documentation"] == nil)
        #expect(asked.client.errorCode("completionItem/resolve", ["data": "x"]) == nil)
    }

    @Test func `explains every keyword in one line`() {
        for keyword in Keyword.allCases {
            #expect(!keyword.explanation.isEmpty && !keyword.explanation.contains("\n"))
        }
    }
}

import RuleEngine
import RulePlan
import RuleText
import Testing

@testable import RuleData

/// What the reader makes of files: a line for each row with its known fields, for each known score, and for each problem.
func dataset(
    _ files: (name: String, content: String)..., as destination: String? = nil, partial: Bool = false
) -> String {
    dataset(bytes: files.map { ($0.name, Array($0.content.utf8)) }, as: destination, partial: partial)
}

func dataset(
    bytes files: [(name: String, content: [UInt8])], as destination: String? = nil, partial: Bool = false
) -> String {
    var reader = DataReader(schema: Schemas.estate, allowsPartial: partial)
    for file in files {
        do throws(DataReadError) {
            try reader.read(file.content, name: file.name, as: destination)
        } catch {
            return "\(error.code.rawValue) \(error)"
        }
    }
    return described(reader.finish())
}

func described(_ data: Dataset) -> String {
    var lines: [String] = []
    for (index, entity) in Schemas.estate.entities.enumerated() {
        guard let table = data.table(EntityID(index)) else { continue }
        if table.rowCount == 0 { lines.append("\(entity.name): empty") }
        for row in 0..<table.rowCount {
            let fields = entity.fields.indices.filter { !entity.key.contains(FieldSlot($0)) }.compactMap { field in
                let value = table.value(FieldSlot(field), row)
                return value.isMissing ? nil : "\(entity.fields[field].name)=\(shown(value, entity.fields[field].type))"
            }
            lines.append(([entity.name, table.keys[row].joined(separator: ",")] + fields).joined(separator: " "))
        }
    }
    for (index, score) in data.scores.enumerated() where !score.isMissing {
        lines.append("\(Schemas.estate.scores[index].name) \(shown(score, .number))")
    }
    for summary in data.summaries {
        for problem in summary.problems {
            lines.append(
                "\(problem.code.rawValue)\(problem.count == 1 ? "" : " x\(problem.count)") \(summary.entity ?? "-") \(problem.example)"
            )
        }
    }
    return lines.joined(separator: "\n")
}

@Suite struct `Formats` {
    private let rows = """
        device d1 name=PC 1 risk_level=high
        device d2
        """

    @Test(arguments: [
        #"[{"id": "d1", "computerDnsName": "PC 1", "riskScore": "High"}, {"id": "d2"}]"#,
        #"{"value": [{"id": "d1", "computerDnsName": "PC 1", "riskScore": "High"}, {"id": "d2"}], "@odata.nextLink": "…"}"#,
        #"{"Stats": {"cpu": 9}, "Schema": [{"Name": "DeviceId"}], "Results": [{"DeviceId": "d1", "name": "PC 1", "riskScore": "High"}, {"DeviceId": "d2"}]}"#,
        #"{"schema": [], "results": [{"id": "d1", "computerDnsName": "PC 1", "riskScore": "High"}, {"id": "d2"}]}"#,
        #"{"vulnerabilities": [{"id": "d1", "computerDnsName": "PC 1", "riskScore": "High"}, {"id": "d2"}], "count": 2}"#,
        "{\"id\": \"d1\", \"computerDnsName\": \"PC 1\", \"riskScore\": \"High\"}\r\n\n{\"id\": \"d2\"}\n",
        #"{"value": [{"id": "d1", "name": "PC 1", "riskScore": "High"}]} {"value": []} {"value": [{"id": "d2"}]}"#,
        #"[{"id": "d1", "name": "PC 1", "riskScore": "High"}][{"id": "d2"}]"#,
        "id,Device name,riskScore\nd1,PC 1,High\nd2,,\n",
        "\"id\";\"name\";\"riskScore\";\"other\"\r\nd1;PC 1;High;\"x;\ny\"\r\n\r\nd2;N/A;Unknown;",
        "RISKSCORE\tDEVICEID\tname\nhigh\td1\tPC 1\n\td2\t\n",
    ])
    func `are told by the content`(_ content: String) {
        #expect(dataset(("devices.txt", content)) == rows)
        let marked = [0xEF, 0xBB, 0xBF] + Array(content.utf8)
        #expect(dataset(bytes: [("devices.txt", marked)]) == rows)
        #expect(dataset(bytes: [("devices.txt", utf16(content, littleEndian: true))]) == rows)
        #expect(dataset(bytes: [("devices.txt", [0xFE, 0xFF] + utf16(content, littleEndian: false))]) == rows)
    }

    @Test func `of one object are one row`() {
        #expect(dataset(("machine.json", #"{"id": "d1", "machineTags": []}"#)) == "device d1 tags=[]")
    }

    @Test(arguments: ["", " \r\n\t", "[]", #"{"value": []}"#, "id,name\n", "\u{FEFF}"])
    func `without rows make an entity empty`(_ content: String) {
        #expect(dataset(("devices.csv", content)) == "device: empty")
    }

    @Test func `add up over files`() {
        #expect(dataset(("devices-1.json", #"[{"id": "d1"}]"#), ("devices-2.csv", "id\nd2")) == "device d1\ndevice d2")
    }

    @Test func `that are none of these are errors`() {
        #expect(
            dataset(("devices.json", "\n<html><body>Sign in</body></html>"))
                == "E0501 devices.json: looks like HTML or XML; expected JSON, NDJSON or CSV")
        #expect(
            dataset(("devices.json", "\nThese are our devices, all of them.\nOne\n"))
                == "E0501 devices.json:2: neither JSON nor a CSV header that names a field of 'device'")
        #expect(
            dataset(bytes: [("devices.json", [0x50, 0x4B, 0x03, 0x04, 0x00])])
                == "E0502 devices.json:1: not text: a NUL byte at offset 4")
    }

    @Test func `that hold an error answer are no empty entity`() {
        let answer = #"{"error": {"code": "Unauthorized", "message": "No token"}}"#
        #expect(
            dataset(("devices.json", answer))
                == "E0501 devices.json:1: holds no data but an error answer: \"Unauthorized\"")
        #expect(
            dataset(("devices.json", "{\"value\": [{\"id\": \"d1\"}]}\n" + answer))
                == "E0501 devices.json:2: holds no data but an error answer: \"Unauthorized\"")
    }

    @Test func `with a list named like an answer's rows are rows where they have a key`() {
        #expect(dataset(("devices.ndjson", #"{"vulnerabilities": [{"id": "CVE-1"}], "id": "d1"}"#)) == "device d1")
    }

    @Test(arguments: [
        (
            "[{\"id\": \"d1\"},\n{\"id\": \"d2\"",
            "E0501 devices.json:2: the file ends where ',' or '}' in an object was expected"
        ),
        ("{\"value\": [{\"id\": \"d1\"},\n", "E0501 devices.json:2: the file ends where a value was expected"),
        ("{\"id\": \"d1\"}\n{\"id\": ", "E0501 devices.json:2: the file ends where a value was expected"),
        ("[{\"id\": \"d1\"}] x", "E0501 devices.json:1: expected a value, found 'x'"),
        ("[{\"id\": \"d1\"}],", "E0501 devices.json:1: expected a value, found ','"),
        ("id,name\nd1,a\nd2", "E0501 devices.json:3: the file ends inside a row: 1 of 2 cells"),
        ("id,name\nd1,\"a\nd2,b", "E0501 devices.json:2: the file ends inside the quoted cell that starts here"),
    ])
    func `that break off are errors`(_ content: String, _ message: String) {
        #expect(dataset(("devices.json", content)) == message)
        if content.hasPrefix("{\"value\"") {
            let named = content.replacing("{\"value\"", with: "{\"@odata.context\": \"a#Machines\", \"value\"")
            #expect(dataset(("devices.json", named)) == message)
            #expect(dataset(("export.json", named)) == message.replacing("devices", with: "export"))
        }
    }
}

@Suite struct `Rows` {
    @Test func `that can't be used are left out and reported`() {
        #expect(
            dataset(("devices.json", "[{\"id\": \"d1\"}, 7,\n\"d2\", {\"name\": \"PC\"}, null]"))
                == """
                device d1
                E0504 x3 device devices.json:1: 7 where an object with the row's fields belongs
                E0505 device devices.json:2: a row without 'id', which is part of its key
                """)
        #expect(
            dataset(("devices.json", "{\"id\": \"d1\"}\n7")).hasPrefix("device d1\nE0504 device devices.json:2: 7 "))
    }

    @Test func `with another number of cells than the header are left out`() {
        #expect(
            dataset(("devices.csv", "id,name\nd1,a,b\nd2\nd3,c\nd4,a,b"))
                == """
                device d3 name=c
                E0515 x3 device devices.csv:2: 3 cells where the header has 2
                """)
    }

    @Test func `report what they have twice, of which the last counts`() {
        #expect(
            dataset(("devices.json", "[{\"id\": \"d0\",\n\"name\": \"a\", \"name\": \"b\", \"id\": \"d1\"}]"))
                == """
                device d1 name=b
                E0516 x2 device devices.json:2: "name" occurs twice in one object; the last one counts
                """)
        #expect(
            dataset(("devices.csv", "id,name,,name,\nd1,a,x,b,y\n"))
                == """
                device d1 name=b
                E0516 device devices.csv:1: "name" occurs twice in the header; the last one counts
                """)
    }

    @Test func `report each value that means nothing, at its line`() {
        #expect(
            dataset(
                (
                    "devices.json",
                    """
                    [{"id": "d1", "riskScore": "Severe",
                      "lastSeen": "yesterday", "weakness_count": -1},
                     {"id": "d2", "riskScore": "Extreme", "computerDnsName": "\\ud83d", "name": "PC 2",
                      "machineTags": "a;b"}]
                    """
                ))
                    == """
                    device d1
                    device d2 name=PC 2
                    E0507 x2 device devices.json:3: name: half a surrogate pair where text belongs
                    E0508 x2 device devices.json:1: risk_level: "Severe" is none of its declared values
                    E0509 device devices.json:2: weakness_count: -1 is outside 0..1000
                    E0512 device devices.json:2: last_seen: "yesterday" is no ISO 8601 time
                    """)
    }

    @Test func `take the first source that is not missing`() {
        #expect(
            dataset(
                (
                    "devices.json",
                    #"[{"id": "", "DeviceId": "d1", "computerDnsName": "N/A", "name": "PC"}, {"ID": "d2", "RiskScore": "low"}]"#
                ))
                == "device d1 name=PC\ndevice d2 risk_level=low")
    }

    @Test func `may differ in what they leave out and in its order`() {
        #expect(
            dataset(
                (
                    "devices.ndjson",
                    """
                    {"id": "d1", "name": "a"}
                    {"id": "d2", "name": "b"}
                    {"name": "c", "id": "d3"}
                    {"id": "d4"}
                    {"\\u0069d": "d5", "name": "e"}
                    {"id": "d6", "NAME": "f"}
                    {"id": "d7", "name": "g"}
                    """
                ))
                    == """
                    device d1 name=a
                    device d2 name=b
                    device d3 name=c
                    device d4
                    device d5 name=e
                    device d6 name=f
                    device d7 name=g
                    """)
    }

    @Test func `have nested values, in CSV under dotted headers`() {
        #expect(
            dataset(("devices.json", #"[{"id": "d1", "management": {"isManaged": "True"}}]"#))
                == "device d1 is_managed=true")
        #expect(dataset(("devices.csv", "id,management.isManaged\nd1,FALSE\n")) == "device d1 is_managed=false")
        #expect(
            dataset(("devices.csv", "id,machineTags\nd1,\"a;b\"\nd2,\"[\"\"x\"\"]\"\nd3,\n"))
                == "device d1 tags=[a, b]\ndevice d2 tags=[x]\ndevice d3")
    }

    @Test func `may come from no file`() throws {
        var reader = DataReader(schema: Schemas.estate)
        try reader.add(row: ["ID": "d0", "id": "d1", "riskScore": "Low", "machineTags": ["a", 1]], to: "device")
        #expect(throws: DataReadError(.unknownFile, file: "<row>", line: nil, "'planet' is no entity of the model")) {
            try reader.add(row: [:], to: "planet")
        }
        #expect(described(reader.finish()) == "device d1 risk_level=low tags=[a, 1]")
    }
}

@Suite struct `Destinations` {
    @Test func `are what was said, then the context, then the name`() {
        let alerts = #"{"@odata.context": "https://api.example/$metadata#Alerts", "value": [{"id": "x"}]}"#
        #expect(dataset(("export.json", alerts)) == "alert x")
        #expect(dataset(("devices.json", alerts)) == "alert x")
        #expect(dataset(("devices.json", alerts), as: "Machines") == "device x")
        #expect(dataset(("devices.json", alerts.replacing("#Alerts", with: "#Tenants"))) == "device x")
        #expect(dataset(("export.json", #"{"value": [{"id": "x"}], "@odata.context": "a#Alerts"}"#)) == "alert x")
        #expect(dataset(("export.json", #"{"@odata.context": "a#Machines/$entity", "id": "x"}"#)) == "device x")
        #expect(
            dataset(
                (
                    "export.json",
                    #"{"@odata.context": "a#Machines/$entity", "id": "x"} {"@odata.context": "a#Alerts", "value": []}"#
                ))
                == "device x\nalert: empty")
    }

    @Test func `that the model lacks are an error where they were said`() {
        #expect(
            dataset(("a.json", "[]"), as: "planet") == "E0503 a.json: 'planet' is no entity and no score of the model")
    }

    @Test(arguments: ["[{\"id\": 1}]", "{\"id\": 1}", "a,b\n1,2\n", "{\"a\": [", "<html>", "", "\u{1}\0\u{2}", "[1] 2"])
    func `that nothing names leave the file out, whatever it holds`(_ content: String) {
        let report = dataset(("other/notes.json", content))
        #expect(report.hasPrefix("E0503 - other/notes.json"))
        #expect(report.hasSuffix(": neither its name nor its content says what its rows belong to; say ENTITY=PATH"))
    }
}

@Suite struct `Scores` {
    @Test func `stand under their names in a file of scores`() {
        #expect(
            dataset(("scores.json", #"{"exposureScore": "33.5", "device_secure_score": 340, "other": 1}"#))
                == "exposure_score 33.5\ndevice_secure_score 340")
        #expect(dataset(("scores.csv", "exposure_score,configurationScore\n12,\n")) == "exposure_score 12")
        #expect(
            dataset(("scores.json", #"{"exposureScore": 163, "configurationScore": "N/A"}"#))
                == "E0509 scores scores.json:1: exposure_score: 163 is outside 0..100")
        #expect(
            dataset(("scores.json", #"{"risk": 1}"#))
                == "E0505 scores scores.json:1: no score of the model is named here")
    }

    @Test func `stand under 'score' in their API's answer`() {
        let answer =
            #"{"@odata.context": "https://api.example/api/$metadata#ExposureScore/$entity", "time": "2026-01-02T03:04:05Z", "score": 41.25}"#
        #expect(dataset(("answer.json", answer)) == "exposure_score 41.25")
        #expect(dataset(("configurationScore.json", #"{"score": 340}"#)) == "device_secure_score 340")
        #expect(dataset(("x.json", #"{"score": 340}"#), as: "device_secure_score") == "device_secure_score 340")
        #expect(
            dataset(("exposureScore.json", #"{"time": 1}"#))
                == "E0505 scores exposureScore.json:1: no 'score' that could be 'exposure_score'")
        #expect(
            dataset(("exposureScore.json", #"{"score": "high"}"#))
                == "E0507 scores exposureScore.json:1: exposure_score: \"high\" is no number")
    }
}

@Suite struct `Nested rows` {
    private let alerts = """
        {"value": [
          {"id": "a1", "evidence": [
            {"sha256": "f1", "verdict": "malicious"},
            {"path": "HKLM\\\\Run", "verdict": "suspicious"},
            {"userPrincipalName": "kim@contoso.example"},
            "x"]},
          {"id": "a2", "evidence": []},
          {"id": 3, "evidence": {"sha256": "f1"}},
          {"id": "a4", "evidence": null},
          {"id": "a5", "evidence": "[{\\"sha256\\": \\"f9\\"}]"},
          {"id": "a6", "evidence": 7}
        ]}
        """

    @Test func `belong to their parent's row and to the entities of which they have the key`() {
        #expect(
            dataset(("alerts.json", alerts))
                == """
                alert a1
                alert a2
                alert 3
                alert a4
                alert a5
                alert a6
                file a1,f1 verdict=malicious
                file 3,f1
                file a5,f9
                registry_key a1,HKLM\\Run verdict=suspicious
                E0504 file alerts.json:6: "x" where an object with the row's fields belongs
                E0505 file alerts.json:5: the row has the key of none of 'file', 'registry_key'
                E0507 file alerts.json:11: evidence: 7 where a list of rows belongs
                """)
    }

    @Test func `are absent where no parent has them`() {
        #expect(dataset(("alerts.json", #"[{"id": "a1"}, {"id": "a2", "evidence": null}]"#)) == "alert a1\nalert a2")
        #expect(
            dataset(("alerts.json", #"[{"id": "a1", "evidence": []}]"#)) == "alert a1\nfile: empty\nregistry_key: empty"
        )
    }

    @Test func `may have a file of their own`() {
        #expect(
            dataset(("files.json", #"[{"alertId": "a1", "sha256": "f1"}, {"alert": {"id": "a2"}, "sha256": "f1"}]"#))
                == "file a1,f1\nfile a2,f1")
        #expect(
            dataset(("evidence.csv", "alertId,sha256,path\na1,f1,\na1,,HKLM\n"))
                == "file a1,f1\nregistry_key a1,HKLM")
    }
}

@Suite struct `Reading in part` {
    @Test func `keeps what can be read and marks the entity incomplete`() {
        #expect(
            dataset(("devices.json", "[{\"id\": \"d1\"},\n{\"id"), ("alerts.json", "[{\"id\": \"a1\"}]"), partial: true)
                == "alert a1\nE0501 device devices.json:2: the file ends where '\"' at the end of a text was expected")
        #expect(
            dataset(
                (
                    "devices.json",
                    #"{"@odata.context": "a#Alerts", "value": [{"id": "a1", "evidence": [{"sha256": "f1"}]},"#
                ), partial: true)
                == "E0501 alert devices.json:1: the file ends where a value was expected")
        #expect(
            dataset(bytes: [("devices.json", [0xFF])], partial: true)
                == "E0502 device devices.json:1: not text: bytes that are no UTF-8 at offset 0")
    }
}

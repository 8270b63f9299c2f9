import Foundation
import RuleText
import TestSupport
import Testing

@Suite struct `The page of a run` {
    private let rules = """
        param exposure_medium = 30 in 0..100
        param exposure_high = 70 in 0..100
        rule exposure_high_now "The exposure score is high"
          severity high
          when exposure_score >= exposure_high
          then require improve_score daily by security_admin
          because "it is {exposure_score}"
        rule exposure_reviewed when exposure_score >= exposure_medium or exposure_score < exposure_medium
          then require review_exposure_score weekly by security_operator
        rule scan_risky_devices
          severity high
          for device when risk_level >= high then run antivirus_scan on device within 4h
          because "{device.name} is at {risk_level} risk"
        rule reports_reviewed when exposure_score is known then require review_reports monthly by security_operator
        """
    private let arguments =
        "run r.secrule --data exports --now 2026-11-23T09:00:00Z --time-zone UTC --format"

    private func exports(named name: String) throws -> [String: String] {
        let devices: [[String: Any]] = [
            [
                "id": "d1", "computerDnsName": name, "riskScore": "High", "exposureLevel": "High",
                "lastSeen": "2026-11-23T08:00:00Z",
            ],
            [
                "id": "d2", "computerDnsName": "PC-2", "riskScore": "Low", "exposureLevel": "Medium",
                "lastSeen": "2026-11-23T08:00:00Z",
            ],
            ["id": "d3", "computerDnsName": "PC-3", "exposureLevel": "Low", "lastSeen": "2026-11-23T08:00:00Z"],
        ]
        let alerts: [[String: Any]] = [
            alert("a1", name, "High", "New", "2026-11-23T03:00:00Z"),
            alert("a2", "Old one", "Low", "InProgress", "2026-10-01T03:00:00Z"),
            alert("a3", "Gone", "Medium", "Resolved", "2026-11-20T03:00:00Z"),
            alert("a4", "What?", "Medium", "Odd", "2026-11-20T03:00:00Z"),
        ]
        let scores: [[String: Any]] = [
            ["id": "s1", "createdDateTime": "2026-11-22T03:00:00Z", "currentScore": 410, "maxScore": 700],
            [
                "id": "s2", "createdDateTime": "2026-11-23T03:00:00Z", "currentScore": 420, "maxScore": 700,
                "averageComparativeScores": [["basis": "AllTenants", "averageScore": 350]],
            ],
        ]
        let groups: [[String: Any]] = [["rbacGroupName": name, "rbacGroupId": 1, "score": 40]]
        return try [
            "exports/machines.json": json(devices), "exports/alerts.json": json(alerts),
            "exports/secureScores.json": json(scores), "exports/exposureScoreByMachineGroups.json": json(groups),
            "exports/scores.json": #"{"exposureScore": 72.5}"#,
        ]
    }

    private func alert(_ id: String, _ title: String, _ severity: String, _ status: String, _ created: String)
        -> [String: Any]
    {
        [
            "id": id, "title": title, "severity": severity, "status": status, "alertCreationTime": created,
            "lastUpdateTime": "2026-11-23T04:00:00Z", "machineId": "d1",
        ]
    }

    private func json(_ rows: [[String: Any]]) throws -> String {
        String(
            decoding: try JSONSerialization.data(withJSONObject: ["value": rows], options: .sortedKeys), as: UTF8.self)
    }

    private func machine(named name: String, changing changes: [String: String?] = [:]) throws -> MemoryMachine {
        var files = try exports(named: name)
        files["r.secrule"] = rules
        files["h.ndjson"] = """
            {"id": "task/improve_score", "event": "opened", "at": "2026-11-20T09:00:00Z"}
            {"id": "task/improve_score", "event": "completed", "at": "2026-11-20T15:00:00Z"}
            {"id": "task/review_reports", "event": "completed", "at": "2026-11-02T15:00:00Z"}

            """
        for (path, text) in changes { files[path] = text }
        return MemoryMachine(files)
    }

    @Test func `shows the work and the estate in pictures`() throws {
        let machine = try machine(named: "PC-1")
        #expect(machine.run(arguments + " html --history h.ndjson") == 0, "\(machine.errors)")
        #expect(Golden("small-estate.html").difference(from: machine.output) == nil)
        for text in [
            "1 at high risk and high exposure", "1 at unknown risk and low exposure",
            "By the rules: <bdi>medium from 30, high from 70</bdi>",
            "Up 1.4 since 2026-11-22: better", "&lt; 1 day: 1 high; older: 1 low",
            "1 of unknown state or age, not drawn",
            "to be done by day 23; later on day 24, 25, 26, 27, 28, 29, 30; done on day 20", "done on day 2",
        ] { #expect(machine.output.contains(text), "\(text)") }
    }

    @Test func `says what there is no picture of, and why`() throws {
        let machine = try machine(
            named: "PC-1",
            changing: [
                "exports/machines.json": nil, "exports/alerts.json": nil, "exports/secureScores.json": nil,
                "exports/scores.json": nil,
            ])
        #expect(machine.run(arguments + " html") == 0, "\(machine.errors)")
        for text in [
            "No export of &#39;device&#39; was given. It is &#39;machines&#39; or &#39;DeviceInfo&#39;.",
            "No export of &#39;alert&#39; was given.", "No export of &#39;secure_score&#39; was given.",
            "Organization exposure score: no value was given. It is in &#39;exposureScore&#39;.",
            "The rules ask for no recurring task now.",
        ] { #expect(machine.output.contains(text), "\(text)") }
    }

    @Test func `holds where the model has other entities`() throws {
        let machine = MemoryMachine([
            "m.secrule": "entity device key id { id text }\ntask look on device\n",
            "r.secrule": "for device when always then require look on device daily",
            "exports/devices.json": #"[{"id": "d1"}]"#,
        ])
        #expect(
            machine.run(
                "run r.secrule --model m.secrule --data exports --now 2026-11-23T09:00:00Z --time-zone UTC --format html"
            ) == 0, "\(machine.errors)")
        #expect(machine.output.contains("The model&#39;s entity &#39;device&#39; has no field &#39;risk_level&#39;."))
        #expect(machine.output.contains("The model has no entity &#39;alert&#39;."))
    }

    @Test(arguments: ["table", "html", "json", "ndjson", "csv", "markdown", "ics", "slack", "teams", "counts"])
    func `and every other format takes what the data holds as text alone`(format: String) throws {
        let texts = [
            "<script>alert(1)</script>", "\"><img src=x onerror=\"alert(2)\">", "=cmd()", "\u{202E}exe.txt\u{200F}",
            "a\nb\r\nc\u{1B}[31m",
            String(repeating: "x<", count: 5_000),
        ]
        for text in texts {
            let machine = try machine(named: text)
            #expect(machine.run(arguments + " " + format) == 0, "\(machine.errors)")
            let output = machine.output
            #expect(!output.isEmpty)
            #expect(!output.unicodeScalars.contains { $0.isUnsafeToShow && !["\n", "\r", "\t"].contains($0) })
            if format == "html" {
                #expect(output.components(separatedBy: "<script").count == 2)
                #expect(!output.contains("<img") && !output.contains("onerror=\""))
                #expect(output.utf8.count < 100_000)
            }
        }
    }

    @Test func `has the same bytes every time`() throws {
        let machine = try machine(named: "PC-1")
        _ = machine.run(arguments + " html")
        let first = machine.output
        _ = machine.run(arguments + " html")
        #expect(machine.output == first)
    }
}

import RulePlan
import RuleText
import Testing

@testable import RuleEngine

/// What comes of rules as an author writes them.
@Suite struct `The outcome of rules` {
    private let now = time("2026-11-23T09:00:00Z")

    @Test func `proposes daily work while a score is bad`() throws {
        let source = """
            rule bad_exposure severity medium
            when exposure > 60 then require improve_score daily by soc
            because "exposure is {exposure}"
            """
        let item = try #require(outcome(of: source, scores: ["exposure": 72]).items.first)
        #expect(item.id == "task/improve_score")
        #expect(item.title == "Improve score")
        #expect(item.cadence == "daily")
        #expect(item.role == "soc")
        #expect(item.severity == .medium)
        #expect(item.due == time("2026-11-23T23:59:59Z"))
        #expect(
            item.reasons == [
                Reason(
                    rule: "bad_exposure", because: "exposure is 72",
                    evidence: [Reason.Evidence(label: "exposure", value: .number(72))])
            ])
        #expect(try outcome(of: source, scores: ["exposure": 60]).items == [])
        let unknown = try outcome(of: source)
        #expect(unknown.items == [])
        #expect(
            unknown.undetermined == [UndeterminedMatch(rule: "bad_exposure", target: nil, missing: ["exposure"])])
    }

    @Test func `names a rule without a head by its place`() throws {
        let outcome = try outcome(of: "\n\nwhen exposure > 60 then require improve_score", scores: ["exposure": 72])
        #expect(outcome.rules.map(\.rule) == ["rules.secrule:3"])
        #expect(outcome.rules.map(\.location) == [SourceLocation(file: "rules.secrule", line: 3)])
    }

    @Test func `scans risky devices, unless that is forbidden or unknown`() throws {
        let outcome = try outcome(
            of: """
                rule scan_risky severity high for device when risk >= medium
                then run scan on device with type = full within 4h because "{name} is at {risk} risk"
                rule spare_servers for device when server then forbid scan on device
                """,
            given: [
                "device": [
                    ["id": "d1", "name": "PC-1", "risk": "high", "server": false],
                    ["id": "d2", "risk": "medium", "server": true],
                    ["id": "d3", "risk": "high"],
                    ["id": "d4", "server": false],
                    ["id": "d5", "risk": "low", "server": false],
                ]
            ])
        #expect(outcome.ids == ["action/scan/device/d1", "action/scan/device/d3"])
        #expect(outcome.items.map(\.approval) == [.automatic, .held])
        #expect(outcome.items.map(\.heldBecause) == [nil, .undeterminedForbid])
        #expect(outcome.items.first?.arguments == [WorkItem.Argument(name: "type", value: .text("full"))])
        #expect(outcome.items.first?.due == now + hours(4))
        #expect(
            outcome.items.first?.reasons == [
                Reason(
                    rule: "scan_risky", because: "PC-1 is at high risk",
                    evidence: [Reason.Evidence(label: "device.risk", value: .text("high"))])
            ])
        #expect(outcome.forbidden.map(\.by) == [["spare_servers"]])
        #expect(outcome.undetermined.map(\.rule) == ["scan_risky", "spare_servers"])
        #expect(outcome.undetermined.map(\.missing) == [["device.risk"], ["device.server"]])
    }

    @Test func `holds all scans where they are more than may run unasked`() throws {
        let source = "rule r for device when risk == high then run scan on device"
        let devices = ["d1", "d2", "d3"].map { ["id": .text($0), "risk": "high"] as KeyValuePairs<String, Cell> }
        #expect(
            try outcome(of: source, given: ["device": devices]).items.map(\.heldBecause) == [.limit, .limit, .limit])
        #expect(
            try outcome(of: source, given: ["device": Array(devices.dropLast())]).items.map(\.approval)
                == [.automatic, .automatic])
    }

    @Test func `holds actions of which one reverses the other`() throws {
        let outcome = try outcome(
            of: """
                rule away for alert when open and severity == high then run isolate on alert.device
                rule back for device when patched then run release on device on approval of soc
                """,
            given: [
                "device": [["id": "d1", "patched": true], ["id": "d2", "patched": false]],
                "alert": [
                    ["id": "a1", "device": "d1", "severity": "high", "open": true],
                    ["id": "a2", "device": "D2", "severity": "high", "open": true],
                    ["id": "a3", "device": "gone", "severity": "high", "open": true],
                ],
            ])
        #expect(outcome.ids == ["action/isolate/device/d1", "action/isolate/device/d2", "action/release/device/d1"])
        #expect(outcome.items.map(\.approval) == [.held, .required, .held])
        #expect(outcome.items.map(\.approvers) == [["admin"], ["admin"], ["soc"]])
        #expect(outcome.conflicts.map(\.rules) == [["away", "back"]])
        #expect(outcome.undetermined.map(\.missing) == [["alert.device"]])
    }

    @Test func `lists waived matches and expired waivers`() throws {
        let source = """
            rule r for device when risk == high then require check_device on device
            waive r for device where server until 2026-11-23 because "agreed" by "Ada"
            """
        let rows: [String: Rows] = [
            "device": [["id": "d1", "risk": "high", "server": true], ["id": "d2", "risk": "high"]]
        ]
        let today = try outcome(of: source, given: rows)
        #expect(today.ids == ["task/check_device/device/d2"])
        #expect(
            today.waived == [
                WaivedMatch(
                    rule: "r", target: Target(entity: "device", key: "d1", label: "d1"),
                    until: time("2026-11-23T23:59:59Z"), because: "agreed", by: "Ada")
            ])
        let tomorrow = try outcome(of: source, given: rows, at: "2026-11-24T00:00:00Z")
        #expect(tomorrow.ids == ["task/check_device/device/d1", "task/check_device/device/d2"])
        #expect(tomorrow.expiredWaivers == [ExpiredWaiver(rule: "r", until: time("2026-11-23T23:59:59Z"))])
    }

    @Test func `takes the top rows`() throws {
        let outcome = try outcome(
            of:
                "rule r for top 2 device by weight where risk >= low when not patched then require check_device on device",
            given: [
                "device": [
                    ["id": "d1", "weight": 9, "risk": "none", "patched": false],
                    ["id": "d2", "weight": 7, "risk": "low", "patched": false],
                    ["id": "d3", "weight": 5, "risk": "low", "patched": true],
                    ["id": "d4", "weight": 3, "risk": "low", "patched": false],
                ]
            ])
        #expect(outcome.ids == ["task/check_device/device/d2"])
        #expect(outcome.rules.map(\.evaluated) == [2])
    }

    @Test func `says what kept a row's place unknown`() throws {
        let outcome = try outcome(
            of:
                "rule r for top 1 device by weight where risk >= low when not patched then require check_device on device",
            given: [
                "device": [
                    ["id": "d1", "weight": 9, "patched": false],
                    ["id": "d2", "weight": 7, "risk": "low", "patched": false],
                    ["id": "d3", "weight": 5, "risk": "low"],
                    ["id": "d4", "weight": 8, "risk": "low", "patched": true],
                ]
            ])
        #expect(outcome.ids == [])
        #expect(outcome.undetermined.map { $0.target?.key } == ["d1"])
        #expect(outcome.undetermined.map(\.missing) == [["device.risk"]])
    }

    @Test func `finds and tells, with the text filled in`() throws {
        let outcome = try outcome(
            of: """
                rule r "Something is wrong" severity low for device when impact >= low
                then raise impact "{name} is of {impact} impact since {seen}", notify soc "see {device.id}", notify soc "{{really}}"
                """,
            given: [
                "device": [
                    ["id": "d/1", "name": "PC", "impact": "high", "seen": "2026-11-23T08:30:00Z"],
                    ["id": "d2", "impact": "low"],
                ]
            ],
            in: .amsterdam)
        #expect(
            outcome.items.map { "\($0.id): \($0.text ?? "")" } == [
                "finding/r/device/d%2F1: PC is of high impact since 2026-11-23 09:30",
                "notification/r/soc/device/d%2F1: see d/1", "notification/r/soc/device/d%2F1/2: {really}",
                "finding/r/device/d2: unknown is of low impact since unknown",
                "notification/r/soc/device/d2: see d2", "notification/r/soc/device/d2/2: {really}",
            ])
        #expect(outcome.items.map(\.title).allSatisfy { $0 == "Something is wrong" })
    }

    @Test func `names rows with composite keys`() throws {
        let outcome = try outcome(
            of: "rule r for file when bad then require check_file on file",
            given: [
                "alert": [["id": "a,1"]], "file": [["alert": "a,1", "hash": "f/f", "bad": true]],
            ])
        #expect(outcome.ids == ["task/check_file/file/a%2C1,f%2Ff"])
        #expect(outcome.items.first?.target == Target(entity: "file", key: "a%2C1,f%2Ff", label: "a%2C1,f%2Ff"))
    }

    @Test func `counts time from the first opening, and from completions`() throws {
        let source = """
            rule r for device when risk == high then require check_device on device every 3 days within 100h
            rule week when always then require review_week weekly on tuesday
            """
        let rows: [String: Rows] = ["device": [["id": "d1", "risk": "high"]]]
        let id = "task/check_device/device/d1"
        #expect(try outcome(of: source, given: rows).item(id)?.due == now)
        #expect(try outcome(of: source, given: rows, [completed(id, now - hours(71))]).item(id) == nil)
        let due = try outcome(of: source, given: rows, [completed(id, now - hours(80)), opened(id, now - hours(2))])
        #expect(due.item(id)?.due == now - hours(8))
        #expect(due.item(id)?.firstSeen == now - hours(2))
        #expect(due.item("task/review_week")?.due == time("2026-11-23T23:59:59Z"))
        #expect(due.item("task/review_week")?.cadence == "weekly on tuesday")
    }

    @Test func `reports stale data`() throws {
        let outcome = try outcome(
            of: "rule r for device when risk == high then require check_device on device",
            given: ["device": [["id": "d1", "risk": "low", "seen": "2026-11-21T08:59:59Z"]]])
        let device = try #require(outcome.data.first { $0.entity == "device" })
        #expect(device.problems.map(\.code) == [.staleData])
        #expect(device.rows == 1)
    }
}

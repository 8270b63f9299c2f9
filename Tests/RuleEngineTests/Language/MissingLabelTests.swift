import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `What was missing` {
    @Test(arguments: [
        ("no_size > 1", ["device.no_size"]), ("no_exposure > 1", ["no_exposure"]),
        ("managed and no_managed and no_size > 1", ["device.no_managed", "device.no_size"]),
        ("(retired and no_managed) or no_size > 1", ["device.no_size"]), ("not no_managed", ["device.no_managed"]),
        ("no_managed and no_managed", ["device.no_managed"]), ("lost.name == \"x\"", ["device.lost.name"]),
        ("owner == lost", ["device.lost"]),
        ("no_size otherwise no_double > 1", ["device.no_size", "device.no_double"]),
        ("no_size + no_double > size", ["device.no_size", "device.no_double"]),
        ("no_seen older than 1h", ["device.no_seen"]),
        ("size in [1, no_size]", ["device.no_size"]), ("size between no_size and 3", ["device.no_size"]),
        ("no_double > 1", ["device.no_double"]), ("no_total > 1", ["no_total"]),
    ])
    func `is listed by the paths that make the condition unknown, in their order`(
        condition: String, missing: [String]
    ) throws {
        #expect(try SourceEstate.evaluation(of: condition).missing == missing)
    }

    @Test func `is what an operator needs where that is known and its result is not`() throws {
        #expect(try SourceEstate.evaluation(of: "size / zero > limit").missing == ["device.size", "device.zero"])
    }

    @Test(arguments: [
        ("any alert of device where severity==none", "any alert of device where severity == none"),
        ("count( alert of device where not closed ) > 1", "count(alert of device where not closed)"),
        ("max(points of alert of device) > 1", "max(points of alert of device)"),
    ])
    func `is a row set under its text`(condition: String, text: String) throws {
        #expect(try SourceEstate.evaluation(of: condition).missing == [text])
    }

    @Test func `is also what a row set reads of the rule's row and of the organisation`() throws {
        let rows = "any alert of device where points > device.no_size and points > no_exposure and points > device.size"
        #expect(
            try SourceEstate.evaluation(of: rows, for: "d2").missing == [rows, "device.no_size", "no_exposure"])
        let path = "any device as other via owner of device.lost"
        #expect(try SourceEstate.evaluation(of: path).missing == [path, "device.lost"])
    }

    @Test(arguments: [
        ("any report anywhere", ["report"]), ("count(report of device) > 1", ["report"]),
        ("any alert of device where no report anywhere", ["report"]),
        ("any alert of device where no_total > 1", ["report", "no_total"]),
        ("no_size > 1 and any report anywhere", ["device.no_size", "report"]),
    ])
    func `is an entity without data by its name`(condition: String, missing: [String]) throws {
        #expect(try SourceEstate.evaluation(of: condition).missing == missing)
    }

    @Test func `is nothing where the condition is determined`() throws {
        #expect(try SourceEstate.evaluation(of: "retired and no_managed").missing == [])
        #expect(try SourceEstate.evaluation(of: "managed or any report anywhere").missing == [])
    }
}

@Suite struct `What a reason shows` {
    @Test func `is each value as the language spells it`() throws {
        let evaluation = try SourceEstate.evaluation(
            of: "always",
            because:
                "{size} {size / 4} {uptime} {seen} {no_size} {risk} {color} {owner} {lost} {labels} {os} {address} {managed} {{}}"
        )
        #expect(
            evaluation.because
                == "2 0.5 1h30m 2026-11-23 09:00 unknown medium green u1 unknown Alpha, beta 10.10.0 10.1.2.3 true {}")
    }

    @Test func `is unknown for a count within bounds`() throws {
        let evaluation = try SourceEstate.evaluation(
            of: "always", for: "d4", because: "{count(alert of device where not closed)} of {count(alert of device)}")
        #expect(evaluation.because == "unknown of 2")
    }

    @Test func `is evidence with the values that it had`() throws {
        let evaluation = try SourceEstate.evaluation(
            of: "risk >= medium and no_size is missing and uptime > 1h and exposure > limit and owner.name == \"Ann\"")
        #expect(
            evaluation.evidence == [
                "device.risk": .text("medium"), "device.no_size": .missing,
                "device.uptime": .duration(TimeSpan(seconds: 5_400)), "exposure": .number(70), "limit": .number(2),
                "device.owner.name": .text("Ann"),
            ])
    }

    @Test func `is the bounds of a count that is not known exactly`() throws {
        let open = try SourceEstate.evaluation(of: "count(alert of device where not closed) >= 1", for: "d4")
        #expect(open.evidence == ["count(alert of device where not closed)": .text("1..2")])
        let reports = try SourceEstate.evaluation(of: "count(report of device) >= 0")
        #expect(reports.evidence == ["count(report of device)": .text("0..")])
        let derived = try SourceEstate.evaluation(of: "open_alerts >= 1", for: "d4")
        #expect(derived.evidence == ["device.open_alerts": .text("1..2")])
    }
}

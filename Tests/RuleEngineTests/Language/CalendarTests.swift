import RulePlan
import Testing

@testable import RuleEngine

/// What `today` and dates mean in a zone, also on days on which its clocks change.
@Suite struct `Days of a zone` {
    struct Case: CustomTestStringConvertible {
        var condition: String
        var truth: Bool
        var now = "2026-11-23T09:00:00Z"
        var zone = TestZone.utc

        var testDescription: String { "\(condition) at \(now) in \(zone)" }
    }

    @Test(arguments: [
        // The day that the zone's calendar shows, which is another one than that of UTC.
        Case(condition: "today == 2026-11-22", truth: true, now: "2026-11-23T03:00:00Z", zone: .newYork),
        Case(condition: "today == 2026-11-22T05:00:00Z", truth: true, now: "2026-11-23T03:00:00Z", zone: .newYork),
        Case(condition: "today == 2026-11-23", truth: true, now: "2026-11-23T05:00:00Z", zone: .newYork),
        Case(condition: "today == 2026-11-23T00:00:00Z", truth: true),
        Case(condition: "today == 2026-11-24", truth: true, now: "2026-11-23T23:00:00Z", zone: .amsterdam),
        Case(condition: "today == 2026-11-23", truth: true, now: "2026-11-23T22:59:59Z", zone: .amsterdam),
        Case(condition: "today == 2026-11-22T23:00:00Z", truth: true, zone: .amsterdam),
        Case(condition: "today == 2026-06-30T22:00:00Z", truth: true, now: "2026-07-01T09:00:00Z", zone: .amsterdam),
        // A date is its midnight in the zone, whatever the clocks do now.
        Case(condition: "2026-07-01 == 2026-06-30T22:00:00Z", truth: true, zone: .amsterdam),
        Case(condition: "2026-12-01 == 2026-11-30T23:00:00Z", truth: true, zone: .amsterdam),
        Case(condition: "2026-12-01 == 2026-12-01T00:00:00Z", truth: true),
        Case(condition: "2026-12-01 == 2026-12-01T05:00:00Z", truth: true, zone: .newYork),
        // A day may have 23 or 25 hours.
        Case(condition: "2026-03-30 - 2026-03-29 == 23h", truth: true, zone: .amsterdam),
        Case(condition: "2026-10-26 - 2026-10-25 == 25h", truth: true, zone: .amsterdam),
        Case(condition: "2026-03-30 - 2026-03-29 == 1d", truth: true),
        Case(condition: "now - today == 11h", truth: true, now: "2026-03-29T10:00:00Z", zone: .amsterdam),
        Case(condition: "now - today == 12h", truth: true, now: "2026-10-25T10:00:00Z", zone: .amsterdam),
        Case(condition: "2026-03-28 + 1d == 2026-03-29", truth: true, zone: .amsterdam),
        Case(condition: "2026-03-29 + 1d == 2026-03-30", truth: false, zone: .amsterdam),
        Case(condition: "2026-03-29 + 23h == 2026-03-30", truth: true, zone: .amsterdam),
        Case(condition: "2026-03-08 + 23h == 2026-03-09", truth: true, zone: .newYork),
        // Durations are elapsed time across the change.
        Case(
            condition: "2026-03-29T00:30:00Z older than 2h", truth: false, now: "2026-03-29T02:00:00Z",
            zone: .amsterdam),
        Case(
            condition: "2026-03-29T00:30:00Z older than 89m", truth: true, now: "2026-03-29T02:00:00Z",
            zone: .amsterdam),
        // Apia had no 2011-12-30: it begins when the day after it does.
        Case(condition: "2011-12-30 == 2011-12-31", truth: true, zone: .apia),
        Case(condition: "2011-12-31 - 2011-12-29 == 1d", truth: true, zone: .apia),
        Case(condition: "today == 2011-12-31", truth: true, now: "2011-12-30T11:00:00Z", zone: .apia),
        Case(condition: "today == 2011-12-29", truth: true, now: "2011-12-30T09:00:00Z", zone: .apia),
        // Both ends of the calendar.
        Case(condition: "0001-01-01 < 9999-12-31", truth: true, zone: .amsterdam),
    ])
    func `are those of its calendar`(_ test: Case) throws {
        #expect(try truth(of: test.condition, at: test.now, in: test.zone) == test.truth)
    }

    @Test func `are compared with what data says in UTC`() throws {
        let rows: [String: Rows] = ["device": [["id": "d1", "seen": "2026-11-22T23:30:00Z"]]]
        #expect(try truth(of: "any device where seen >= today", given: rows, in: .amsterdam) == true)
        #expect(try truth(of: "any device where seen >= today", given: rows, in: .utc) == false)
        #expect(try truth(of: "any device where seen before 2026-11-23", given: rows, in: .newYork) == true)
    }
}

@Suite struct `Declared values` {
    /// A chain, each link made of the one before it.
    private func chain(_ count: Int, _ link: (String) -> String) -> String {
        (1...count).map { "define d\($0) = \(link("d\($0 - 1)"))" }.joined(separator: "\n")
    }

    @Test func `may use one another in long chains, whatever their order`() throws {
        let forward = "define d0 = exposure\n" + chain(2_000) { "\($0) + 1" }
        let backward = forward.split(separator: "\n").reversed().joined(separator: "\n")
        for declarations in [forward, backward] {
            #expect(try truth(of: "d2000 == 2060", declarations, scores: ["exposure": 60]) == true)
            #expect(try truth(of: "d2000 == 2060", declarations) == nil)
        }
    }

    @Test func `cost nothing more where they are used twice`() throws {
        let declarations = "define d0 = exposure\n" + chain(120) { "\($0) - \($0)" }
        #expect(try truth(of: "d120 == 0", declarations, scores: ["exposure": 60]) == true)
        #expect(try truth(of: "d120 == 0", declarations) == nil)
    }

    @Test func `keep the bounds of a count through other ones`() throws {
        let declarations = """
            define device.open = count(alert of device where open)
            define device.also_open = open
            define most = count(device where also_open >= 1)
            """
        let rows: [String: Rows] = [
            "device": [["id": "d1"], ["id": "d2"]],
            "alert": [
                ["id": "a1", "device": "d1", "open": true], ["id": "a2", "device": "d1"], ["id": "a3", "device": "d2"],
            ],
        ]
        #expect(try truth(of: "any device where also_open >= 1", declarations, given: rows) == true)
        #expect(try truth(of: "all device satisfy also_open <= 2", declarations, given: rows) == true)
        #expect(try truth(of: "any device where also_open > 2", declarations, given: rows) == false)
        #expect(try truth(of: "any device where also_open == 2", declarations, given: rows) == nil)
        #expect(try truth(of: "most >= 1 and most <= 2", declarations, given: rows) == true)
        #expect(try truth(of: "most == 2", declarations, given: rows) == nil)
    }

    @Test func `may be given by whoever runs the rules`() throws {
        let declarations = "param limit = 70 in 0..100\nparam level as device.risk = medium\nparam age = 7d"
        let rows: [String: Rows] = ["device": [["id": "d1", "risk": "medium", "seen": "2026-11-20T00:00:00Z"]]]
        func truth(_ condition: String, _ settings: [String: String]) throws -> Bool? {
            try RuleEngineTests.truth(
                of: condition, declarations, given: rows, scores: ["exposure": 72], setting: settings)
        }
        #expect(try truth("exposure > limit", [:]) == true)
        #expect(try truth("exposure > limit", ["limit": "72"]) == false)
        #expect(try truth("any device where risk >= level", [:]) == true)
        #expect(try truth("any device where risk >= level", ["level": "high"]) == false)
        #expect(try truth("any device where seen older than age", [:]) == false)
        #expect(try truth("any device where seen older than age", ["age": "2d"]) == true)
    }
}

/// The truth of a condition of the whole organisation: nothing where it is undetermined.
func truth(
    of condition: String, _ declarations: String = "", given rows: [String: Rows] = [:], scores: [String: Double] = [:],
    at now: String = "2026-11-23T09:00:00Z", in zone: TestZone = .utc, setting settings: [String: String] = [:]
) throws -> Bool? {
    let outcome = try outcome(
        of: "\(declarations)\nwhen \(condition) then require improve_score", given: rows, scores: scores, at: now,
        in: zone, setting: settings)
    let tally = try #require(outcome.rules.first)
    return tally.undetermined > 0 ? nil : tally.fired > 0
}

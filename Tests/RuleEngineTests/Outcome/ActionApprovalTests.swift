import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `Approval of actions` {
    private let ten = PlanApproval.automatic(limit: 10, perDay: false)

    @Test func `is the strictest that a rule asks for, with the roles of all`() throws {
        var estate = TestEstate()
        let scan = estate.action("scan")
        estate.rule("one", when: "a", estate.run(scan, ten))
        estate.rule("two", when: "b", estate.run(scan, .required(role: TestEstate.soc)))
        estate.rule("three", when: "c", estate.run(scan, .required(role: TestEstate.admin)))
        estate.rule("four", when: "d", estate.run(scan, .required(role: nil)))
        estate.device("d1", "a")
        estate.device("d2", "abcd")
        estate.device("d3", "ad")
        let outcome = estate.outcome()
        let (first, second) = (outcome.item("action/scan/device/d1"), outcome.item("action/scan/device/d2"))
        #expect(first?.approval == .automatic)
        #expect(first?.approvers == [])
        #expect(first?.cadence == "as needed")
        #expect(second?.approval == .required)
        #expect(second?.approvers == ["admin", "soc"])
        #expect(second?.heldBecause == nil)
        #expect(outcome.item("action/scan/device/d3")?.approval == .required)
        #expect(outcome.item("action/scan/device/d3")?.approvers == [])
    }

    @Test func `keeps the arguments`() {
        var estate = TestEstate()
        let scan = estate.action("scan", parameters: [ActionSchema.Parameter(name: "type", type: .text)])
        estate.rule("one", estate.run(scan, with: [("type", "quick")]))
        estate.rule("two", estate.run(scan, with: [("type", "quick")]))
        estate.device("d1")
        let outcome = estate.outcome()
        #expect(outcome.items.map(\.arguments) == [[WorkItem.Argument(name: "type", value: .text("quick"))]])
        #expect(outcome.conflicts == [])
    }
}

@Suite struct `Forbidden actions` {
    @Test func `are taken away and listed with who asked`() {
        var estate = TestEstate()
        let (isolate, scan) = (estate.action("isolate"), estate.action("scan"))
        estate.rule("never", when: "f", estate.forbid(isolate))
        estate.rule("risky", when: "a", estate.run(isolate), estate.run(scan))
        estate.rule("riskier", when: "b", estate.run(isolate))
        estate.rule("never_ever", when: "f", estate.forbid(isolate), estate.forbid(isolate))
        estate.device("d1", name: "PC-1", "abf")
        estate.device("d2", "a")
        estate.device("d3", "f")
        let outcome = estate.outcome()
        #expect(
            outcome.ids == ["action/isolate/device/d2", "action/scan/device/d1", "action/scan/device/d2"])
        #expect(
            outcome.forbidden == [
                ForbiddenAction(
                    action: "isolate", target: Target(entity: "device", key: "d1", label: "PC-1"),
                    by: ["never", "never_ever"], askedBy: ["risky", "riskier"])
            ])
        #expect(outcome.rules.map(\.fired) == [2, 2, 1, 2])
    }

    @Test func `are listed by action, then target`() {
        var estate = TestEstate()
        let (b, a) = (estate.action("b"), estate.action("a"))
        estate.rule("r", estate.run(b), estate.run(a), estate.forbid(a), estate.forbid(b))
        estate.device("d2")
        estate.device("d1")
        #expect(
            estate.outcome().forbidden.map { $0.action + $0.target.key } == ["ad1", "ad2", "bd1", "bd2"])
    }

    @Test func `are held where the forbid is undetermined`() {
        var estate = TestEstate()
        let isolate = estate.action("isolate")
        estate.rule("never", when: "f", estate.forbid(isolate))
        estate.rule("risky", when: "a", estate.run(isolate, .automatic(limit: 5, perDay: false)))
        estate.rule("careful", when: "b", estate.run(isolate))
        estate.device("d1", "a", unknown: "f")
        estate.device("d2", "b", unknown: "f")
        estate.device("d3", "a")
        let outcome = estate.outcome()
        #expect(outcome.items.map(\.approval) == [.held, .held, .automatic])
        #expect(outcome.items.map(\.heldBecause) == [.undeterminedForbid, .undeterminedForbid, nil])
        #expect(outcome.forbidden == [])
    }

    @Test func `are all held where the forbidding rule's entity is absent`() {
        var estate = TestEstate()
        let isolate = estate.action("isolate")
        estate.rule("never", for: TestEstate.alert, when: "f", estate.forbid(isolate, on: TestEstate.alert))
        estate.rule("risky", when: "a", estate.run(isolate))
        estate.device("d1", "a")
        estate.withholdAlerts()
        #expect(estate.outcome().items.map(\.heldBecause) == [.undeterminedForbid])
    }

    @Test func `are not held for a row that refers to nothing`() {
        var estate = TestEstate()
        let isolate = estate.action("isolate")
        estate.rule("never", for: TestEstate.alert, when: "f", estate.forbid(isolate, on: TestEstate.alert))
        estate.rule("risky", when: "a", estate.run(isolate))
        estate.device("d1", "a")
        estate.alert("1", of: nil, "f")
        let outcome = estate.outcome()
        #expect(outcome.items.map(\.approval) == [.required])
        #expect(outcome.undetermined.map(\.missing) == [["alert.device"]])
    }
}

@Suite struct `Conflicting actions` {
    private func reversing(_ prepare: (inout TestEstate, _ isolate: ActionID, _ release: ActionID) -> Void) -> Outcome {
        var estate = TestEstate()
        let isolate = estate.action("isolate")
        let release = estate.action("release", reverses: [isolate])
        estate.rule("back", when: "b", estate.run(release, .automatic(limit: 5, perDay: false)))
        estate.rule("away", when: "a", estate.run(isolate))
        prepare(&estate, isolate, release)
        estate.device("d1", "ab", unknown: "e")
        estate.device("d2", "a")
        return estate.outcome()
    }

    @Test func `are those of which one reverses the other; both are held and listed`() {
        let outcome = reversing { _, _, _ in }
        #expect(outcome.items.map(\.approval) == [.held, .required, .held])
        #expect(outcome.items.map(\.heldBecause) == [.conflict, nil, .conflict])
        #expect(
            outcome.conflicts == [
                ActionConflict(
                    target: Target(entity: "device", key: "d1", label: "d1"), actions: ["isolate", "release"],
                    rules: ["back", "away"])
            ])
    }

    @Test func `are none where one of them is forbidden`() {
        let outcome = reversing { estate, isolate, _ in estate.rule("never", when: "b", estate.forbid(isolate)) }
        #expect(outcome.conflicts == [])
        #expect(outcome.item("action/release/device/d1")?.approval == .automatic)
    }

    @Test func `are held for the conflict rather than for an undetermined forbid`() {
        let outcome = reversing { estate, isolate, _ in estate.rule("never", when: "e", estate.forbid(isolate)) }
        #expect(outcome.item("action/isolate/device/d1")?.heldBecause == .conflict)
    }

    @Test func `are those with different arguments: one item with the first rule's`() {
        var estate = TestEstate()
        let scan = estate.action("scan", parameters: [ActionSchema.Parameter(name: "type", type: .text)])
        let ten = PlanApproval.automatic(limit: 10, perDay: false)
        estate.rule("one", estate.run(scan, with: [("type", "full")], ten))
        estate.rule("two", estate.run(scan, with: [("type", "quick")], ten))
        estate.device("d1")
        let outcome = estate.outcome()
        #expect(outcome.items.map(\.arguments) == [[WorkItem.Argument(name: "type", value: .text("full"))]])
        #expect(outcome.items.map(\.heldBecause) == [.conflict])
        #expect(outcome.conflicts.map(\.actions) == [["scan"]])
        #expect(outcome.conflicts.map(\.rules) == [["one", "two"]])
    }
}

@Suite struct `Limits of automatic actions` {
    private let now = TestEstate.now

    private func scans(
        _ approvals: [(flag: String, PlanApproval)], devices: [String], _ events: [History.Event] = [],
        _ prepare: (inout TestEstate, ActionID) -> Void = { _, _ in }
    ) -> [String] {
        var estate = TestEstate()
        let scan = estate.action("scan")
        for (flag, approval) in approvals { estate.rule("rule_\(flag)", when: flag, estate.run(scan, approval)) }
        prepare(&estate, scan)
        for (place, flags) in devices.enumerated() { estate.device("d\(place + 1)", flags) }
        return estate.outcome(events).items.map {
            "\($0.target?.key ?? "") \($0.approval?.rawValue ?? "")\($0.heldBecause.map { " \($0.rawValue)" } ?? "")"
        }
    }

    @Test func `let as many run as they say`() {
        #expect(
            scans([("a", .automatic(limit: 2, perDay: false))], devices: ["a", "a"]) == [
                "d1 automatic", "d2 automatic",
            ])
    }

    @Test func `hold all where one more would run`() {
        #expect(
            scans([("a", .automatic(limit: 2, perDay: false))], devices: ["a", "a", "a"])
                == ["d1 held limit", "d2 held limit", "d3 held limit"])
    }

    @Test func `are the smallest of those that are still automatic`() {
        let approvals: [(String, PlanApproval)] = [
            ("a", .automatic(limit: 9, perDay: false)), ("b", .automatic(limit: 1, perDay: false)),
            ("c", .required(role: nil)),
        ]
        #expect(scans(approvals, devices: ["a", "ab"]) == ["d1 held limit", "d2 held limit"])
        // The stricter approval takes the second target, and its limit, out of the count.
        #expect(scans(approvals, devices: ["a", "abc"]) == ["d1 automatic", "d2 required"])
    }

    @Test func `do not count what is forbidden`() {
        #expect(
            scans([("a", .automatic(limit: 1, perDay: false))], devices: ["a", "af"]) { estate, scan in
                estate.rule("never", when: "f", estate.forbid(scan))
            } == ["d1 automatic"])
    }

    @Test func `per day count distinct targets opened that day in the run's zone`() {
        let perDay = [("a", PlanApproval.automatic(limit: 2, perDay: true))]
        let earlier = [
            opened("action/scan/device/x", now - hours(8)), completed("action/scan/device/x", now - hours(7)),
        ]
        #expect(scans(perDay, devices: ["a"], earlier) == ["d1 automatic"])
        #expect(scans(perDay, devices: ["a", "a"], earlier) == ["d1 held limit", "d2 held limit"])
        let again =
            earlier + [opened("action/scan/device/x", now - hours(6)), closed("action/scan/device/x", now - hours(5))]
        #expect(scans(perDay, devices: ["a"], again) == ["d1 automatic"])
        let same = [
            opened("action/scan/device/D1", now - hours(8)), completed("action/scan/device/D1", now - hours(7)),
        ]
        #expect(scans(perDay, devices: ["a", "a"], same) == ["d1 automatic", "d2 automatic"])
        let yesterday = [
            opened("action/scan/device/x", now - hours(10)), closed("action/scan/device/x", now - hours(9)),
        ]
        #expect(scans(perDay, devices: ["a", "a"], yesterday) == ["d1 automatic", "d2 automatic"])
        let other = [opened("action/scanner/device/x", now - hours(1)), closed("action/scanner/device/x", now)]
        #expect(scans(perDay, devices: ["a", "a"], other) == ["d1 automatic", "d2 automatic"])
    }

    @Test func `per day follow the zone's midnight`() {
        var estate = TestEstate()
        let scan = estate.action("scan")
        estate.rule("r", when: "a", estate.run(scan, .automatic(limit: 1, perDay: true)))
        estate.device("d1", "a")
        let events = [
            opened("action/scan/device/x", time("2026-11-22T23:30:00Z")), closed("action/scan/device/x", now),
        ]
        #expect(estate.outcome(in: .utc, events).items.first?.approval == .automatic)
        #expect(estate.outcome(in: .amsterdam, events).items.first?.approval == .held)
    }

    @Test func `per run do not look at the history`() {
        let earlier = [opened("action/scan/device/x", now - hours(1)), completed("action/scan/device/x", now)]
        #expect(scans([("a", .automatic(limit: 1, perDay: false))], devices: ["a"], earlier) == ["d1 automatic"])
    }
}

@Suite struct `Automatic actions under way` {
    private let now = TestEstate.now
    private let id = "action/scan/device/d1"

    private func outcome(
        within: TimeSpan? = nil, as approval: PlanApproval = .automatic(limit: 1, perDay: false),
        _ events: [History.Event],
        devices: Int = 1
    ) -> Outcome {
        var estate = TestEstate()
        let scan = estate.action("scan")
        estate.rule("r", estate.run(scan, approval, within: within))
        for place in 0..<devices { estate.device("d\(place + 1)") }
        return estate.outcome(events)
    }

    @Test func `are not asked for again within a day`() {
        #expect(outcome([opened(id, now - hours(24) + TimeSpan(seconds: 1))]).ids == [])
        #expect(outcome([opened(id, now - hours(2)), failed(id, now - hours(1))]).ids == [])
    }

    @Test func `are asked for again when their time has passed`() {
        let again = outcome([opened(id, now - hours(24))])
        #expect(again.items.map(\.approval) == [.automatic])
        #expect(again.items.map(\.firstSeen) == [now - hours(24)])
        #expect(outcome(within: hours(4), [opened(id, now - hours(4))]).items.map(\.due) == [now])
        #expect(outcome(within: hours(4), [opened(id, now - hours(3))]).ids == [])
        #expect(outcome(within: hours(48), [opened(id, now - hours(30))]).ids == [])
    }

    @Test func `are asked for anew once they were completed or closed`() {
        #expect(outcome([opened(id, now - hours(2)), completed(id, now - hours(1))]).items.map(\.firstSeen) == [now])
        #expect(outcome([opened(id, now - hours(2)), closed(id, now - hours(1))]).items.map(\.firstSeen) == [now])
    }

    @Test func `leave room for others in one run`() {
        #expect(outcome([opened(id, now - hours(2))], devices: 2).items.map(\.approval) == [.automatic])
    }

    /// Else each would look at all that were opened with it.
    @Test func `may be many that a limit held at one time`() {
        let count = 4_000
        let events = (1...count).map { opened("action/scan/device/d\($0)", now - hours(2)) }
        let time = ContinuousClock().measure {
            let items = outcome(events, devices: count).items
            #expect(items.count == count)
            #expect(Set(items.map(\.heldBecause)) == [.limit])
        }
        #expect(time < .seconds(30))
    }

    @Test func `that need approval stay listed`() {
        #expect(outcome(as: .required(role: nil), [opened(id, now - hours(2))]).items.map(\.approval) == [.required])
    }

    @Test func `do not include those that a limit held when they were opened`() {
        let first = outcome([], devices: 3)
        #expect(first.items.map(\.heldBecause) == [.limit, .limit, .limit])
        let history = History(
            events: recordedEvents(for: first, history: History()).map { opened($0.id, now - hours(2)) })
        let second = outcome(history.events, devices: 3)
        #expect(second.items.map(\.heldBecause) == [.limit, .limit, .limit])
        #expect(second.items.map(\.firstSeen) == Array(repeating: now - hours(2), count: 3))
        // The others are gone: what is left may run.
        #expect(outcome(history.events, devices: 1).items.map(\.approval) == [.automatic])
    }

    @Test func `do not include those that a daily limit held when they were opened`() {
        let events = [
            opened("action/scan/device/x", now - hours(5)), completed("action/scan/device/x", now - hours(4)),
            opened(id, now - hours(2)),
        ]
        let outcome = outcome(as: .automatic(limit: 1, perDay: true), events)
        #expect(outcome.items.map(\.heldBecause) == [.limit])
    }
}

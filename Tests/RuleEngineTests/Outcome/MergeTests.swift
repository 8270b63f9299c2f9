import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `Work that several rules ask for` {
    @Test func `is one item with every rule's reason, in the order of the program`() throws {
        var estate = TestEstate()
        let scan = estate.action("scan", title: "Scan it")
        estate.rule("late", when: "a", because: "it is late", evidence: ["a", "c"], estate.run(scan))
        estate.rule("early", when: "b", because: "it is early", evidence: ["b"], estate.run(scan))
        estate.plan.rules[1].location.file = "a.secrule"
        estate.device("d1", name: "PC-1", "ab", unknown: "c")
        let outcome = estate.outcome()
        #expect(outcome.ids == ["action/scan/device/d1"])
        let item = try #require(outcome.items.first)
        #expect(item.kind == .action)
        #expect(item.name == "scan")
        #expect(item.title == "Scan it")
        #expect(item.target == Target(entity: "device", key: "d1", label: "PC-1"))
        #expect(
            item.reasons == [
                Reason(
                    rule: "early", because: "it is early",
                    evidence: [Reason.Evidence(label: "device.b", value: .boolean(true))]),
                Reason(
                    rule: "late", because: "it is late",
                    evidence: [
                        Reason.Evidence(label: "device.a", value: .boolean(true)),
                        Reason.Evidence(label: "device.c", value: .missing),
                    ]),
            ])
        #expect(outcome.rules.map(\.rule) == ["early", "late"])
    }

    @Test func `has the highest severity, the earliest due time and the shortest cadence`() throws {
        var estate = TestEstate()
        let check = estate.task("check_device", on: TestEstate.device)
        estate.rule(
            "weekly", severity: .low,
            estate.require(check, on: TestEstate.device, .weekly(startingOn: 1), by: TestEstate.soc))
        estate.rule(
            "daily", severity: .critical, estate.require(check, on: TestEstate.device, .daily, by: TestEstate.admin))
        estate.rule("soon", severity: .medium, estate.require(check, on: TestEstate.device, within: hours(4)))
        estate.rule(
            "sooner", estate.require(check, on: TestEstate.device, within: hours(9), due: TestEstate.now + hours(3)))
        estate.device("d1")
        let item = try #require(estate.outcome().items.first)
        #expect(item.severity == .critical)
        #expect(item.cadence == "daily")
        #expect(item.due == TestEstate.now + hours(3))
        #expect(item.role == "admin")
        #expect(item.title == "check device")
        #expect(item.approval == nil)
        #expect(item.reasons.map(\.rule) == ["weekly", "daily", "soon", "sooner"])
    }

    @Test func `keeps the rows that one rule means apart by their reasons, and says the same but once`() throws {
        var estate = TestEstate()
        let check = estate.task("check_device", on: TestEstate.device)
        estate.rule(
            "alerts", for: TestEstate.alert, when: "a", because: "of an alert",
            estate.require(check, on: TestEstate.alert))
        estate.plan.rules[0].evidence = [
            PlanRule.Evidence(label: "alert.b", expression: estate.field("b", of: TestEstate.alert))
        ]
        estate.device("d1")
        estate.alert("2", of: "d1", "ab")
        estate.alert("1", of: "d1", "a")
        estate.alert("3", of: "d1", "ab")
        let outcome = estate.outcome()
        let item = try #require(outcome.items.first)
        #expect(outcome.items.count == 1)
        #expect(item.reasons.map { $0.evidence.map(\.value) } == [[.boolean(false)], [.boolean(true)]])
        #expect(outcome.rules.first?.fired == 3)
    }

    @Test func `stays apart by target and by name`() {
        var estate = TestEstate()
        let (check, review) = (estate.task("check", on: TestEstate.device), estate.task("review"))
        estate.rule("r", estate.require(check, on: TestEstate.device), estate.require(review))
        estate.device("d2")
        estate.device("d1")
        #expect(estate.outcome().ids == ["task/check/device/d1", "task/check/device/d2", "task/review"])
    }

    @Test func `is sorted by due time, severity, name, target and id`() {
        var estate = TestEstate()
        let names = ["none", "late", "high_b", "high_a", "low"]
        let tasks = names.map { estate.task($0) }
        estate.rule("none", estate.require(tasks[0]))
        estate.rule("late", severity: .critical, estate.require(tasks[1], within: hours(2)))
        estate.rule("high_b", severity: .high, estate.require(tasks[2], within: hours(1)))
        estate.rule("high_a", severity: .high, estate.require(tasks[3], within: hours(1)))
        estate.rule("low", severity: .low, estate.require(tasks[4], within: hours(1)))
        let unrated = estate.task("a_unrated")
        estate.rule("unrated", estate.require(unrated, within: hours(1)))
        estate.device("d1")
        #expect(
            estate.outcome().items.map(\.name) == ["high_a", "high_b", "low", "a_unrated", "late", "none"])
    }

    @Test func `does not depend on the order of rules or rows`() {
        func outcome(reversed: Bool) -> Outcome {
            var estate = TestEstate()
            let (scan, check) = (estate.action("scan"), estate.task("check", on: TestEstate.device))
            estate.rule("one", when: "a", because: "1", estate.run(scan, .automatic(limit: 9, perDay: false)))
            estate.rule("two", when: "b", because: "2", estate.run(scan), estate.require(check, on: TestEstate.device))
            estate.rule("three", when: "c", severity: .high, estate.forbid(scan))
            let rows = [("d1", "ab", ""), ("d2", "bc", ""), ("d3", "a", "bc"), ("d4", "", "a")]
            for (id, flags, unknown) in reversed ? rows.reversed() : rows { estate.device(id, flags, unknown: unknown) }
            if reversed { estate.plan.rules.reverse() }
            return estate.outcome()
        }
        #expect(outcome(reversed: false) == outcome(reversed: true))
    }
}

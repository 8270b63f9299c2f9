import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `Undetermined rules` {
    @Test func `are listed by rule and row, and ask for nothing`() {
        var estate = TestEstate()
        let check = estate.task("check", on: TestEstate.device)
        estate.rule("one", when: "a", estate.require(check, on: TestEstate.device))
        estate.rule("two", when: "b", estate.require(check, on: TestEstate.device))
        estate.device("d2", name: "PC-2", unknown: "ab")
        estate.device("d1", unknown: "a")
        estate.device("d3", "a")
        let outcome = estate.outcome()
        #expect(outcome.ids == ["task/check/device/d3"])
        #expect(outcome.undetermined.map(\.rule) == ["one", "one", "two"])
        #expect(outcome.undetermined.map { $0.target?.label } == ["d1", "PC-2", "PC-2"])
        #expect(outcome.rules.map(\.evaluated) == [3, 3])
        #expect(outcome.rules.map(\.fired) == [1, 0])
        #expect(outcome.rules.map(\.undetermined) == [2, 1])
        #expect(
            outcome.firedMatches == [FiredMatch(rule: "one", target: Target(entity: "device", key: "d3", label: "d3"))])
    }

    @Test func `for an absent entity are so once, without a target`() {
        var estate = TestEstate()
        let check = estate.task("check", on: TestEstate.device)
        estate.rule("one", when: "a", estate.require(check, on: TestEstate.device))
        estate.withholdDevices()
        let outcome = estate.outcome()
        #expect(outcome.undetermined == [UndeterminedMatch(rule: "one", target: nil, missing: ["device"])])
        #expect(outcome.rules.map(\.evaluated) == [0])
        #expect(outcome.rules.map(\.undetermined) == [1])
    }

    @Test func `for an empty entity are not`() {
        var estate = TestEstate()
        let check = estate.task("check", on: TestEstate.device)
        estate.rule("one", when: "a", estate.require(check, on: TestEstate.device))
        let outcome = estate.outcome()
        #expect(outcome.undetermined == [])
        #expect(outcome.rules.map(\.evaluated) == [0])
    }

    @Test func `of the organisation are evaluated once`() {
        var estate = TestEstate()
        let review = estate.task("review")
        estate.rule("yes", for: nil, estate.require(review))
        estate.rule("perhaps", for: nil, estate.require(review))
        estate.plan.rules[1].condition = estate.constant(.missing, .boolean)
        estate.device("d1")
        estate.device("d2")
        let outcome = estate.outcome()
        #expect(outcome.ids == ["task/review"])
        #expect(outcome.undetermined.map(\.rule) == ["perhaps"])
        #expect(outcome.rules.map(\.evaluated) == [1, 1])
        #expect(outcome.firedMatches == [FiredMatch(rule: "yes", target: nil)])
    }

    @Test func `are those whose target is missing, with all of their effects`() {
        var estate = TestEstate()
        let (check, review) = (estate.task("check", on: TestEstate.device), estate.task("review"))
        estate.rule(
            "r", for: TestEstate.alert, when: "a", estate.require(review), estate.require(check, on: TestEstate.alert),
            estate.require(check, on: TestEstate.alert))
        estate.device("d1")
        estate.alert("1", of: nil, "a")
        estate.alert("2", of: "d1", "a")
        estate.alert("3", of: nil)
        let outcome = estate.outcome()
        #expect(
            outcome.undetermined == [
                UndeterminedMatch(
                    rule: "r", target: Target(entity: "alert", key: "1", label: "1"), missing: ["alert.device"])
            ])
        #expect(outcome.items.map(\.reasons.count) == [1, 1])
        #expect(outcome.rules.map(\.fired) == [1])
    }

    @Test func `are those of which an argument or a level is missing`() {
        var estate = TestEstate()
        let scan = estate.action("scan", parameters: [ActionSchema.Parameter(name: "type", type: .text)])
        let name = estate.field("name")
        let level = estate.field("level")
        estate.rule(
            "r",
            .run(
                scan, target: estate.target(),
                arguments: [PlanArgument(name: "type", value: name, label: "device.name")],
                approval: .required(role: nil), deadline: PlanDeadline(within: nil, due: nil)),
            .raise(
                .computed(level, severities: [.low, .high], label: "device.level"),
                PlanTemplate(segments: [.text("found")])))
        estate.device("d1")
        estate.device("d2", name: "PC-2", level: 1)
        let outcome = estate.outcome()
        #expect(outcome.undetermined.map(\.missing) == [["device.name", "device.level"]])
        #expect(outcome.ids == ["finding/r/device/d2", "action/scan/device/d2"])
        #expect(outcome.item("finding/r/device/d2")?.severity == .high)
    }

    @Test func `are not those of which a time is missing: that bound is left out`() {
        var estate = TestEstate()
        let review = estate.task("review", on: TestEstate.device)
        let seen = estate.field("seen")
        let day = estate.constant(.duration(hours(24)), .duration)
        estate.rule(
            "r",
            .require(
                review, target: estate.target(), cadence: .asNeeded, deadline: PlanDeadline(within: day, due: seen),
                role: nil))
        estate.device("d1")
        estate.device("d2", seen: TestEstate.now + hours(1))
        let outcome = estate.outcome()
        #expect(outcome.item("task/review/device/d1")?.due == TestEstate.now + hours(24))
        #expect(outcome.item("task/review/device/d2")?.due == TestEstate.now + hours(1))
    }
}

@Suite struct `Findings and notifications` {
    @Test func `have an id for each text of their rule`() {
        var estate = TestEstate()
        func text(_ text: String) -> PlanTemplate { PlanTemplate(segments: [.text(text)]) }
        estate.rule(
            "r", severity: .low, title: "Something", because: "why",
            .raise(.fixed(.critical), text("one")), .notify(TestEstate.soc, text("two")),
            .notify(TestEstate.admin, text("three")), .notify(TestEstate.soc, text("four")),
            .raise(.fixed(.medium), text("five")))
        estate.rule("organisation", for: nil, .raise(.fixed(.low), text("six")))
        estate.device("d1", name: "PC-1")
        let items = estate.outcome().items
        #expect(
            items.map(\.id) == [
                "finding/r/device/d1", "finding/r/device/d1/2", "finding/organisation",
                "notification/r/admin/device/d1", "notification/r/soc/device/d1", "notification/r/soc/device/d1/2",
            ])
        #expect(items.map(\.text) == ["one", "five", "six", "three", "two", "four"])
        #expect(items.map(\.severity) == [.critical, .medium, .low, .low, .low, .low])
        #expect(items.map(\.role) == [nil, nil, nil, "admin", "soc", "soc"])
        #expect(
            items.map(\.title) == ["Something", "Something", "organisation", "Something", "Something", "Something"])
        #expect(items.allSatisfy { $0.name == nil && $0.cadence == nil && $0.due == nil && $0.approval == nil })
        #expect(items.first?.reasons == [Reason(rule: "r", because: "why", evidence: [])])
        #expect(items.first?.target?.label == "PC-1")
    }
}

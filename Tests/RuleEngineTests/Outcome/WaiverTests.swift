import RulePlan
import RuleText
import Testing

@testable import RuleEngine

@Suite struct `Waived rules` {
    private let now = TestEstate.now

    private func outcome(
        at now: Instant = TestEstate.now, in zone: TestZone = .utc, _ waive: (inout TestEstate, RuleID) -> Void
    ) -> Outcome {
        var estate = TestEstate()
        let check = estate.task("check", on: TestEstate.device)
        let rule = estate.rule("r", when: "a", estate.require(check, on: TestEstate.device))
        waive(&estate, rule)
        estate.device("d1", name: "PC-1", "ab")
        estate.device("d2", "a")
        estate.device("d3", "a", unknown: "b")
        estate.device("d4", "b", unknown: "a")
        return estate.outcome(at: now, in: zone)
    }

    @Test func `give no work where the waiver's condition is true, not where it is unknown`() {
        let outcome = outcome { estate, rule in
            estate.waive(rule, where: "b", until: .day(year: 2026, month: 12, day: 31), because: "old", by: "Ada")
        }
        #expect(outcome.ids == ["task/check/device/d2", "task/check/device/d3"])
        #expect(
            outcome.waived == [
                WaivedMatch(
                    rule: "r", target: Target(entity: "device", key: "d1", label: "PC-1"),
                    until: time("2026-12-31T23:59:59Z"), because: "old", by: "Ada")
            ])
        #expect(outcome.rules.map(\.fired) == [2])
        #expect(outcome.rules.map(\.waived) == [1])
        #expect(outcome.rules.map(\.undetermined) == [1])
        #expect(outcome.undetermined.map { $0.target?.key } == ["d4"])
    }

    @Test func `are all of the rule's matches where the waiver has no condition`() {
        let outcome = outcome { estate, rule in estate.waive(rule, until: .instant(now)) }
        #expect(outcome.ids == [])
        #expect(outcome.waived.map { $0.target?.key } == ["d1", "d2", "d3"])
    }

    @Test func `show the first waiver in the program that holds`() {
        let outcome = outcome { estate, rule in
            estate.waive(rule, until: .day(year: 2026, month: 11, day: 22), because: "expired")
            estate.waive(rule, where: "c", until: .day(year: 2027, month: 1, day: 1), because: "other rows")
            estate.waive(rule, where: "a", until: .day(year: 2027, month: 1, day: 1), because: "third")
            estate.waive(rule, until: .day(year: 2027, month: 1, day: 1), because: "fourth")
        }
        #expect(Set(outcome.waived.map(\.because)) == ["third"])
        #expect(outcome.expiredWaivers == [ExpiredWaiver(rule: "r", until: time("2026-11-22T23:59:59Z"))])
        #expect(outcome.unusedWaivers.map(\.because) == ["other rows", "fourth"])
    }

    @Test(arguments: [
        (TestZone.utc, "2026-11-23T23:59:59", true), (.utc, "2026-11-24T00:00:00", false),
        (.amsterdam, "2026-11-23T23:59:59", true), (.amsterdam, "2026-11-24T00:00:00", false),
        (.newYork, "2026-11-23T23:59:59", true), (.newYork, "2026-11-24T00:00:00", false),
        (.apia, "2026-11-23T23:59:59", true), (.apia, "2026-11-24T00:00:00", false),
    ])
    func `are waived through the last second of the day in the run's zone`(zone: TestZone, now: String, holds: Bool) {
        let outcome = outcome(at: time(now, in: zone), in: zone) { estate, rule in
            estate.waive(rule, until: .day(year: 2026, month: 11, day: 23))
        }
        #expect(outcome.waived.isEmpty != holds)
        #expect(outcome.expiredWaivers.isEmpty == holds)
        #expect(
            (outcome.waived.map(\.until) + outcome.expiredWaivers.map(\.until)).first
                == time("2026-11-23T23:59:59", in: zone))
    }

    @Test func `are waived in the last fraction of that second too`() throws {
        let end = time("2026-11-23T23:59:59Z")
        let now = try #require(Instant(nanoseconds: end.nanoseconds + 999_999_999))
        #expect(
            WaiverTerm(.day(year: 2026, month: 11, day: 23), at: now, in: .utc)
                == WaiverTerm(.day(year: 2026, month: 11, day: 23), at: end, in: .utc))
        #expect(WaiverTerm(.instant(end), at: end, in: .utc).isOver == false)
        #expect(WaiverTerm(.instant(end), at: now, in: .utc).isOver)
        #expect(WaiverTerm(.day(year: 9999, month: 12, day: 31), at: now, in: .utc).isOver == false)
    }

    @Test func `warn of waivers that end within two weeks`() {
        let outcome = outcome { estate, rule in
            estate.waive(rule, until: .instant(now + hours(14 * 24)), because: "soon")
            estate.waive(rule, until: .instant(now + hours(14 * 24) + TimeSpan(seconds: 1)), because: "later")
            estate.waive(rule, until: .instant(now - hours(1)), because: "over")
        }
        #expect(
            outcome.endingWaivers == [
                WaiverNotice(
                    rule: "r", location: SourceLocation(file: "rules.secrule", line: 2), until: now + hours(14 * 24),
                    because: "soon")
            ])
    }
}

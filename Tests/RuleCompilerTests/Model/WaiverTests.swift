import RuleCompiler
import RulePlan
import Testing

private let model = """
    entity device key id { id text name text risk low < high }
    entity alert key id { id text }
    task check on device
    task improve
    action isolate on device
    rule risky for device when risk == high then require check on device
    rule overall when always then require improve
    rule never for device when name == "server" then forbid isolate on device

    """

@Suite struct `Waivers` {
    @Test func `have a rule, an end, a reason and perhaps a condition and an author`() throws {
        let plan = try plan(
            model + """
                waive risky for device as it where it.name == "lab" until 2027-01-31 because "lab" by "Ann"
                waive overall until 2027-01-31T12:00:00Z because "not now"
                """)
        let first = try #require(plan.waivers.first)
        #expect(first.rule == RuleID(0))
        #expect(first.until == .day(year: 2027, month: 1, day: 31))
        #expect(first.because == "lab")
        #expect(first.by == "Ann")
        #expect(first.location == SourceLocation(file: "test.secrule", line: 9))
        #expect(first.condition.map { plan.type(of: $0) } == .boolean)
        let second = try #require(plan.waivers.last)
        #expect(second.rule == RuleID(1))
        #expect(second.condition == nil)
        #expect(second.until == Instant(secondsSinceEpoch: 1_801_396_800).map(PlanWaiver.End.instant))
        #expect(second.by == nil)
    }

    @Test func `name a rule that is there`() {
        check(
            model + """
                waive riskyy until 2027-01-31 because "lab"
                      ^^^^^^ E0304 unknown rule 'riskyy'
                """)
    }

    @Test func `are not for rules that forbid`() {
        check(
            model + """
                waive never until 2027-01-31 because "lab"
                      ^^^^^ E0327 'never' forbids an action, a rule that forbids can't be waived
                """)
    }

    @Test func `are for the rows of their rule`() {
        check(
            model + """
                waive risky for alert where id == "a" until 2027-01-31 because "lab"
                                ^^^^^ E0316 'risky' is for 'device', not for 'alert'
                waive overall for alert where id == "a" until 2027-01-31 because "lab"
                                  ^^^^^ E0316 'overall' speaks of the whole organisation, not of each 'alert'
                waive risky for devise where id == "a" until 2027-01-31 because "lab"
                                ^^^^^^ E0303 unknown entity 'devise'
                """)
    }

    @Test func `have a condition in the frame of the rule's row`() {
        check(
            model + """
                waive risky for device where nme == "a" until 2027-01-31 because "lab"
                                             ^^^ E0301 'device' has no field 'nme'
                """)
    }
}

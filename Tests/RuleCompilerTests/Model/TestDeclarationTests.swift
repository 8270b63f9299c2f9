import RuleCompiler
import RulePlan
import Testing

private let model = """
    entity device key id { id text risk low < high seen time os version }
    entity alert key id { id text device device evidence evidence level low < high }
    entity evidence key alert, sha256 { alert alert sha256 text size number 0.. }
    score exposure number 0..100
    param limit = 60 in 0..100
    define device.risky = risk == high
    role admin
    task check on device
    task improve
    action isolate on device
    rule risky for device when risky then require check on device
    rule overall when exposure > limit then require improve daily

    """

@Suite struct `Tests in the language` {
    @Test func `give values and rows, and expect`() throws {
        let plan = try plan(
            model
                + """
                test "all" of risky, overall {
                  now 2026-11-23T09:00:00Z
                  time zone "Europe/Amsterdam"
                  set limit = 70
                  given exposure = 72
                  given device "d1" { risk: high, seen: now - 2h, os: "10.0" }
                  given evidence "a1", "ff" { size: 3 }
                  given alert "a1" { device: "d1", evidence: ["a1", "ff"], level: low }
                  given no alert
                  given completed improve at now - 1d
                  given opened isolate on device "d1" at now
                  expect require check   on device "d1"   # not twice
                    due now + 1d
                  expect no isolate
                  expect run isolate on device "d1" held
                  expect raise high "text" for device "d1"
                  expect notify admin
                  expect forbid isolate on device "d1"
                  expect risky undetermined for device "d2"
                  expect nothing else
                }
                """.replacing("  given no alert\n", with: ""))
        let test = try #require(plan.tests.first)
        #expect(test.title == "all")
        #expect(test.rules == [RuleID(0), RuleID(1)])
        #expect(test.location == SourceLocation(file: "test.secrule", line: 13))
        #expect(test.now == Instant(secondsSinceEpoch: 1_795_424_400).map(PlanWaiver.End.instant))
        #expect(test.timeZone == "Europe/Amsterdam")
        #expect(test.parameters.mapValues { plan[$0] } == [ParameterID(0): .constant(.number(70))])
        #expect(test.scores.mapValues { plan[$0] } == [ScoreID(0): .constant(.number(72))])
        #expect(test.rows.map(\.key) == [["d1"], ["a1", "ff"], ["a1"]])
        #expect(
            test.rows[2].values.mapValues { plan[$0] } == [
                FieldSlot(0): .constant(.text("a1")), FieldSlot(1): .constant(.text("d1")),
                FieldSlot(2): .constant(.list([.text("a1"), .text("ff")])), FieldSlot(3): .constant(.member(0)),
            ])
        #expect(test.events.map(\.kind) == ["completed", "opened"])
        #expect(test.events.map(\.subject) == [.task(TaskID(1)), .action(ActionID(0))])
        let target = PlanTest.Target(entity: EntityID(0), key: ["d1"])
        let due = try #require(
            plan.expressions.indices.map(ExpressionID.init).last {
                if case .arithmetic(.add, _, _) = plan[$0] { true } else { false }
            })
        #expect(
            test.expectations.map(\.kind) == [
                .item(.task(TaskID(0)), target: target, approval: nil, due: due),
                .item(.action(ActionID(0)), target: nil, approval: nil, due: nil),
                .item(.action(ActionID(0)), target: target, approval: .held, due: nil),
                .raise(.high, text: "text", target: target), .notify(RoleID(0), text: nil, target: nil),
                .forbid(ActionID(0), target: target),
                .rule(RuleID(0), .undetermined, target: PlanTest.Target(entity: EntityID(0), key: ["d2"])),
                .nothingElse,
            ])
        #expect(test.expectations.map(\.isNegated) == [false, true, false, false, false, false, false, false])
        #expect(test.expectations[0].text == "expect require check on device \"d1\" due now + 1d")
        #expect(test.expectations[0].location.line == 23)
    }

    @Test func `make an entity empty`() throws {
        let plan = try plan(model + #"test "t" { given no alert expect nothing else }"#)
        #expect(plan.tests.first?.emptyEntities == [EntityID(1)])
    }

    @Test func `name what is there`() {
        check(
            model + """
                test "t" of rsky {
                            ^^^^ E0304 unknown rule 'rsky'
                  set limt = 1
                      ^^^^ E0302 unknown param 'limt'
                  set exposure = 1
                      ^^^^^^^^ E0302 'exposure' is a score, not a param
                  given exposre = 1
                        ^^^^^^^ E0302 unknown score 'exposre'
                  given limit = 1
                        ^^^^^ E0302 'limit' is a param, not a score
                  given devise "d" {}
                        ^^^^^^ E0303 unknown entity 'devise'
                  given no devise
                           ^^^^^^ E0303 unknown entity 'devise'
                  given device "d" { rsk: high, risky: true }
                                     ^^^ E0301 'device' has no field 'rsk'
                  given completed imprve at now
                                  ^^^^^^ E0304 unknown task or action 'imprve'
                  expect require chck
                                 ^^^^ E0304 unknown task 'chck'
                  expect require isolate
                                 ^^^^^^^ E0304 'isolate' is an action, it is run
                  expect run check
                             ^^^^^ E0304 'check' is a task, it is required
                  expect run isolat
                             ^^^^^^ E0304 unknown action 'isolat'
                  expect raise hgh
                               ^^^ E0309 'hgh' is none of 'informational', 'low', 'medium', 'high', 'critical'
                  expect notify admn
                                ^^^^ E0304 unknown role 'admn'
                  expect overal fires
                         ^^^^^^ E0304 unknown rule 'overal'
                }
                """)
    }

    @Test func `give values of the right type`() {
        check(
            model + """
                test "t" {
                  set limit = 7d
                              ^^ E0308 a number is needed here, this is a duration
                  set limit = 1
                      ^^^^^ E0601 'limit' is set twice
                  given alert "a" { device: 1, evidence: "e" }
                                            ^ E0325 the key of a 'device' is needed here, as text
                                                         ^^^ E0325 the key of a 'evidence' is needed here, as a list of 2 texts
                  given alert "b" { level: hgh }
                                           ^^^ E0309 'hgh' is none of 'low', 'high'
                }
                """)
    }

    @Test func `give values that do not depend on data`() {
        check(
            model + """
                test "t" {
                  given exposure = exposure + 1
                                   ^^^^^^^^ E0329 what a test gives can't depend on data
                  given evidence "a", "b" { size: count(device) }
                                                  ^^^^^^^^^^^^^ E0329 what a test gives can't depend on data
                }
                """)
    }

    @Test func `give keys with all their parts`() {
        check(
            model + """
                test "t" {
                  given evidence "a" { size: 1 }
                        ^^^^^^^^^^^^ E0325 the key of 'evidence' is 'alert', 'sha256': 1 text is given, 2 needed
                  given device "d" { id: "d" }
                                     ^^ E0601 'id' is in the key, which stands before the brace
                  expect risky fires for device "d", "e"
                                         ^^^^^^^^^^^^^^^ E0325 the key of 'device' is 'id': 2 texts are given, 1 needed
                }
                """)
    }

    @Test func `give keys of their field's type`() {
        check(
            """
            entity week key number { number number 1..53 }
            test "t" {
              given week "first" {}
                         ^^^^^^^ E0325 "first" is not a number
              given week "54" {}
                         ^^^^ E0310 this number is outside 1..53
              given week "53" {}
            }
            """)
    }

    @Test func `set params to values that they may have`() {
        check(
            """
            param limit = 60 in 0..100
            param team = "red" in ["red", "blue"]
            param start = 2026-01-01
            test "t" {
              set limit = 101
                          ^^^ E0310 this number is outside 0..100
              set team = "green"
                         ^^^^^^^ E0310 'team' can't have this value
              set start = 2026-02-01
            }
            """)
    }

    @Test func `give everything once`() {
        check(
            model + """
                test "t" {
                  now 2026-11-23
                  now 2026-11-24
                  ^^^^^^^^^^^^^^ E0601 'now' is given twice
                  time zone "UTC"
                  time zone "UTC"
                  ^^^^^^^^^^^^^^^ E0601 'time zone' is given twice
                  given exposure = 1
                  given exposure = 2
                        ^^^^^^^^ E0601 'exposure' is given twice
                  given device "d" { risk: high, risk: low }
                                                 ^^^^ E0601 'risk' is given twice
                  given device "D" {}
                        ^^^^^^^^^^ E0601 this row is given twice
                  given no device
                           ^^^^^^ E0601 'device' is said to have no rows, but has one
                  given no alert
                  given no alert
                           ^^^^^ E0601 'alert' is said to have no rows twice
                  given alert "a" {}
                        ^^^^^^^^^ E0601 'alert' is said to have no rows
                }
                """)
    }

    @Test func `name targets of the right entity`() {
        check(
            model + """
                test "t" {
                  given completed check at now
                                  ^^^^^ E0316 'check' needs the 'device' that it is on
                  expect require check on alert "a"
                                          ^^^^^^^^^ E0316 'check' is on a 'device', not on a 'alert'
                  expect require improve on device "d"
                                            ^^^^^^^^^^ E0316 'improve' is on nothing, not on a 'device'
                  expect risky fires for alert "a"
                                         ^^^^^^^^^ E0316 'risky' is for 'device', not for 'alert'
                  expect overall quiet for alert "a"
                                           ^^^^^^^^^ E0316 'overall' speaks of the whole organisation, not of each 'alert'
                }
                """)
    }

    @Test func `tell a task from an action of the same name`() {
        check(
            model + """
                action check on device
                test "t" {
                  expect no check
                            ^^^^^ E0306 'check' is a task and an action
                }
                """)
    }
}

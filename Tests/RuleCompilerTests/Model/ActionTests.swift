import RuleCompiler
import RulePlan
import RuleText
import Testing

private let device = "entity device key id { id text }\n"

@Suite struct `Actions` {
    @Test func `have a target, an approval, parameters and what they reverse`() throws {
        let plan = try plan(
            device + """
                role admin "Administrator"
                action release on device on approval of admin reverses isolate "Release"
                action isolate on device "Isolate"
                action scan on device automatically at most 25 per day with type quick | full, depth number 1..9
                """)
        #expect(
            plan.schema.actions == [
                ActionSchema(
                    name: "release", title: "Release", target: EntityID(0), approval: .required(role: RoleID(0)),
                    parameters: [], reverses: [ActionID(1)]),
                ActionSchema(
                    name: "isolate", title: "Isolate", target: EntityID(0), approval: .required(role: nil),
                    parameters: [], reverses: []),
                ActionSchema(
                    name: "scan", title: nil, target: EntityID(0), approval: .automatic(limit: 25, perDay: true),
                    parameters: [
                        .init(name: "type", type: .choices(["quick", "full"])),
                        .init(name: "depth", type: .number(NumberRange(lower: 1, upper: 9))),
                    ], reverses: []),
            ])
    }

    @Test func `that run automatically have a limit`() {
        check(
            device + """
                action scan on device automatically "Scan"
                                      ^^^^^^^^^^^^^ E0315 an action that may run automatically needs a limit
                action stop on device automatically at most 0
                                                            ^ E0315 a limit is a whole number of at least 1
                action kill on device automatically at most 2.5
                                                            ^^^ E0315 a limit is a whole number of at least 1
                """)
    }

    @Test func `name entities, roles and actions that are there`() {
        check(
            device + """
                role admin
                action scan on devise
                               ^^^^^^ E0303 unknown entity 'devise'
                action stop on device on approval of admni
                                                     ^^^^^ E0304 unknown role 'admni'
                action kill on device reverses stp
                                               ^^^ E0304 unknown action 'stp'
                action stop on device
                       ^^^^ E0305 action 'stop' is declared twice
                """)
    }

    @Test func `take single values`() {
        check(
            device + """
                action scan on device with files list of text, other device, mode text, mode number
                                                 ^^^^^^^^^^^^ E0326 an action's parameter can't be a list
                                                                     ^^^^^^ E0326 an action's parameter can't be a reference to a row
                                                                                        ^^^^ E0305 parameter 'mode' is declared twice
                """)
    }

    @Test func `reverse another action on the same entity`() {
        check(
            device + """
                entity user key id { id text }
                action disable on user
                action isolate on device reverses disable
                                                  ^^^^^^^ E0316 'disable' is on 'user', it can't be reversed on 'device'
                action release on device reverses release
                                                  ^^^^^^^ E0331 an action can't reverse itself
                """)
    }
}

@Suite struct `Tasks, roles and scores` {
    @Test func `are kept with their titles`() throws {
        let plan = try plan(
            device + """
                task check on device "Check it"
                task improve "Improve"
                role admin "Administrator"
                score exposure number 0..100 lower is better "Exposure" from "exposureScore"
                score points number 0.. higher is better
                """)
        #expect(
            plan.schema.tasks == [
                TaskSchema(name: "check", title: "Check it", target: EntityID(0)),
                TaskSchema(name: "improve", title: "Improve", target: nil),
            ])
        #expect(plan.schema.roles == [RoleSchema(name: "admin", title: "Administrator")])
        #expect(
            plan.schema.scores == [
                ScoreSchema(
                    name: "exposure", title: "Exposure", type: .number(NumberRange(lower: 0, upper: 100)),
                    direction: .lowerIsBetter, sources: ["exposureScore"]),
                ScoreSchema(
                    name: "points", title: nil, type: .number(NumberRange(lower: 0, upper: .infinity)),
                    direction: .higherIsBetter, sources: []),
            ])
    }

    @Test func `are on entities that are there`() {
        check(
            device + """
                task check on devic
                              ^^^^^ E0303 unknown entity 'devic'
                task check
                     ^^^^^ E0305 task 'check' is declared twice
                """)
    }

    @Test func `share one namespace with params and defines`() {
        check(
            """
            score exposure number
            param exposure = 1
                  ^^^^^^^^ E0305 the name 'exposure' is taken by a score
            define exposure = 1
                   ^^^^^^^^ E0305 the name 'exposure' is taken by a score
            role exposure
                 ^^^^^^^^ E0305 the name 'exposure' is taken by a score
            score exposure number
                  ^^^^^^^^ E0305 score 'exposure' is declared twice
            """)
    }

    @Test func `point to the first declaration`() {
        let notes = diagnostics("role admin\nrole admin").flatMap(\.notes)
        #expect(notes.map(\.message) == ["first declared here"])
        #expect(notes.map(\.span.start) == [5])
    }

    @Test func `have a better end only where there is an order`() {
        check(
            """
            score mode a | b lower is better
                       ^^^^^ E0331 neither end of 'mode' is better: a choice (a | b) has no order
            score names list of text
                        ^^^^^^^^^^^^ E0326 a score can't be a list
            """)
    }
}

@Suite struct `Derived fields` {
    @Test func `belong to an entity that is there`() {
        check(
            device + """
                define devise.risky = true
                       ^^^^^^ E0303 unknown entity 'devise'
                """)
    }

    @Test func `are not called like a field or another derived field`() {
        check(
            device + """
                define device.id = 1
                              ^^ E0305 the name 'id' is taken by a field
                define device.one = 1
                define device.one = 2
                              ^^^ E0305 define 'one' is declared twice
                """)
    }
}

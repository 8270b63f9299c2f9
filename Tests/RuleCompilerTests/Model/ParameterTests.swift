import RuleCompiler
import RulePlan
import RuleText
import Testing

private let device =
    "entity device key id { id text risk low < high points number 0..10 os version tags list of text seen time }\n"

@Suite struct `Params` {
    @Test func `take their type from their default, their field and their domain`() throws {
        let plan = try plan(
            device + """
                param limit = 60 in 0..100
                param open = -1 in -5..
                param age = 7d in 1h..30d
                param owner = "me" in ["me", "you"]
                param on = true
                param level as device.risk = high in [low, high]
                param minimum as device.os = "10.0.1"
                param tags as device.tags = []
                param names = ["a", "b"]
                param start = 2026-11-23T09:00:00Z
                """)
        let expected: [PlanParameter] = [
            .init(
                name: "limit", type: .number(NumberRange(lower: 0, upper: 100)), defaultValue: .number(60),
                domain: .range(lower: .number(0), upper: .number(100))),
            .init(
                name: "open", type: .number(NumberRange(lower: -5, upper: .infinity)), defaultValue: .number(-1),
                domain: .range(lower: .number(-5), upper: .missing)),
            .init(
                name: "age", type: .duration, defaultValue: .duration(TimeSpan(seconds: 604_800)),
                domain: .range(
                    lower: .duration(TimeSpan(seconds: 3_600)), upper: .duration(TimeSpan(seconds: 2_592_000)))),
            .init(
                name: "owner", type: .text, defaultValue: .text("me"), domain: .list([.text("me"), .text("you")])),
            .init(name: "on", type: .boolean, defaultValue: .boolean(true), domain: nil),
            .init(
                name: "level", type: .levels(["low", "high"]), defaultValue: .member(1),
                domain: .list([.member(0), .member(1)])),
            .init(
                name: "minimum", type: .version, defaultValue: try #require(Version("10.0.1").map(Value.version)),
                domain: nil),
            .init(name: "tags", type: .list(.text), defaultValue: .list([]), domain: nil),
            .init(
                name: "names", type: .list(.text), defaultValue: .list([.text("a"), .text("b")]), domain: nil),
            .init(
                name: "start", type: .time,
                defaultValue: try #require(Instant(secondsSinceEpoch: 1_795_424_400).map(Value.time)), domain: nil),
        ]
        #expect(plan.parameters == expected)
    }

    @Test func `have a default that is written out`() {
        check(
            """
            param a = high
                      ^^^^ E0329 the default of 'a' has to be written out
            param b = []
                      ^^ E0329 an empty list does not say what 'b' is a list of
            param c = 1 + 2
                      ^^^^^ E0329 the default of 'c' has to be written out
            """)
    }

    @Test func `have a default of their field's type`() {
        check(
            device + """
                param a as device.risk = hgh
                                         ^^^ E0309 'hgh' is none of 'low', 'high'
                param b as device.risk = "high"
                                         ^^^^^^ E0307 a level (low < high) is needed here, this is text
                param c as device.points = 11
                                           ^^ E0310 this number is outside 0..10
                param d as device.points = 1h
                                           ^^ E0308 a number is needed here, this is a duration
                param e as device.os = "ten"
                                       ^^^^^ E0320 "ten" is no version
                """)
    }

    @Test func `offer the bare word for a level in quotes`() {
        let found = diagnostics(device + "param a as device.risk = \"high\"")
        #expect(found.map(\.help) == ["use the bare word 'high'"])
        #expect(found.first?.fix?.replacement == "high")
    }

    @Test func `name a field that is there`() {
        check(
            device + """
                define device.twice = 2
                param a as devise.risk = high
                           ^^^^^^ E0303 unknown entity 'devise'
                param b as device.rsk = high
                                  ^^^ E0301 'device' has no field 'rsk'
                param c as device.twice = 2
                                  ^^^^^ E0326 'twice' is derived, a param takes its type from a field
                """)
    }

    @Test func `are no rows`() {
        check(
            device + """
                entity alert key id { id text device device }
                param a as alert.device = "d1"
                                 ^^^^^^ E0326 a param can't be a row, 'device' is a reference to 'device'
                """)
    }

    @Test func `have a default among the values that they may have`() {
        check(
            """
            param a = 101 in 0..100
                      ^^^ E0310 the default of 'a' is not among the values that it may have
            param b = "x" in ["y", "z"]
                      ^^^ E0310 the default of 'b' is not among the values that it may have
            """)
    }

    @Test func `have a domain of their type with a value in it`() {
        check(
            """
            param a = 1 in 0..7d
                              ^^ E0308 a number is needed here, this is a duration
            param b = "x" in 0..1
                             ^^^^ E0307 a range is for numbers and durations, the default is text
            param c = "x" in ["x", 1]
                                   ^ E0307 text is needed here, this is a number
            param d = 1 in 9..0
                           ^^^^ E0326 no value is in this range: its lower end is greater than its upper end
            param e = 1 in []
                           ^^ E0326 no value is in this list
            param f = ["x"] in ["x"]
                               ^^^^^ E0307 what a list may hold can't be narrowed
            """)
    }

    @Test func `may be a date, which begins in the run's zone`() throws {
        let plan = try plan(
            device + """
                param start = 2026-01-31
                role admin
                rule fresh for device when seen > start then notify admin "{id}"
                """)
        #expect(plan.parameters.map(\.defaultValue) == [.missing])
        #expect(PlanListing(plan).text.contains("when device.seen > start otherwise 2026-01-31\n"))
    }

    @Test func `hold times with their time of day in lists`() {
        check(
            """
            param starts = [2026-01-31]
                            ^^^^^^^^^^ E0329 a time in this list needs its time of day and zone, as in 2026-11-23T00:00:00Z
            """)
    }
}

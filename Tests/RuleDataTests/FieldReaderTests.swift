import RulePlan
import RuleText
import Testing

@testable import RuleData

private let severities = ValueType.levels(["low", "in_progress", "high"])

/// What a field makes of a value, as text.
private func read(
    _ value: InputValue, as type: ValueType, reading readings: [(String, Value)] = [], splitsText: Bool = false
) -> String {
    let field = FieldSchema(
        name: "field", type: type, readings: readings.map { FieldSchema.Reading(spelling: $0.0, value: $0.1) })
    var reader = FieldReader(field, in: Schemas.estate)
    switch reader.read(value, splitsText: splitsText) {
    case .known(let value): return shown(value, type)
    case .missing: return "missing"
    case .problem(let code, let message): return "\(code.rawValue) \(message)"
    }
}

/// A value, its type's members by name.
func shown(_ value: Value, _ type: ValueType) -> String {
    switch value {
    case .missing: "missing"
    case .boolean(let truth): "\(truth)"
    case .number(let number): number.shortestText
    case .text(let text): text.string
    case .time(let instant): instant.utcText
    case .duration(let span): "\(span.nanoseconds)ns"
    case .version(let version): "\(version.parts)"
    case .address, .network: "an address"
    case .member(let index): type.members?[index] ?? "?"
    case .list(let values):
        "[\(values.map { if case .list(let element) = type { shown($0, element) } else { shown($0, .text) } }.joined(separator: ", "))]"
    case .row(let row): "row \(row)"
    }
}

@Suite struct `Fields` {
    @Test(
        arguments: [
            ("High", "high"), ("HIGH", "high"), (" high ", "high"), ("In progress", "in_progress"),
            ("inProgress", "in_progress"), ("IN-PROGRESS", "in_progress"), ("", "missing"), ("Unknown", "missing"),
            ("N/A", "missing"), ("NotAvailable", "missing"), (.null, "missing"), ("No known risks", "low"),
            ("none_known", "missing"), (256, "high"), ("256", "high"), (-1, "E0508 -1 is none of its declared values"),
            (1, "low"), ("unknownFutureValue", "E0508 \"unknownFutureValue\" is none of its declared values"),
            (true, "E0507 true is no declared value"), (["high"], "E0507 a list is no declared value"),
            (["name": "high"], "E0507 an object is no declared value"),
        ] as [(InputValue, String)])
    func `of levels fold the spelling and never guess`(_ value: InputValue, _ expected: String) {
        let readings: [(String, Value)] = [
            ("No known risks", .member(0)), ("None known", .missing), ("256", .member(2)), ("1", .member(0)),
        ]
        #expect(read(value, as: severities, reading: readings) == expected)
    }

    @Test(arguments: ["not available", "NOTAVAILABLE", "n/a", " unknown "])
    func `of any type are missing where a word says so`(_ word: String) {
        for type in [.text, .number, .time, .list(.text), .reference(Schemas.device), severities] as [ValueType] {
            #expect(read(.text(word), as: type) == "missing")
        }
        #expect(read("not available today", as: .text) == "not available today")
    }

    @Test func `may declare a member that elsewhere means missing`() {
        #expect(read("Unknown", as: .choices(["known", "unknown"])) == "unknown")
        #expect(read("N/A", as: .choices(["a", "b"]), reading: [("n/a", .member(1))]) == "b")
    }

    @Test(
        arguments: [
            (true, "true"), ("True", "true"), ("FALSE", "false"), (" true", "true"), ("Unknown", "missing"),
            (.null, "missing"),
            (1, "E0507 1 is no boolean"), ("yes", "E0507 \"yes\" is no boolean"), ("1", "true"),
            ([], "E0507 a list is no boolean"),
        ] as [(InputValue, String)])
    func `of booleans`(_ value: InputValue, _ expected: String) {
        let readings = expected == "true" && value == "1" ? [("1", Value.boolean(true))] : []
        #expect(read(value, as: .boolean, reading: readings) == expected)
    }

    @Test(
        arguments: [
            (10, "10"), (0.5, "0.5"), ("10", "10"), (" 1e2 ", "100"), ("-0.25", "-0.25"), ("007", "7"), ("", "missing"),
            ("N/A", "missing"), (101, "E0509 101 is outside ..100"),
            (InputValue(.number("1e999")), "E0509 1e999 is too large a number"),
            ("nan", "E0507 \"nan\" is no number"), ("inf", "E0507 \"inf\" is no number"),
            ("0x10", "E0507 \"0x10\" is no number"),
            ("1,5", "E0507 \"1,5\" is no number"), ("12 %", "E0507 \"12 %\" is no number"),
            (".5", "E0507 \".5\" is no number"),
            ("5.", "E0507 \"5.\" is no number"), (true, "E0507 true is no number"),
            (
                "ten\u{1B}[2J\nand a text that is much too long for a message",
                "E0507 \"ten␛[2J␊and a text that is much too long…\" is no number"
            ),
        ] as [(InputValue, String)])
    func `of numbers`(_ value: InputValue, _ expected: String) {
        #expect(read(value, as: .number(NumberRange(lower: -.infinity, upper: 100))) == expected)
    }

    @Test(
        arguments: [
            ("PC 1 ", "PC 1 "), (InputValue(.number("924565")), "924565"), (InputValue(.number("1.50")), "1.50"),
            ("", "missing"),
            ("  ", "missing"), ("unknown", "missing"), (true, "E0507 true is no text"),
            (["a"], "E0507 a list is no text"),
            (InputValue(.malformed("half a surrogate pair")), "E0507 half a surrogate pair where text belongs"),
        ] as [(InputValue, String)])
    func `of text`(_ value: InputValue, _ expected: String) {
        #expect(read(value, as: .text) == expected)
    }

    @Test(
        arguments: [
            ("2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z"), ("2021-01-11 09:47:58.854", "2021-01-11T09:47:58Z"),
            ("2026-11-23T08:00:00.123456789+02:00", "2026-11-23T06:00:00Z"), ("2024-03-05", "2024-03-05T00:00:00Z"),
            ("0001-01-01T00:00:00Z", "missing"), ("9999-12-31T23:59:59.9999999Z", "missing"), ("", "missing"),
            ("23/11/2026", "E0512 \"23/11/2026\" is no ISO 8601 time"),
            ("2026-02-30", "E0512 \"2026-02-30\" is no ISO 8601 time"),
            (1_700_000_000, "E0507 1700000000 is no time"),
        ] as [(InputValue, String)])
    func `of times`(_ value: InputValue, _ expected: String) {
        #expect(read(value, as: .time) == expected)
    }

    @Test(
        arguments: [
            ("PT4H", 14_400), ("P1DT12H", 129_600), ("P2W", 1_209_600), ("PT0S", 0), ("pt1m30s", 90),
            ("1d12h", 129_600),
            ("90s", 90), ("P1DT", nil), ("P", nil), ("PT", nil), ("P1M", nil), ("P1Y", nil), ("PT1M1H", nil),
            ("PT1.5H", nil),
            ("4", nil), ("4x", nil), ("PT9999999999999S", nil), ("999999999999w", nil), ("h", nil),
        ] as [(String, Int?)])
    func `of durations`(_ text: String, _ seconds: Int?) {
        #expect(
            read(.text(text), as: .duration)
                == (seconds.map { $0 == 0 ? "0ns" : "\($0)000000000ns" } ?? "E0507 \"\(text)\" is no duration"))
        #expect(read("PT0.5S", as: .duration) == "500000000ns")
        #expect(read(4, as: .duration) == "E0507 4 is no duration")
    }

    @Test func `of versions read a number by its digits`() {
        #expect(read("1.371.1323.0", as: .version) == "[1, 371, 1323]")
        #expect(read(InputValue(.number("10.10")), as: .version) == "[10, 10]")
        #expect(read("10.0 build 3", as: .version) == "E0507 \"10.0 build 3\" is no version")
    }

    @Test func `of addresses`() {
        #expect(read("10.0.0.1", as: .address) == "an address")
        #expect(read("10.0.0.1:443", as: .address) == "E0507 \"10.0.0.1:443\" is no IP address")
        #expect(read("10.0.0.0/8", as: .network) == "an address")
    }

    @Test func `of lists drop what is empty and are missing where an element means nothing`() {
        #expect(read(["a", .null, "", "N/A", "b"], as: .list(.text)) == "[a, b]")
        #expect(read([], as: .list(.text)) == "[]")
        #expect(read(["a", ["b"]], as: .list(.text)) == "E0507 in its list, a list is no text")
        #expect(
            read(["High", "extreme"], as: .list(severities))
                == "E0508 in its list, \"extreme\" is none of its declared values")
        #expect(read([["1"], []], as: .list(.list(.number))) == "[[1], []]")
    }

    @Test func `of lists are in text as JSON, and in a cell separated too`() {
        #expect(read(#"["a", "b;c"]"#, as: .list(.text)) == "[a, b;c]")
        #expect(read("a; b,c ;", as: .list(.text), splitsText: true) == "[a, b,c]")
        #expect(read("a, b", as: .list(.text), splitsText: true) == "[a, b]")
        #expect(read("[1, 2]", as: .list(.number), splitsText: true) == "[1, 2]")
        #expect(read("[a", as: .list(.text), splitsText: true) == "[[a]")
        #expect(read("", as: .list(.text), splitsText: true) == "missing")
        #expect(read("a, b", as: .list(.text)) == "E0507 \"a, b\" is no list")
    }

    @Test func `of references hold the key of their row`() {
        let device = ValueType.reference(Schemas.device)
        #expect(read("d1", as: device) == "d1")
        #expect(read(InputValue(.number("42")), as: device) == "42")
        #expect(read(["DeviceId": "d1", "name": "PC"], as: device) == "d1")
        #expect(read(["name": "PC"], as: device) == "E0507 an object is no key of a row")
        #expect(read("", as: device) == "missing")
        #expect(read(true, as: device) == "E0507 true is no key of a row")
    }

    @Test func `of references to rows with a composite key hold its parts`() {
        let weakness = ValueType.reference(EntityID(4))
        #expect(read(["cveId": "CVE-1", "product": "edge"], as: weakness) == "[CVE-1, edge]")
        #expect(read(["CVE-1", "edge"], as: weakness) == "[CVE-1, edge]")
        #expect(read("CVE-1,a%2Cb", as: weakness) == "[CVE-1, a,b]")
        #expect(read("CVE-1", as: weakness) == "E0507 \"CVE-1\" is no key of a row")
        #expect(read(["cveId": "CVE-1"], as: weakness) == "E0507 an object is no key of a row")
    }
}

@Suite struct `Paths` {
    private func value(_ path: String, in value: InputValue) -> InputValue? { value.members?.value(at: path) }

    @Test func `are names first, then steps, and exact before folded`() {
        #expect(value("a.b", in: ["a": ["b": 1], "a.b": 2]) == 2)
        #expect(value("a.b", in: ["a": ["b": 1], "A.B": 2]) == 1)
        #expect(value("a.b", in: ["A": ["B": 1]]) == 1)
        #expect(value("a.@odata.type", in: ["a": ["@odata.type": "x"]]) == "x")
        #expect(value("id", in: ["ID": 1, "id": .null]) == 1)
        #expect(value("a", in: ["a": 1, "a": 2]) == 2)
        #expect(value("a.b", in: ["a": 1]) == nil)
        #expect(value("a..b", in: ["a": ["b": 1]]) == nil)
        #expect(value("", in: ["": 1]) == nil)
    }

    @Test func `through a list gather what its objects hold`() {
        let alerts: InputValue = ["alerts": [["t": ["T1"]], ["t": ["T2", "T3"]], ["t": .null], 4]]
        #expect(value("alerts.t", in: alerts) == ["T1", "T2", "T3"])
        #expect(value("alerts.x", in: alerts) == nil)
    }
}

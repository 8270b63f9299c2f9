import RuleText
import TestSupport
import Testing

@Suite struct `Diagnostics as JSON` {
    @Test func `are sorted and have every key`() {
        let first = SourceFile(name: "a.secrule", text: "é x\nrule \"q\"")
        let second = SourceFile(name: "b.secrule", text: "abc")
        let diagnostics = [
            Diagnostic(.unknownName, at: span("abc", in: second, at: 1), "no 'abc'"),
            Diagnostic(
                .neverTrue, at: span("x\nrule", in: first), "never\u{1B} \"true\"",
                notes: [.init("there", at: span("b", in: second, at: 1))], help: "leave it out"),
        ]
        let text = DiagnosticJSON(files: [first, second]).rendered(diagnostics)
        #expect(Golden("diagnostics.json").difference(from: text) == nil)
    }

    @Test func `are an empty list where there is none`() {
        #expect(DiagnosticJSON(files: []).rendered([]) == "{\n  \"format\": 1,\n  \"diagnostics\": []\n}\n")
    }
}

@Suite struct `JSON values` {
    @Test func `escape what JSON and terminals need`() {
        let text = JSONValue.text("\"\\\n\r\t\u{0}\u{1B}\u{7F}\u{9B}\u{2028}\u{202E}\u{E0041}é\u{1F600}").compact
        #expect(
            text
                == #""\"\\\n\r\t\u0000\u001b\u007f\u009b\u2028\u202e\udb40\udc41é"# + "\u{1F600}\"")
    }

    @Test func `print numbers in shortest form`() {
        let numbers = [0, -0.0, 60, 0.5, -3, 1e15, 9_007_199_254_740_992, 1e300, .infinity, .nan]
        #expect(
            JSONValue.list(numbers.map(JSONValue.number)).compact
                == "[0, 0, 60, 0.5, -3, 1000000000000000, 9007199254740992, 1e+300, null, null]")
    }

    @Test func `break only what does not fit on a line`() {
        let short = JSONValue.object([("a", .integer(1)), ("b", .list([.null, .boolean(true)]))])
        let long = JSONValue.list(Array(repeating: .text("0123456789"), count: 12))
        let text = JSONValue.object([("short", short), ("long", long), ("none", .object([]))]).pretty
        #expect(
            text.hasPrefix("{\n  \"short\": { \"a\": 1, \"b\": [null, true] },\n  \"long\": [\n    \"0123456789\",\n"))
        #expect(text.hasSuffix("    \"0123456789\"\n  ],\n  \"none\": {}\n}\n"))
    }
}

import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `Expressions` {
    @Test(arguments: [
        // Literals and names.
        ("60", "60"), ("0.5", "0.5"), ("1_000", "1000"), ("-3", "(-3)"), ("`when`", "when"), ("severity", "severity"),
        (#""a\"\\\n\t\u{20AC}""#, #""a\"\\\n\t€""#), (#""""#, #""""#), ("true", "<true>"), ("false", "<false>"),
        ("always", "<always>"), ("`always`", "always"), ("now", "<now>"), ("today", "<today>"),
        ("90s", "1m30s"), ("15m", "15m"), ("4h", "4h"), ("7d", "7d"), ("2w", "14d"),
        ("1d12h", "1d12h"), ("1w2d3h4m5s", "9d3h4m5s"),
        ("2026-11-23", "2026-11-23"),
        ("2026-11-23T14:05:00Z", "2026-11-23T14:05:00Z"),
        ("2026-11-23T14:05:00.25+01:00", "2026-11-23T13:05:00.25Z"),
        ("2026-11-23T14:05-0530", "2026-11-23T19:35:00Z"),
        ("2024-02-29", "2024-02-29"),
        ("2026 - 11 - 23", "((2026 - 11) - 23)"), ("2026-1-2", "((2026 - 1) - 2)"),
        (#"["a", "b"]"#, #"["a", "b"]"#), ("[]", "[]"), ("[1, a + 2,]", "[1, (a + 2)]"),
        // Members: any word is a field behind a point.
        ("a.b.c", "a.b.c"), ("device.when.rule.`not`", "device.when.rule.not"), ("(a).b", "group(a).b"),
        ("device.true", "device.true"),
        // Arithmetic.
        ("a + b - c", "((a + b) - c)"), ("a + b * c", "(a + (b * c))"), ("a * b / c", "((a * b) / c)"),
        ("-a * -b", "((-a) * (-b))"), ("- -a", "(-(-a))"), ("(a + b) * c", "(group((a + b)) * c)"),
        ("-device.score", "(-device.score)"), ("now-2h", "(<now> - 2h)"),
        ("a otherwise b otherwise c", "(a otherwise (b otherwise c))"), ("a + 1 otherwise 0", "((a + 1) otherwise 0)"),
        // Comparisons.
        ("a == 1", "(a == 1)"), ("a != 1", "(a != 1)"), ("a < 1", "(a < 1)"), ("a <= 1", "(a <= 1)"),
        ("a > 1", "(a > 1)"), ("a >= 1", "(a >= 1)"), ("a == b otherwise c", "(a == (b otherwise c))"),
        ("a otherwise 0 < b + 1", "((a otherwise 0) < (b + 1))"),
        ("a between 1 and 2 and b", "((a between 1 2) and b)"),
        ("a not between 1 + 1 and 2", "(a not between (1 + 1) 2)"),
        (#"a in ["x"]"#, #"(a in ["x"])"#), (#"a not in exactly ["x"]"#, #"(a not in exactly ["x"])"#),
        (#"a contains "x""#, #"(a contains "x")"#), (#"a not contains exactly "x""#, #"(a not contains exactly "x")"#),
        (#"a starts with "x""#, #"(a starts with "x")"#), (#"a ends with exactly "x""#, #"(a ends with exactly "x")"#),
        (#"a like "gl*b?""#, #"(a like "gl*b?")"#), (#"a == exactly "x""#, #"(a == exactly "x")"#),
        ("a == exactly lower(b)", "(a == exactly lower(b))"), ("a == exactly", "(a == exactly)"),
        ("exactly == exactly and b", "((exactly == exactly) and b)"),
        ("a matches /x/", "(a matches /x/)"),
        (##"a not matches exactly /\/#"\d/"##, ##"(a not matches exactly /\/#"\d/)"##),
        ("a / b / c", "((a / b) / c)"), ("a matches /x/ and b / c > 1", "((a matches /x/) and ((b / c) > 1))"),
        ("a before now", "(a before <now>)"), ("a not after 2026-01-01", "(a not after 2026-01-01)"),
        ("a older than 7d", "(a older than 7d)"), ("a not newer than 1h + 1m", "(a not newer than (1h + 1m))"),
        ("a is missing", "(a is missing)"), ("a.b is known", "(a.b is known)"),
        ("a otherwise b is missing", "((a otherwise b) is missing)"),
        // Conditions.
        ("a and b and c", "(a and b and c)"), ("a or b or c", "(a or b or c)"), ("a or b and c", "(a or (b and c))"),
        ("(a or b) and c", "(group((a or b)) and c)"), ("not a and b", "((not a) and b)"),
        ("not not a", "(not (not a))"),
        ("not a == 1", "(not (a == 1))"), ("not any x", "(not {any x})"),
        // Rows.
        ("any alert", "{any alert}"), ("no alert of device", "{no alert of device}"),
        (
            "any alert as a via source of device.owner where a.x > 1 and y",
            "{any alert as a via source of device.owner where ((a.x > 1) and y)}"
        ),
        ("any alert anywhere where x or y", "{any alert anywhere where (x or y)}"),
        ("all alert where p satisfy q and r", "{all alert where p satisfy (q and r)}"),
        ("any alert or no device", "({any alert} or {no device})"),
        ("count(alert of device where severity >= high) > 2", "(count(alert of device where (severity >= high)) > 2)"),
        ("sum(a + 1 of x)", "sum((a + 1) of x)"), ("min(a of x)", "min(a of x)"), ("max(a of x)", "max(a of x)"),
        ("average(a of x where y)", "average(a of x where y)"), ("latest(a of x by b.c)", "latest(a of x by b.c)"),
        ("earliest(a of x where y by b)", "earliest(a of x where y by b)"),
        ("abs(-1)", "abs((-1))"), ("days(now - a)", "days((<now> - a))"), ("length(a)", "length(a)"),
        // Words that mean something elsewhere are names here.
        ("count > 1", "(count > 1)"), ("max - min", "(max - min)"), ("days + hours", "(days + hours)"),
        ("any == 1", "(any == 1)"), ("no is missing", "(no is missing)"), ("all.x", "all.x"),
        ("by + of + where_", "((by + of) + where_)"), ("a in in", "(a in in)"),
        ("list contains contains", "(list contains contains)"),
    ])
    func `read as they are written`(source: String, expected: String) {
        let parsed = parseExpression(SourceFile(name: "test", text: source), index: FileIndex(0))
        #expect(parsed.diagnostics.map(\.message) == [])
        #expect(outline(of: parsed.tree) == expected)
    }

    @Test func `stand where they are written`() {
        let source = "any alert where a.b + 1 > -2 and not (c in [1])"
        let parsed = parseExpression(SourceFile(name: "test", text: source), index: FileIndex(0))
        var places: [String] = []
        func note(_ expression: Expression) {
            let bytes = Array(source.utf8)[Int(expression.span.start)..<Int(expression.span.end)]
            places.append(String(decoding: bytes, as: UTF8.self))
            expression.forEachChild(note)
        }
        note(parsed.tree)
        #expect(
            places == [
                source, "a.b + 1 > -2 and not (c in [1])", "a.b + 1 > -2", "a.b + 1", "a.b", "a", "1", "-2", "2",
                "not (c in [1])", "(c in [1])", "c in [1]", "c", "[1]", "1",
            ])
    }
}

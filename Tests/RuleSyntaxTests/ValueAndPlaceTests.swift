import RuleSyntax
import RuleText
import Testing

@Suite struct `Values and places` {
    @Test func `of numbers are their digits and the nearest double`() throws {
        for (text, value, digits) in [
            ("0.1", 0.1, "0.1"), ("1_000.5_0", 1000.5, "1000.50"), ("007", 7, "007"),
            ("123456789012345678901234567890", 1.2345678901234568e29, "123456789012345678901234567890"),
            ("0.30000000000000004", 0.1 + 0.2, "0.30000000000000004"),
            ("9007199254740993", 9_007_199_254_740_992.0, "9007199254740993"),
            ("0.00000000000000000000000000000000000001", 1e-38, "0.00000000000000000000000000000000000001"),
        ] {
            let parsed = parseExpression(SourceFile(name: "x", text: text), index: FileIndex(0))
            guard case .number(let number) = parsed.tree else {
                Issue.record("\(text) is no number")
                continue
            }
            #expect(number.value == value)
            #expect(number.digits == digits)
        }
    }

    @Test func `inside a text with escapes are places in the file`() {
        let text = #"when a then raise high "\u{41}{lower(\"x\") == b}""#
        let parsed = parse(SourceFile(name: "x", text: text), index: FileIndex(0))
        guard case .rule(let rule) = parsed.tree.declarations.first, case .raise(let raise) = rule.effects.first,
            case .value(let value) = raise.text.segments.last
        else {
            Issue.record("no value in \(outline(of: parsed.tree))")
            return
        }
        var spans: [String] = []
        func visit(_ expression: Expression) {
            let span = expression.span
            spans.append(String(decoding: Array(text.utf8)[Int(span.start)..<Int(span.end)], as: UTF8.self))
            expression.forEachChild(visit)
        }
        visit(value)
        #expect(spans == [#"lower(\"x\") == b"#, #"lower(\"x\")"#, #"\"x\""#, "b"])
    }

    @Test func `on a command line are one expression and nothing more`() {
        func codes(_ text: String) -> [String] {
            parseExpression(SourceFile(name: "--set", text: text), index: FileIndex(0)).diagnostics.map(\.code.rawValue)
        }
        #expect(codes("70") == [])
        #expect(codes("[\"a\", \"b\"]") == [])
        #expect(codes("") == ["E0210"])
        #expect(codes("70 80") == ["E0202"])
        #expect(codes("high, low") == ["E0202"])
    }
}

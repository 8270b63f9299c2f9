import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `Canonical text` {
    private func parsed(_ source: String) -> Parsed<Expression> {
        parseExpression(SourceFile(name: "test", text: source), index: FileIndex(0))
    }

    @Test func `read again gives the same tree`() {
        var syntax = RandomSyntax(seed: 7)
        for round in 0..<3_000 {
            let tree = syntax.expression(size: round % 30)
            let text = CanonicalText.of(tree)
            let again = parsed(text)
            guard again.diagnostics.isEmpty, outline(of: again.tree) == outline(of: tree) else {
                Issue.record(
                    "round \(round): \(text)\n\(again.diagnostics.map(\.message))\n\(outline(of: tree))\n\(outline(of: again.tree))"
                )
                return
            }
            #expect(CanonicalText.of(again.tree) == text)
        }
    }

    @Test(arguments: [
        ("a+b*-c", "a + b * -c"),
        ("not( a ==  1 )and b", "not (a == 1) and b"),
        ("any alert   of device where severity>=high", "any alert of device where severity >= high"),
        ("all alert as a via device of x.y satisfy a.b", "all alert as a via device of x.y satisfy a.b"),
        ("latest( value of score_day by day )", "latest(value of score_day by day)"),
        ("count(alert anywhere)", "count(alert anywhere)"),
        (#"name not in exactly ["a\"", "\u{41}"]"#, #"name not in exactly ["a\"", "A"]"#),
        (#"name matches /a\/b/"#, #"name matches /a\/b/"#),
        ("`count`+`rule`+`any`+device.rule", "count + `rule` + `any` + device.rule"),
        ("36h", "1d12h"), ("1_000.50", "1000.50"), ("2026-11-23T14:05:00+01:00", "2026-11-23T13:05:00Z"),
        ("a\n  # remark\n  otherwise 0", "a otherwise 0"),
    ])
    func `is one line in one form`(source: String, expected: String) {
        #expect(CanonicalText.of(parsed(source).tree) == expected)
    }

    @Test func `of rows leaves out what stands around them`() {
        guard case .quantifier(let node) = parsed("no alert  of device where severity>=high").tree else {
            Issue.record("no quantifier")
            return
        }
        #expect(CanonicalText.of(node.rows) == "alert of device where severity >= high")
    }

    @Test func `of every expression of a sample is read again as the same tree`() throws {
        let text = try `What the documents show`.everything()
        var count = 0
        func visit(_ expression: Expression) {
            count += 1
            let canonical = CanonicalText.of(expression)
            let again = parsed(canonical)
            #expect(again.diagnostics.map(\.message) == [], "\(canonical)")
            #expect(outline(of: again.tree) == outline(of: expression), "\(canonical)")
            expression.forEachChild(visit)
        }
        for declaration in parse(SourceFile(name: "x", text: text), index: FileIndex(0)).tree.declarations {
            switch declaration {
            case .rule(let rule): visit(rule.condition)
            case .definition(let definition): visit(definition.value)
            case .parameter(let parameter): visit(parameter.defaultValue)
            default: break
            }
        }
        #expect(count > 200)
    }
}

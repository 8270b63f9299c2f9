import RuleSyntax
import RuleText

/// Lints about style of work, shown only where they are asked for: rules without a reason, and named
/// rules that no test names.
struct StyleLints {
    let symbols: Symbols

    var diagnostics: [Diagnostic] {
        let tested = testedRules
        var result: [Diagnostic] = []
        for rule in symbols.rules {
            let node = rule.declaration
            if node.because == nil {
                result.append(
                    Diagnostic(
                        .ruleWithoutReason, at: node.headSpan, "this rule gives no reason",
                        help: "end it with 'because \"…\"', which the people who do the work will read"))
            }
            if let name = node.name, !name.text.isEmpty, !tested.contains(name.text) {
                result.append(
                    Diagnostic(
                        .ruleWithoutTest, at: name.span, "no test names '\(name.text)'",
                        help: "test it with 'test \"…\" of \(name.text) { … }'"))
            }
        }
        return result
    }

    /// The rules that a test runs alone, or expects something of.
    private var testedRules: Set<String> {
        var names: Set<String> = []
        for test in symbols.tests {
            names.formUnion(test.rules.map(\.text))
            for case .expectation(let expectation) in test.statements {
                if case .rule(let name, _, _) = expectation.kind { names.insert(name.text) }
            }
        }
        return names
    }
}

extension RuleDeclaration {
    /// Its name, or the word that it begins with.
    fileprivate var headSpan: SourceSpan {
        if let name { return name.span }
        let word = subject == nil ? "when" : "for"
        return SourceSpan(
            file: span.file, start: span.start, end: min(span.end, span.start + UInt32(word.utf8.count)))
    }
}

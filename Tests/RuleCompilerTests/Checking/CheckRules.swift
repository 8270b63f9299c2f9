import RuleCompiler
import RuleText
import TestSupport
import Testing

/// Compiles a marked source with the tests' model, and compares the complete list of what is reported.
func checkRules(_ marked: String, isStrict: Bool = false, at place: Testing.SourceLocation = #_sourceLocation) {
    let source = MarkedSource(marked)
    let found = ruleDiagnostics(source.text, isStrict: isStrict)
    #expect(source.marked(with: found, in: FileIndex(1)) == source.marked, sourceLocation: place)
}

/// Compiles a source, applies the edits that are offered, and compares.
func checkRules(_ source: String, fixedTo fixed: String, at place: Testing.SourceLocation = #_sourceLocation) {
    let found = ruleDiagnostics(source, isStrict: false)
    #expect(MarkedSource(source).fixed(by: found, in: FileIndex(1)) == fixed, sourceLocation: place)
}

private func ruleDiagnostics(_ source: String, isStrict: Bool) -> [Diagnostic] {
    compile([SourceFile(name: "rules.secrule", text: source)], model: testModel, isStrict: isStrict).diagnostics
}

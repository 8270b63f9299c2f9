import RuleCompiler
import RuleText
import TestSupport
import Testing

/// Compiles a marked source with a model, and compares the complete list of what is reported.
func checkRules(
    _ marked: String, model: SourceFile = testModel, isStrict: Bool = false,
    at place: Testing.SourceLocation = #_sourceLocation
) {
    let source = MarkedSource(marked)
    let found = ruleDiagnostics(source.text, model: model, isStrict: isStrict)
    #expect(source.marked(with: found, in: FileIndex(1)) == source.marked, sourceLocation: place)
}

/// Compiles a source, applies the edits that are offered, and compares.
func checkRules(_ source: String, fixedTo fixed: String, at place: Testing.SourceLocation = #_sourceLocation) {
    let found = ruleDiagnostics(source, isStrict: false)
    #expect(MarkedSource(source).fixed(by: found, in: FileIndex(1)) == fixed, sourceLocation: place)
}

private func ruleDiagnostics(_ source: String, model: SourceFile = testModel, isStrict: Bool) -> [Diagnostic] {
    compile([SourceFile(name: "rules.secrule", text: source)], model: model, isStrict: isStrict).diagnostics
}

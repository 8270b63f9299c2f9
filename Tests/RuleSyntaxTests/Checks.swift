import RuleSyntax
import RuleText
import TestSupport
import Testing

/// Parses a marked source and compares the complete list of diagnostics with the marks.
func check(_ marked: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    let source = MarkedSource(marked)
    let parsed = parse(SourceFile(name: "test.secrule", text: source.text), index: FileIndex(0))
    #expect(source.marked(with: parsed.diagnostics) == source.marked, sourceLocation: sourceLocation)
}

/// As `check(_:)`; then applies every fix and expects a text in which nothing is wrong.
func check(_ marked: String, fixedTo fixed: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    check(marked, sourceLocation: sourceLocation)
    let source = MarkedSource(marked)
    let parsed = parse(SourceFile(name: "test.secrule", text: source.text), index: FileIndex(0))
    #expect(source.fixed(by: parsed.diagnostics) == fixed, sourceLocation: sourceLocation)
    check(fixed, sourceLocation: sourceLocation)
}

/// Parses bytes that no marked source can hold.
func codes(_ bytes: [UInt8]) -> [String] {
    parse(SourceFile(name: "test.secrule", bytes: bytes), index: FileIndex(0)).diagnostics.map(\.code.rawValue)
}

/// The tree of a file without mistakes, as `outline(of:)` shows it.
func outline(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) -> String {
    check(text, sourceLocation: sourceLocation)
    return outline(of: parse(SourceFile(name: "test.secrule", text: text), index: FileIndex(0)).tree.declarations)
}

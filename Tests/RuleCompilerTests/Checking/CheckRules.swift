import RuleCompiler
import RuleText
import Testing

/// Compiles a source with marks under what is reported, and compares the complete list.
///
/// A line of carets underlines part of the line above it, and says the code and the message.
func checkRules(_ marked: String, isStrict: Bool = false, at place: Testing.SourceLocation = #_sourceLocation) {
    let lines = marked.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.isMark }
    let source = lines.joined(separator: "\n")
    let found = ruleDiagnostics(source, isStrict: isStrict)
    var offset = 0
    var shown: [String] = []
    for line in lines {
        shown.append(String(line))
        let end = offset + line.utf8.count
        for diagnostic in found where (offset...end).contains(Int(diagnostic.span.start)) {
            let column = Int(diagnostic.span.start) - offset
            let length = max(1, min(Int(diagnostic.span.end), end) - Int(diagnostic.span.start))
            shown.append(
                String(repeating: " ", count: column) + String(repeating: "^", count: length)
                    + " \(diagnostic.code.rawValue) \(diagnostic.message)")
        }
        offset = end + 1
    }
    #expect(shown.joined(separator: "\n") == marked, sourceLocation: place)
}

/// Compiles a source, applies the first edit that is offered, and compares.
func checkRules(_ source: String, fixedTo fixed: String, at place: Testing.SourceLocation = #_sourceLocation) {
    guard let fix = ruleDiagnostics(source, isStrict: false).lazy.compactMap(\.fix).first else {
        Issue.record("no edit is offered", sourceLocation: place)
        return
    }
    var bytes = Array(source.utf8)
    bytes.replaceSubrange(Int(fix.span.start)..<Int(fix.span.end), with: fix.replacement.utf8)
    #expect(String(decoding: bytes, as: UTF8.self) == fixed, sourceLocation: place)
}

private func ruleDiagnostics(_ source: String, isStrict: Bool) -> [Diagnostic] {
    compile([SourceFile(name: "rules.secrule", text: source)], model: testModel, isStrict: isStrict).diagnostics
}

extension Substring {
    fileprivate var isMark: Bool {
        let carets = drop { $0 == " " }
        guard carets.first == "^" else { return false }
        let code = carets.drop { $0 == "^" }.dropFirst()
        return code.prefix(2).allSatisfy { "EL0".contains($0) }
    }
}

import Foundation
import RuleAnalysis
import RuleCompiler
import RuleSyntax
import RuleText
import Testing

@Suite struct `The grammar document` {
    @Test(arguments: try Repository.blocks(of: "secrule", in: "grammar.md").filter { !$0.isInDiagnostics })
    func `shows examples that check without a word`(example: Repository.Block) {
        let compilation = compile([SourceFile(name: example.description, text: example.text)]).analyzed()
        let shown = DiagnosticText(files: compilation.files).rendered(compilation.diagnostics)
        #expect(compilation.diagnostics.isEmpty, "\(shown)")
    }

    @Test func `has the lexer's keywords in its grammar, and no others`() throws {
        let grammar = try #require(try Repository.blocks(of: "ebnf", in: "grammar.md").first).text
        let quoted = Set(grammar.matches(of: /"([a-z]+)"/).map { String($0.output.1) })
        let known = Set(Keyword.allCases.map(\.spelling))
            .union(Vocabulary.types).union(Vocabulary.weekdays)
        #expect(quoted.subtracting(known).sorted() == [], "the document has words that the lexer does not know")
        #expect(
            Set(Keyword.allCases.map(\.spelling)).subtracting(quoted).sorted() == [],
            "the lexer knows words that the document does not have")
    }

    @Test func `has the reserved words of the lexer`() throws {
        let text = try Repository.text(of: "grammar.md")
        let start = try #require(text.range(of: "Reserved everywhere are"))
        let end = try #require(text.range(of: "Every\nother word", range: start.upperBound..<text.endIndex))
        let sentence = text[start.upperBound..<end.lowerBound]
        let words = Set(sentence.matches(of: /`([a-z]+)`/).map { String($0.output.1) })
        #expect(words == Set(Keyword.reserved.map(\.spelling)))
    }

    @Test func `explains every diagnostic as the tool does`() throws {
        let url = Repository.root.appending(path: "grammar.md")
        let text = try Repository.text(of: "grammar.md")
        let first = try #require(text.range(of: "\n### E0101"), "the chapter on diagnostics has no entry")
        let chapter = DiagnosticCode.allCases.map(\.explanationMarkdown).joined(separator: "\n")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try Data((text[..<first.lowerBound] + "\n" + chapter).utf8).write(to: url)
            return
        }
        #expect(String(text[first.lowerBound...].dropFirst()) == chapter, "run UPDATE_GOLDEN=1 swift test")
    }

    @Test(arguments: DiagnosticCode.allCases)
    func `has words for every code`(code: DiagnosticCode) {
        #expect(!code.explanation.title.isEmpty)
        #expect(!code.explanation.text.isEmpty)
        #expect(code.explanation.wrong != code.explanation.right)
    }
}

extension Repository.Block {
    /// Whether it belongs to a diagnostic's entry, whose wrong examples are wrong.
    fileprivate var isInDiagnostics: Bool {
        guard let text = try? Repository.text(of: document), let start = text.range(of: "## Diagnostics\n\nEach code")
        else { return false }
        return line > text[..<start.lowerBound].count { $0 == "\n" }
    }
}

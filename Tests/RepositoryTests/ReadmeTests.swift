import RuleCompiler
import RuleText
import Testing

@Suite struct `The README` {
    @Test func `shows what the checker says of its mistake`() throws {
        let mistake = try #require(
            try Repository.blocks(of: "secrule", in: "README.md").first { $0.text.contains("risk_levl") })
        let compilation = compile([SourceFile(name: "mistake.secrule", text: mistake.text)])
        let shown = DiagnosticText(files: compilation.files).rendered(compilation.diagnostics)
        #expect(try Repository.text(of: "README.md").contains("```text\n\(shown)\n"))
    }

    @Test func `shows rules that check without a word`() throws {
        let blocks = try Repository.blocks(of: "secrule", in: "README.md").filter { !$0.text.contains("risk_levl") }
        #expect(!blocks.isEmpty)
        for block in blocks {
            let compilation = compile([SourceFile(name: block.description, text: block.text)])
            #expect(compilation.diagnostics.isEmpty, "\(block)")
        }
    }
}

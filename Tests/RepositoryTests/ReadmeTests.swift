import RuleAnalysis
import RuleCompiler
import RuleText
import Testing

@Suite struct `The README` {
    /// The words by which the rules with mistakes are known, and the files that they are shown as.
    private static let mistakes = ["risk_levl": "mistake.secrule", "run release": "conflict.secrule"]

    @Test(arguments: mistakes.sorted { $0.key < $1.key })
    func `shows what the checker says of its mistakes`(word: String, file: String) throws {
        let mistake = try #require(
            try Repository.blocks(of: "secrule", in: "README.md").first { $0.text.contains(word) })
        let compilation = compile([SourceFile(name: file, text: mistake.text)]).analyzed()
        let shown = DiagnosticText(files: compilation.files).rendered(compilation.diagnostics)
        #expect(try Repository.text(of: "README.md").contains("```text\n\(shown)\n"))
    }

    @Test func `shows what two versions of a rule ask for differently`() throws {
        let versions = try Repository.blocks(of: "secrule", in: "README.md").filter {
            $0.text.contains("rule scan_risky_devices")
        }
        #expect(versions.count == 2)
        let plans = try versions.map {
            try #require(compile([SourceFile(name: "rules.secrule", text: $0.text)]).plan)
        }
        let shown = ProgramDifference(from: plans[0], to: plans[1]).text
        #expect(try Repository.text(of: "README.md").contains("```text\n\(shown)```\n"))
    }

    @Test func `shows rules that check without a word`() throws {
        let blocks = try Repository.blocks(of: "secrule", in: "README.md").filter { block in
            !Self.mistakes.keys.contains { block.text.contains($0) }
        }
        #expect(!blocks.isEmpty)
        for block in blocks {
            let compilation = compile([SourceFile(name: block.description, text: block.text)]).analyzed()
            #expect(compilation.diagnostics.isEmpty, "\(block)")
        }
    }
}

import RulePlan
import RuleSyntax
import RuleText

/// Gathers the declarations of a program, resolves its data model, and reports what is wrong with them.
struct SymbolsBuilder {
    var symbols = Symbols()
    var diagnostics: [Diagnostic] = []
    private let files: [SourceFile]

    init(files: [SourceFile]) {
        self.files = files
    }

    mutating func collect(_ trees: [RuleFile]) {}
}

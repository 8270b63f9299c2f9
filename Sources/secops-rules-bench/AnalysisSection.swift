import RuleAnalysis
import RuleCompiler
import RulePlan
import RuleText

/// What `check` does beyond compiling: conditions and rules read together.
func analysisSection(_ bench: Bench) -> [MeasuredRow] {
    let count = bench.size(10_000, quick: 100)
    let isQuick = bench.options.isQuick
    func row(_ name: String, _ files: [SourceFile], must seconds: Double) -> MeasuredRow {
        let compilation = compile(files, model: GeneratedRules.model)
        precondition(compilation.plan != nil, "the rules to be analysed do not compile")
        let size = BenchTable.grouped(compilation.plan?.rules.count ?? 0) + " rules"
        let measured = bench.measure { compilation.analyzed().diagnostics.count }
        return MeasuredRow(
            name, size: size, measured, amount: compilation.plan?.rules.count ?? 0, .rules,
            must: isQuick ? nil : .seconds(seconds))
    }
    let ordinary = [
        row("analyse", GeneratedRules(.init(count: count)).files, must: 2),
        row("analyse, with alerts", GeneratedRules(.init(count: count, quantified: count / 2)).files, must: 2),
    ]
    return ordinary + HostileRules.all(bench).map { row("analyse, \($0.name)", $0.files, must: 5) }
}

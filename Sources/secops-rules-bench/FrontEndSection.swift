import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// Text to plan.
func frontEndSection(_ bench: Bench) -> [MeasuredRow] {
    let count = bench.size(10_000, quick: 100)
    let rules = GeneratedRules(.init(count: count))
    let size = BenchTable.grouped(count) + " rules"
    let file = rules.files[0]
    let parsing = bench.measure { parse(file, index: FileIndex(0)).tree.declarations.count }
    let compiling = bench.measure { compile(rules.files, model: GeneratedRules.model).plan?.expressions.count ?? 0 }
    return [
        MeasuredRow(
            "parse", size: size, parsing, amount: count, .rules, must: .rate(2e6), limit: "lexing alone: 4.3 M rules/s"),
        MeasuredRow("parse", size: BenchTable.bytes(file.bytes.count), parsing, amount: file.bytes.count, .bytes),
        MeasuredRow(
            "parse, check, plan", size: size, compiling, amount: count, .rules,
            must: bench.options.isQuick ? nil : .seconds(0.025), limit: "parsing alone: 4 ms"),
    ]
}

import RuleCompiler
import RulePlan

/// A compiled plan as a file, and back.
func planFileSection(_ bench: Bench) -> [MeasuredRow] {
    let count = bench.size(10_000, quick: 100)
    let shape = GeneratedRules.Shape(count: count)
    let plan = bench.plan(shape)
    let bytes = plan.fileBytes
    let size = "\(BenchTable.grouped(count)) rules, \(BenchTable.bytes(bytes.count))"
    let writing = bench.measure { plan.fileBytes.count }
    // Kept, so that giving up their memory is not measured: a run does it once, when it ends.
    var loaded: [Plan?] = []
    let loading = bench.measure {
        loaded.append(try? Plan(fileBytes: bytes))
        return loaded.last??.expressions.count ?? 0
    }
    let checking = bench.measure { plan.verify().count }
    let rules = GeneratedRules(shape)
    let compiling = bench.measure { compile(rules.files, model: GeneratedRules.model).plan?.expressions.count ?? 0 }
    return [
        MeasuredRow("plan to file", size: size, writing, amount: count, .rules),
        MeasuredRow(
            "file to plan, checked", size: size, loading, amount: count, .rules,
            reference: .init(name: "compiling", measurement: compiling, amount: Double(count)),
            must: bench.options.isQuick ? nil : .seconds(0.01)),
        MeasuredRow("the check alone", size: size, checking, amount: count, .rules),
    ]
}

import RuleEngine
import RulePlan

/// Many rows against many rules.
func batchSection(_ bench: Bench) -> [MeasuredRow] {
    [
        batch(
            bench, "fires and undetermined, high match rate",
            .init(count: bench.size(100, quick: 20)), rows: bench.size(2_000, quick: 200)),
        batch(
            bench, "fires and undetermined, low match rate",
            .init(count: bench.size(100, quick: 20), rate: .low), rows: bench.size(2_000, quick: 200)),
        batch(
            bench, "one rule in five about alerts",
            .init(count: bench.size(100, quick: 20), quantified: bench.size(20, quick: 4)),
            rows: bench.size(2_000, quick: 200)),
    ]
}

/// Asks the evaluator for every rule and row.
private func batch(_ bench: Bench, _ work: String, _ shape: GeneratedRules.Shape, rows: Int) -> MeasuredRow {
    let plan = bench.plan(shape)
    let estate = bench.estate(devices: rows)
    let closures = closureReference(bench, plan, estate, rows: rows)
    let data = estate.dataset(of: plan.schema)
    let measurement = bench.measure {
        let evaluator = ScalarEvaluator(plan: plan, data: data, context: GeneratedEstate.context)
        let counts = evaluator.counts(of: plan, rows: 0..<rows)
        precondition(counts == closures.counts, "\(work): the evaluator and the closures differ")
        return counts.fired &* 31 &+ counts.undetermined
    }
    return MeasuredRow(
        work, size: "\(BenchTable.grouped(rows)) × \(BenchTable.grouped(shape.count))", measurement,
        amount: rows * shape.count, .decisions, reference: closures.reference, must: .ratio(300),
        limit: "4.5 ps/dec")
}

/// Closures over some rows: what they count, and how long they take.
func closureReference(
    _ bench: Bench, _ plan: Plan, _ estate: GeneratedEstate, rows: Int
) -> (counts: DecisionCounts, reference: MeasuredRow.Reference) {
    let closures = ClosureReference(plan, on: estate)
    var counts = DecisionCounts()
    let measurement = bench.measure {
        counts = closures.counts(rows: 0..<rows)
        return counts.fired &* 31 &+ counts.undetermined
    }
    return (
        counts, .init(name: "closures", measurement: measurement, amount: Double(rows * plan.rules.count))
    )
}

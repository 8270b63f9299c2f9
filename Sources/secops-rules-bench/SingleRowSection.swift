import RuleEngine
import RulePlan

/// One row against all rules.
func singleRowSection(_ bench: Bench) -> [MeasuredRow] {
    [bench.size(1_000, quick: 20), bench.size(10_000, quick: 50)].map { count in
        let plan = bench.plan(.init(count: count))
        let rows = bench.size(10, quick: 5)
        let estate = bench.estate(devices: 200)
        let closures = closureReference(bench, plan, estate, rows: rows)
        let evaluator = ScalarEvaluator(
            plan: plan, data: estate.dataset(of: plan.schema), context: GeneratedEstate.context)
        let measurement = bench.measure {
            let counts = evaluator.counts(of: plan, rows: 0..<rows)
            precondition(counts == closures.counts, "one row: the evaluator and the closures differ")
            return counts.fired
        }
        var reference = closures.reference
        reference.amount = Double(rows)
        return MeasuredRow(
            "one row, all rules", size: "\(rows) × (1 × \(BenchTable.grouped(count)))", measurement, amount: rows,
            .rows,
            reference: reference, limit: count == 10_000 ? "0.34 µs" : nil)
    }
}

/// Closures over some rows: what they count, and how long they take.
private func closureReference(
    _ bench: Bench, _ plan: Plan, _ estate: GeneratedEstate, rows: Int
) -> (counts: DecisionCounts, reference: MeasuredRow.Reference) {
    let closures = ClosureReference(plan, on: estate)
    var counts = DecisionCounts()
    let measurement = bench.measure {
        counts = closures.counts(rows: 0..<rows).total
        return counts.fired &* 31 &+ counts.undetermined
    }
    return (
        counts, .init(name: "closures", measurement: measurement, amount: Double(rows * plan.rules.count))
    )
}

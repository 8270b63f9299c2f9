import RuleEngine
import RulePlan

/// How cost grows with the number of rows and of rules.
func growthTables(_ bench: Bench) -> [MeasuredGrowth] {
    [evaluationByRows(bench), evaluationByRules(bench), compilingByRules(bench)]
}

/// Should be linear: each grows as the size does.
private func evaluationByRows(_ bench: Bench) -> MeasuredGrowth {
    let sizes = bench.options.isQuick ? [10, 100] : [1_000, 10_000, 100_000, 1_000_000, 10_000_000]
    return MeasuredGrowth(
        title: "fires, counted, as rows grow (1,000 rules)", unit: "rows",
        points: sizes.map { rows in
            defer { if rows > 1_000_000 { bench.forget(devices: rows) } }
            return (rows, Batch(bench, .init(count: bench.size(1_000, quick: 22)), rows: rows).running(.fires))
        })
}

/// Should be less than linear: rules share conditions.
private func evaluationByRules(_ bench: Bench) -> MeasuredGrowth {
    let rows = bench.size(1_000_000, quick: 2_000)
    return MeasuredGrowth(
        title: "fires, counted, as rules grow (\(BenchTable.grouped(rows)) rows)", unit: "rules",
        points: (bench.options.isQuick ? [10, 20] : [10, 100, 1_000, 10_000]).map { count in
            (count, Batch(bench, .init(count: count), rows: rows).running(.fires))
        })
}

private func compilingByRules(_ bench: Bench) -> MeasuredGrowth {
    MeasuredGrowth(
        title: "parse, check, plan as rules grow", unit: "rules",
        points: (bench.options.isQuick ? [10, 100] : [100, 1_000, 10_000, 100_000]).map { count in
            let front = FrontEnd(rules: count)
            return (count, bench.measure { front.compile() })
        })
}

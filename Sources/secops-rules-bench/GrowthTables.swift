import RuleCompiler
import RuleEngine
import RulePlan

/// How cost grows with the number of rows and of rules.
func growthTables(_ bench: Bench) -> [MeasuredGrowth] {
    [evaluationByRows(bench), evaluationByRules(bench), compilingByRules(bench)]
}

/// Should be linear: each grows as the size does.
private func evaluationByRows(_ bench: Bench) -> MeasuredGrowth {
    let plan = bench.plan(.init(count: 20))
    let sizes = bench.options.isQuick ? [10, 100] : [100, 1_000, 10_000]
    return MeasuredGrowth(
        title: "evaluation as rows grow (20 rules)", unit: "rows",
        points: sizes.map { rows in
            let data = bench.estate(devices: rows).dataset(of: plan.schema)
            return (
                rows,
                measureEvaluation(bench, plan, data, rows: rows)
            )
        })
}

/// Should be less than linear: rules share conditions.
private func evaluationByRules(_ bench: Bench) -> MeasuredGrowth {
    let rows = bench.size(200, quick: 20)
    let estate = bench.estate(devices: rows)
    return MeasuredGrowth(
        title: "evaluation as rules grow (\(rows) rows)", unit: "rules",
        points: (bench.options.isQuick ? [10, 20] : [10, 100, 1_000]).map { count in
            let plan = bench.plan(.init(count: count))
            let data = estate.dataset(of: plan.schema)
            return (
                count,
                measureEvaluation(bench, plan, data, rows: rows)
            )
        })
}

private func measureEvaluation(_ bench: Bench, _ plan: Plan, _ data: Dataset, rows: Int) -> Measurement {
    bench.measure {
        ScalarEvaluator(plan: plan, data: data, context: GeneratedEstate.context)
            .counts(of: plan, rows: 0..<rows).fired
    }
}

private func compilingByRules(_ bench: Bench) -> MeasuredGrowth {
    MeasuredGrowth(
        title: "parse, check, plan as rules grow", unit: "rules",
        points: (bench.options.isQuick ? [10, 100] : [10, 100, 1_000, 10_000]).map { count in
            let files = GeneratedRules(.init(count: count)).files
            return (
                count,
                bench.measure { compile(files, model: GeneratedRules.model).plan?.expressions.count ?? 0 }
            )
        })
}

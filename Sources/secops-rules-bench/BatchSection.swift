import RuleEngine
import RulePlan

/// Many rows against many rules.
func batchSection(_ bench: Bench) -> [MeasuredRow] {
    var result: [MeasuredRow] = []
    var ofThousand: Measurement?
    // What the processor leaves: a load of 64 classes, and of three bitmaps, at the speed of its caches.
    let limits = [10: "0.13 ms", 100: "1.0 ms", 1_000: "4.8 ms", 10_000: "20 ms"]
    for count in [10, 100, 1_000, 10_000] {
        let batch = Batch(
            bench, .init(count: bench.size(count, quick: count / 50 + 2)), rows: bench.size(1_000_000, quick: 2_000))
        let fires = batch.running(.fires)
        result.append(
            batch.row(
                "fires, counted", fires, beside: closures(batch),
                must: count == 1_000 ? .either(.ratio(300), .seconds(0.04)) : nil, limit: limits[count]))
        if count == 10_000, let ofThousand {
            result.append(
                batch.row(
                    "… beside 1,000 rules", fires, beside: batch.reference("1,000 rules", ofThousand), must: .cost(5)))
        }
        if count == 1_000 { ofThousand = fires }
        result += [
            batch.row(
                "fires and undetermined", batch.running(.counts), beside: batch.reference("fires", fires),
                must: .cost(2.2)),
            batch.row("making the program, once", batch.making(.fires)),
        ]
    }
    return result
}

/// Closures on fewer rows, as many as take a bearable time. They and the program must count the same there.
func closures(_ batch: Batch) -> MeasuredRow.Reference {
    let fewer = min(batch.rowCount, max(2_048, 20_000_000 / batch.plan.rules.count / 512 * 512))
    let part = Batch(batch.bench, batch.plan, rows: fewer)
    let closures = ClosureReference(batch.plan, on: batch.bench.estate(devices: fewer))
    var counts: [DecisionCounts] = []
    let measurement = batch.bench.measure {
        counts = closures.counts(rows: 0..<fewer)
        return counts.total.fired &* 31 &+ counts.total.undetermined
    }
    precondition(
        part.program(.counts).counts().map { DecisionCounts(fired: $0.fired, undetermined: $0.undetermined) } == counts,
        "the program and the closures differ")
    return part.reference("closures", measurement)
}

import RuleEngine
import RulePlan

/// One rule in five asks about the alerts of a device, of which there are twice as many as devices.
func relatedRowsSection(_ bench: Bench) -> [MeasuredRow] {
    let plain = Batch.thousand(bench)
    let related = Batch(
        bench, .init(count: plain.plan.rules.count, quantified: plain.plan.rules.count / 5), rows: plain.rowCount)
    let (whole, running) = (plain.whole(.fires), plain.running(.fires))
    return [
        plain.row("fires, counted", running),
        related.row(
            "… 1 in 5 about alerts", related.running(.fires), beside: related.reference("without", running),
            must: .cost(3)),
        plain.row("from tables to counts, all of it", whole),
        related.row(
            "… 1 in 5 about alerts", related.whole(.fires), beside: related.reference("without", whole), must: .cost(3)),
    ]
}

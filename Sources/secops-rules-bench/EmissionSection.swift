import RuleEngine
import RulePlan

/// Which rows match and which are undetermined, not only how many: per row that is found.
func emissionSection(_ bench: Bench) -> [MeasuredRow] {
    let rows = bench.size(1_000_000, quick: 2_000)
    let shapes: [(work: String, shape: GeneratedRules.Shape, most: Double)] = [
        ("which rows, few matches", .init(count: bench.size(1_000, quick: 22), rate: .low), 10e-9),
        ("which rows, many matches", .init(count: bench.size(100, quick: 12)), 3.5e-9),
    ]
    return shapes.map { work, shape, most in
        let batch = Batch(bench, shape, rows: rows)
        let rules = batch.plan.rules.indices.map(RuleID.init)
        let program = RuleRowProgram(rules, for: EntityID(0), with: batch.evaluator)
        let counts = batch.program(.counts).counts()
        let found = counts.reduce(0) { $0 + $1.fired + $1.undetermined }
        let time = bench.measure {
            // Some rules at a time, as a run takes them, so that no more rows than theirs are held.
            var sum = 0
            for start in stride(from: 0, to: rules.count, by: 64) {
                for (place, rows) in program.rows(of: start..<min(start + 64, rules.count)).enumerated() {
                    precondition(rows.matching.count == counts[start + place].fired, "rows and counts differ")
                    sum &+= rows.matching.count &+ rows.undetermined.count
                }
            }
            return sum
        }
        let share = BenchTable.short(Double(found) * 100 / Double(batch.decisionCount))
        return MeasuredRow(
            "\(work) (\(share) %)", size: "\(BenchTable.grouped(rows)) × \(BenchTable.grouped(rules.count))", time,
            amount: found, .rows, must: bench.options.isQuick ? nil : .rate(1 / most),
            limit: "one branch missed: 4 ns/row")
    }
}

import RuleEngine
import RulePlan

/// Rules and the rows that they are asked of, all at once over columns: `RuleProgram`.
///
/// Making a program (columns of classes, steps on bitmaps) is measured apart from running it, which can be done again and again.
struct Batch {
    let bench: Bench
    let plan: Plan
    let data: Dataset
    let evaluator: ScalarEvaluator
    let rowCount: Int

    init(_ bench: Bench, _ shape: GeneratedRules.Shape, rows: Int) {
        self.init(bench, bench.plan(shape), rows: rows)
    }

    init(_ bench: Bench, _ plan: Plan, rows: Int) {
        self.bench = bench
        rowCount = rows
        self.plan = plan
        data = bench.data(devices: rows)
        evaluator = ScalarEvaluator(plan: plan, data: data, context: GeneratedEstate.context)
    }

    /// As many rows as the batch is to have, and 1,000 rules.
    static func thousand(_ bench: Bench) -> Batch {
        Batch(bench, .init(count: bench.size(1_000, quick: 22)), rows: bench.size(1_000_000, quick: 2_000))
    }

    var decisionCount: Int { rowCount * plan.rules.count }

    func program(_ question: RuleProgram.Question, _ options: ColumnarOptions = ColumnarOptions()) -> RuleProgram {
        Self.program(plan, question, evaluator, options)
    }

    private static func program(
        _ plan: Plan, _ question: RuleProgram.Question, _ evaluator: ScalarEvaluator, _ options: ColumnarOptions
    ) -> RuleProgram {
        RuleProgram(plan.rules.indices.map(RuleID.init), for: EntityID(0), asking: question, with: evaluator, options)
    }

    /// How long counting takes, once the program is there.
    func running(_ question: RuleProgram.Question, _ options: ColumnarOptions = ColumnarOptions()) -> Measurement {
        let counter = RuleCounter(program(question, options))
        return bench.measure { counter.counts().checksum }
    }

    /// How long it takes to make the program.
    func making(_ question: RuleProgram.Question, _ options: ColumnarOptions = ColumnarOptions()) -> Measurement {
        bench.measure { program(question, options).rowCount }
    }

    /// How long everything takes, from tables to counts.
    func whole(_ question: RuleProgram.Question, _ options: ColumnarOptions = ColumnarOptions()) -> Measurement {
        bench.measure {
            let evaluator = ScalarEvaluator(
                plan: plan, data: data, context: GeneratedEstate.context, columnar: options)
            return Self.program(plan, question, evaluator, options).counts().checksum
        }
    }

    func row(
        _ work: String, _ measurement: Measurement, beside reference: MeasuredRow.Reference? = nil,
        must requirement: MeasuredRow.Requirement? = nil, limit: String? = nil
    ) -> MeasuredRow {
        // In a quick run the times mean nothing.
        MeasuredRow(
            work, size: "\(BenchTable.grouped(rowCount)) × \(BenchTable.grouped(plan.rules.count))", measurement,
            amount: decisionCount, .decisions, reference: reference, must: bench.options.isQuick ? nil : requirement,
            limit: limit)
    }

    func reference(_ name: String, _ measurement: Measurement) -> MeasuredRow.Reference {
        .init(name: name, measurement: measurement, amount: Double(decisionCount))
    }
}

extension [RuleCounts] {
    fileprivate var checksum: Int { reduce(0) { $0 &* 31 &+ $1.fired &* 7 &+ $1.undetermined } }
}

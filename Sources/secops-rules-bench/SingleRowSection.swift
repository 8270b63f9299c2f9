import RuleData
import RuleEngine
import RulePlan

/// One row against all rules, by way of a predicate index.
func singleRowSection(_ bench: Bench) -> [MeasuredRow] {
    [(bench.size(1_000, quick: 20), 0.3e-6), (bench.size(10_000, quick: 50), 1.5e-6)].flatMap { count, most in
        SingleRows(bench, .init(count: count)).measured(most: most)
            + SingleRows(bench, .init(count: count, quantified: count / 5)).measuredAboutAlerts(most: most)
    }
}

/// Rows that are asked about one at a time.
private struct SingleRows {
    let bench: Bench
    let plan: Plan
    let data: Dataset
    let estate: GeneratedEstate
    let index: RuleIndex
    let making: Measurement
    let rowCount: Int

    init(_ bench: Bench, _ shape: GeneratedRules.Shape) {
        self.bench = bench
        rowCount = bench.size(5_000, quick: 100)
        let plan = bench.plan(shape)
        self.plan = plan
        data = bench.data(devices: rowCount)
        estate = bench.estate(devices: rowCount)
        let evaluator = ScalarEvaluator(plan: plan, data: data, context: GeneratedEstate.context)
        func make() -> RuleIndex { RuleIndex(plan.rules.indices.map(RuleID.init), for: EntityID(0), with: evaluator) }
        index = make()
        making = bench.measure { make().rules.count }
    }

    func measured(most: Double) -> [MeasuredRow] {
        let matcher = RowMatcher(index)
        let reference = closures(checking: matcher)
        let codes = (0..<rowCount).map { row in
            guard let codes = index.codes(ofRow: row) else { preconditionFailure("a row without codes") }
            return codes
        }
        let firing = Latencies(bench, count: rowCount) { row in
            let codes = codes[row]
            matcher.match(codes: codes.span, row: row, findsUndetermined: false)
            return matcher.firesAny ? 1 : 0
        }
        let both = Latencies(bench, count: rowCount) { row in
            let codes = codes[row]
            matcher.match(codes: codes.span, row: row)
            return matcher.firesAny ? 1 : 0
        }
        let values = Latencies(bench, count: rowCount) { row in
            matcher.match(row: row)
            return matcher.firesAny ? 1 : 0
        }
        let given = given()
        return [
            row("coded row, fires: half of them within", firing.half, beside: reference, must: .seconds(most)),
            row("coded row, fires: 99 in 100 within", firing.mostly),
            row("coded row, both answers: half of them within", both.half, beside: reference),
            row("coded row, both answers: 99 in 100 within", both.mostly),
            row("a row's values, both answers: half of them within", values.half, beside: reference),
            row("a row's values, both answers: 99 in 100 within", values.mostly),
            row("a row given by names, both answers: half of them within", given.half, beside: reference),
            MeasuredRow(
                "making the index", size: BenchTable.grouped(plan.rules.count), making, amount: plan.rules.count, .rules
            ),
        ]
    }

    /// A fifth of the rules asks about a device's alerts.
    func measuredAboutAlerts(most: Double) -> [MeasuredRow] {
        let matcher = RowMatcher(index)
        let reference = closures(checking: matcher)
        let codes = (0..<rowCount).map { index.codes(ofRow: $0) ?? [] }
        let firing = Latencies(bench, count: rowCount) { row in
            let codes = codes[row]
            matcher.match(codes: codes.span, row: row, findsUndetermined: false)
            return matcher.firesAny ? 1 : 0
        }
        let values = Latencies(bench, count: rowCount) { row in
            matcher.match(row: row)
            return matcher.firesAny ? 1 : 0
        }
        return [
            row("alerts too, coded row, fires: half within", firing.half, beside: reference, must: .seconds(most)),
            row("alerts too, a row's values, both answers: half within", values.half, beside: reference),
        ]
    }

    private func row(
        _ work: String, _ measurement: Measurement, beside reference: MeasuredRow.Reference? = nil,
        must requirement: MeasuredRow.Requirement? = nil
    ) -> MeasuredRow {
        MeasuredRow(
            work, size: "1 × \(BenchTable.grouped(plan.rules.count))", measurement, amount: 1, .rows,
            reference: reference, must: bench.options.isQuick ? nil : requirement,
            limit: requirement != nil && plan.rules.count == 10_000 ? "0.34 µs" : nil)
    }

    /// Closures asked of one row after another. The index must count as they do.
    private func closures(checking matcher: RowMatcher) -> MeasuredRow.Reference {
        let closures = ClosureReference(plan, on: estate)
        let rows = min(rowCount, 200)
        let expected = closures.counts(rows: 0..<rows).total
        var found = DecisionCounts()
        for row in 0..<rows {
            matcher.match(row: row)
            found.fired += matcher.firedCount
            matcher.forEachUndetermined { _ in found.undetermined += 1 }
        }
        precondition(found == expected, "one row: the index and the closures differ")
        let latencies = Latencies(bench, count: rows) { row in
            closures.conditions.reduce(0) { $0 &+ Int($1(row).rawValue) }
        }
        return .init(name: "closures", measurement: latencies.half, amount: 1)
    }

    /// Rows as whoever embeds the engine gives them.
    private func given() -> Latencies {
        let given = GivenRowIndex(plan, for: EntityID(0), on: data, in: GeneratedEstate.context)
        let matcher = RowMatcher(given.index)
        let rows = (0..<min(rowCount, 500)).map(estate.devices.inputRow)
        var reader = DataReader(schema: plan.schema)
        return Latencies(bench, count: rows.count) { row in
            try? reader.add(row: rows[row], to: "device")
            let isThere = given.match(reader.takeChanges(), with: matcher)
            precondition(isThere, "a row without key")
            return matcher.firesAny ? 1 : 0
        }
    }
}

extension GeneratedTable {
    /// A row as exports have it.
    fileprivate func inputRow(_ row: Int) -> [String: InputValue] {
        var values: [String: InputValue] = [:]
        for (place, column) in columns.enumerated() where !column.isMissing(row) {
            let text: String?
            switch column {
            case .texts(let dictionary, let places): text = dictionary[Int(places[row])]
            case .numbers(let numbers):
                values[names[place]] = .number(numbers[row])
                continue
            case .booleans(let truths): text = truths[row] == 1 ? "true" : "false"
            case .times(let seconds): text = Instant(clampingSeconds: seconds[row]).utcText
            case .members(let places): text = memberNames[place]?[Int(places[row])]
            case .rows: text = nil
            }
            if let text { values[names[place]] = .text(text) }
        }
        return values
    }
}

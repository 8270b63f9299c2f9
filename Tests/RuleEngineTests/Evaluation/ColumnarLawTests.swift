import Foundation
import RuleText
import TestSupport
import Testing

@testable import RuleEngine
@testable import RulePlan

/// The evaluator says, row by row, what conditions mean; the passes over columns must say the same.
@Suite struct `Columns and rows` {
    /// How many pairs of a rule and a row were compared, and how many of them were true, false and unknown.
    private struct Tally {
        var counts = [0, 0, 0]
        var differences: [String] = []

        var pairCount: Int { counts.reduce(0, +) }
    }

    /// Ways to evaluate that all have to agree.
    private static let options: [ColumnarOptions] = {
        let threads = Parallelism(width: 3) { count, body in
            DispatchQueue.concurrentPerform(iterations: count, execute: body)
        }
        var options = BitKernel.available.map { ColumnarOptions(kernel: $0, minimumRowCount: 0) }
        options.append(ColumnarOptions(classLimit: 3, minimumRowCount: 0))
        options.append(ColumnarOptions(parallelism: threads, classLimit: 16, minimumRowCount: 0))
        return options
    }()

    @Test(arguments: lawSeeds)
    func `agree on conditions of every form`(seed: UInt64) {
        var tally = Tally()
        for (place, style) in [RandomExpressions.Style.deep, .flat].enumerated() {
            var random = SeededRandom(seed: seed)
            for size in [nil, 0, 1, 17] {
                Self.compare(
                    RandomExpressions(seed: seed * 2 + UInt64(place), style: style), conditionCount: 40,
                    RandomEstate(using: &random, deviceCount: size, alertCount: size.map { $0 * 2 }),
                    in: Self.form(seed), &tally)
            }
        }
        #expect(tally.differences == [], "seed \(seed)")
        // Else the test would say nothing.
        #expect((tally.counts.min() ?? 0) > 100, "seed \(seed): \(tally.counts)")
    }

    @Test(arguments: lawSeeds)
    func `agree on tables of many rows`(seed: UInt64) {
        var tally = Tally()
        var random = SeededRandom(seed: seed)
        let size = [63, 64, 65, 511, 513, 4_097][Int(seed % 6)]
        let expressions = RandomExpressions(seed: 1_000 + seed, style: .flat)
        let estate = RandomEstate(using: &random, deviceCount: size, alertCount: size * 2)
        Self.compare(expressions, conditionCount: 60, estate, in: Self.form(seed), &tally)
        // Where all rows are alike, all alerts belong to one device, and each pass over them is a long one: few alerts do.
        let alike = RandomEstate(using: &random, deviceCount: size, alertCount: 20).withRowsAlike
        Self.compare(expressions, conditionCount: 60, alike, in: Self.form(seed), &tally)
        #expect(tally.differences == [], "seed \(seed)")
        #expect((tally.counts.min() ?? 0) > size, "seed \(seed): \(tally.counts)")
    }

    /// Each form comes with each size.
    private static func form(_ seed: UInt64) -> ColumnForm {
        ColumnForm.allCases[Int(seed / 6 + seed) % ColumnForm.allCases.count]
    }

    private static func compare(
        _ start: RandomExpressions, conditionCount: Int, _ estate: RandomEstate, in form: ColumnForm,
        _ tally: inout Tally
    ) {
        var expressions = start
        let entities = [RandomEstate.device, RandomEstate.alert]
        for place in 0..<conditionCount {
            let entity = entities[place % 2]
            expressions.addRule(for: expressions.condition(of: entity), of: entity)
        }
        let plan = expressions.plan
        let data = estate.data(in: form)
        let context = RunContext(now: RandomEstate.now)
        let reference = ScalarEvaluator(plan: plan, data: data, context: context)
        for entity in entities {
            guard let table = data.table(entity) else { continue }
            let rules = plan.rules.indices.map(RuleID.init).filter { plan[$0].subject?.entity == entity }
            let expected = rules.map { rule in
                var rows = RuleRows(evaluated: table.rowCount)
                for row in 0..<table.rowCount {
                    switch reference.truth(of: plan[rule].condition, in: [row]) {
                    case true?:
                        rows.matching.append(UInt32(row))
                        tally.counts[0] += 1
                    case false?: tally.counts[1] += 1
                    case nil:
                        rows.undetermined.append(UInt32(row))
                        tally.counts[2] += 1
                    }
                }
                return rows
            }
            for options in Self.options {
                let evaluator = ScalarEvaluator(plan: plan, data: data, context: context, columnar: options)
                let engine = ColumnarEngine(evaluator, options)
                let rows = RuleRowProgram(rules, for: entity, with: engine)
                // In two parts, as rules are asked for some at a time.
                let half = rules.count / 2
                let found = rows.rows(of: 0..<half) + rows.rows(of: half..<rules.count)
                let counts = RuleProgram(rules, for: entity, asking: .counts, with: engine).counts()
                for (index, rule) in rules.enumerated() {
                    let isSame =
                        found[index] == expected[index]
                        && counts[index].fired == expected[index].matching.count
                        && counts[index].undetermined == expected[index].undetermined.count
                    if !isSame, tally.differences.count < 3 {
                        let text = PlanText(plan: plan).text(plan[rule].condition, rows: [plan.schema[entity].name])
                        tally.differences.append(
                            "\(options.kernel) \(options.classLimit): \(text): \(found[index]) not \(expected[index])")
                    }
                }
            }
        }
    }
}

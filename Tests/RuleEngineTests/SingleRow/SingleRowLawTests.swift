import TestSupport
import Testing

@testable import RuleEngine
@testable import RulePlan

/// The evaluator says what conditions mean; an index that is asked of one row at a time must say the same.
@Suite struct `SingleRow: the index and the evaluator` {
    @Test(arguments: lawSeeds)
    func `agree on conditions of every form`(seed: UInt64) {
        var tally = PairTally()
        for (place, style) in [RandomExpressions.Style.deep, .flat].enumerated() {
            var random = SeededRandom(seed: seed)
            for size in [nil, 0, 1, 17] {
                Self.compare(
                    RandomProgram(seed: seed * 2 + UInt64(place), style: style, ruleCount: 40),
                    RandomEstate(using: &random, deviceCount: size, alertCount: size.map { $0 * 2 }),
                    // Few classes leave many values to be met as new ones, and many conditions to the evaluator.
                    classLimit: seed % 3 == 0 ? 3 : 4096, in: Self.form(seed), &tally)
            }
        }
        #expect(tally.differences == [], "seed \(seed)")
        // Else the test would say nothing.
        #expect(tally.least(of: [.fires, .undetermined, .isFalse]) > 100, "seed \(seed): \(tally.counts)")
    }

    @Test(arguments: lawSeeds)
    func `agree on tables of many rows, and where all rows are alike`(seed: UInt64) {
        var tally = PairTally()
        var random = SeededRandom(seed: seed)
        let program = RandomProgram(seed: 1_000 + seed, style: .flat, ruleCount: 60)
        let size = [63, 64, 65, 511, 513, 4_097][Int(seed % 6)]
        let estate = RandomEstate(using: &random, deviceCount: size, alertCount: size * 2)
        Self.compare(program, estate, in: Self.form(seed), &tally)
        // Where all rows are alike, all alerts belong to one device, and each pass over them is a long one: few alerts do.
        let alike = RandomEstate(using: &random, deviceCount: size, alertCount: 20).withRowsAlike
        Self.compare(program, alike, in: Self.form(seed), &tally)
        #expect(tally.differences == [], "seed \(seed)")
        #expect(tally.least(of: [.fires, .undetermined, .isFalse]) > size, "seed \(seed): \(tally.counts)")
    }

    /// Each form comes with each size, as far as there are seeds.
    private static func form(_ seed: UInt64) -> ColumnForm {
        ColumnForm.allCases[Int(seed / 6 + seed) % ColumnForm.allCases.count]
    }

    private static func compare(
        _ program: RandomProgram, _ estate: RandomEstate, classLimit: Int = 4096, in form: ColumnForm,
        _ tally: inout PairTally
    ) {
        let data = estate.data(in: form)
        let evaluator = ScalarEvaluator(
            plan: program.plan, data: data, context: RunContext(now: RandomEstate.now))
        for entity in RandomProgram.entities {
            guard let table = data.table(entity) else { continue }
            let rules = program.rules(of: entity)
            let index = RuleIndex(rules, for: entity, waivers: program.waivers, with: evaluator, classLimit: classLimit)
            let matcher = RowMatcher(index)
            for row in 0..<table.rowCount {
                let expected = rules.map { program.answer(of: $0, row: row, by: evaluator) }
                for answer in expected { tally.add(answer) }
                matcher.match(row: row)
                check(matcher.answers, expected, "values")
                if let codes = index.codes(ofRow: row) {
                    matcher.match(codes: codes.span, row: row)
                    check(matcher.answers, expected, "codes")
                    matcher.match(codes: codes.span, row: row, findsUndetermined: false)
                    if matcher.firedCount != expected.count(where: { $0 == .fires }) {
                        tally.report("row \(row): \(matcher.firedCount) fire")
                    }
                }
                func check(_ found: [RuleAnswer], _ expected: [RuleAnswer], _ way: String) {
                    for place in rules.indices where found[place] != expected[place] {
                        tally.report(
                            "\(way): \(program.text(of: rules[place])) row \(row): \(found[place]) not \(expected[place])"
                        )
                    }
                }
            }
        }
    }
}

extension RowMatcher {
    /// By rule of the index.
    var answers: [RuleAnswer] {
        var answers = index.rules.map { _ in RuleAnswer.isFalse }
        forEachFired { answers[$0] = .fires }
        forEachUndetermined { answers[$0] = .undetermined }
        forEachWaived { answers[$0] = .waived }
        return answers
    }
}

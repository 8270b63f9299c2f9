import TestSupport
import Testing

@testable import RuleEngine
@testable import RulePlan

/// Plans made by chance, through a file: what comes back is what was written, and what damage makes of it is refused or can be run.
@Suite struct `Random plans as files` {
    private static func plan(seed: UInt64) -> (Plan, RandomEstate) {
        var random = SeededRandom(seed: seed)
        var expressions = RandomExpressions(seed: seed, style: seed % 2 == 0 ? .deep : .flat)
        let entities = [RandomEstate.device, RandomEstate.alert]
        for place in 0..<20 {
            let entity = entities[place % 2]
            expressions.addRule(for: expressions.condition(of: entity), of: entity)
        }
        return (expressions.plan, RandomEstate(using: &random, deviceCount: 5, alertCount: 9))
    }

    @Test(arguments: UInt64(0)..<16)
    func `come back as they were`(seed: UInt64) throws {
        let (plan, estate) = Self.plan(seed: seed)
        let bytes = plan.fileBytes
        let loaded = try Plan(fileBytes: bytes)
        #expect(loaded == plan, "seed \(seed)")
        #expect(loaded.fileBytes == bytes, "seed \(seed)")
        #expect(PlanListing(loaded).text == PlanListing(plan).text, "seed \(seed)")
        let context = RunContext(now: RandomEstate.now)
        #expect(run(loaded, on: estate.data, in: context) == run(plan, on: estate.data, in: context), "seed \(seed)")
    }

    @Test(arguments: UInt64(0)..<8)
    func `are refused when damaged, or can be run`(seed: UInt64) {
        let (plan, estate) = Self.plan(seed: seed)
        var writer = PlanWriter()
        writer.write(plan)
        var random = SeededRandom(seed: 1_000 + seed)
        var loaded = 0
        for _ in 0..<300 {
            let words = damaged(writer.words, using: &random)
            let bytes = PlanFileLayout.bytes(texts: writer.texts, words: words)
            // A plan whose schema changed belongs to other data.
            guard let plan = try? Plan(fileBytes: bytes), plan.schema == RandomEstate.schema else { continue }
            loaded += 1
            for options in [ColumnarOptions(minimumRowCount: 0), ColumnarOptions(minimumRowCount: .max)] {
                _ = run(plan, on: estate.data, in: RunContext(now: RandomEstate.now), columnar: options)
            }
        }
        // Else nothing was run.
        #expect(loaded > 3, "seed \(seed)")
    }

    private func damaged(_ words: [UInt32], using random: inout SeededRandom) -> [UInt32] {
        var words = words
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let place = Int.random(in: 0..<words.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: words[place] = words[Int.random(in: 0..<words.count, using: &random)]
            case 1: words[place] = UInt32.random(in: 0..<64, using: &random)
            case 2: words[place] &+= 1
            default: words[place] &-= 1
            }
        }
        return words
    }
}

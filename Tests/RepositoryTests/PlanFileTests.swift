import Foundation
import RuleCompiler
import RuleData
import RuleEngine
import TestSupport
import Testing

@testable import RulePlan

/// The packs of rules, through a plan file.
@Suite(.timeLimit(.minutes(10))) struct `The packs' plan file` {
    private static let isFull = ProcessInfo.processInfo.environment["ROBUSTNESS"] == "full"

    private let plan: Plan
    private let bytes: [UInt8]

    init() throws {
        plan = try Packs.plan()
        bytes = plan.fileBytes
    }

    private func outcome(of plan: Plan) throws -> Outcome {
        let now = try #require(Instant(iso8601: "2026-11-23T09:00:00Z"))
        return RuleEngine.run(plan, on: try Packs.sampleEstate(for: plan), in: RunContext(now: now))
    }

    @Test func `runs as the sources do`() throws {
        var sources = plan
        sources.tests = []
        let loaded = try Plan(fileBytes: bytes)
        #expect(loaded == sources)
        #expect(loaded.fileBytes == bytes)
        #expect(PlanListing(loaded).text == PlanListing(sources).text)
        #expect(try outcome(of: loaded) == outcome(of: plan))
    }

    @Test func `is refused wherever it is cut short`() {
        for end in bytes.indices where (try? Plan(fileBytes: Array(bytes[..<end]))) != nil {
            Issue.record("cut at \(end)")
        }
    }

    @Test func `is refused when bytes of it change`() {
        for seed in UInt64(0)..<(Self.isFull ? 20_000 : 300) {
            var random = SeededRandom(seed: seed)
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                damaged[Int.random(in: 0..<bytes.count, using: &random)] ^= UInt8.random(in: 1...255, using: &random)
            }
            #expect(damaged == bytes || (try? Plan(fileBytes: damaged)) == nil, "seed \(seed)")
        }
    }

    /// The head and the checksum are right, what they stand for is not.
    @Test func `is refused or can be run when it is forged`() throws {
        var writer = PlanWriter()
        writer.write(plan)
        var loaded = 0
        for seed in UInt64(0)..<(Self.isFull ? 20_000 : 60) {
            var random = SeededRandom(seed: seed)
            var words = writer.words
            for _ in 0..<Int.random(in: 1...2, using: &random) {
                let place = Int.random(in: 0..<words.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: words[place] = words[Int.random(in: 0..<words.count, using: &random)]
                case 1: words[place] = UInt32.random(in: 0..<256, using: &random)
                case 2: words[place] = UInt32.random(in: 0...(.max), using: &random)
                default: words[place] &+= UInt32.random(in: 0...1, using: &random) &* 2 &- 1
                }
            }
            guard let plan = try? Plan(fileBytes: PlanFileLayout.bytes(texts: writer.texts, words: words)) else {
                continue
            }
            loaded += 1
            _ = try outcome(of: plan)
            _ = PlanListing(plan).text
        }
        // Else nothing was run.
        #expect(loaded > 5)
    }
}

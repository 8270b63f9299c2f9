import Foundation
import SecOpsRules
import Testing

@Suite struct `Embedding` {
    @Test func `the README's example does what the README says`() throws {
        #expect(try morningWork() == ["Run antivirus scan: PC-1, due 2026-11-23T13:00:00Z"])
    }

    @Test func `the README's example of single rows does what the README says`() throws {
        #expect(try oneRowAtATime() == ["asked: [\"alerted\"]", "entered: risky d2", "left: alerted d1"])
    }

    @Test(arguments: ["EmbeddingExample.swift", "RowExample.swift"])
    func `the README's examples are those that are tested`(file: String) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
        let example = try String(contentsOf: tests.appending(path: file), encoding: .utf8)
        let readme = try String(
            contentsOf: tests.appending(path: "../../README.md").standardized, encoding: .utf8)
        #expect(readme.contains("```swift\n\(example)```"))
    }

    @Test func `a program with a mistake is an error that shows it`() throws {
        let error = #expect(throws: CompilationError.self) {
            try RuleSet(compiling: [
                SourceFile(name: "a.secrule", text: "when exposure_scor > 60 then require improve_score")
            ])
        }
        #expect(error?.diagnostics.map(\.code) == [.unknownName])
        #expect(error?.description.contains("a.secrule:1:6") == true)
    }

    @Test func `a parameter is set for one run`() throws {
        let rules = try RuleSet(compiling: [
            SourceFile(
                name: "a.secrule",
                text: "param limit = 60 in 0..100 when exposure_score > limit then require improve_score")
        ])
        var estate = rules.newEstate()
        try estate.read(Array(#"{"exposureScore": 65}"#.utf8), named: "scores.json")
        #expect(try rules.run(on: estate, at: noon).items.count == 1)
        #expect(try rules.run(on: estate, at: noon, settings: ["limit": "70"]).items.isEmpty)
        #expect(throws: SettingError.self) { try rules.run(on: estate, at: noon, settings: ["limit": "170"]) }
        #expect(throws: SettingError.self) { try rules.run(on: estate, at: noon, settings: ["limt": "70"]) }
    }

    @Test func `rules are kept as bytes and read back`() throws {
        let rules = try RuleSet(compiling: [
            SourceFile(
                name: "a.secrule",
                text: "param limit = 60 in 0..100 when exposure_score > limit then require improve_score")
        ])
        let loaded = try RuleSet(plan: rules.encoded)
        #expect(loaded.encoded == rules.encoded)
        var estate = loaded.newEstate()
        try estate.read(Array(#"{"exposureScore": 65}"#.utf8), named: "scores.json")
        #expect(try loaded.run(on: estate, at: noon) == rules.run(on: estate, at: noon))
        #expect(try loaded.run(on: estate, at: noon, settings: ["limit": "70"]).items.isEmpty)

        let error = #expect(throws: PlanFileError.self) { try RuleSet(plan: Array(rules.encoded.dropLast())) }
        #expect(error?.cause == .wrongSize)
        #expect(throws: PlanFileError.self) { try RuleSet(plan: Array("when always then require improve_score".utf8)) }
    }

    @Test func `an entity without data makes a rule undetermined, not quiet`() throws {
        let rules = try RuleSet(compiling: [
            SourceFile(
                name: "a.secrule",
                text: "rule scan for device when risk_level >= high then run antivirus_scan on device")
        ])
        let outcome = try rules.run(on: rules.newEstate(), at: noon)
        #expect(outcome.items.isEmpty)
        #expect(outcome.undetermined.map(\.missing) == [["device"]])
    }

    @Test func `one rule set runs in many tasks at once, with one outcome`() async throws {
        let rules = try RuleSet(compiling: [
            SourceFile(
                name: "a.secrule",
                text: """
                    rule scan for device when risk_level >= high and count(alert of device) >= 0
                    then run antivirus_scan on device
                    """)
        ])
        var estate = rules.newEstate()
        for number in 1...50 {
            try estate.add(
                ["id": .number(Double(number)), "risk_level": number % 3 == 0 ? "high" : "low"], to: "device")
        }
        let expected = try rules.run(on: estate, at: noon)
        let filled = estate
        let outcomes = try await withThrowingTaskGroup(of: Outcome.self) { group in
            for _ in 1...16 { group.addTask { try rules.run(on: filled, at: noon) } }
            return try await group.reduce(into: [Outcome]()) { $0.append($1) }
        }
        #expect(expected.items.count == 16)
        #expect(outcomes.allSatisfy { $0 == expected })
    }

    @Test func `counts are those of the outcome, however the work is spread`() throws {
        let rules = try RuleSet(compiling: [
            SourceFile(
                name: "a.secrule",
                text: """
                    rule scan for device when risk_level >= high then run antivirus_scan on device
                    rule known for device when risk_level is known then raise low "known"
                    """)
        ])
        var estate = rules.newEstate()
        for number in 1...2_000 {
            try estate.add(
                ["id": .number(Double(number)), "risk_level": number % 3 == 0 ? "high" : number % 3 == 1 ? "low" : ""],
                to: "device")
        }
        let threads = Parallelism(width: 2) { count, body in
            DispatchQueue.concurrentPerform(iterations: count, execute: body)
        }
        let outcome = try rules.run(on: estate, at: noon, parallelism: threads)
        let counts = try rules.counts(on: estate, at: noon, parallelism: threads)
        #expect(counts == outcome.rules)
        #expect(counts == (try rules.counts(on: estate, at: noon)))
        #expect(counts.map(\.fired) == [666, 1_333])
        #expect(counts.map(\.undetermined) == [667, 0])
    }
}

private let noon = Instant(secondsSinceEpoch: 1_795_435_200)!

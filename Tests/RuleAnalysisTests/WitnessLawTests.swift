import RuleAnalysis
import RuleCompiler
import RuleEngine
import RulePlan
import RuleText
import TestSupport
import Testing

/// The rows by which a difference is shown, held to the evaluator of the two versions as they were compiled.
@Suite struct `Rows that show a difference` {
    /// Two versions of a set of rules that differ in some conditions.
    private struct Versions {
        var old: Plan
        var new: Plan
        var text: String

        /// - Parameter condition: Makes a condition; of the second version often one that is nearly that of the first.
        init?(_ model: SourceFile, _ declarations: String, _ pairs: [(old: String, new: String)]) {
            func text(_ conditions: [String]) -> String {
                declarations
                    + conditions.enumerated().map { place, condition in
                        let effect = ["require look on device", "run hold on device"][place % 2]
                        return "rule r\(place) for device when \(condition) then \(effect)\n"
                    }.joined()
            }
            let texts = [text(pairs.map(\.old)), text(pairs.map(\.new))]
            let plans = texts.map { compile([SourceFile(name: "rules.secrule", text: $0)], model: model).plan }
            guard let old = plans[0], let new = plans[1] else { return nil }
            (self.old, self.new, self.text) = (old, new, texts.joined(separator: "---\n"))
        }

        /// The places of the rules that a part of a difference is about.
        func places(of comparison: ProgramDifference.Comparison) -> [Int] {
            switch comparison.name {
            case "require look on device": old.rules.indices.filter { $0 % 2 == 0 }
            case "run hold on device": old.rules.indices.filter { $0 % 2 == 1 }
            default: old.rules.indices.filter { old.rules[$0].name == comparison.name }
            }
        }
    }

    /// One of some conditions in three-valued logic.
    private func any(_ truths: [Bool?]) -> Bool? {
        truths.contains(true) ? true : truths.contains(nil) ? nil : false
    }

    private func isRight(_ verdict: ProgramDifference.Verdict, _ before: Bool?, _ after: Bool?) -> Bool {
        switch verdict {
        case .same: before == after
        case .undetermined: (before == true) == (after == true)
        case .stricter: after != true || before == true
        case .looser: before != true || after == true
        case .different, .added, .removed, .unknown: true
        }
    }

    // MARK: - What was tried

    /// What some rules of a plan come to for the first device of an example.
    private func truth(_ plan: Plan, _ places: [Int], _ example: Witness.Example, at now: Instant) throws -> Bool? {
        var builder = DatasetBuilder(schema: plan.schema)
        let place = DataPlace(file: "example", line: nil)
        for name in example.entities { builder.declare(try #require(plan.schema.entity(named: name)), file: nil) }
        for row in example.rows {
            let entity = try #require(plan.schema.entity(named: row.entity))
            builder.add(plan.schema[entity].fields.map { row.values[$0.name] ?? .missing }, to: entity, at: place)
        }
        for (index, score) in plan.schema.scores.enumerated() {
            if let value = example.scores[score.name] { builder.set(ScoreID(index), to: value, at: place) }
        }
        var parameters: [ParameterID: Value] = [:]
        for (index, parameter) in plan.parameters.enumerated() {
            parameters[ParameterID(index)] = example.parameters[parameter.name]
        }
        let evaluator = ScalarEvaluator(
            plan: plan, data: builder.finish(), context: RunContext(now: now, parameters: parameters))
        return any(places.map { evaluator.truth(of: plan.rules[$0].condition, in: [0]) })
    }

    private func checkTried(_ comparison: ProgramDifference.Comparison, _ versions: Versions) throws -> Int {
        let places = versions.places(of: comparison)
        var count = 0
        func truths(_ witness: Witness?) throws -> (before: Bool?, after: Bool?)? {
            guard let witness, witness.isVerified else { return nil }
            count += 1
            return (
                try truth(versions.old, places, witness.example, at: RandomConditions.now),
                try truth(versions.new, places, witness.example, at: RandomConditions.now)
            )
        }
        if let (before, after) = try truths(comparison.lost) {
            #expect(before == true && after != true, "lost, \(comparison)\n\(versions.text)")
        }
        if let (before, after) = try truths(comparison.gained) {
            #expect(before != true && after == true, "gained, \(comparison)\n\(versions.text)")
        }
        if let (before, after) = try truths(comparison.unclear) {
            #expect((before == nil) != (after == nil), "unclear, \(comparison)\n\(versions.text)")
        }
        return count
    }

    @Test(arguments: 0..<20)
    func `are caught by one version and not by the other`(seed: UInt64) throws {
        var random = RandomConditions(seed: seed &+ 61_000)
        var count = 0
        for _ in 0..<24 {
            let pairs = (0..<4).map { _ -> (old: String, new: String) in
                let condition = random.condition(1)
                return switch random.random.below(4) {
                case 0: (condition, "(\(condition) and \(random.condition(0)))")
                case 1: (condition, "(\(random.condition(0)) or \(condition))")
                case 2: ("(\(condition) and \(random.condition(0)))", condition)
                default: (condition, random.condition(1))
                }
            }
            guard let versions = Versions(RandomConditions.model, RandomConditions.declarations, pairs) else {
                continue
            }
            let difference = ProgramDifference(from: versions.old, to: versions.new)
            for comparison in difference.rules + difference.work { count += try checkTried(comparison, versions) }
        }
        #expect(count > 10)
    }

    // MARK: - What is printed

    @Test(arguments: 0..<16)
    func `say enough, as every row like them is caught by one version alone`(seed: UInt64) throws {
        var random = SmallConditions(seed: seed &+ 71_000)
        var (shownCount, seenCount) = (0, 0)
        for _ in 0..<6 {
            let pairs = (0..<4).map { _ -> (old: String, new: String) in
                let condition = random.condition(1)
                return random.random.oneIn(2)
                    ? (condition, "(\(condition)) \(random.random.pick(["and", "or"])) (\(random.condition(0)))")
                    : (condition, random.condition(1))
            }
            guard let versions = Versions(SmallWorld.model, SmallWorld.declarations, pairs) else { continue }
            let difference = ProgramDifference(from: versions.old, to: versions.new)
            let compared = difference.rules + difference.work
            let shown = compared.flatMap { [$0.lost, $0.gained, $0.unclear] }
            let facts = shown.map { $0.map { $0.facts.map { "(\($0))" }.joined(separator: " and ") } ?? "(not always)" }
            let claims = pairs.flatMap { ["(\($0.old))", "(\($0.new))"] } + facts.map { $0.isEmpty ? "always" : $0 }
            let plan = try #require(SmallWorld.plan(of: claims), "\(claims)")
            var seen: Set<Int> = []
            SmallWorld.forEachRow(of: plan, limits: [1]) { row in
                for (number, comparison) in compared.enumerated() {
                    let places = versions.places(of: comparison)
                    let before = any(places.map { row.truths[2 * $0] })
                    let after = any(places.map { row.truths[2 * $0 + 1] })
                    #expect(isRight(comparison.verdict, before, after), "\(comparison)\n\(versions.text)")
                    let isShown = (0..<3).map { row.truths[2 * pairs.count + 3 * number + $0] == true }
                    for place in 0..<3 where isShown[place] { seen.insert(3 * number + place) }
                    #expect(!isShown[0] || before == true && after != true, "\(comparison)\n\(versions.text)")
                    #expect(!isShown[1] || before != true && after == true, "\(comparison)\n\(versions.text)")
                    #expect(!isShown[2] || (before == nil) != (after == nil), "\(comparison)\n\(versions.text)")
                }
            }
            shownCount += shown.count { $0 != nil }
            seenCount += seen.count
        }
        // And there are such rows, but for a few with values that are not among those tried.
        #expect(seenCount * 10 >= shownCount * 9 && shownCount > 0, "\(seenCount) of \(shownCount)")
    }
}

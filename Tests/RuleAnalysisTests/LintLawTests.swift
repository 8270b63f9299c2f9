import RuleAnalysis
import RuleCompiler
import RuleEngine
import RulePlan
import RuleText
import TestSupport
import Testing

/// What the lints say of random programs, held to the evaluator.
@Suite struct `What lints say` {
    private func analyzed(_ rules: String) -> Compilation {
        compile(
            [SourceFile(name: "rules.secrule", text: RandomConditions.declarations + rules)],
            model: RandomConditions.model
        ).analyzed()
    }

    /// Calls a function with the truths of all rules' conditions for many rows.
    private func forEachRow(of plan: Plan, _ random: inout RandomConditions, _ body: ([Bool?]) -> Void) {
        for _ in 0..<6 {
            let (data, parameters) = random.estate(for: plan)
            let evaluator = ScalarEvaluator(
                plan: plan, data: data, context: RunContext(now: RandomConditions.now, parameters: parameters))
            for row in 0..<40 { body(plan.rules.map { evaluator.truth(of: $0.condition, in: [row]) }) }
        }
    }

    @Test(arguments: 0..<40)
    func `of the parts of a condition is never wrong`(seed: UInt64) throws {
        var random = RandomConditions(seed: seed &+ 5_000)
        for _ in 0..<25 {
            let parts = (0..<4).map { _ in random.condition(0) }
            let word = random.random.oneIn(2) ? "and" : "or"
            let prefix = "for device when "
            let text = prefix + parts.map { "(\($0))" }.joined(separator: " \(word) ")
            let compilation = analyzed(text + " then require look on device")
            guard compilation.plan != nil else { continue }
            // Where each part begins.
            var starts: [Int] = []
            var offset = RandomConditions.declarations.utf8.count + prefix.utf8.count
            for part in parts {
                starts.append(offset)
                offset += part.utf8.count + 2 + word.utf8.count + 2
            }
            let found = compilation.diagnostics.filter { $0.span.file == FileIndex(1) }
            let idle = found.filter { $0.code == .partChangesNothing }.compactMap { diagnostic in
                starts.lastIndex { $0 <= Int(diagnostic.span.start) }
            }
            let kept = parts.indices.filter { !idle.contains($0) }.map { "(\(parts[$0]))" }
            let isNever = found.contains { $0.code == .neverTrue } && word == "and"
            let isAlways = found.contains { $0.code == .alwaysTrue } && word == "or"
            let whole = parts.map { "(\($0))" }.joined(separator: " \(word) ")
            let rest = kept.joined(separator: " \(word) ")
            let plan = try #require(RandomConditions.plan(of: [whole, rest]))
            forEachRow(of: plan, &random) { truths in
                #expect(truths[0] == truths[1], "changes something: \(parts) \(word) \(idle)")
                #expect(!(isNever && truths[0] == true), "is true: \(parts)")
                #expect(!(isAlways && truths[0] == false), "is false: \(parts)")
            }
        }
    }

    @Test(arguments: 0..<30)
    func `of rules side by side is never wrong`(seed: UInt64) throws {
        var random = RandomConditions(seed: seed &+ 9_000)
        for _ in 0..<12 {
            let effects = [
                "require look on device", "require look on device", "run hold on device", "forbid hold on device",
                "run free on device",
            ]
            let rules = effects.enumerated().map { place, effect in
                "rule r\(place) for device when \(random.condition(1)) then \(effect)\n"
            }
            let compilation = analyzed(rules.joined())
            guard let plan = compilation.plan else { continue }
            let found = compilation.diagnostics
            func mentions(_ code: DiagnosticCode, _ words: String) -> Bool {
                found.contains { $0.code == code && $0.message.contains(words) }
            }
            let forbidden = mentions(.alwaysForbidden, "'r3'")
            let (firstImplied, secondImplied) = (mentions(.impliedRule, "'r1'"), mentions(.impliedRule, "'r0'"))
            forEachRow(of: plan, &random) { truths in
                if firstImplied, truths[0] == true { #expect(truths[1] == true, "\(rules)") }
                if secondImplied, truths[1] == true { #expect(truths[0] == true, "\(rules)") }
                if forbidden, truths[2] == true { #expect(truths[3] == true, "\(rules)") }
            }
        }
    }
}

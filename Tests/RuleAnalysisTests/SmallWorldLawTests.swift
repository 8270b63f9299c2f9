import RuleAnalysis
import RuleCompiler
import RulePlan
import RuleText
import TestSupport
import Testing

/// What the lints say of programs about a small world, held to every row of it.
@Suite struct `What lints say of a small world` {
    /// Something that is so on every row, of conditions by their places.
    private enum Claim {
        case neverTrue([Int])
        case neverFalse([Int])
        case same(Int, Int)
        case implied(Int, by: Int)
        /// Where the first is so, the other two are true; by the parameters as they are by default, or as it says.
        case example(Int, [Int], isAtDefaults: Bool)
        /// Where the number has the value, both are true, or neither is; with the parameters as they are by default.
        case rung(Int, Int, areTrue: Bool, at: Double, isScore: Bool)
    }

    private struct Program {
        var text: String
        var conditions: [String]
        var compilation: Compilation
    }

    private func program(_ random: inout SmallConditions) -> Program {
        let isLadder = random.random.oneIn(3)
        let conditions = (0..<6).map { _ in isLadder ? random.range() : random.condition(2) }
        let effects = [
            "require look on device", "require look on device", "run hold on device", "forbid hold on device",
            "run free on device",
        ]
        let rules = zip(conditions, effects).enumerated().map { place, rule in
            "rule r\(place) for device when \(rule.0) then \(rule.1)\n"
        }
        let waiver = "waive r0 for device where \(conditions[5]) until 2030-01-01 because \"x\"\n"
        // Now and then without, as a rule beside one that is waived is left alone.
        let text = SmallWorld.declarations + rules.joined() + (random.random.oneIn(2) ? waiver : "")
        return Program(
            text: text, conditions: conditions,
            compilation: compile([SourceFile(name: "rules.secrule", text: text)], model: SmallWorld.model).analyzed())
    }

    @Test(arguments: 0..<24)
    func `is so of every row`(seed: UInt64) throws {
        var random = SmallConditions(seed: seed &+ 31_000)
        for _ in 0..<8 {
            let program = program(&random)
            guard program.compilation.plan != nil else { continue }
            var claims = Claims(program)
            for diagnostic in program.compilation.diagnostics where diagnostic.span.file == FileIndex(1) {
                claims.add(diagnostic)
            }
            if claims.claims.isEmpty { continue }
            let plan = try #require(SmallWorld.plan(of: claims.conditions), "\(claims.conditions)")
            var broken: Set<Int> = []
            SmallWorld.forEachRow(of: plan) { row in
                for (place, claim) in claims.claims.enumerated() where !Self.holds(claim.claim, row) {
                    broken.insert(place)
                }
            }
            for place in broken.sorted() {
                Issue.record("\(claims.claims[place].message)\n\(program.text)")
            }
        }
    }

    @Test func `is often something`() {
        var counts: [DiagnosticCode: Int] = [:]
        var random = SmallConditions(seed: 41)
        for _ in 0..<300 {
            for diagnostic in program(&random).compilation.diagnostics { counts[diagnostic.code, default: 0] += 1 }
        }
        let codes: [DiagnosticCode] = [
            .neverTrue, .alwaysTrue, .partChangesNothing, .impliedRule, .alwaysForbidden, .waiverWithoutEffect,
            .reversingRules, .ladderGap, .ladderOverlap,
        ]
        for code in codes { #expect(counts[code, default: 0] > 2, "\(code)") }
    }

    private static func holds(_ claim: Claim, _ row: SmallWorld.Row) -> Bool {
        let truths = row.truths
        switch claim {
        case .neverTrue(let places): return !places.allSatisfy { truths[$0] == true }
        case .neverFalse(let places): return !places.allSatisfy { truths[$0] == false }
        case .same(let first, let second): return truths[first] == truths[second]
        case .example(let example, let rules, let isAtDefaults):
            return truths[example] != true || isAtDefaults && !row.isAtDefaults
                || rules.allSatisfy { truths[$0] == true }
        case .implied(let rule, let other): return truths[rule] != true || truths[other] == true
        case .rung(let first, let second, let areTrue, let value, let isScore):
            guard row.isAtDefaults, (isScore ? row.points : row.n) == value else { return true }
            return (truths[first] == true) == areTrue && (truths[second] == true) == areTrue
        }
    }

    /// What diagnostics say, in terms of conditions.
    private struct Claims {
        private let program: Program
        private(set) var conditions: [String]
        private(set) var claims: [(claim: Claim, message: String)] = []
        /// By rule: the parts that are said to change nothing, in words.
        private var idle: [Int: [Range<Int>]] = [:]

        init(_ program: Program) {
            self.program = program
            conditions = program.conditions
        }

        private func words(_ span: SourceSpan) -> String {
            String(decoding: Array(program.text.utf8)[Int(span.start)..<Int(span.end)], as: UTF8.self)
        }

        private mutating func place(_ condition: String) -> Int {
            conditions.append("(\(condition))")
            return conditions.count - 1
        }

        /// The rule in whose lines a place lies.
        private func rule(at span: SourceSpan) -> Int? {
            let before = String(decoding: Array(program.text.utf8)[..<Int(span.start)], as: UTF8.self)
            let line = before.split(separator: "\n", omittingEmptySubsequences: false).count
            let first = SmallWorld.declarations.split(separator: "\n", omittingEmptySubsequences: false).count
            return (0..<5).contains(line - first) ? line - first : nil
        }

        mutating func add(_ diagnostic: Diagnostic) {
            let notes = diagnostic.notes.map(\.span)
            let noted = notes.first.flatMap { rule(at: $0) }
            var claim: Claim?
            switch diagnostic.code {
            case .neverTrue, .alwaysTrue:
                let others = notes.filter { $0.file == FileIndex(1) }
                let places = ([diagnostic.span] + others).map { place(words($0)) }
                claim = diagnostic.code == .neverTrue ? .neverTrue(places) : .neverFalse(places)
            case .partChangesNothing: claim = unchanged(without: diagnostic.span)
            case .impliedRule, .alwaysForbidden:
                if let rule = rule(at: diagnostic.span), let noted { claim = .implied(rule, by: noted) }
            case .waiverWithoutEffect: claim = .neverTrue([0, 5])
            case .ladderGap, .ladderOverlap:
                if let rule = rule(at: diagnostic.span), let noted, let value = value(in: diagnostic.message) {
                    claim = .rung(
                        rule, noted, areTrue: diagnostic.code == .ladderOverlap, at: value,
                        isScore: diagnostic.message.contains("points"))
                }
            case .reversingRules: reversing(diagnostic.message)
            default: break
            }
            if let claim { claims.append((claim, diagnostic.message)) }
        }

        /// The number that a gap or overlap is at, or one that lies in it.
        private func value(in message: String) -> Double? {
            let numbers = message.split(separator: " ").suffix(3).compactMap { Double($0) }
            return numbers.count == 2 ? (numbers[0] + numbers[1]) / 2 : numbers.last
        }

        /// Wherever the facts of the example are so, both rules fire.
        private mutating func reversing(_ message: String) {
            guard let facts = message.split(separator: ": ").last.map(String.init), facts != "any data" else { return }
            let example = place(facts.split(separator: ", ").map { "(\($0))" }.joined(separator: " and "))
            claims.append((.example(example, [2, 4], isAtDefaults: !facts.contains("limit")), message))
        }

        /// The condition without all the parts that are said to change nothing so far.
        private mutating func unchanged(without span: SourceSpan) -> Claim? {
            guard let rule = rule(at: span) else { return nil }
            let bytes = Array(program.text.utf8)
            let head = "rule r\(rule) for device when "
            let lines = program.text.split(separator: "\n", omittingEmptySubsequences: false)
            guard let line = lines.firstIndex(where: { $0.hasPrefix(head) }) else { return nil }
            let start = lines[..<line].reduce(0) { $0 + $1.utf8.count + 1 } + head.utf8.count
            let end = start + program.conditions[rule].utf8.count
            var range = Int(span.start)..<Int(span.end)
            while range.lowerBound > start, range.upperBound < end, bytes[range.lowerBound - 1] == UInt8(ascii: "("),
                bytes[range.upperBound] == UInt8(ascii: ")")
            {
                range = (range.lowerBound - 1)..<(range.upperBound + 1)
            }
            // What lies in another such part goes with it.
            let said = idle[rule] ?? []
            if said.contains(where: { $0.contains(range.lowerBound) && $0.upperBound >= range.upperBound }) {
                return nil
            }
            idle[rule, default: []].removeAll { range.contains($0.lowerBound) }
            idle[rule, default: []].append(range)
            var text = Array(bytes[start..<end])
            for range in (idle[rule] ?? []).sorted(by: { $0.lowerBound > $1.lowerBound }) {
                // What stands beside it tells what it is a part of: of `and`, true changes nothing.
                let before = String(decoding: bytes[start..<range.lowerBound], as: UTF8.self)
                let after = String(decoding: bytes[range.upperBound..<end], as: UTF8.self)
                let isAll = before.hasSuffix(" and ") || after.hasPrefix(" and ")
                let words = isAll ? "always" : "(not always)"
                text.replaceSubrange((range.lowerBound - start)..<(range.upperBound - start), with: Array(words.utf8))
            }
            return .same(rule, place(String(decoding: text, as: UTF8.self)))
        }
    }
}

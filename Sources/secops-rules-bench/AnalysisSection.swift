import RuleAnalysis
import RuleCompiler
import RulePlan
import RuleText

/// What `check` does beyond compiling: conditions and rules read together.
func analysisSection(_ bench: Bench) -> [MeasuredRow] {
    let count = bench.size(10_000, quick: 100)
    let isQuick = bench.options.isQuick
    func row(_ name: String, _ files: [SourceFile], must seconds: Double) -> MeasuredRow {
        let compilation = compile(files, model: GeneratedRules.model)
        precondition(compilation.plan != nil, "the rules to be analysed do not compile")
        let size = BenchTable.grouped(compilation.plan?.rules.count ?? 0) + " rules"
        let measured = bench.measure { compilation.analyzed().diagnostics.count }
        return MeasuredRow(
            name, size: size, measured, amount: compilation.plan?.rules.count ?? 0, .rules,
            must: isQuick ? nil : .seconds(seconds))
    }
    return [
        row("analyse", GeneratedRules(.init(count: count)).files, must: 2),
        row("analyse, with alerts", GeneratedRules(.init(count: count, quantified: count / 2)).files, must: 2),
        row("analyse, all on one field", HostileRules.onOneField(count: count), must: 5),
        row("analyse, wide", HostileRules.wide(terms: bench.size(4_000, quick: 50)), must: 5),
        row("analyse, deep", HostileRules.deep(levels: 120, count: bench.size(200, quick: 2)), must: 5),
        row("analyse, hard to decide", HostileRules.hard(count: bench.size(300, quick: 2)), must: 5),
        row("analyse, definitions in a chain", HostileRules.chained(count: bench.size(4_000, quick: 20)), must: 5),
    ]
}

/// Programs that are hard to analyse.
enum HostileRules {
    /// All rules ask for the same, at thresholds of the same fields.
    static func onOneField(count: Int) -> [SourceFile] {
        file(
            (0..<count).map { number in
                rule(
                    number,
                    "risk_score > \(number % 97) and findings < \(number) and risk_score < \(number % 89 + 11) or managed and findings > \(number / 2)"
                )
            })
    }

    /// A few rules of very many terms.
    static func wide(terms: Int) -> [SourceFile] {
        let and = (0..<terms).map { "findings != \($0)" }.joined(separator: " and ")
        let or = (0..<terms).map { "findings == \($0)" }.joined(separator: " or ")
        let pairs = (0..<terms).map { "(risk_score > \($0 % 90) or cvss < \($0 % 9 + 1))" }.joined(separator: " and ")
        return file([rule(0, and), rule(1, or), rule(2, pairs)])
    }

    /// `and` and `or` in turn, as deep as is allowed.
    static func deep(levels: Int, count: Int) -> [SourceFile] {
        file(
            (0..<count).map { number in
                var condition = "managed"
                for level in 0..<levels {
                    condition = "(findings > \(level + number) \(level % 2 == 0 ? "and" : "or") \(condition))"
                }
                return rule(number, condition)
            })
    }

    /// Random clauses of three choices at the ratio at which most work is needed to know whether all can hold.
    static func hard(count: Int) -> [SourceFile] {
        let atoms =
            (0..<16).map { "(findings != \($0))" } + ["managed", "encrypted", "internet_facing"]
            + (0..<20).map { "name == \"n\($0)\"" }
        return file(
            (0..<count).map { number in
                var state = UInt64(number + 1)
                func next(_ bound: Int) -> Int {
                    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    return Int((state >> 33) % UInt64(bound))
                }
                let clauses = (0..<60).map { _ in
                    "("
                        + (0..<3).map { _ in (next(2) == 0 ? "not " : "") + "(\(atoms[next(atoms.count)]))" }
                        .joined(separator: " or ") + ")"
                }
                return rule(number, clauses.joined(separator: " and "))
            })
    }

    /// Each definition made of the one before.
    static func chained(count: Int) -> [SourceFile] {
        let definitions = (0..<count).map { number in
            "define device.d\(number) = "
                + (number == 0
                    ? "managed" : "(d\(number - 1) or findings > \(number)) and risk_score != \(number % 100)")
        }
        return file(definitions + [rule(0, "d\(count - 1)")])
    }

    private static func rule(_ number: Int, _ condition: String) -> String {
        "rule r\(number) for device when \(condition) then require check_device on device"
    }

    private static func file(_ lines: [String]) -> [SourceFile] {
        [SourceFile(name: "hostile.secrule", text: lines.joined(separator: "\n"))]
    }
}

import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// Text to plan. Checking and lowering to the plan are one pass, and one line.
func frontEndSection(_ bench: Bench) -> [MeasuredRow] {
    let sizes = bench.options.isQuick ? [100] : [100, 1_000, 10_000, 100_000]
    let brief = FrontEnd(rules: bench.size(10_000, quick: 100), isBrief: true)
    let rows: [MeasuredRow] = sizes.flatMap { count in
        let front = FrontEnd(rules: count)
        let isMeasured = count == 10_000
        let must: MeasuredRow.Requirement? = isMeasured ? .seconds(0.025) : nil
        let whole = bench.measure { front.compile() }
        return [
            front.row("lex", bench.measure { front.lex() }),
            front.row(
                "parse", bench.measure { front.parse() }, must: isMeasured ? .rate(2e6) : nil,
                limit: "lexing alone: 613 MB/s"),
            front.row("check and plan", bench.measure { front.check() }),
            front.row("parse, check, plan", whole, must: must, limit: "parsing alone: 4 ms for 10,000"),
            front.row(
                "parse, two cores", bench.measure { front.parse(.twoCores) }, must: isMeasured ? .rate(2e6) : nil),
            front.row(
                "parse, check, plan, two cores", bench.measure { front.compile(.twoCores) },
                reference: .init(name: "one core", measurement: whole, amount: Double(count)), must: must),
        ]
    }
    return rows + [
        brief.row("parse, brief rules", bench.measure { brief.parse() }, must: .rate(2e6)),
        brief.row("parse, brief rules, two cores", bench.measure { brief.parse(.twoCores) }, must: .rate(2e6)),
    ]
}

/// The steps from a program's text to its plan.
struct FrontEnd {
    let count: Int
    private let files: [SourceFile]
    private let parsed: [Parsed<RuleFile>]

    init(rules count: Int, isBrief: Bool = false) {
        self.count = count
        files = [GeneratedRules.model] + GeneratedRules(.init(count: count, isBrief: isBrief)).files
        parsed = RuleSyntax.parse(files, .serial)
    }

    func row(
        _ work: String, _ measurement: Measurement, reference: MeasuredRow.Reference? = nil,
        must requirement: MeasuredRow.Requirement? = nil, limit: String? = nil
    ) -> MeasuredRow {
        let size = "\(BenchTable.grouped(count)) rules, \(BenchTable.bytes(files[1].bytes.count))"
        return MeasuredRow(
            work, size: size, measurement, amount: count, .rules, reference: reference, must: requirement, limit: limit)
    }

    /// - Returns: How many tokens there are.
    func lex() -> Int {
        var lexer = Lexer(files[1], index: FileIndex(1))
        var tokens = 0
        while lexer.next().kind != .end { tokens += 1 }
        return tokens
    }

    func parse(_ parallelism: Parallelism = .serial) -> Int {
        RuleSyntax.parse([files[1]], parallelism)[0].tree.declarations.count
    }

    func check() -> Int {
        RuleCompiler.check(parsed, of: files).plan?.expressions.count ?? 0
    }

    func compile(_ parallelism: Parallelism = .serial) -> Int {
        RuleCompiler.compile([files[1]], model: files[0], parallelism: parallelism).plan?.expressions.count ?? 0
    }
}

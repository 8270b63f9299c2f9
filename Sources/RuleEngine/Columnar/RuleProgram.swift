package import RulePlan
import RuleText

/// How often a rule's condition was asked, and what came of it.
package struct RuleCounts: Hashable, Sendable {
    package var evaluated = 0
    package var fired = 0
    package var undetermined = 0
    package var waived = 0
}

/// Rules for the rows of one table, compiled for its values: every distinct condition once, to be run over columns of classes.
///
/// It holds for the data and the instant that it was made for, and can be run any number of times, from any thread.
package struct RuleProgram: Sendable {
    package let rowCount: Int
    fileprivate let engine: ColumnarEngine
    fileprivate let program: BitProgram
    fileprivate let outputs: [Outputs]

    /// What a program finds out.
    package enum Question: Sendable {
        /// For how many rows each rule fires, and is waived.
        case fires
        /// For how many rows each rule fires, is undetermined, and is waived.
        case counts
    }

    fileprivate struct Outputs: Sendable {
        var fired = 0
        var waived: Int?
        var isFalse: Int?
        var evaluated = 0
    }

    /// Rules without waivers, of which none has `top`.
    package init(
        _ rules: [RuleID], for entity: EntityID, asking question: Question, with evaluator: ScalarEvaluator,
        _ options: ColumnarOptions = ColumnarOptions()
    ) {
        self.init(rules, for: entity, asking: question, with: ColumnarEngine(evaluator, options))
    }

    /// - Parameters:
    ///   - rules: All for the rows of `entity`; results are in their order.
    ///   - waivers: The conditions of each rule's waivers that have not ended; nothing for one without a condition.
    ///   - members: For the rules with `top`, which rows are among the first.
    init(
        _ rules: [RuleID], for entity: EntityID, asking question: Question,
        waivers: [RuleID: [ExpressionID?]] = [:], members: [RuleID: [Bool?]] = [:], with engine: ColumnarEngine
    ) {
        self.engine = engine
        rowCount = engine.data.table(entity)?.rowCount ?? 0
        var graph = ConditionGraph(plan: engine.plan)
        let nodes = rules.map { RuleNodes($0, needsEffects: true, waivers[$0] ?? [], in: &graph, engine.plan) }
        let literals = LeafResolution(graph, of: entity, members: members, with: engine).literals
        var builder = BitProgramBuilder(
            rowCount: rowCount, graph: graph, literals: literals, roots: nodes.flatMap(\.roots))
        var outputs: [Outputs] = []
        for (rule, nodes) in zip(rules, nodes) {
            var output = Outputs()
            output.evaluated = rowCount - (members[rule] ?? []).count { $0 == false }
            output.fired = builder.addOutput(nodes.fired)
            output.waived = nodes.waived.map { builder.addOutput($0) }
            if question == .counts { output.isFalse = builder.addOutput(nodes.isFalse) }
            outputs.append(output)
        }
        program = builder.program()
        self.outputs = outputs
    }

    /// Counts for each rule.
    /// - Complexity: O(*rows* × *steps* / 512) at best.
    package func counts() -> [RuleCounts] { RuleCounter(self).counts() }

    /// The words of a table for each core.
    fileprivate var ranges: [Range<Int>] { engine.wordRanges(of: program.wordCount) }
}

/// Counts for the rules of a program, any number of times, in memory that is taken once.
package final class RuleCounter {
    private let program: RuleProgram
    private let ranges: [Range<Int>]
    /// One for each range.
    private let workspaces: [BitWorkspace]

    package init(_ program: RuleProgram) {
        self.program = program
        ranges = program.ranges
        workspaces = ranges.map { _ in BitWorkspace(program.program, kernel: program.engine.options.kernel) }
    }

    /// Runs over all rows; nothing is allocated where one core does it all.
    package func run() {
        guard ranges.count > 1 else {
            for range in ranges { workspaces[0].runCounting(range) }
            return
        }
        let (ranges, workspaces) = (ranges, workspaces)
        _ = program.engine.options.parallelism.map(ranges.count) { workspaces[$0].runCounting(ranges[$0]) }
    }

    /// Runs, and says what each rule came to.
    package func counts() -> [RuleCounts] {
        run()
        return program.outputs.map { output in
            var counts = RuleCounts(evaluated: output.evaluated)
            counts.fired = count(of: output.fired)
            counts.waived = output.waived.map { count(of: $0) } ?? 0
            if let isFalse = output.isFalse {
                // What is neither false nor waived nor fired can't be told.
                counts.undetermined = program.rowCount - count(of: isFalse) - counts.fired - counts.waived
            }
            return counts
        }
    }

    private func count(of output: Int) -> Int { workspaces.reduce(0) { $0 + $1.count(of: output) } }
}

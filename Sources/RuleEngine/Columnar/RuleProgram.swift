package import RulePlan
import RuleText

/// How often a rule's condition was asked, and what came of it.
package struct RuleCounts: Hashable, Sendable {
    package var evaluated = 0
    package var fired = 0
    package var undetermined = 0
    package var waived = 0
}

/// The rows for which a rule's condition is true, and those for which it is unknown; both ascending.
package struct RuleRows: Hashable, Sendable {
    package var evaluated = 0
    package var matching: [UInt32] = []
    package var undetermined: [UInt32] = []
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
        /// The rows.
        case rows
    }

    fileprivate struct Outputs: Sendable {
        /// Outputs that are counted.
        var fired = 0
        var waived: Int?
        var isFalse: Int?
        /// Results that are kept to the end of a chunk.
        var whereTrue: Int?
        var whereFalse: Int?
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
        let nodes = rules.map { RuleNodes($0, question, waivers[$0] ?? [], in: &graph, engine.plan) }
        let literals = LeafResolution(graph, of: entity, members: members, with: engine).literals
        var builder = BitProgramBuilder(
            rowCount: rowCount, graph: graph, literals: literals, roots: nodes.flatMap(\.roots))
        var outputs: [Outputs] = []
        for (rule, nodes) in zip(rules, nodes) {
            var output = Outputs()
            output.evaluated = rowCount - (members[rule] ?? []).count { $0 == false }
            if question == .rows {
                output.whereTrue = builder.addResult(nodes.fired)
                output.whereFalse = builder.addResult(nodes.isFalse)
            } else {
                output.fired = builder.addOutput(nodes.fired)
                output.waived = nodes.waived.map { builder.addOutput($0) }
                if question == .counts { output.isFalse = builder.addOutput(nodes.isFalse) }
            }
            outputs.append(output)
        }
        program = builder.program()
        self.outputs = outputs
    }

    /// Counts for each rule.
    /// - Complexity: O(*rows* × *steps* / 512) at best.
    package func counts() -> [RuleCounts] { RuleCounter(self).counts() }

    /// The rows for each rule.
    package func rows() -> [RuleRows] {
        let ranges = ranges
        let pieces = engine.options.parallelism.map(ranges.count) { piece in
            var found = outputs.map { RuleRows(evaluated: $0.evaluated) }
            let workspace = BitWorkspace(program, kernel: engine.options.kernel)
            workspace.run(ranges[piece]) { first, count in
                for (index, output) in outputs.enumerated() {
                    guard let whereTrue = output.whereTrue, let whereFalse = output.whereFalse else { continue }
                    for word in 0..<count {
                        let start = (first + word) * 64
                        if start >= rowCount { break }
                        let isTrue = workspace.word(word, ofResult: whereTrue)
                        let all = Bitmap.rows(from: start, of: rowCount)
                        let isUnknown = all & ~isTrue & ~workspace.word(word, ofResult: whereFalse)
                        found[index].matching.append(rowsOf: isTrue, from: start)
                        found[index].undetermined.append(rowsOf: isUnknown, from: start)
                    }
                }
            }
            return found
        }
        var result = outputs.map { RuleRows(evaluated: $0.evaluated) }
        for piece in pieces {
            for index in result.indices {
                result[index].matching += piece[index].matching
                result[index].undetermined += piece[index].undetermined
            }
        }
        return result
    }

    /// The words of a table for each core, at multiples of eight.
    fileprivate var ranges: [Range<Int>] {
        let groups = program.wordCount / 8
        return engine.options.parallelism.ranges(of: groups, minimum: 8).map { $0.lowerBound * 8..<$0.upperBound * 8 }
    }
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

/// The nodes that answer for one rule.
private struct RuleNodes {
    var fired: ConditionGraph.NodeID
    var waived: ConditionGraph.NodeID?
    var isFalse: ConditionGraph.NodeID

    var roots: [ConditionGraph.NodeID] { [fired, isFalse] + [waived].compactMap { $0 } }

    init(
        _ id: RuleID, _ question: RuleProgram.Question, _ waivers: [ExpressionID?], in graph: inout ConditionGraph,
        _ plan: Plan
    ) {
        let rule = plan[id]
        var fired = [graph.add(rule.condition, true)]
        var isFalse = [graph.add(rule.condition, false)]
        if rule.subject?.top != nil {
            fired.append(graph.add(.member(id), true))
            isFalse.append(graph.add(.member(id), false))
        }
        if question != .rows {
            // Where a target, an argument or a level is missing the rule does not fire.
            for needed in rule.effects.flatMap(\.needed) where !plan.isRuleRow(needed) {
                fired.append(graph.add(.known(needed), true))
            }
        }
        self.fired = graph.junction(fired, isAll: true)
        self.isFalse = graph.junction(isFalse, isAll: false)
        if question != .rows, !waivers.isEmpty {
            let held = graph.junction(
                waivers.map { $0.map { graph.add($0, true) } ?? graph.junction([], isAll: true) }, isAll: false)
            waived = graph.junction([self.fired, held], isAll: true)
            self.fired = graph.butNot(self.fired, held)
        }
    }
}

extension Plan {
    /// Whether an expression is the row that a rule is asked of.
    fileprivate func isRuleRow(_ id: ExpressionID) -> Bool {
        if case .row(depth: 0) = self[id] { true } else { false }
    }
}

extension PlanEffect {
    /// What must be known for the effect to be asked for.
    fileprivate var needed: [ExpressionID] {
        switch self {
        case .require(_, let target, _, _, _): [target?.row].compactMap { $0 }
        case .run(_, let target, let arguments, _, _): [target.row] + arguments.map(\.value)
        case .raise(.computed(let level, _, _), _): [level]
        case .raise(.fixed, _), .notify: []
        case .forbid(_, let target): [target.row]
        }
    }
}

extension [UInt32] {
    /// Adds the places of the bits that are set.
    @inline(__always)
    fileprivate mutating func append(rowsOf bits: UInt64, from start: Int) {
        var rest = bits
        while rest != 0 {
            append(UInt32(truncatingIfNeeded: start + rest.trailingZeroBitCount))
            rest &= rest - 1
        }
    }
}

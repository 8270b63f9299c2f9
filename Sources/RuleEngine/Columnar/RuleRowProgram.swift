package import RulePlan
import RuleText

/// The rows for which a rule's condition is true, and those for which it is unknown; both ascending.
package struct RuleRows: Hashable, Sendable {
    package var evaluated = 0
    package var matching: [UInt32] = []
    package var undetermined: [UInt32] = []
}

/// Rules for the rows of one table, compiled for its values, to find for which rows they fire: some rules at a time, so that no more
/// rows than theirs are held.
package struct RuleRowProgram: Sendable {
    package let ruleCount: Int
    private let rowCount: Int
    private let engine: ColumnarEngine
    private let graph: ConditionGraph
    private let literals: [LeafLiterals]
    private let nodes: [RuleNodes]
    /// By rule, how often its condition is asked.
    private let evaluated: [Int]

    /// Rules of which none has `top`.
    package init(
        _ rules: [RuleID], for entity: EntityID, with evaluator: ScalarEvaluator,
        _ options: ColumnarOptions = ColumnarOptions()
    ) {
        self.init(rules, for: entity, with: ColumnarEngine(evaluator, options))
    }

    /// - Parameters:
    ///   - rules: All for the rows of `entity`; results are in their order.
    ///   - members: For the rules with `top`, which rows are among the first.
    init(
        _ rules: [RuleID], for entity: EntityID, members: [RuleID: [Bool?]] = [:], with engine: ColumnarEngine
    ) {
        self.engine = engine
        let rowCount = engine.data.table(entity)?.rowCount ?? 0
        self.rowCount = rowCount
        ruleCount = rules.count
        var graph = ConditionGraph(plan: engine.plan)
        nodes = rules.map { RuleNodes($0, needsEffects: false, in: &graph, engine.plan) }
        self.graph = graph
        literals = LeafResolution(graph, of: entity, members: members, with: engine).literals
        evaluated = rules.map { rule in rowCount - (members[rule] ?? []).count { $0 == false } }
    }

    /// The rows for each of some rules.
    /// - Parameter rules: Places in the list of rules.
    package func rows(of rules: Range<Int>) -> [RuleRows] {
        let nodes = nodes[rules]
        var builder = BitProgramBuilder(
            rowCount: rowCount, graph: graph, literals: literals, roots: nodes.flatMap { [$0.fired, $0.isFalse] })
        let results = nodes.map { (whereTrue: builder.addResult($0.fired), whereFalse: builder.addResult($0.isFalse)) }
        let program = builder.program()
        let ranges = engine.wordRanges(of: program.wordCount)
        let pieces = engine.options.parallelism.map(ranges.count) { piece in
            var found = results.map { _ in (matching: RowList(), undetermined: RowList()) }
            let workspace = BitWorkspace(program, kernel: engine.options.kernel)
            workspace.run(ranges[piece]) { first, count in
                for (index, result) in results.enumerated() {
                    found[index].matching.append(from: first, count) { workspace.word($0, ofResult: result.whereTrue) }
                    found[index].undetermined.append(from: first, count) { word in
                        ~workspace.word(word, ofResult: result.whereTrue)
                            & ~workspace.word(word, ofResult: result.whereFalse)
                            & Bitmap.rows(from: (first + word) * 64, of: rowCount)
                    }
                }
            }
            return found.map { (matching: $0.matching.rows, undetermined: $0.undetermined.rows) }
        }
        return results.indices.map { index in
            RuleRows(
                evaluated: evaluated[rules.lowerBound + index],
                matching: Self.joined(pieces.map { $0[index].matching }),
                undetermined: Self.joined(pieces.map { $0[index].undetermined }))
        }
    }

    private static func joined(_ lists: [[UInt32]]) -> [UInt32] {
        lists.count == 1 ? lists[0] : Array(lists.joined())
    }
}

/// Rows that are found word by word.
private struct RowList {
    private(set) var rows: [UInt32] = []
    /// Those of one chunk.
    private var chunk = [UInt32](repeating: 0, count: BitProgram.maximumChunkWordCount * 64)

    /// Takes the rows of a chunk.
    /// - Parameters:
    ///   - first: The word of the table that is the first of the chunk.
    ///   - word: The bits of a word of the chunk.
    @inline(__always)
    mutating func append(from first: Int, _ count: Int, word: (Int) -> UInt64) {
        let found = unsafe chunk.withUnsafeMutableBufferPointer { chunk in
            var found = 0
            for index in 0..<count {
                var rest = word(index)
                let start = (first + index) * 64
                while rest != 0 {
                    // Invariant: a chunk has no more bits than places here.
                    unsafe chunk[found] = UInt32(truncatingIfNeeded: start &+ rest.trailingZeroBitCount)
                    found &+= 1
                    rest &= rest &- 1
                }
            }
            return found
        }
        if found > 0 { rows += chunk[..<found] }
    }
}

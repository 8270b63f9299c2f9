/// Turns sets of classes to conditions on the bits of a class: binary decision diagrams, of which all sets of a column share the parts.
///
/// A set is asked by its highest bit: where that is set, the upper half of the set decides, else the lower one. Halves that are alike
/// are one node, so that twenty thresholds on a column take about two steps each, and a bound that is the end of all classes takes none.
struct ClassConditions {
    /// By number of a bit, the rows that have it.
    private(set) var bits: [(plane: Bitmap, column: Int)] = []
    /// By column, the number of its lowest bit.
    private var firstBits: [ObjectIdentifier: Int] = [:]
    private var columnCount = 0
    private var nodes: [Question: ConditionGraph.NodeID] = [:]

    private struct Question: Hashable {
        /// The number of the column's lowest bit.
        var firstBit: Int
        /// How many of the bits are asked about.
        var bitCount: Int
        /// By their value, the answer.
        var truths: SIMD4<UInt64>
    }

    /// The rows whose class belongs to a set.
    mutating func add(_ set: ClassSet, of column: ClassColumn, to graph: inout ConditionGraph) -> ConditionGraph.NodeID
    {
        let firstBit = firstBits[ObjectIdentifier(column), default: bits.count]
        if firstBit == bits.count {
            firstBits[ObjectIdentifier(column)] = firstBit
            bits += column.planes.map { ($0, columnCount) }
            columnCount += 1
        }
        return node(
            Question(firstBit: firstBit, bitCount: column.planes.count, truths: set.truths(of: column)), in: &graph)
    }

    // Invariant: a class has eight bits at most, so that this does not go deep.
    private mutating func node(_ question: Question, in graph: inout ConditionGraph) -> ConditionGraph.NodeID {
        if question.truths == .zero { return graph.constant(false) }
        if question.truths == Self.all(question.bitCount) { return graph.constant(true) }
        if let node = nodes[question] { return node }
        let (lower, upper) = Self.halves(question.truths, question.bitCount)
        func half(_ truths: SIMD4<UInt64>) -> Question {
            Question(firstBit: question.firstBit, bitCount: question.bitCount - 1, truths: truths)
        }
        let whereUnset = node(half(lower), in: &graph)
        let whereSet = lower == upper ? whereUnset : node(half(upper), in: &graph)
        let bit = question.firstBit + question.bitCount - 1
        let node =
            switch (graph[whereUnset], graph[whereSet]) {
            case _ where whereUnset == whereSet: whereUnset
            case (.constant(false), .constant): graph.bit(bit, true)
            case (.constant, .constant): graph.bit(bit, false)
            case (.constant(false), _): graph.pair(graph.bit(bit, true), whereSet, isAll: true)
            case (_, .constant(false)): graph.pair(graph.bit(bit, false), whereUnset, isAll: true)
            case (.constant, _): graph.pair(graph.bit(bit, false), whereSet, isAll: false)
            case (_, .constant): graph.pair(graph.bit(bit, true), whereUnset, isAll: false)
            default:
                graph.pair(
                    graph.pair(graph.bit(bit, true), whereSet, isAll: true),
                    graph.pair(graph.bit(bit, false), whereUnset, isAll: true), isAll: false)
            }
        nodes[question] = node
        return node
    }

    /// The answers where the highest bit is not set, and those where it is.
    private static func halves(_ truths: SIMD4<UInt64>, _ bitCount: Int) -> (SIMD4<UInt64>, SIMD4<UInt64>) {
        switch bitCount {
        case 8: return (SIMD4(truths[0], truths[1], 0, 0), SIMD4(truths[2], truths[3], 0, 0))
        case 7: return (SIMD4(truths[0], 0, 0, 0), SIMD4(truths[1], 0, 0, 0))
        default:
            let length = UInt64(1) << UInt64(bitCount - 1)
            return (SIMD4(truths[0] & ((1 << length) - 1), 0, 0, 0), SIMD4(truths[0] >> length, 0, 0, 0))
        }
    }

    private static func all(_ bitCount: Int) -> SIMD4<UInt64> {
        switch bitCount {
        case 8: SIMD4(repeating: .max)
        case 7: SIMD4(.max, .max, 0, 0)
        case 6: SIMD4(.max, 0, 0, 0)
        default: SIMD4((1 << (UInt64(1) << UInt64(bitCount))) - 1, 0, 0, 0)
        }
    }
}

import CRuleKernels

/// Conditions over the rows of a table as steps on bitmaps, to be run a chunk of rows at a time.
struct BitProgram: Sendable {
    /// A bitmap of one chunk.
    typealias Slot = UInt32

    fileprivate(set) var steps: [rk_step] = []
    fileprivate(set) var slotCount = 0
    fileprivate(set) var columns: [ClassColumn] = []
    fileprivate(set) var bitmaps: [Bitmap] = []
    /// 32 bytes for each set.
    fileprivate(set) var sets: [UInt8] = []
    fileprivate(set) var outputCount = 0

    let rowCount: Int

    init(rowCount: Int) {
        self.rowCount = rowCount
    }

    var wordCount: Int { Bitmap.paddedWordCount(rowCount: rowCount) }

    /// How many words of a bitmap are worked on at once, so that the slots stay in the second-level cache: 16, 32 or 64.
    var chunkWordCount: Int {
        switch slotCount {
        case ..<1024: 64
        case ..<4096: 32
        default: 16
        }
    }
}

/// Builds a bit program from a graph of conditions: what is shared is computed once, slots are used again when their last reader is through.
struct BitProgramBuilder {
    private(set) var program: BitProgram
    private let graph: ConditionGraph
    private let literals: [LeafLiterals]
    /// By node: its slot, once it has been computed.
    private var slots: [Int: BitProgram.Slot] = [:]
    /// By node: how many steps still read it; nodes that are asked for by the user stay.
    private var readers: [Int: Int] = [:]
    private var freeSlots: [BitProgram.Slot] = []
    private var columnPlaces: [ObjectIdentifier: UInt32] = [:]
    private var bitmapPlaces: [ObjectIdentifier: UInt32] = [:]
    private var setPlaces: [ClassSet: UInt32] = [:]
    /// The bitmaps of every row and of none, once something needs them.
    private var constants: [Bool: Bitmap] = [:]

    /// - Parameter literals: By leaf of the graph.
    init(rowCount: Int, graph: ConditionGraph, literals: [LeafLiterals], roots: [ConditionGraph.NodeID]) {
        program = BitProgram(rowCount: rowCount)
        self.graph = graph
        self.literals = literals
        countReaders(of: roots)
    }

    /// Computes a node and counts its bits.
    /// - Returns: The number of the output.
    mutating func addOutput(_ node: ConditionGraph.NodeID) -> Int {
        let output = program.outputCount
        program.outputCount += 1
        // The step that computes it may count it too.
        if slots[node] == nil {
            _ = slot(of: node, output: UInt32(output))
        } else {
            let place = slot(of: node)
            emit(rk_copy, [place], result: place, output: UInt32(output))
        }
        release(node)
        return output
    }

    /// Computes a node and keeps its bits to the end of the chunk.
    mutating func addResult(_ node: ConditionGraph.NodeID) -> BitProgram.Slot { slot(of: node) }

    // MARK: - Slots

    private mutating func countReaders(of roots: [ConditionGraph.NodeID]) {
        var stack = roots
        for root in roots { readers[root, default: 0] += 1 }
        var seen: Set<Int> = []
        while let node = stack.popLast() {
            guard seen.insert(node).inserted else { continue }
            for child in graph.children(of: node) {
                readers[child, default: 0] += 1
                stack.append(child)
            }
        }
    }

    private mutating func newSlot() -> BitProgram.Slot {
        if let slot = freeSlots.popLast() { return slot }
        program.slotCount += 1
        return BitProgram.Slot(program.slotCount - 1)
    }

    private mutating func release(_ node: ConditionGraph.NodeID) {
        guard let count = readers[node] else { return }
        readers[node] = count - 1
        if count == 1, let slot = slots.removeValue(forKey: node) { freeSlots.append(slot) }
    }

    private mutating func emit(
        _ operation: rk_operation, _ operands: [UInt32], result: BitProgram.Slot, output: UInt32 = .max
    ) {
        var step = rk_step()
        step.operation = UInt8(truncatingIfNeeded: operation.rawValue)
        step.a = operands.first ?? 0
        step.b = operands.count > 1 ? operands[1] : 0
        step.c = operands.count > 2 ? operands[2] : 0
        step.d = operands.count > 3 ? operands[3] : 0
        step.result = result
        step.output = output
        program.steps.append(step)
    }

    private mutating func slot(of node: ConditionGraph.NodeID, output: UInt32 = .max) -> BitProgram.Slot {
        if let slot = slots[node] { return slot }
        let slot: BitProgram.Slot
        switch graph[node] {
        case .constant(let truth):
            slot = newSlot()
            emitConstant(truth, slot, output)
        case .literal(let leaf, let wanted):
            slot = newSlot()
            emit(wanted ? literals[leaf].whereTrue : literals[leaf].whereFalse, slot, output)
        case .all(let children): slot = emitJunction(children, isAll: true, output)
        case .any(let children): slot = emitJunction(children, isAll: false, output)
        case .butNot(let first, let second):
            let operands = [self.slot(of: first), self.slot(of: second)]
            slot = newSlot()
            emit(rk_and_not, operands, result: slot, output: output)
            release(first)
            release(second)
        }
        slots[node] = slot
        return slot
    }

    // MARK: - Leaves

    private mutating func emit(_ literal: LeafLiterals.Literal, _ slot: BitProgram.Slot, _ output: UInt32) {
        switch literal {
        case .constant(let truth): emitConstant(truth, slot, output)
        case .bitmap(let bitmap):
            let place = bitmapPlaces[ObjectIdentifier(bitmap), default: UInt32(program.bitmaps.count)]
            if Int(place) == program.bitmaps.count {
                program.bitmaps.append(bitmap)
                bitmapPlaces[ObjectIdentifier(bitmap)] = place
            }
            emit(rk_load, [place], result: slot, output: output)
        case .classes(let set, let column):
            let place = columnPlaces[ObjectIdentifier(column), default: UInt32(program.columns.count)]
            if Int(place) == program.columns.count {
                program.columns.append(column)
                columnPlaces[ObjectIdentifier(column)] = place
            }
            let ranges = set.ranges
            switch ranges.count {
            case 0: emitConstant(false, slot, output)
            case 1, 2:
                emit(ranges.count == 1 ? rk_range : rk_ranges, [place], result: slot, output: output)
                let last = program.steps.count - 1
                program.steps[last].low = ranges[0].lowerBound
                program.steps[last].span = ranges[0].upperBound - ranges[0].lowerBound
                if ranges.count == 2 {
                    program.steps[last].low2 = ranges[1].lowerBound
                    program.steps[last].span2 = ranges[1].upperBound - ranges[1].lowerBound
                }
            default:
                let setPlace = setPlaces[set, default: UInt32(program.sets.count / 32)]
                if Int(setPlace) == program.sets.count / 32 {
                    program.sets += set.table
                    setPlaces[set] = setPlace
                }
                emit(rk_set, [place, setPlace], result: slot, output: output)
            }
        }
    }

    /// True for every row there is, or for none.
    private mutating func emitConstant(_ truth: Bool, _ slot: BitProgram.Slot, _ output: UInt32) {
        let bitmap = constants[truth] ?? Bitmap(rowCount: program.rowCount)
        if constants[truth] == nil {
            if truth { bitmap.insertAll(program.rowCount) }
            constants[truth] = bitmap
        }
        emit(.bitmap(bitmap), slot, output)
    }

    // MARK: - Junctions

    /// Up to four operands at a time, and the common forms of two levels in one step.
    private mutating func emitJunction(
        _ children: [ConditionGraph.NodeID], isAll: Bool, _ output: UInt32
    ) -> BitProgram.Slot {
        if let shape = twoLevels(children, isAll: isAll) {
            let operands = shape.operands.map { slot(of: $0) }
            let result = newSlot()
            emit(shape.operation, operands, result: result, output: output)
            for node in shape.operands + shape.inner { release(node) }
            return result
        }
        var result = slot(of: children[0])
        var rest = children.dropFirst()
        var isOwn = false
        while !rest.isEmpty {
            let group = rest.prefix(3)
            rest = rest.dropFirst(3)
            let operands = [result] + group.map { slot(of: $0) }
            let operation =
                switch operands.count {
                case 2: isAll ? rk_and2 : rk_or2
                case 3: isAll ? rk_and3 : rk_or3
                default: isAll ? rk_and4 : rk_or4
                }
            let target = isOwn ? result : newSlot()
            emit(operation, operands, result: target, output: rest.isEmpty ? output : .max)
            if !isOwn { release(children[0]) }
            for node in group { release(node) }
            result = target
            isOwn = true
        }
        return result
    }

    private struct Shape {
        var operation: rk_operation
        var operands: [ConditionGraph.NodeID]
        /// Nodes that the step computes on the way.
        var inner: [ConditionGraph.NodeID]
    }

    /// The one step that computes a junction and the junctions in it, where those are needed by nobody else.
    private func twoLevels(_ children: [ConditionGraph.NodeID], isAll: Bool) -> Shape? {
        guard children.count <= 3 else { return nil }
        var plain: [ConditionGraph.NodeID] = []
        var inner: [(node: ConditionGraph.NodeID, children: [ConditionGraph.NodeID])] = []
        for child in children {
            // One that is there already, or that others read, is an operand like any other.
            if slots[child] == nil, readers[child] == 1, let parts = graph.junction(child, isAll: !isAll) {
                inner.append((child, parts))
            } else {
                plain.append(child)
            }
        }
        func shape(_ all: rk_operation, _ any: rk_operation, _ operands: [ConditionGraph.NodeID]) -> Shape {
            Shape(operation: isAll ? all : any, operands: operands, inner: inner.map(\.node))
        }
        switch (plain.count, inner.map(\.children.count)) {
        case (1, [2]):
            let parts = inner[0].children
            // a & (b | (c & d)), where the innermost is nobody else's either
            for (other, nested) in [(parts[0], parts[1]), (parts[1], parts[0])] {
                if slots[nested] == nil, readers[nested] == 1, let deepest = graph.junction(nested, isAll: isAll),
                    deepest.count == 2
                {
                    var result = shape(rk_and_or_and, rk_or_and_or, plain + [other] + deepest)
                    result.inner.append(nested)
                    return result
                }
            }
            return shape(rk_and_or, rk_or_and, plain + parts)
        case (2, [2]): return shape(rk_and2_or2, rk_or2_and2, plain + inner[0].children)
        case (1, [3]): return shape(rk_and_or3, rk_or_and3, plain + inner[0].children)
        case (0, [2, 2]): return shape(rk_both_or2, rk_either_and2, inner[0].children + inner[1].children)
        default: return nil
        }
    }
}

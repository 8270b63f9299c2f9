import CRuleKernels

/// Conditions over the rows of a table as steps on bitmaps, to be run a chunk of rows at a time.
struct BitProgram: Sendable {
    /// A bitmap of one chunk.
    typealias Slot = UInt32

    /// Steps of one kind stand together, as far as what they read allows.
    let steps: [rk_step]
    let slotCount: Int
    let bitmaps: [Bitmap]
    let outputCount: Int
    /// By result, the slot that holds it at the end of a chunk.
    let results: [Slot]
    let rowCount: Int

    var wordCount: Int { Bitmap.paddedWordCount(rowCount: rowCount) }

    static let maximumChunkWordCount = Int(RK_CHUNK_WORDS)

    /// How many words of a bitmap are worked on at once, so that the slots stay in the second-level cache.
    var chunkWordCount: Int {
        switch slotCount {
        case ..<1_536: Self.maximumChunkWordCount
        case ..<3_072: 32
        case ..<6_144: 16
        default: 8
        }
    }
}

/// Builds a bit program from a graph of conditions: what is shared is computed once.
///
/// Steps are drafted in the order in which something asks for them, each with a value of its own. Then they are sorted: those of one
/// kind that read nothing of one another run in a row, without a branch between them. Slots are given out last, and used again when
/// their last reader is through.
struct BitProgramBuilder {
    /// What a step computes: the number of its draft.
    private typealias Value = UInt32

    private struct Draft {
        /// Its operands are values, until they become slots.
        var step: rk_step
        /// How many of `a` to `d` are values.
        var operandCount = 0
        /// The column whose classes alone it depends on; steps of one column come together, before those that join columns.
        var column = Int.max
        /// One more than that of each step of the same kind, of one column or of several, whose value it reads.
        var level = 0
    }

    private let rowCount: Int
    private var graph: ConditionGraph
    private var conditions = ClassConditions()
    private let literals: [LeafLiterals]
    private var drafts: [Draft] = []
    /// By node: its value, once something asked for it.
    private var values: [Value?]
    /// By node: how many others, and how many questions, read it.
    private var readers: [Int]
    private var results: [Value] = []
    private var outputCount = 0
    private var bitmaps: [Bitmap] = []
    private var loadedBitmaps: [ObjectIdentifier: Value] = [:]
    /// By node that is a set of classes: the node that says it by the bits of a class.
    private var substitutes: [ConditionGraph.NodeID?]
    /// The bitmaps of every row and of none, once something needs them.
    private var constants: [Bool: Bitmap] = [:]

    /// - Parameter literals: By leaf of the graph.
    init(rowCount: Int, graph: ConditionGraph, literals: [LeafLiterals], roots: [ConditionGraph.NodeID]) {
        self.rowCount = rowCount
        self.graph = graph
        self.literals = literals
        substitutes = graph.nodes.map { _ in nil }
        readers = []
        values = []
        var stack = roots.map { substituted($0) }
        readers = self.graph.nodes.map { _ in 0 }
        for root in stack { readers[root] += 1 }
        var isSeen = readers.map { _ in false }
        while let node = stack.popLast() {
            if isSeen[node] { continue }
            isSeen[node] = true
            for child in self.graph.children(of: node) {
                let child = substituted(child)
                let added = self.graph.nodes.count - readers.count
                readers += [Int](repeating: 0, count: added)
                isSeen += [Bool](repeating: false, count: added)
                readers[child] += 1
                stack.append(child)
            }
        }
        values = readers.map { _ in nil }
    }

    /// The node that says the same by the bits of a class, where a node is a set of classes.
    private mutating func substituted(_ node: ConditionGraph.NodeID) -> ConditionGraph.NodeID {
        // Nodes that were made of bits stand behind the others.
        guard node < substitutes.count, case .literal(let leaf, let wanted) = graph[node],
            case .classes(let set, let column) = wanted ? literals[leaf].whereTrue : literals[leaf].whereFalse
        else { return node }
        if let substitute = substitutes[node] { return substitute }
        let substitute = conditions.add(set, of: column, to: &graph)
        substitutes[node] = substitute
        return substitute
    }

    /// Computes a node and counts its bits.
    /// - Returns: The number of the output; nodes that are asked for again have the one they had.
    mutating func addOutput(_ node: ConditionGraph.NodeID) -> Int {
        let value = Int(value(of: node))
        if drafts[value].step.output == .max {
            drafts[value].step.output = UInt32(outputCount)
            outputCount += 1
        }
        return Int(drafts[value].step.output)
    }

    /// Computes a node and keeps its bits to the end of the chunk.
    /// - Returns: The number of the result.
    mutating func addResult(_ node: ConditionGraph.NodeID) -> Int {
        results.append(value(of: node))
        return results.count - 1
    }

    // MARK: - Values

    private mutating func draft(_ operation: rk_operation, _ operands: [Value]) -> Value {
        let columns = operands.map { drafts[Int($0)].column }
        let column = columns.allSatisfy { $0 == columns[0] } ? columns.first ?? .max : .max
        let level = operands.reduce(-1) { max($0, drafts[Int($1)].column == column ? drafts[Int($1)].level : -1) } + 1
        var step = rk_step()
        step.operation = UInt8(truncatingIfNeeded: operation.rawValue)
        step.a = operands.first ?? 0
        step.b = operands.count > 1 ? operands[1] : 0
        step.c = operands.count > 2 ? operands[2] : 0
        step.d = operands.count > 3 ? operands[3] : 0
        step.output = .max
        drafts.append(Draft(step: step, operandCount: operands.count, column: column, level: level))
        return Value(drafts.count - 1)
    }

    private mutating func value(of condition: ConditionGraph.NodeID) -> Value {
        let node = substituted(condition)
        if let value = values[node] { return value }
        let value =
            switch graph[node] {
            case .constant(let truth): constant(truth)
            case .literal(let leaf, let wanted):
                self.value(of: wanted ? literals[leaf].whereTrue : literals[leaf].whereFalse)
            case .all(let children): junction(children, isAll: true)
            case .any(let children): junction(children, isAll: false)
            case .butNot(let first, let second):
                draft(rk_and_not, [self.value(of: first), self.value(of: second)])
            case .bit(let number, true): load(conditions.bits[number].plane, of: conditions.bits[number].column)
            case .bit(let number, false):
                draft(rk_not, [load(conditions.bits[number].plane, of: conditions.bits[number].column)])
            }
        values[node] = value
        return value
    }

    // MARK: - Leaves

    private mutating func value(of literal: LeafLiterals.Literal) -> Value {
        switch literal {
        case .constant(let truth): return constant(truth)
        case .bitmap(let bitmap): return load(bitmap)
        case .classes: preconditionFailure("sets of classes have substitutes")
        }
    }

    /// - Parameter column: Whose bit it is.
    private mutating func load(_ bitmap: Bitmap, of column: Int = .max) -> Value {
        if let value = loadedBitmaps[ObjectIdentifier(bitmap)] { return value }
        let value = draft(rk_load, [])
        drafts[Int(value)].step.a = UInt32(bitmaps.count)
        drafts[Int(value)].column = column
        bitmaps.append(bitmap)
        loadedBitmaps[ObjectIdentifier(bitmap)] = value
        return value
    }

    /// True for every row there is, or for none.
    private mutating func constant(_ truth: Bool) -> Value {
        if let bitmap = constants[truth] { return load(bitmap) }
        let bitmap = Bitmap(rowCount: rowCount)
        if truth { bitmap.insertAll(rowCount) }
        constants[truth] = bitmap
        return load(bitmap)
    }

    // MARK: - Junctions

    /// Up to four operands at a time, and the common forms of two levels in one step.
    private mutating func junction(_ terms: [ConditionGraph.NodeID], isAll: Bool) -> Value {
        // Bits are joined in pairs, which are one step where nobody else needs a part.
        let children = terms.map { substituted($0) }.flatMap { flattened($0, isAll: isAll) }
        if let shape = twoLevels(children, isAll: isAll) {
            return draft(shape.operation, shape.operands.map { value(of: $0) })
        }
        var result = value(of: children[0])
        var rest = children.dropFirst()
        while !rest.isEmpty {
            let operands = [result] + rest.prefix(3).map { value(of: $0) }
            rest = rest.dropFirst(3)
            let operation =
                switch operands.count {
                case 2: isAll ? rk_and2 : rk_or2
                case 3: isAll ? rk_and3 : rk_or3
                default: isAll ? rk_and4 : rk_or4
                }
            result = draft(operation, operands)
        }
        return result
    }

    private mutating func flattened(_ node: ConditionGraph.NodeID, isAll: Bool) -> [ConditionGraph.NodeID] {
        guard let parts = ownJunction(node, isAll: isAll) else { return [node] }
        return parts.flatMap { flattened($0, isAll: isAll) }
    }

    private struct Shape {
        var operation: rk_operation
        var operands: [ConditionGraph.NodeID]
    }

    /// The one step that computes a junction and the junctions in it, where those are needed by nobody else.
    private mutating func twoLevels(_ children: [ConditionGraph.NodeID], isAll: Bool) -> Shape? {
        guard children.count <= 3 else { return nil }
        var plain: [ConditionGraph.NodeID] = []
        var inner: [[ConditionGraph.NodeID]] = []
        for child in children {
            if let parts = ownJunction(child, isAll: !isAll) { inner.append(parts) } else { plain.append(child) }
        }
        func shape(_ all: rk_operation, _ any: rk_operation, _ operands: [ConditionGraph.NodeID]) -> Shape {
            Shape(operation: isAll ? all : any, operands: operands)
        }
        switch (plain.count, inner.map(\.count)) {
        case (1, [2]):
            let parts = inner[0]
            // a & (b | (c & d)), where the innermost is nobody else's either
            for (other, nested) in [(parts[0], parts[1]), (parts[1], parts[0])] {
                if let deepest = ownJunction(nested, isAll: isAll), deepest.count == 2 {
                    return shape(rk_and_or_and, rk_or_and_or, plain + [other] + deepest)
                }
            }
            return shape(rk_and_or, rk_or_and, plain + parts)
        case (2, [2]): return shape(rk_and2_or2, rk_or2_and2, plain + inner[0])
        case (1, [3]): return shape(rk_and_or3, rk_or_and3, plain + inner[0])
        case (0, [2, 2]): return shape(rk_both_or2, rk_either_and2, inner[0] + inner[1])
        default: return nil
        }
    }

    /// The parts of a junction that has been asked for by nobody yet, and will be by one reader alone.
    private mutating func ownJunction(_ node: ConditionGraph.NodeID, isAll: Bool) -> [ConditionGraph.NodeID]? {
        guard values[node] == nil, readers[node] == 1 else { return nil }
        return graph.junction(node, isAll: isAll)?.map { substituted($0) }
    }

    // MARK: - Finishing

    /// Sorts the steps and gives out slots.
    func program() -> BitProgram {
        let uses = uses()
        let order = drafts.indices.sorted { precedes($0, $1, uses) }
        // By value, the place of the step behind which its slot is free; results stay.
        var lastReaders = [Int](repeating: -1, count: drafts.count)
        for (place, draft) in order.enumerated() {
            forEachOperand(drafts[draft]) { lastReaders[Int($0)] = place }
        }
        for result in results { lastReaders[Int(result)] = .max }
        var slots = [BitProgram.Slot](repeating: 0, count: drafts.count)
        var slotCount = 0
        var freeSlots: [BitProgram.Slot] = []
        var steps: [rk_step] = []
        steps.reserveCapacity(order.count)
        for (place, index) in order.enumerated() {
            let draft = drafts[index]
            var step = draft.step
            if draft.operandCount > 0 { step.a = slots[Int(step.a)] }
            if draft.operandCount > 1 { step.b = slots[Int(step.b)] }
            if draft.operandCount > 2 { step.c = slots[Int(step.c)] }
            if draft.operandCount > 3 { step.d = slots[Int(step.d)] }
            var freed: [BitProgram.Slot] = []
            forEachOperand(draft) { value in
                if lastReaders[Int(value)] == place {
                    freed.append(slots[Int(value)])
                    // A step may read one value twice.
                    lastReaders[Int(value)] = -1
                }
            }
            step.use = UInt8(truncatingIfNeeded: uses[index].rawValue)
            // A word of the result is written when those of the operands have been read: it may take the place of one of them.
            freeSlots += freed
            // A bitmap is copied before its bits are counted.
            if uses[index] != rk_count || draft.operandCount == 0 {
                if let slot = freeSlots.popLast() {
                    slots[index] = slot
                } else {
                    slots[index] = BitProgram.Slot(slotCount)
                    slotCount += 1
                }
                // What is read by nobody is counted at once.
                if lastReaders[index] < 0 { freeSlots.append(slots[index]) }
            }
            step.result = slots[index]
            steps.append(step)
        }
        return BitProgram(
            steps: steps, slotCount: slotCount, bitmaps: bitmaps, outputCount: outputCount,
            results: results.map { slots[Int($0)] }, rowCount: rowCount)
    }

    /// By draft, what becomes of its bits.
    private func uses() -> [rk_use] {
        var isRead = [Bool](repeating: false, count: drafts.count)
        for draft in drafts { forEachOperand(draft) { isRead[Int($0)] = true } }
        for result in results { isRead[Int(result)] = true }
        return drafts.indices.map { index in
            if drafts[index].step.output == .max { return rk_keep }
            return isRead[index] ? rk_keep_count : rk_count
        }
    }

    /// Column by column, so that its bits are still near, and then what joins them; first what others read; then kind by kind; then by the
    /// bitmaps that are read.
    private func precedes(_ left: Int, _ right: Int, _ uses: [rk_use]) -> Bool {
        let (first, second) = (drafts[left], drafts[right])
        if first.column != second.column { return first.column < second.column }
        if first.level != second.level { return first.level < second.level }
        if first.step.operation != second.step.operation { return first.step.operation < second.step.operation }
        if uses[left] != uses[right] { return uses[left].rawValue < uses[right].rawValue }
        if first.step.a != second.step.a { return first.step.a < second.step.a }
        if first.step.b != second.step.b { return first.step.b < second.step.b }
        return left < right
    }

    private func forEachOperand(_ draft: Draft, _ body: (Value) -> Void) {
        if draft.operandCount > 0 { body(draft.step.a) }
        if draft.operandCount > 1 { body(draft.step.b) }
        if draft.operandCount > 2 { body(draft.step.c) }
        if draft.operandCount > 3 { body(draft.step.d) }
    }
}

import RulePlan

/// Any aggregate but `count` over the rows of a segment: the evaluator's own, of members whose conditions were found before.
final class AggregateTally: SegmentTally {
    private let segments: SegmentedRows
    private let function: PlanAggregate
    private let value: RowValues
    private let by: RowValues?
    private let type: ValueType
    private let valueType: ValueType
    private let entity: EntityID
    private let engine: ColumnarEngine
    /// Those of the segment in which the next place lies.
    private var members: [AggregateMember] = []
    /// By target.
    private var results: [Value]
    private var target = 0

    /// - Parameters:
    ///   - value: Reads the row of `entity` alone, as `by` does.
    ///   - entity: Whose rows they are.
    init(
        _ segments: SegmentedRows, _ function: PlanAggregate, of value: ExpressionID, by: ExpressionID?,
        in entity: EntityID, with engine: ColumnarEngine
    ) {
        self.segments = segments
        self.function = function
        self.value = RowValues(of: value, in: entity, with: engine)
        self.by = by.map { RowValues(of: $0, in: entity, with: engine) }
        self.entity = entity
        self.engine = engine
        valueType = engine.plan.type(of: value)
        type = valueType
        // Nothing belongs where no place was taken.
        results = [Value](repeating: .missing, count: segments.targetCount)
    }

    func add(_ index: Int, isFound: UInt64, isUnknown: UInt64) {
        let ends = segments.words[index].ends
        var rest = isFound | isUnknown | ends
        while rest != 0 {
            let bit = rest & (~rest &+ 1)
            let place = index * 64 + rest.trailingZeroBitCount
            rest &= rest - 1
            if (isFound | isUnknown) & bit != 0 {
                let row = Int(segments.rows[place])
                members.append(
                    AggregateMember(
                        row: row, belongs: isFound & bit != 0 ? true : nil, value: value[row],
                        by: by?[row] ?? .missing))
            }
            if ends & bit != 0 {
                results[Int(segments.targets[place])] = engine.evaluator.aggregate(
                    function, of: members, valueType: valueType, in: entity)
                members.removeAll(keepingCapacity: true)
            }
        }
    }

    func values() -> SourceValues { SourceValues(Column(results, type: type)) }
}

/// What an expression that reads one row comes to for the rows of an entity.
private struct RowValues {
    private let column: Column?
    private let id: ExpressionID
    private let evaluator: ScalarEvaluator

    init(of id: ExpressionID, in entity: EntityID, with engine: ColumnarEngine) {
        self.id = id
        evaluator = engine.evaluator
        if case .field(let slot, let row) = engine.plan[id], case .row(depth: 0) = engine.plan[row] {
            column = engine.data.table(entity)?.columns[slot.index]
        } else {
            column = nil
        }
    }

    subscript(row: Int) -> Value { column?[row] ?? evaluator.value(of: id, in: [row]) }
}

import RulePlan

/// Finds by what an expression reads its row: fields, derived values and row sets, also behind references.
struct RowSources {
    /// A way from a row to another, by the references on it; empty for the row itself.
    struct Path: Hashable {
        var entity: EntityID
        var steps: [Step] = []

        struct Step: Hashable {
            var field: FieldSlot
            /// The entity whose row the reference leads to.
            var target: EntityID
        }

        /// The entity of the row at its end.
        var end: EntityID { steps.last?.target ?? entity }
    }

    private let plan: Plan
    private let reads: FrameReads
    private let entity: EntityID

    /// - Parameter entity: Whose rows the expressions are asked of.
    init(of plan: Plan, _ reads: FrameReads, entity: EntityID) {
        self.plan = plan
        self.reads = reads
        self.entity = entity
    }

    /// The sources that an expression reads, ascending; nothing where it reads the row in other ways too.
    func sources(of root: ExpressionID) -> [ExpressionID]? {
        var found: Set<ExpressionID> = []
        var stack = [root]
        while let id = stack.popLast() {
            if reads.isNothing(of: id) { continue }
            switch plan[id] {
            case .row: return nil
            case .field(_, let row), .definition(_, let row?):
                if path(to: row) == nil { return nil }
                found.insert(id)
            case .aggregate, .quantifier: found.insert(id)
            default: stack += plan[id].operands
            }
        }
        return found.sorted()
    }

    /// The references from the row in question to the one that an expression yields.
    func path(to row: ExpressionID) -> Path? {
        var steps: [Path.Step] = []
        var place = row
        while true {
            switch plan[place] {
            case .row(depth: 0):
                return Path(entity: entity, steps: steps.reversed())
            case .field(let slot, let base):
                guard case .reference(let target) = plan.type(of: place) else { return nil }
                steps.append(Path.Step(field: slot, target: target))
                place = base
            default: return nil
            }
        }
    }
}

/// What a source comes to for each row at the end of its path.
enum SourceValues: Sendable {
    /// For every row the same.
    case constant(Evaluated)
    /// By row a code; by code a value, missing for code 0.
    case codes8([UInt8], values: [Evaluated])
    case codes16([UInt16], values: [Evaluated])
    case codes32([UInt32], values: [Evaluated])
    case numbers([Double])
    case ticks([Int64], isTime: Bool)
    /// References; `Column.missingRow` is missing.
    case rows([UInt32])
    /// Values without codes.
    case column(Column)
    /// A condition.
    case truths(whereTrue: Bitmap, whereFalse: Bitmap)

    init(_ column: Column) {
        switch column.storage {
        case .codes8(let codes, let dictionary): self = .codes8(codes, values: Self.values(dictionary))
        case .codes16(let codes, let dictionary): self = .codes16(codes, values: Self.values(dictionary))
        case .codes32(let codes, let dictionary): self = .codes32(codes, values: Self.values(dictionary))
        case .numbers(let numbers): self = .numbers(numbers)
        case .ticks(let ticks, let isTime): self = .ticks(ticks, isTime: isTime)
        case .rows(let rows): self = .rows(rows)
        case .texts, .values: self = .column(column)
        }
    }

    private static func values(_ dictionary: [Value]) -> [Evaluated] {
        [.value(.missing)] + dictionary.map(Evaluated.value)
    }
}

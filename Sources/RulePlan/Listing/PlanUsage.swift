/// What a plan's rules read, and which expressions several rules have in common.
package struct PlanUsage {
    struct Shared {
        var expression: ExpressionID
        /// The names of the rows in scope where it stands first, innermost last.
        var rows: [String]
        /// In program order, two or more.
        var rules: [RuleID]
    }

    /// A field by which rows are found that refer to a row.
    struct Reference: Hashable, Comparable {
        var entity: EntityID
        var slot: FieldSlot

        static func < (left: Reference, right: Reference) -> Bool {
            (left.entity, left.slot) < (right.entity, right.slot)
        }
    }

    private let plan: Plan
    private let text: PlanText
    package private(set) var scores: Set<ScoreID> = []
    private(set) var parameters: Set<ParameterID> = []
    package private(set) var fields: [EntityID: Set<FieldSlot>] = [:]
    private(set) var references: Set<Reference> = []
    /// Those that rules use, each after those that it uses.
    private(set) var definitionOrder: [DefinitionID] = []
    private var rulesByExpression: [ExpressionID: [RuleID]] = [:]
    private var firstRows: [ExpressionID: [String]] = [:]

    init(_ plan: Plan) {
        self.plan = plan
        text = PlanText(plan: plan)
        for (index, rule) in plan.rules.enumerated() {
            var seen: Set<ExpressionID> = []
            var rows: [String] = []
            if let entity = rule.subject?.entity {
                rows = [plan.schema[entity].name]
                fields[entity, default: []].formUnion([])
            }
            for root in rule.expressions { visit(root, rows, RuleID(index), &seen) }
        }
        var seen: Set<ExpressionID> = []
        for definition in plan.definitions {
            visit(definition.value, definition.entity.map { [plan.schema[$0].name] } ?? [], nil, &seen)
        }
        definitionOrder = plan.definitionsInUse()
    }

    /// What one rule reads, also by way of the definitions that it uses.
    package init(_ plan: Plan, of rule: RuleID) {
        self.plan = plan
        text = PlanText(plan: plan)
        let expressions = plan[rule].expressions
        var seen: Set<ExpressionID> = []
        var rows: [String] = []
        if let entity = plan[rule].subject?.entity {
            rows = [plan.schema[entity].name]
            fields[entity, default: []].formUnion([])
        }
        for root in expressions { visit(root, rows, rule, &seen) }
        definitionOrder = plan.definitions(neededBy: expressions)
        for id in definitionOrder {
            visit(plan[id].value, plan[id].entity.map { [plan.schema[$0].name] } ?? [], nil, &seen)
        }
    }

    /// The expressions that several rules use, without those that stand in a larger one of the same rules. Names and constants, which
    /// cost nothing, are left out.
    var shared: [Shared] {
        var covered: Set<ExpressionID> = []
        var result: [Shared] = []
        // Operands stand before the nodes that use them: from the last, the larger ones come first.
        for index in plan.expressions.indices.reversed() {
            let id = ExpressionID(index)
            guard let rules = rulesByExpression[id], rules.count > 1 else { continue }
            plan[id].forEachOperand { if rulesByExpression[$0] == rules { covered.insert($0) } }
            if covered.contains(id) || plan[id].isName { continue }
            result.append(Shared(expression: id, rows: firstRows[id] ?? [], rules: rules))
        }
        return result.reversed()
    }

    private mutating func visit(
        _ id: ExpressionID, _ rows: [String], _ rule: RuleID?, _ seen: inout Set<ExpressionID>
    ) {
        guard seen.insert(id).inserted else { return }
        if let rule { rulesByExpression[id, default: []].append(rule) }
        if firstRows[id] == nil { firstRows[id] = rows }
        switch plan[id] {
        case .score(let score): scores.insert(score)
        case .parameter(let parameter): parameters.insert(parameter)
        case .field(let slot, let row):
            if case .reference(let entity) = plan.type(of: row) { fields[entity, default: []].insert(slot) }
        default: break
        }
        switch plan[id] {
        case .aggregate(_, let value, let by, let rowSet):
            visit(rowSet, [value, by], rows, rule, &seen)
        case .quantifier(_, let rowSet, let satisfy):
            visit(rowSet, [satisfy], rows, rule, &seen)
        default:
            for operand in plan[id].operands { visit(operand, rows, rule, &seen) }
        }
    }

    private mutating func visit(
        _ rowSet: PlanRowSet, _ operands: [ExpressionID?], _ rows: [String], _ rule: RuleID?,
        _ seen: inout Set<ExpressionID>
    ) {
        fields[rowSet.entity, default: []].formUnion([])
        if case .referring(let slot, let target) = rowSet.scope {
            references.insert(Reference(entity: rowSet.entity, slot: slot))
            visit(target, rows, rule, &seen)
        }
        let inner = rows + [text.innerName(of: rowSet.entity, rows: rows)]
        for case let operand? in operands + [rowSet.condition] { visit(operand, inner, rule, &seen) }
    }
}

extension PlanExpression {
    /// Whether it only names something.
    fileprivate var isName: Bool {
        switch self {
        case .constant, .parameter, .score, .now, .today, .date, .row, .field, .definition: true
        default: false
        }
    }
}

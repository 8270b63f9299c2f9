extension PlanVerifier {
    /// What is wrong with the types of an expression and its operands, which are all there.
    func typeProblem(of expression: PlanExpression, type: ValueType) -> String? {
        let fits: Bool
        switch expression {
        case .constant(let value): fits = type.holds(value) && !value.holdsRow
        case .parameter(let id): fits = type.isLike(plan.parameters[id.index].type)
        case .score(let id): fits = type.isLike(plan.schema.scores[id.index].type)
        case .now, .today, .date: fits = type == .time
        case .row: fits = type.isReference
        case .field(let slot, let row):
            guard case .reference(let entity) = plan.type(of: row), contains(slot, in: entity) else {
                return "is a field of what is no row, or of a row without it"
            }
            fits = type.isLike(fieldType(slot, of: entity))
        case .definition(let id, let row):
            let definition = plan[id]
            guard row.map({ plan.type(of: $0) }) == definition.entity.map(ValueType.reference) else {
                return "is a definition of other rows"
            }
            fits = type.isLike(definition.type)
        case .negated(let operand):
            fits = type.isLike(plan.type(of: operand)) && (type.isLike(.number) || type == .duration)
        case .arithmetic(let `operator`, let left, let right):
            fits = Self.result(`operator`, plan.type(of: left), plan.type(of: right)).map(type.isLike) ?? false
        case .function(let function, let operand):
            fits = Self.result(function, plan.type(of: operand)).map(type.isLike) ?? false
        case .otherwise(let value, let fallback):
            fits = type.isLike(plan.type(of: value)) && type.isLike(plan.type(of: fallback))
        case .list(let elements):
            guard case .list(let element) = type else { return "is a list of another type" }
            fits = elements.allSatisfy { element.isComparable(with: plan.type(of: $0)) }
        case .aggregate(let function, let value, let by, let rows):
            if let problem = rowSetProblem(rows) { return problem }
            fits = self.fits(function, value.map { plan.type(of: $0) }, by.map { plan.type(of: $0) }, type)
        case .and(let terms), .or(let terms):
            fits = type == .boolean && terms.count > 1 && terms.allSatisfy { plan.type(of: $0) == .boolean }
        case .not(let operand): fits = type == .boolean && plan.type(of: operand) == .boolean
        case .quantifier(let kind, let rows, let satisfy):
            if let problem = rowSetProblem(rows) { return problem }
            if (satisfy != nil) != (kind == .all) { return "'satisfy' belongs to 'all'" }
            fits = type == .boolean && (satisfy.map { plan.type(of: $0) == .boolean } ?? true)
        case .comparison(let comparator, let left, let right, _):
            let operand = plan.type(of: left)
            let isOrderFree = comparator == .equal || comparator == .notEqual
            fits =
                type == .boolean && operand.isComparable(with: plan.type(of: right))
                && (isOrderFree || operand.hasOrder)
        case .between(let value, let lower, let upper):
            let operand = plan.type(of: value)
            fits =
                type == .boolean && operand.hasOrder && operand.isComparable(with: plan.type(of: lower))
                && operand.isComparable(with: plan.type(of: upper))
        case .isIn(let value, let list, _): fits = type == .boolean && isElement(value, of: list)
        case .contains(let list, let element, _): fits = type == .boolean && isElement(element, of: list)
        case .textTest(_, let left, let right, _):
            fits = type == .boolean && plan.type(of: left) == .text && plan.type(of: right) == .text
        case .like(let operand, _), .matches(let operand, _):
            fits = type == .boolean && plan.type(of: operand) == .text
        case .isKnown: fits = type == .boolean
        }
        return fits ? nil : "its types do not fit"
    }

    private func fieldType(_ slot: FieldSlot, of entity: EntityID) -> ValueType {
        plan.schema.entities[entity.index].fields[slot.index].type
    }

    private func isElement(_ element: ExpressionID, of list: ExpressionID) -> Bool {
        guard case .list(let type) = plan.type(of: list) else { return false }
        return type.isComparable(with: plan.type(of: element))
    }

    private func rowSetProblem(_ rows: PlanRowSet) -> String? {
        if case .referring(let slot, let target) = rows.scope {
            let type = fieldType(slot, of: rows.entity)
            if !type.isReference || plan.type(of: target) != type { return "its rows do not refer to that row" }
        }
        if let condition = rows.condition, plan.type(of: condition) != .boolean {
            return "the condition of its rows is no condition"
        }
        return nil
    }

    private func fits(_ function: PlanAggregate, _ value: ValueType?, _ by: ValueType?, _ type: ValueType) -> Bool {
        switch function {
        case .count: return value == nil && by == nil && type.isLike(.number)
        case .sum, .average:
            guard let value, by == nil else { return false }
            return type.isLike(value) && (value.isLike(.number) || value == .duration)
        case .min, .max:
            guard let value, by == nil else { return false }
            return type.isLike(value) && value.hasOrder
        case .latest, .earliest:
            guard let value, let by else { return false }
            return type.isLike(value) && by.hasOrder
        }
    }

    private static func result(_ operator: ArithmeticOperator, _ left: ValueType, _ right: ValueType) -> ValueType? {
        switch (`operator`, left, right) {
        case (_, .number, .number): .number
        case (.add, .time, .duration), (.add, .duration, .time), (.subtract, .time, .duration): .time
        case (.subtract, .time, .time): .duration
        case (.add, .duration, .duration), (.subtract, .duration, .duration): .duration
        case (.multiply, .duration, .number), (.multiply, .number, .duration), (.divide, .duration, .number):
            .duration
        case (.divide, .duration, .duration): .number
        default: nil
        }
    }

    private static func result(_ function: PlanFunction, _ operand: ValueType) -> ValueType? {
        switch (function, operand) {
        case (.abs, .number): .number
        case (.abs, .duration): .duration
        case (.lower, .text): .text
        case (.length, .text), (.length, .list): .number
        case (.days, .duration), (.hours, .duration): .number
        default: nil
        }
    }
}

extension ValueType {
    var isBoolean: Bool {
        if case .boolean = self { true } else { false }
    }

    var isReference: Bool {
        if case .reference = self { true } else { false }
    }

    /// Whether two types have the same kind of values: numbers of any range are of one kind.
    func isLike(_ other: ValueType) -> Bool {
        switch (self, other) {
        case (.number, .number), (.boolean, .boolean): true
        case (.list(let left), .list(let right)): left.isLike(right)
        default: self == other
        }
    }

    /// Whether values of both can be compared: an address also with the network that may hold it.
    func isComparable(with other: ValueType) -> Bool {
        switch (self, other) {
        case (.address, .network), (.network, .address): true
        default: isLike(other)
        }
    }

    /// Whether `<` compares two of its values.
    var hasOrder: Bool {
        switch self {
        case .number, .time, .duration, .version, .levels: true
        case .boolean, .text, .address, .network, .choices, .list, .reference: false
        }
    }

    /// Whether a value is one of this type's; a missing one is one of every type's.
    func holds(_ value: Value) -> Bool {
        switch (self, value) {
        case (_, .missing), (.boolean, .boolean), (.text, .text), (.time, .time), (.duration, .duration),
            (.version, .version), (.address, .address), (.network, .network), (.reference, .row):
            true
        case (.number, .number(let number)): number.isFinite
        case (.levels(let names), .member(let place)), (.choices(let names), .member(let place)):
            names.indices.contains(place)
        case (.list(let element), .list(let values)):
            values.allSatisfy { element.holds($0) || (element == .address && ValueType.network.holds($0)) }
        default: false
        }
    }
}

extension ValueType {
    /// Whether a spelling may be read as a value of this type; of a list, as one of its elements.
    func canRead(_ value: Value) -> Bool {
        if case .list(let element) = self { return element.canRead(value) }
        return holds(value) && !value.holdsRow
    }
}

extension Value {
    /// Whether it is a row, or a list with one: rows belong to data, and a plan knows none.
    var holdsRow: Bool {
        switch self {
        case .row: true
        case .list(let elements): elements.contains(where: \.holdsRow)
        default: false
        }
    }
}

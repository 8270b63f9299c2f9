/// What the places of a plan's model are called in another plan.
package struct PlaceMap: Sendable {
    package var entities: [EntityID] = []
    package var slots: [[FieldSlot]] = []
    package var scores: [ScoreID] = []
    package var parameters: [ParameterID] = []

    package init() {}
}

extension PlanExpression {
    /// The same expression over mapped operands, of another plan's model where `places` says so.
    /// - Parameters:
    ///   - rowEntity: The entity, before mapping, of the row that a field's operand yields.
    ///   - operand: Maps an operand; the number is 1 for those inside a row set, where one more row is in scope, else 0.
    package func mapped(
        _ places: PlaceMap? = nil, rowEntity: (ExpressionID) -> EntityID? = { _ in nil },
        operand: (ExpressionID, Int) -> ExpressionID
    ) -> PlanExpression {
        func outer(_ id: ExpressionID) -> ExpressionID { operand(id, 0) }
        func inner(_ id: ExpressionID?) -> ExpressionID? { id.map { operand($0, 1) } }
        func rows(_ set: PlanRowSet) -> PlanRowSet {
            var result = set
            if let places { result.entity = places.entities[set.entity.index] }
            if case .referring(let slot, let row) = set.scope {
                result.scope = .referring(places?.slots[set.entity.index][slot.index] ?? slot, to: outer(row))
            }
            result.condition = inner(set.condition)
            return result
        }
        return switch self {
        case .constant, .now, .today, .date, .row: self
        case .parameter(let id): .parameter(places?.parameters[id.index] ?? id)
        case .score(let id): .score(places?.scores[id.index] ?? id)
        case .field(let slot, let row):
            .field(
                places.flatMap { places in rowEntity(row).map { places.slots[$0.index][slot.index] } } ?? slot,
                of: outer(row))
        case .definition(let id, let row): .definition(id, of: row.map(outer))
        case .negated(let value): .negated(outer(value))
        case .arithmetic(let sign, let left, let right): .arithmetic(sign, outer(left), outer(right))
        case .function(let function, let value): .function(function, outer(value))
        case .otherwise(let value, let fallback): .otherwise(outer(value), outer(fallback))
        case .list(let elements): .list(elements.map(outer))
        case .aggregate(let function, let value, let by, let set):
            .aggregate(function, value: inner(value), by: inner(by), rows: rows(set))
        case .and(let terms): .and(terms.map(outer))
        case .or(let terms): .or(terms.map(outer))
        case .not(let term): .not(outer(term))
        case .quantifier(let kind, let set, let satisfy): .quantifier(kind, rows: rows(set), satisfy: inner(satisfy))
        case .comparison(let comparator, let left, let right, let folding):
            .comparison(comparator, outer(left), outer(right), folding: folding)
        case .between(let value, let lower, let upper):
            .between(outer(value), lower: outer(lower), upper: outer(upper))
        case .isIn(let value, let list, let folding): .isIn(outer(value), list: outer(list), folding: folding)
        case .contains(let list, let element, let folding):
            .contains(outer(list), element: outer(element), folding: folding)
        case .textTest(let test, let left, let right, let folding):
            .textTest(test, outer(left), outer(right), folding: folding)
        case .like(let value, let pattern): .like(outer(value), pattern)
        case .matches(let value, let regex): .matches(outer(value), regex)
        case .isKnown(let value): .isKnown(outer(value))
        }
    }
}

extension ValueType {
    /// The same type with references to other entities.
    package func mapped(_ entity: (EntityID) -> EntityID) -> ValueType {
        switch self {
        case .reference(let id): .reference(entity(id))
        case .list(let element): .list(element.mapped(entity))
        case .boolean, .number, .text, .time, .duration, .version, .address, .network, .levels, .choices: self
        }
    }
}

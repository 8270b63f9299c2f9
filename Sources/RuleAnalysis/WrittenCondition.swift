import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// A condition that stands by itself: parts that have to hold together, in one frame.
struct WrittenCondition {
    var parts: [ConditionPart]
}

/// A part of a condition, as written and as the plan has it.
struct ConditionPart {
    /// Without parentheses around it.
    let expression: Expression
    let id: ExpressionID

    var span: SourceSpan { expression.span }
    var text: String { expression.shortText }

    init(_ expression: Expression, _ id: ExpressionID) {
        var expression = expression
        while case .parenthesized(let node) = expression { expression = node.content }
        self.expression = expression
        self.id = id
    }

    /// How a condition is made of others.
    enum Form {
        case all([ConditionPart])
        case any([ConditionPart])
        case not(ConditionPart)
        case single
    }

    /// - Complexity: O(terms)
    func form(in plan: Plan) -> Form {
        switch (expression, plan[id]) {
        case (.all(let node), .and(let ids)) where node.terms.count == ids.count:
            .all(Self.flat(zip(node.terms, ids).map { ConditionPart($0, $1) }, isAll: true, plan))
        case (.any(let node), .or(let ids)) where node.terms.count == ids.count:
            .any(Self.flat(zip(node.terms, ids).map { ConditionPart($0, $1) }, isAll: false, plan))
        case (.not(let node), .not(let id)): .not(ConditionPart(node.operand, id))
        default: .single
        }
    }

    /// The terms, and the terms of those that are junctions of the same kind in parentheses.
    private static func flat(_ terms: [ConditionPart], isAll: Bool, _ plan: Plan) -> [ConditionPart] {
        var result: [ConditionPart] = []
        for term in terms {
            switch term.form(in: plan) {
            case .all(let inner) where isAll: result += inner
            case .any(let inner) where !isAll: result += inner
            case .all, .any, .not, .single: result.append(term)
            }
        }
        return result
    }

    /// Whether it is nothing but the name of a derived value, where what is to be said is said of its definition.
    func isDefinition(in plan: Plan) -> Bool {
        if case .definition = plan[id] { true } else { false }
    }

    /// The conditions of the row sets that stand in it, those inside them left out.
    func rowConditions(in plan: Plan) -> [ConditionPart] {
        func rows(_ node: RowSet, _ set: PlanRowSet) -> [ConditionPart] {
            guard let written = node.condition, let id = set.condition else { return [] }
            return [ConditionPart(written, id)]
        }
        switch form(in: plan) {
        case .all(let terms), .any(let terms): return terms.flatMap { $0.rowConditions(in: plan) }
        case .not(let term): return term.rowConditions(in: plan)
        case .single: break
        }
        switch (expression, plan[id]) {
        case (.quantifier(let node), .quantifier(_, let set, let satisfy)):
            var result = rows(node.rows, set)
            if let written = node.satisfy, let satisfy { result.append(ConditionPart(written, satisfy)) }
            return result
        case (.aggregate(let node), .aggregate(_, _, _, let set)): return rows(node.rows, set)
        case (.comparison(let node), .comparison(_, let left, let right, _)):
            return [ConditionPart(node.left, left), ConditionPart(node.right, right)]
                .flatMap { $0.rowConditions(in: plan) }
        case (.otherwise(let node), .otherwise(let value, let fallback)):
            return [ConditionPart(node.value, value), ConditionPart(node.fallback, fallback)]
                .flatMap { $0.rowConditions(in: plan) }
        default: return []
        }
    }
}

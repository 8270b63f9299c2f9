import RulePlan

/// A part of a conjunction: what a leaf has to come to.
struct IndexLiteral: Hashable, Sendable {
    var leaf: Int
    var wanted: Bool
    /// Whether the condition may hold without it, and only the rule does not fire: a target that must be known.
    var isForFiringAlone = false
}

/// Takes conditions apart to alternatives that each want some leaves to be true or false, shared by all rules of a table.
///
/// A condition is true where all literals of an alternative are, and not false where none of one is false: `and` and `or` of three truth
/// values distribute over one another. What would have too many alternatives stays a leaf of its own.
struct Conjunctions {
    typealias Alternatives = [[IndexLiteral]]

    /// How many alternatives a condition is taken apart to at most.
    private static let limit = 16
    /// How many derived values deep conditions are taken apart.
    private static let depth = 8

    private(set) var leaves: [Leaf] = []
    private var places: [Leaf: Int] = [:]
    private var known: [Question: Alternatives] = [:]
    private let evaluator: ScalarEvaluator
    private let isStable: (ExpressionID) -> Bool

    private struct Question: Hashable {
        var condition: ExpressionID
        var wanted: Bool
        var depth: Int
    }

    /// - Parameter isStable: Whether what an expression comes to for all rows alike stays as it is.
    init(for evaluator: ScalarEvaluator, isStable: @escaping (ExpressionID) -> Bool) {
        self.evaluator = evaluator
        self.isStable = isStable
    }

    /// The alternatives for a rule to fire; none where it never does.
    mutating func alternatives(of rule: PlanRule) -> Alternatives {
        var needed: [IndexLiteral] = []
        for value in rule.effects.flatMap(\.needed) where !evaluator.plan.isRuleRow(value) {
            let literal = IndexLiteral(leaf: place(of: .known(value)), wanted: true, isForFiringAlone: true)
            if !needed.contains(literal) { needed.append(literal) }
        }
        return alternatives(of: rule.condition, true, Self.depth).map { $0 + needed }
    }

    // Invariant: the plan bounds nesting, and derived values are followed to a depth, so that this does not go deep.
    private mutating func alternatives(of id: ExpressionID, _ wanted: Bool, _ depth: Int) -> Alternatives {
        let question = Question(condition: id, wanted: wanted, depth: depth)
        if let known = known[question] { return known }
        let result: Alternatives
        let plan = evaluator.plan
        if evaluator.reads.isNothing(of: id), isStable(id) {
            switch evaluator.truth(of: id, in: []) {
            case wanted?: result = [[]]
            case nil: result = leaf(id, wanted)
            default: result = []
            }
        } else {
            switch plan[id] {
            case .and(let terms): result = junction(terms, wanted, isAll: wanted, depth, of: id)
            case .or(let terms): result = junction(terms, wanted, isAll: !wanted, depth, of: id)
            case .not(let operand): result = alternatives(of: operand, !wanted, depth)
            case .definition(let definition, let row?)
            where depth > 0 && plan.isRuleRow(row) && evaluator.data.givenDefinitions[definition] == nil:
                // The definition is asked of the same frame: the row alone.
                result = alternatives(of: plan[definition].value, wanted, depth - 1)
            default: result = leaf(id, wanted)
            }
        }
        known[question] = result
        return result
    }

    private mutating func junction(
        _ terms: [ExpressionID], _ wanted: Bool, isAll: Bool, _ depth: Int, of id: ExpressionID
    ) -> Alternatives {
        var parts: [(term: ExpressionID, alternatives: Alternatives)] = []
        for term in terms { parts.append((term, alternatives(of: term, wanted, depth))) }
        if !isAll {
            var result: Alternatives = []
            for part in parts {
                for alternative in part.alternatives where !result.contains(alternative) { result.append(alternative) }
                if result.count > Self.limit { return leaf(id, wanted) }
            }
            return result
        }
        parts.sort { ($0.alternatives.count, $0.term) < ($1.alternatives.count, $1.term) }
        var result: Alternatives = [[]]
        for part in parts {
            let fits = result.count * part.alternatives.count <= Self.limit
            let factor = fits ? part.alternatives : leaf(part.term, wanted)
            result = result.flatMap { first in
                factor.map { second in first + second.filter { !first.contains($0) } }
            }
        }
        return result
    }

    private mutating func leaf(_ id: ExpressionID, _ wanted: Bool) -> Alternatives {
        [[IndexLiteral(leaf: place(of: .truth(id)), wanted: wanted)]]
    }

    private mutating func place(of leaf: Leaf) -> Int {
        let place = places[leaf, default: leaves.count]
        if place == leaves.count {
            leaves.append(leaf)
            places[leaf] = place
        }
        return place
    }
}

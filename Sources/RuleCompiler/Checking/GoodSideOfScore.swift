import RulePlan
import RuleSyntax
import RuleText

/// *Checks* a rule with `require` or `run`, whose condition can be true, for an upper bound alone on a score where lower is better, or a lower bound
/// alone where higher is better.
///
/// *Why*: it asks for work on the score's good side. A score that should fall below 60 needs work while it is above.
///
/// *Example*: `when exposure_score < 60 then require improve_score`
///
/// *Instead*: `when exposure_score > 60 then require improve_score`; a bound on the other side too (`between 30 and 60`) says that
/// the range is meant.
///
/// *Fix safety*: no fix; either the comparison or the number may be wrong.
struct GoodSideOfScore {
    let schema: Schema
    let facts: [SourceSpan: ComparisonFact]

    func diagnostics(for rule: RuleDeclaration) -> [Diagnostic] {
        // Most rules bound no score.
        guard facts.values.contains(where: { $0.bound != nil }) else { return [] }
        let asksForWork = rule.effects.contains { effect in
            switch effect {
            case .require, .run: true
            case .raise, .notify, .forbid, .invalid: false
            }
        }
        guard asksForWork, canBe(true, rule.condition) else { return [] }
        var diagnostics: [Diagnostic] = []
        search(rule.condition, holds: true, within: Bounds(), &diagnostics)
        return diagnostics
    }

    /// The scores that are held from above and from below.
    private struct Bounds {
        var above: Set<ScoreID> = []
        var below: Set<ScoreID> = []

        func union(_ other: Bounds) -> Bounds {
            Bounds(above: above.union(other.above), below: below.union(other.below))
        }

        func intersection(_ other: Bounds) -> Bounds {
            Bounds(above: above.intersection(other.above), below: below.intersection(other.below))
        }
    }

    /// The terms of an expression that hold together where it comes out as `holds`, or of which one does.
    private enum Shape {
        case together([(Expression, Bool)])
        case oneOf([(Expression, Bool)])
        case single(ComparisonFact?)
    }

    private func shape(_ expression: Expression, holds: Bool) -> Shape {
        switch expression {
        case .parenthesized(let node): .together([(node.content, holds)])
        case .not(let node): .together([(node.operand, !holds)])
        case .all(let node):
            holds ? .together(node.terms.map { ($0, true) }) : .oneOf(node.terms.map { ($0, false) })
        case .any(let node):
            holds ? .oneOf(node.terms.map { ($0, true) }) : .together(node.terms.map { ($0, false) })
        default: .single(facts[expression.span])
        }
    }

    /// Whether an expression can come out as `outcome`, as far as its single comparisons tell.
    private func canBe(_ outcome: Bool, _ expression: Expression) -> Bool {
        switch shape(expression, holds: outcome) {
        case .together(let terms): terms.allSatisfy { canBe($0.1, $0.0) }
        case .oneOf(let terms): terms.contains { canBe($0.1, $0.0) }
        case .single(let fact): fact?.outcome != (outcome ? .never : .always)
        }
    }

    private func bounds(_ expression: Expression, holds: Bool) -> Bounds {
        switch shape(expression, holds: holds) {
        case .together(let terms):
            return terms.reduce(Bounds()) { $0.union(bounds($1.0, holds: $1.1)) }
        case .oneOf(let terms):
            let each = terms.map { bounds($0.0, holds: $0.1) }
            return each.dropFirst().reduce(each.first ?? Bounds()) { $0.intersection($1) }
        case .single(let fact):
            guard let bound = fact?.bound else { return Bounds() }
            switch (bound.side, holds) {
            case (.above, true), (.below, false): return Bounds(above: [bound.score])
            case (.below, true), (.above, false): return Bounds(below: [bound.score])
            case (.both, true): return Bounds(above: [bound.score], below: [bound.score])
            case (.both, false): return Bounds()
            }
        }
    }

    /// - Parameter context: What holds together with the expression.
    private func search(
        _ expression: Expression, holds: Bool, within context: Bounds, _ diagnostics: inout [Diagnostic]
    ) {
        switch shape(expression, holds: holds) {
        case .together(let terms):
            let context = context.union(bounds(expression, holds: holds))
            for (term, holds) in terms { search(term, holds: holds, within: context, &diagnostics) }
        case .oneOf(let terms):
            for (term, holds) in terms { search(term, holds: holds, within: context, &diagnostics) }
        case .single:
            let found = bounds(expression, holds: holds)
            let all = context.union(found)
            for score in found.above where !all.below.contains(score) {
                report(score, .lowerIsBetter, expression, &diagnostics)
            }
            for score in found.below where !all.above.contains(score) {
                report(score, .higherIsBetter, expression, &diagnostics)
            }
        }
    }

    private func report(
        _ id: ScoreID, _ direction: ScoreSchema.Direction, _ comparison: Expression, _ diagnostics: inout [Diagnostic]
    ) {
        let score = schema[id]
        guard score.direction == direction else { return }
        let (better, worse) = direction == .lowerIsBetter ? ("lower", "above") : ("higher", "below")
        diagnostics.append(
            Diagnostic(
                .goodSideOfScore, at: comparison.span,
                "'\(comparison.shortText)' asks for work on the good side of '\(score.name)', of which \(better) is better",
                help: "work is needed while it is \(worse) a limit; to mean a range, bound it on both sides"))
    }
}

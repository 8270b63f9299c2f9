import RulePlan
import RuleSyntax
import RuleText

/// *Checks* rules for those that fire only where another one does, which asks for the same.
///
/// *Why*: it adds nothing, and whoever changes one of the two will wonder why nothing changes.
///
/// *Example*: `when exposure_score > 70 then require improve_score` beside `when exposure_score > 30 then require improve_score`
///
/// *Instead*: ask for more where it is worse: `when exposure_score > 70 then require improve_score within 1d`. What is sooner, more often, more
/// severe or tagged otherwise is not the same.
///
/// *Fix safety*: no fix; the two may have been meant to ask for different things.
struct ImpliedRules {
    /// How many pairs of rules are looked at. In a large program those that stand close to each other are.
    private static let largestPairCount = 40_000

    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var lint = ImpliedRules()
        lint.check(&program)
        return lint.diagnostics
    }

    private var diagnostics: [Diagnostic] = []

    private struct Group: Hashable {
        var entity: EntityID?
        var effect: PlanEffect
    }

    private mutating func check(_ program: inout AnalyzedProgram) {
        let rules = program.rules
        var groups: [Group: [Int]] = [:]
        for (place, rule) in rules.enumerated() where !rule.isTop {
            for effect in Set(rule.rule.effects) {
                groups[Group(entity: rule.entity, effect: effect), default: []].append(place)
            }
        }
        let effects = rules.map { Set($0.rule.effects) }
        let waived = Set(program.plan.waivers.map(\.rule.index))
        let reach = max(2, Self.largestPairCount / 2 / max(1, rules.count))
        var stepsLeft = Self.largestPairCount * 8
        // A rule that is left out is no reason to leave out another.
        var implied: Set<Int> = []
        // The later of two that say the same.
        for place in rules.indices.reversed() where !rules[place].isTop {
            let rule = rules[place]
            guard let effect = rule.rule.effects.first,
                let others = groups[Group(entity: rule.entity, effect: effect)], others.count > 1
            else { continue }
            for other in Self.around(place, in: others, reach: reach)
            where other != place && !waived.contains(other) && !implied.contains(other) {
                stepsLeft -= 4 + rule.rule.effects.count + rule.rule.tags.count * rules[other].rule.tags.count
                if stepsLeft < 0 { return }
                guard asksForNoMore(rule.rule, rules[other].rule, effects[other]),
                    isImplied(rule, by: rules[other], &program)
                else {
                    continue
                }
                implied.insert(place)
                report(rule, by: rules[other])
                break
            }
        }
    }

    /// Those of some ascending places that stand next to one.
    private static func around(_ place: Int, in places: [Int], reach: Int) -> ArraySlice<Int> {
        let own = places.partitioned { $0 >= place }
        return places[max(0, own - reach)..<min(places.count, own + reach + 1)]
    }

    private func asksForNoMore(_ rule: PlanRule, _ other: PlanRule, _ effects: Set<PlanEffect>) -> Bool {
        rule.effects.allSatisfy { effects.contains($0) } && rule.tags.allSatisfy { other.tags.contains($0) }
            && rule.severity.map { severity in other.severity.map { severity <= $0 } ?? false } ?? true
    }

    private func isImplied(_ rule: AnalyzedRule, by other: AnalyzedRule, _ program: inout AnalyzedProgram) -> Bool {
        let formulas = program.formulas(rule.conditions)
        // What never fires is reported as that.
        guard program.reasoner.isNever(formulas + [program.formula(notAll: other.conditions)], limit: 400) else {
            return false
        }
        return !program.reasoner.isNever(formulas)
    }

    private mutating func report(_ rule: AnalyzedRule, by other: AnalyzedRule) {
        diagnostics.append(
            Diagnostic(
                .impliedRule, at: rule.headSpan,
                "wherever this rule fires, '\(other.rule.name)' fires too and asks for the same",
                notes: [Diagnostic.Note("'\(other.rule.name)'", at: other.headSpan)]))
    }
}

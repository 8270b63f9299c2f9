import RulePlan
import RuleSyntax
import RuleText

/// *Checks* each action that a rule runs for whether rules forbid it wherever the rule fires.
///
/// *Why*: `forbid` always wins, so the action never comes of the rule.
///
/// *Example*: `for device when risk_level >= high then run isolate on device` beside `for device when risk_level >= medium then forbid isolate on device`
///
/// *Instead*: narrow one of the two conditions.
///
/// *Fix safety*: no fix.
struct AlwaysForbidden {
    /// How many pairs of rules are looked at.
    private static let largestPairCount = 40_000
    /// How many forbidding rules are taken together for one action.
    private static let largestForbidCount = 40

    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var lint = AlwaysForbidden()
        lint.check(&program)
        return lint.diagnostics
    }

    private var diagnostics: [Diagnostic] = []

    private struct Forbid {
        var rule: AnalyzedRule
        var place: Int
        var target: PlanTarget
        var span: SourceSpan { rule.declaration.effects[place].span }
    }

    private mutating func check(_ program: inout AnalyzedProgram) {
        var forbids: [ActionID: [Forbid]] = [:]
        for rule in program.rules where !rule.isTop {
            for (place, effect) in rule.rule.effects.enumerated() {
                if case .forbid(let action, let target) = effect {
                    forbids[action, default: []].append(Forbid(rule: rule, place: place, target: target))
                }
            }
        }
        if forbids.isEmpty { return }
        var pairsLeft = Self.largestPairCount
        for rule in program.rules {
            for (place, effect) in rule.rule.effects.enumerated() {
                guard case .run(let action, let target, _, _, _) = effect, let candidates = forbids[action] else {
                    continue
                }
                pairsLeft -= candidates.count
                if pairsLeft < 0 { return }
                check(rule, place, target, candidates, &program)
            }
        }
    }

    private mutating func check(
        _ rule: AnalyzedRule, _ place: Int, _ target: PlanTarget, _ candidates: [Forbid],
        _ program: inout AnalyzedProgram
    ) {
        var spared: [FormulaID] = []
        var reasons: [(forbid: Forbid, formula: FormulaID)] = []
        for forbid in candidates.prefix(Self.largestForbidCount) {
            // The frame of the rule that runs the action: what forbids it is seen from there.
            guard let frame = program.commonFrame(rule, target, forbid.rule, forbid.target),
                frame.entity == rule.entity,
                frame.first == rule.conditions
            else { continue }
            let formula = program.formula(notAll: frame.second)
            spared.append(formula)
            reasons.append((forbid, formula))
        }
        guard !reasons.isEmpty else { return }
        let fires = program.formulas(rule.conditions)
        guard program.reasoner.isNever(fires + spared), !program.reasoner.isNever(fires) else { return }
        let single = reasons.first { program.reasoner.isNever(fires + [$0.formula]) }
        let shown = single.map { [$0.forbid] } ?? reasons.prefix(4).map(\.forbid)
        let name = program.plan.schema[actionID(of: rule, place)].name
        let message =
            single.map { "'\($0.forbid.rule.rule.name)' forbids '\(name)' wherever this rule fires" }
            ?? "other rules forbid '\(name)' wherever this rule fires"
        diagnostics.append(
            Diagnostic(
                .alwaysForbidden, at: rule.declaration.effects[place].span, message,
                notes: shown.map { Diagnostic.Note("forbidden here", at: $0.span) },
                help: "'forbid' always wins: narrow one of the two conditions"))
    }

    private func actionID(of rule: AnalyzedRule, _ place: Int) -> ActionID {
        if case .run(let action, _, _, _, _) = rule.rule.effects[place] { action } else { ActionID(0) }
    }
}

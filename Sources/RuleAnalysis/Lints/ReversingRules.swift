import RulePlan
import RuleSyntax
import RuleText

/// *Checks* pairs of rules that run actions of which one takes the other back, for a row on which both fire; an example of one is named.
///
/// *Why*: both actions are then held for approval, and a person has to decide what the rules should have said.
///
/// *Example*: `when risk_level >= medium then run isolate on device` beside `when risk_level <= medium then run release on device`
///
/// *Instead*: conditions that exclude each other: `when risk_level < medium then run release on device`
///
/// *Fix safety*: no fix.
struct ReversingRules {
    /// How many pairs of rules are looked at.
    private static let largestPairCount = 4_000

    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var lint = ReversingRules()
        lint.check(&program)
        return lint.diagnostics
    }

    private var diagnostics: [Diagnostic] = []

    private struct Run {
        var rule: AnalyzedRule
        var place: Int
        var action: ActionID
        var target: PlanTarget
        var span: SourceSpan { rule.declaration.effects[place].span }
    }

    private mutating func check(_ program: inout AnalyzedProgram) {
        var runs: [ActionID: [Run]] = [:]
        for rule in program.rules {
            for (place, effect) in rule.rule.effects.enumerated() {
                if case .run(let action, let target, _, _, _) = effect {
                    runs[action, default: []].append(Run(rule: rule, place: place, action: action, target: target))
                }
            }
        }
        var pairsLeft = Self.largestPairCount
        for (place, action) in program.plan.schema.actions.enumerated() {
            for first in runs[ActionID(place)] ?? [] {
                for second in action.reverses.flatMap({ runs[$0] ?? [] }) {
                    pairsLeft -= 1
                    if pairsLeft < 0 { return }
                    check(first, second, &program)
                }
            }
        }
    }

    private mutating func check(_ first: Run, _ second: Run, _ program: inout AnalyzedProgram) {
        guard let frame = program.commonFrame(first.rule, first.target, second.rule, second.target),
            let witness = program.reasoner.witness(
                allOf: frame.first + frame.second, of: frame.entity), witness.isVerified
        else { return }
        let isSame = first.span.start == second.span.start && first.span.file == second.span.file
        let (later, earlier) = second.span < first.span ? (first, second) : (second, first)
        let names = [earlier, later].map { program.plan.schema[$0.action].name }
        diagnostics.append(
            Diagnostic(
                .reversingRules, at: later.span,
                "'\(names[1])' and '\(names[0])' of '\(earlier.rule.rule.name)' reverse each other, and both rules can fire: \(witness.text)",
                notes: isSame ? [] : [Diagnostic.Note("the other action", at: earlier.span)],
                help: "let the conditions exclude each other; as they are, both actions will wait for approval"))
    }
}

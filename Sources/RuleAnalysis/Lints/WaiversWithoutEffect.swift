import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// *Checks* waivers whose condition is never true together with that of the rule they are for.
///
/// *Why*: an exception that excepts nothing reads as if somebody had been spared.
///
/// *Example*: `waive scan for device where risk_level == low` for a rule `when risk_level >= high`
///
/// *Instead*: a condition that the rule's rows can fulfil.
///
/// *Fix safety*: no fix.
struct WaiversWithoutEffect {
    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for (node, waiver) in zip(program.compilation.symbols.waivers, program.plan.waivers) {
            guard let id = waiver.condition, let written = node.subject?.condition,
                program.rules.indices.contains(waiver.rule.index)
            else { continue }
            let rule = program.rules[waiver.rule.index]
            let (fires, waived) = (program.formulas(rule.conditions), program.formulas([program.written(id)]))
            // Each by itself can be true.
            guard program.reasoner.isNever(fires + waived), !program.reasoner.isNever(fires),
                !program.reasoner.isNever(waived)
            else { continue }
            diagnostics.append(
                Diagnostic(
                    .waiverWithoutEffect, at: written.span,
                    "this waives nothing: '\(rule.rule.name)' never fires where '\(written.shortText)'",
                    notes: [Diagnostic.Note("the rule's condition", at: rule.declaration.condition.span)]))
        }
        return diagnostics
    }
}

package import RuleCompiler
import RulePlan
import RuleText

extension Compilation {
    /// The same program with what its conditions, taken together, show to be wrong.
    ///
    /// A program with errors is given back as it is. What is said is never wrong, but not everything is found: what would take too
    /// long to know is not said.
    /// - Parameters:
    ///   - isStrict: As it was compiled: whether the lints about style of work were asked for.
    ///   - steps: How much work may be spent, if not what is usual for so many rules. The same number finds the same on any machine.
    package func analyzed(isStrict: Bool = false, steps: Int? = nil) -> Compilation {
        guard let plan else { return self }
        var program = AnalyzedProgram(
            self, plan, steps: steps ?? Reasoner.usualSteps(rules: plan.rules.count))
        var found: [Diagnostic] = []
        found += ContradictoryConditions.diagnostics(&program)
        found += RedundantParts.diagnostics(&program)
        found += UnusedDeclarations.diagnostics(program)
        found += WaiversWithoutEffect.diagnostics(&program)
        found += AbsentRows.diagnostics(&program)
        found += AllOfNone.diagnostics(&program)
        found += ScoreLadders.diagnostics(&program)
        found += AlwaysForbidden.diagnostics(&program)
        found += ReversingRules.diagnostics(&program)
        found += ImpliedRules.diagnostics(&program)
        var result = self
        // Nothing is said of the data model, whose file is the first and not the author's.
        result.diagnostics += result.allowances.apply(to: found.filter { $0.span.file != FileIndex(0) })
        result.diagnostics += AllowanceLints(allowances: result.allowances, isStrict: isStrict).diagnostics
        result.diagnostics = result.diagnostics.sortedForDisplay()
        return result
    }
}

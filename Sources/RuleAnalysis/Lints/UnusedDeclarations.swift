import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// *Checks* parameters and derived values for those that no rule and no waiver needs, also by way of another.
///
/// *Why*: whoever sets the parameter, or corrects the definition, believes that it changes something.
///
/// *Example*: `param limit = 60` and no rule that reads `limit`
///
/// *Instead*: use it or delete it. A program without rules is a library, of which nothing is said.
///
/// *Fix safety*: no fix; a rule may have been meant to use it.
struct UnusedDeclarations {
    static func diagnostics(_ program: AnalyzedProgram) -> [Diagnostic] {
        let (plan, symbols) = (program.plan, program.compilation.symbols)
        guard !plan.rules.isEmpty else { return [] }
        let used = plan.definitionsInUse()
        var diagnostics: [Diagnostic] = []
        let definitions = Set(used)
        for (place, symbol) in symbols.definitions.enumerated() where !definitions.contains(DefinitionID(place)) {
            let node = symbol.declaration
            let name = node.entity.map { "\($0.text)." } ?? ""
            diagnostics.append(
                Diagnostic(.unusedDefinition, at: node.name.span, "no rule needs '\(name)\(node.name.text)'"))
        }
        let parameters = parameters(in: plan, from: plan.roots + used.map { plan[$0].value })
        for (place, symbol) in symbols.parameters.enumerated() where !parameters.contains(ParameterID(place)) {
            let name = symbol.declaration.name
            diagnostics.append(
                Diagnostic(.unusedParameter, at: name.span, "no rule needs '\(name.text)': setting it changes nothing"))
        }
        return diagnostics
    }

    private static func parameters(in plan: Plan, from roots: [ExpressionID]) -> Set<ParameterID> {
        var seen: Set<ExpressionID> = []
        var found: Set<ParameterID> = []
        var pending = roots
        while let id = pending.popLast() {
            guard seen.insert(id).inserted else { continue }
            if case .parameter(let parameter) = plan[id] { found.insert(parameter) }
            plan[id].forEachOperand { pending.append($0) }
        }
        return found
    }
}

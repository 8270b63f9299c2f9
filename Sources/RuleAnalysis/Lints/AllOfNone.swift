import RulePlan
import RuleSyntax
import RuleText

/// *Checks* `all ROWS satisfy …` in a rule's condition for whether the rule also fires where there are no rows of the kind at all.
///
/// *Why*: of no rows, all satisfy everything. A device without alerts is then treated like one whose alerts are all resolved.
///
/// *Example*: `for device when all alert of device satisfy status == resolved then run release on device`
///
/// *Instead*: `for device when any alert of device and all alert of device satisfy status == resolved then …`
///
/// *Fix safety*: no fix; no rows may be meant too.
struct AllOfNone {
    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var lint = AllOfNone()
        for rule in program.rules { lint.check(rule, &program) }
        return lint.diagnostics
    }

    private var diagnostics: [Diagnostic] = []

    private mutating func check(_ rule: AnalyzedRule, _ program: inout AnalyzedProgram) {
        let part = ConditionPart(rule.declaration.condition, rule.rule.condition)
        for (node, rows) in part.positiveAlls(in: program.plan) {
            let fires = program.formulas(rule.conditions)
            let set = program.written(rows)
            guard case .quantifier(_, var rows, _) = program.reasoner.reader.space[set] else { continue }
            let name = program.reasoner.reader.space.schema[rows.entity].name
            // Where there has to be any row of the kind, it is known that not all of them may be meant.
            rows.condition = nil
            let count = program.reasoner.reader.count(of: rows)
            let isNone = program.reasoner.reader.possible(count, RangeSet(.lessOrEqual, .number(0)))
            // There has to be a way for the rule to fire without rows, and not just no knowledge of one.
            guard case .possible = program.reasoner.answer(fires + [isNone]) else { continue }
            diagnostics.append(
                Diagnostic(
                    .allOfNone, at: node.span, "this is also true where there is no '\(name)' at all",
                    help: "if there has to be one, ask for it too: 'any \(CanonicalText.of(node.rows)) and …'"))
        }
    }
}

extension ConditionPart {
    /// The `all ROWS satisfy …` that help the condition to be true by being true.
    fileprivate func positiveAlls(in plan: Plan) -> [(Quantifier, ExpressionID)] {
        switch form(in: plan) {
        case .all(let terms), .any(let terms): terms.flatMap { $0.positiveAlls(in: plan) }
        case .not: []
        case .single:
            if case .quantifier(let node) = expression, node.kind == .all, case .quantifier = plan[id] {
                [(node, id)]
            } else {
                []
            }
        }
    }
}

import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// *Checks* `REF.field is missing` for whether it may be asked of a row that isn't there.
///
/// *Why*: a field through a reference is also missing where the reference leads to no row. Everywhere else that makes a condition unknown, which is
/// reported; `is missing` makes it true.
///
/// *Example*: `for device when owner.role is missing then …`
///
/// *Instead*: `for device when owner is known and owner.role is missing then …`
///
/// *Fix safety*: no fix; the row that isn't there may be meant too.
struct AbsentRows {
    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var lint = AbsentRows()
        for condition in program.conditions {
            for part in condition.parts { lint.check(part, condition, &program) }
        }
        return lint.diagnostics
    }

    private var diagnostics: [Diagnostic] = []

    private mutating func check(
        _ part: ConditionPart, _ condition: WrittenCondition, _ program: inout AnalyzedProgram
    ) {
        switch part.form(in: program.plan) {
        case .all(let terms), .any(let terms): for term in terms { check(term, condition, &program) }
        case .not: break
        case .single: checkSingle(part, condition, &program)
        }
    }

    private mutating func checkSingle(
        _ part: ConditionPart, _ condition: WrittenCondition, _ program: inout AnalyzedProgram
    ) {
        guard case .presence(let node) = part.expression, node.kind == .missing,
            case .not(let known) = program.plan[part.id], case .isKnown(let value) = program.plan[known],
            case .field(_, let row) = program.plan[value], case .field = program.plan[row],
            case .member(let path) = node.value
        else { return }
        let reference = program.written(row)
        let isKnown = program.reasoner.reader.known(reference)
        let isAbsent = program.reasoner.reader.table.complement(isKnown)
        let formulas = condition.parts.map { program.formula($0) }
        guard case .possible = program.reasoner.answer(formulas + [isAbsent]) else { return }
        diagnostics.append(
            Diagnostic(
                .absentRow, at: part.span, "this is also true where '\(path.base.shortText)' itself is missing",
                help: "if it has to be there, ask for it too: '\(path.base.shortText) is known and …'"))
    }
}

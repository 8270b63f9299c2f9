import RulePlan
import RuleSyntax
import RuleText

/// *Checks* the parts of `and` and `or` for those without which the condition would come out the same, true, false and unknown alike.
///
/// *Why*: it reads as if it asked for something; often one of the numbers is not the one that was meant.
///
/// *Example*: `when exposure_score > 30 and exposure_score > 70 then …`
///
/// *Instead*: `when exposure_score > 70 then …`. A part that makes an unknown value false, such as `risk_level is known and risk_level >= high`, changes something.
///
/// *Fix safety*: no fix; the part may have been meant otherwise.
struct RedundantParts {
    /// Junctions of more terms are not looked into.
    private static let largestJunction = 40

    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var lint = RedundantParts()
        for condition in program.conditions {
            for part in condition.parts { lint.check(part, &program) }
        }
        return lint.diagnostics
    }

    private var diagnostics: [Diagnostic] = []

    private mutating func check(_ part: ConditionPart, _ program: inout AnalyzedProgram) {
        switch part.form(in: program.plan) {
        case .single: break
        case .not(let inner): check(inner, &program)
        case .all(let terms): check(terms, isAll: true, &program)
        case .any(let terms): check(terms, isAll: false, &program)
        }
    }

    private mutating func check(_ terms: [ConditionPart], isAll: Bool, _ program: inout AnalyzedProgram) {
        for term in terms { check(term, &program) }
        guard terms.count <= Self.largestJunction, !program.isOneWay(terms) else { return }
        var kept = terms
        // Of two that say the same, the later one.
        for term in terms.reversed() {
            let others = kept.filter { $0.span != term.span }
            guard !others.isEmpty, changesNothing(term, beside: others, isAll, &program) else { continue }
            kept = others
            report(term, others, isAll, &program)
        }
    }

    private func changesNothing(
        _ term: ConditionPart, beside others: [ConditionPart], _ isAll: Bool, _ program: inout AnalyzedProgram
    ) -> Bool {
        // Of `and`: where the others are true it is true, and where it is false one of the others is. Of `or`, the other way round.
        let decided = others.map { program.formula($0, is: isAll) }
        if !program.reasoner.isNever(decided + [program.formula(term, isNot: isAll)]) { return false }
        let open = others.map { program.formula($0, isNot: !isAll) }
        return program.reasoner.isNever(open + [program.formula(term, is: !isAll)])
    }

    private mutating func report(
        _ term: ConditionPart, _ others: [ConditionPart], _ isAll: Bool, _ program: inout AnalyzedProgram
    ) {
        let cause = others.first { changesNothing(term, beside: [$0], isAll, &program) }
        var diagnostic = Diagnostic(.partChangesNothing, at: term.span, "'\(term.text)' changes nothing here")
        if let cause {
            let word = isAll ? "true" : "false"
            diagnostic.message += ": it is \(word) wherever '\(cause.text)' is"
            diagnostic.notes = [Diagnostic.Note("this says it already", at: cause.span)]
        } else {
            diagnostic.message += ": the other parts say it already"
        }
        diagnostics.append(diagnostic)
    }
}

extension AnalyzedProgram {
    /// Whether a junction of some terms, or one of them, comes out one way whatever the data: that is said already.
    mutating func isOneWay(_ terms: [ConditionPart]) -> Bool {
        for term in terms {
            if isSettled(term.span) { return true }
            for outcome in [true, false] where reasoner.isNever([formula(term, is: outcome)]) { return true }
        }
        for outcome in [true, false] {
            let formulas = terms.map { formula($0, is: outcome) }
            if reasoner.isNever(formulas) { return true }
        }
        return false
    }
}

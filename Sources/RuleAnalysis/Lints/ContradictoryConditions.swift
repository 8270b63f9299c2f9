import RulePlan
import RuleSyntax
import RuleText

/// *Checks* conditions, whole and in parts, for what can never be true, or never be false, whatever the data and the settings.
///
/// *Why*: a rule that never fires looks like an estate without problems; one that always fires looks like a condition.
///
/// *Example*: `when exposure_score > 70 and exposure_score < 30 then …`
///
/// *Instead*: `when exposure_score > 70 or exposure_score < 30 then …`
///
/// *Fix safety*: no fix; any of the parts may be the wrong one.
struct ContradictoryConditions {
    /// Junctions of more terms are not looked into for the terms to name.
    private static let largestJunction = 40

    static func diagnostics(_ program: inout AnalyzedProgram) -> [Diagnostic] {
        var lint = ContradictoryConditions()
        for condition in program.conditions { lint.check(condition, &program) }
        return lint.diagnostics
    }

    private var diagnostics: [Diagnostic] = []

    private mutating func check(_ condition: WrittenCondition, _ program: inout AnalyzedProgram) {
        var hasFinding = false
        for part in condition.parts where check(part, &program) { hasFinding = true }
        guard condition.parts.count > 1, !hasFinding else { return }
        let terms = condition.parts.flatMap { part -> [ConditionPart] in
            if case .all(let terms) = part.form(in: program.plan) { terms } else { [part] }
        }
        if isNever(terms, of: true, &program) { report(terms, of: true, whole: nil, &program) }
    }

    /// - Returns: Whether something was found in the part, now or before.
    private mutating func check(_ part: ConditionPart, _ program: inout AnalyzedProgram) -> Bool {
        if case .boolean = part.expression { return true }
        if program.isSettled(part.span) { return true }
        switch part.form(in: program.plan) {
        case .not(let inner): return check(inner, &program)
        case .all(let terms): return check(part, terms, of: true, &program)
        case .any(let terms): return check(part, terms, of: false, &program)
        case .single:
            let isNever = isNever([part], of: true, &program)
            guard isNever || self.isNever([part], of: false, &program) else { return false }
            if !part.isDefinition(in: program.plan), !program.isConstant(part) {
                let diagnostic =
                    isNever
                    ? Diagnostic(.neverTrue, at: part.span, "'\(part.text)' is never true")
                    : Diagnostic(.alwaysTrue, at: part.span, "'\(part.text)' is never false")
                diagnostics.append(diagnostic)
            }
            return true
        }
    }

    /// - Parameter outcome: True for `and`, of which no two terms may rule each other out; false for `or`, of which no two may leave
    ///   nothing.
    private mutating func check(
        _ part: ConditionPart, _ terms: [ConditionPart], of outcome: Bool, _ program: inout AnalyzedProgram
    ) -> Bool {
        var hasFinding = false
        for term in terms where check(term, &program) { hasFinding = true }
        if hasFinding { return true }
        guard isNever(terms, of: outcome, &program) else { return false }
        report(terms, of: outcome, whole: part, &program)
        return true
    }

    /// Whether the terms can never all come out so.
    private func isNever(_ terms: [ConditionPart], of outcome: Bool, _ program: inout AnalyzedProgram) -> Bool {
        let formulas = terms.map { program.formula($0, is: outcome) }
        return program.reasoner.isNever(formulas)
    }

    /// Names the fewest terms that can't come out so together.
    private mutating func report(
        _ terms: [ConditionPart], of outcome: Bool, whole: ConditionPart?, _ program: inout AnalyzedProgram
    ) {
        var core = terms
        if terms.count <= Self.largestJunction {
            // What isn't needed for the contradiction is left out, the last first, so that the first two that contradict are named.
            for term in terms.reversed() where core.count > 1 {
                let rest = core.filter { $0.span != term.span }
                if isNever(rest, of: outcome, &program) { core = rest }
            }
        }
        guard let last = core.last else { return }
        let others = core.dropLast()
        let code: DiagnosticCode = outcome ? .neverTrue : .alwaysTrue
        let message: String
        switch (outcome, others.count) {
        case (true, 1): message = "'\(last.text)' contradicts '\(others[0].text)': together they are never true"
        case (false, 1): message = "'\(others[0].text) or \(last.text)' is never false: it asks for nothing"
        case (true, _): message = "'\(last.text)' contradicts the other parts: together they are never true"
        case (false, _): message = "with the other parts before it, '\(last.text)' leaves nothing: this is never false"
        }
        let notes = others.prefix(4).map {
            Diagnostic.Note(
                outcome ? "which can't be true at the same time" : "which is true where that is not", at: $0.span)
        }
        let span = core.count > 4 ? whole?.span ?? last.span : last.span
        diagnostics.append(Diagnostic(code, at: span, message, notes: notes))
    }
}

extension AnalyzedProgram {
    /// Whether nothing of the data or the settings is in a condition: `always`, by whatever name.
    mutating func isConstant(_ part: ConditionPart) -> Bool {
        let id = written(part.id)
        if case .constant = reasoner.reader.space[id] { return true }
        return false
    }
}

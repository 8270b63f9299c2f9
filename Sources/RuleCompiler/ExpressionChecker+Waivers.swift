import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    /// Checks and lowers every `waive`, into `plan.waivers`.
    mutating func checkWaivers(_ locations: SourceLocations) {
        for waiver in symbols.waivers {
            guard let rule = waivedRule(waiver), let until = end(waiver.until) else { continue }
            var condition: ExpressionID?
            if let subject = waiver.subject {
                guard let checked = waivedRows(subject, of: rule) else { continue }
                condition = checked
            }
            plan.waivers.append(
                PlanWaiver(
                    rule: rule, condition: condition, until: until, because: waiver.because.value,
                    by: waiver.by?.value, location: locations.location(of: waiver.span)))
        }
    }

    /// The end of a waiver or the clock of a test.
    func end(_ literal: TimeLiteral) -> PlanWaiver.End? {
        switch literal.kind {
        case .date(let year, let month, let day): .day(year: year, month: month, day: day)
        case .instant(let seconds, let nanoseconds):
            Instant(secondsSinceEpoch: seconds, nanoseconds: nanoseconds).map(PlanWaiver.End.instant)
        }
    }

    private mutating func waivedRule(_ waiver: WaiverDeclaration) -> RuleID? {
        guard !waiver.rule.text.isEmpty else { return nil }
        guard let id = symbols.rulesByName[waiver.rule.text] else {
            diagnostics.append(
                .unknownDeclaration("rule", waiver.rule, nearest: symbols.nearestRule(to: waiver.rule.text)))
            return nil
        }
        for effect in symbols[id].declaration.effects {
            if case .forbid(let node) = effect {
                diagnostics.append(
                    Diagnostic(
                        .waivedForbidder, at: waiver.rule.span,
                        "'\(waiver.rule.text)' forbids an action, a rule that forbids can't be waived",
                        notes: [.init("forbidden here", at: node.span)]))
                return nil
            }
        }
        return id
    }

    /// The condition that a waiver puts on the rule's rows.
    private mutating func waivedRows(_ subject: WaiverDeclaration.Subject, of rule: RuleID) -> ExpressionID? {
        guard !subject.entity.text.isEmpty else { return nil }
        guard let entity = symbols.entities[subject.entity.text] else {
            diagnostics.append(
                .unknownEntity(subject.entity, nearest: symbols.nearestEntity(to: subject.entity.text)))
            return nil
        }
        let symbol = symbols[rule]
        let notes = symbols.span(of: .rule(rule)).map { [Diagnostic.Note("declared here", at: $0)] } ?? []
        switch symbol.subject {
        case .unknown: return nil
        case .organization:
            diagnostics.append(
                Diagnostic(
                    .wrongTarget, at: subject.entity.span,
                    "'\(symbol.name)' speaks of the whole organisation, not of each '\(subject.entity.text)'",
                    notes: notes))
            return nil
        case .rows(let own) where own != entity:
            diagnostics.append(
                Diagnostic(
                    .wrongTarget, at: subject.entity.span,
                    "'\(symbol.name)' is for '\(symbols.schema[own].name)', not for '\(subject.entity.text)'",
                    notes: notes))
            return nil
        case .rows(let own):
            return rowCondition(
                subject.condition, in: .row(of: own, named: subject.alias?.text, in: symbols.schema))
        }
    }
}

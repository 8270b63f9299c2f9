package import RulePlan

/// Explains one rule of a run.
package struct RuleExplainer: Sendable {
    private let rule: PlanRule
    private let run: RuleRun
    private let outcome: Outcome

    /// - Parameter outcome: That of `run`.
    package init(_ rule: RuleID, of outcome: Outcome, in run: RuleRun) {
        self.rule = run.plan[rule]
        self.run = run
        self.outcome = outcome
    }

    /// How many rows the rule is for; nothing where it is for the organisation, or its entity is absent.
    package var rowCount: Int? { rule.subject.flatMap { run.data.table($0.entity)?.rowCount } }

    /// The row with a key, which is matched after folding; where there is none, the only row with that label.
    package func row(called key: String) -> Int? {
        guard let subject = rule.subject, let rowCount else { return nil }
        let wanted = Text(key).folded
        let targets = (0..<rowCount).map { run.names.target(RowPlace(entity: subject.entity, row: $0)) }
        if let row = targets.firstIndex(where: { Text($0.key).folded == wanted }) { return row }
        let labelled = targets.indices.filter { Text(targets[$0].label).folded == wanted }
        return labelled.count == 1 ? labelled.first : nil
    }

    /// For a rule that is `for` rows.
    package var survey: RuleSurvey {
        var survey = RuleSurvey()
        survey.fires = outcome.firedMatches.filter { $0.rule == rule.name }.compactMap(\.target)
        survey.undetermined = outcome.undetermined.filter { $0.rule == rule.name }
        survey.waived = outcome.waived.filter { $0.rule == rule.name }
        guard let subject = rule.subject, let rowCount else { return survey }
        let others = Set(survey.fires + survey.undetermined.compactMap(\.target) + survey.waived.compactMap(\.target))
        survey.quiet = (0..<rowCount).map { RowPlace(entity: subject.entity, row: $0) }
            .sorted(by: run.names.keyPrecedes).map(run.names.target).filter { !others.contains($0) }
        return survey
    }

    /// - Parameter row: Of the rule's entity; nothing for the organisation, or where the entity is absent.
    package func explanation(for row: Int? = nil) -> RuleExplanation {
        let place = rule.subject.flatMap { subject in row.map { RowPlace(entity: subject.entity, row: $0) } }
        let target = place.map(run.names.target)
        var explanation = RuleExplanation(
            rule: rule.name, location: rule.location, target: target, verdict: verdict(for: target), because: "",
            parts: [])
        if let subject = rule.subject, place == nil {
            explanation.because = "no data was given for '\(run.plan.schema[subject.entity].name)'"
            return explanation
        }
        var explainer = ConditionExplainer(run.evaluator)
        let (frame, rows) = scope(place)
        if let top = rule.subject?.top {
            for id in [top.rank, top.condition].compactMap(\.self) {
                explanation.parts.append(explainer.part(id, in: frame, rows: rows))
            }
        }
        explanation.parts.append(explainer.part(rule.condition, in: frame, rows: rows))
        explanation.because = because(explanation.verdict, place)
        return explanation
    }

    private func scope(_ place: RowPlace?) -> (ScalarEvaluator.Frame, rows: [String]) {
        place.map { ([$0.row], [run.plan.schema[$0.entity].name]) } ?? ([], [])
    }

    private func verdict(for target: Target?) -> RuleExplanation.Verdict {
        if outcome.firedMatches.contains(where: { $0.rule == rule.name && $0.target == target }) { return .fires }
        if let waived = outcome.waived.first(where: { $0.rule == rule.name && $0.target == target }) {
            return .waived(until: waived.until, because: waived.because)
        }
        let isUndetermined = outcome.undetermined.contains { $0.rule == rule.name && $0.target == target }
        return isUndetermined ? .undetermined : .quiet
    }

    private func because(_ verdict: RuleExplanation.Verdict, _ place: RowPlace?) -> String {
        let (frame, rows) = scope(place)
        switch verdict {
        case .fires, .waived:
            let evidence = rule.evidence.map { "\($0.label) is \(run.evaluator.literal($0.expression, in: frame))" }
            return evidence.isEmpty ? "its condition always holds" : evidence.joined(separator: "; ")
        case .quiet:
            if let top = rule.subject?.top, let place, let text = outside(top, place) { return text }
            return RequiredChanges(to: rule.condition, in: frame, rows: rows, run.evaluator).text
        case .undetermined:
            var causes = UnknownCauses(of: rule.condition, in: frame, rows: rows, run.evaluator).sentences
            for id in [rule.subject?.top?.rank, rule.subject?.top?.condition].compactMap(\.self) {
                causes += UnknownCauses(of: id, in: frame, rows: rows, run.evaluator).sentences
            }
            if causes.isEmpty {
                // The condition holds, but something that the effects are about is missing, or the rank of another row.
                let missing = outcome.undetermined.first { match in
                    match.rule == rule.name && match.target == place.map(run.names.target)
                }
                causes = (missing?.missing ?? []).map { "\($0) is missing" }
            }
            return causes.joined(separator: "; ")
        }
    }

    /// Why a row is not among the first; nothing where it is.
    private func outside(_ top: PlanRule.Subject.Top, _ place: RowPlace) -> String? {
        let (frame, rows) = scope(place)
        guard let rowCount else { return nil }
        let competition = Competition(top, of: place.entity, rowCount: rowCount, in: run)
        guard competition.isMember(place.row) == false else { return nil }
        if let condition = top.condition, run.evaluator.truth(of: condition, in: frame) == false {
            return RequiredChanges(to: condition, in: frame, rows: rows, run.evaluator).text
        }
        return "\(top.rankLabel) is \(run.evaluator.literal(top.rank, in: frame)), "
            + "which is not among the \(top.count) largest"
    }
}

import RulePlan

// The evaluator's questions, asked of a rule's row; nothing stands for the organisation.
extension RuleRun {
    func value(of id: ExpressionID, for row: RowPlace?) -> Value {
        evaluator.value(of: id, in: frame(row))
    }

    func truth(of id: ExpressionID, for row: RowPlace?) -> Bool? {
        evaluator.truth(of: id, in: frame(row))
    }

    func reported(_ id: ExpressionID, for row: RowPlace?) -> ReportedValue {
        evaluator.reported(id, in: frame(row))
    }

    func text(_ template: PlanTemplate, for row: RowPlace?) -> String {
        evaluator.text(of: template, in: frame(row))
    }

    /// What keeps a condition unknown, by the labels of its parts.
    func missing(in id: ExpressionID, evidence: [PlanRule.Evidence], for row: RowPlace?) -> [String] {
        evaluator.missingLabels(of: id, evidence: evidence, in: frame(row))
    }

    private func frame(_ row: RowPlace?) -> ScalarEvaluator.Frame {
        row.map { [$0.row] } ?? []
    }
}

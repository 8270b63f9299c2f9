import RulePlan

/// What a rule says of a row.
package enum RuleAnswer: Int, CaseIterable, Sendable {
    case fires, undetermined, waived, isFalse
}

extension ScalarEvaluator {
    /// What a rule says of a row, or of the organisation, membership among the first of a `for top N` rule apart: it fires where its
    /// condition is true, what it needs is known, and no waiver holds.
    /// - Parameters:
    ///   - frame: The row, or none.
    ///   - waivers: The conditions of waivers that have not ended; nothing for one without a condition.
    func answer(of rule: PlanRule, in frame: Frame, waivers: [ExpressionID?]) -> RuleAnswer {
        guard let truth = truth(of: rule.condition, in: frame) else { return .undetermined }
        if !truth { return .isFalse }
        for needed in rule.effects.flatMap(\.needed) where !plan.isRuleRow(needed) {
            if evaluated(needed, in: frame) == .value(.missing) { return .undetermined }
        }
        let isWaived = waivers.contains { condition in
            condition.map { self.truth(of: $0, in: frame) == true } ?? true
        }
        return isWaived ? .waived : .fires
    }

    /// What a `for top N` rule says of the rows for which it is not false.
    func answers(of rule: PlanRule, top: PlanRule.Subject.Top, in table: Table, waivers: [ExpressionID?]) -> [Int:
        RuleAnswer]
    {
        let membership = TopMembership(
            top: top.count,
            of: (0..<table.rowCount).map { row in
                TopMembership.Candidate(
                    row: row,
                    takesPart: table.hasRow(row) ? top.condition.map { truth(of: $0, in: [row]) } ?? true : false,
                    rank: value(of: top.rank, in: [row]))
            },
            rankPrecedes: { precedes($0, $1) == true }, keyPrecedes: { table.keyPrecedes($0, $1) })
        var answers: [Int: RuleAnswer] = [:]
        for row in table.places {
            let isMember = membership.isMember[row]
            // The condition is not asked of rows that are certainly not among the first.
            if isMember == false { continue }
            let answer = answer(of: rule, in: [row], waivers: waivers)
            if answer != .isFalse { answers[row] = isMember == nil ? .undetermined : answer }
        }
        return answers
    }
}

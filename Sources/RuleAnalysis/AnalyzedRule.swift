import RulePlan
import RuleSyntax
import RuleText

/// A rule, as the lints that set rules side by side look at it.
struct AnalyzedRule {
    let declaration: RuleDeclaration
    let rule: PlanRule
    /// The entity of its rows among the meanings; nothing for a rule of the organisation.
    let entity: EntityID?
    /// What has to hold for it to fire, that of `top … where` first. Of a `top` rule that is not enough.
    let conditions: [ExpressionID]

    var isTop: Bool { rule.subject?.top != nil }
    /// The smallest place that stands for the whole rule.
    var headSpan: SourceSpan { declaration.name?.span ?? declaration.condition.span }
}

/// Two rules about the same rows: what one has to do with a row that the other reaches through a reference is said of that row.
struct CommonFrame {
    /// The entity of the row that the conditions are about; nothing for the organisation.
    var entity: EntityID?
    var first: [ExpressionID]
    var second: [ExpressionID]
}

extension AnalyzedProgram {
    /// The conditions of two rules in one frame in which their effects have the same target; nothing where there is no such frame.
    /// - Parameters:
    ///   - target: What the first rule's effect is about.
    ///   - other: What the second rule's effect is about.
    mutating func commonFrame(
        _ first: AnalyzedRule, _ target: PlanTarget, _ second: AnalyzedRule, _ other: PlanTarget
    ) -> CommonFrame? {
        let (row, otherRow) = (written(target.row), written(other.row))
        if first.entity == second.entity, row == otherRow {
            return CommonFrame(entity: first.entity, first: first.conditions, second: second.conditions)
        }
        // One is about its own row, and the other reaches that row from its own.
        if isOwnRow(otherRow) {
            return CommonFrame(
                entity: first.entity, first: first.conditions,
                second: second.conditions.map { reasoner.reader.space.seen($0, from: row) })
        }
        if isOwnRow(row) {
            return CommonFrame(
                entity: second.entity, first: first.conditions.map { reasoner.reader.space.seen($0, from: otherRow) },
                second: second.conditions)
        }
        return nil
    }

    private func isOwnRow(_ id: ExpressionID) -> Bool { reasoner.reader.space[id] == .row(depth: 0) }

    /// When some conditions are true.
    mutating func formulas(_ conditions: [ExpressionID]) -> [FormulaID] {
        conditions.map { reasoner.reader.formula($0) }
    }

    /// When not all of some conditions are true.
    mutating func formula(notAll conditions: [ExpressionID]) -> FormulaID {
        let parts = conditions.map { reasoner.reader.formula(notTrue: $0) }
        return reasoner.reader.table.any(parts)
    }
}

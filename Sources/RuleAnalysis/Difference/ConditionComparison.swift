import RulePlan

extension Reasoner {
    /// What two conditions about the same row come out to differently.
    struct ConditionDifference {
        var verdict: ProgramDifference.Verdict
        var lost: Witness?
        var gained: Witness?
        var unclear: Witness?

        /// Whether the evaluator was asked about a row for all that the verdict says.
        var isProven: Bool {
            switch verdict {
            case .same, .added, .removed, .unknown: true
            case .stricter: lost?.isVerified == true
            case .looser: gained?.isVerified == true
            case .different: lost?.isVerified == true && gained?.isVerified == true
            case .undetermined: unclear?.isVerified == true
            }
        }
    }

    /// How much may be spent on one question about two conditions.
    private static let limit = 20_000

    mutating func difference(from old: ExpressionID, to new: ExpressionID, of entity: EntityID?) -> ConditionDifference
    {
        if old == new { return ConditionDifference(verdict: .same) }
        let (lost, gained) = (missed(old, by: new, entity), missed(new, by: old, entity))
        switch (lost, gained) {
        case (.unknown, _), (_, .unknown): return ConditionDifference(verdict: .unknown)
        case (.possible(let lost), .possible(let gained)):
            return ConditionDifference(verdict: .different, lost: lost, gained: gained)
        case (.possible(let lost), .never): return ConditionDifference(verdict: .stricter, lost: lost)
        case (.never, .possible(let gained)): return ConditionDifference(verdict: .looser, gained: gained)
        case (.never, .never): break
        }
        for (first, second) in [(old, new), (new, old)] {
            let formulas = [
                reader.formula(first, is: false), reader.table.complement(reader.formula(second, is: false)),
            ]
            switch answer(formulas, limit: Self.limit) {
            case .never: break
            case .unknown: return ConditionDifference(verdict: .unknown)
            case .possible(let assignment):
                let wishes = [
                    WitnessMaker.Wish(condition: negation(of: first), isTrue: true),
                    WitnessMaker.Wish(condition: negation(of: second), isTrue: false),
                ]
                return ConditionDifference(verdict: .undetermined, unclear: witness(of: assignment, wishes, entity))
            }
        }
        return ConditionDifference(verdict: .same)
    }

    private enum Missed {
        case never
        case possible(Witness?)
        case unknown
    }

    /// Whether a row for which one condition is true may be one for which another is not.
    private mutating func missed(_ condition: ExpressionID, by other: ExpressionID, _ entity: EntityID?) -> Missed {
        switch answer([reader.formula(condition), reader.formula(notTrue: other)], limit: Self.limit) {
        case .never: return .never
        case .unknown: return .unknown
        case .possible(let assignment):
            let wishes = [
                WitnessMaker.Wish(condition: condition, isTrue: true),
                WitnessMaker.Wish(condition: other, isTrue: false),
            ]
            return .possible(witness(of: assignment, wishes, entity))
        }
    }

    private mutating func negation(of condition: ExpressionID) -> ExpressionID {
        reader.space.intern(.not(condition), type: .boolean)
    }

    /// All of some conditions as one.
    mutating func all(_ conditions: [ExpressionID]) -> ExpressionID {
        conditions.count == 1 ? conditions[0] : reader.space.intern(.and(conditions), type: .boolean)
    }

    /// One of some conditions as one, each once and in an order of their own.
    mutating func any(_ conditions: [ExpressionID]) -> ExpressionID {
        let sorted = Set(conditions).sorted()
        return sorted.count == 1 ? sorted[0] : reader.space.intern(.or(sorted), type: .boolean)
    }

    /// The parts over rows of two conditions that only one of them has.
    func rowsApart(_ first: ExpressionID, _ second: ExpressionID) -> [ExpressionID] {
        rowParts(of: first).symmetricDifference(rowParts(of: second)).sorted()
    }

    private func rowParts(of condition: ExpressionID) -> Set<ExpressionID> {
        var seen: Set<ExpressionID> = []
        var parts: Set<ExpressionID> = []
        var pending = [condition]
        while let id = pending.popLast() {
            guard seen.insert(id).inserted else { continue }
            switch reader.space[id] {
            case .quantifier, .aggregate: parts.insert(id)
            default: reader.space[id].forEachOperand { pending.append($0) }
            }
        }
        return parts
    }
}

import RulePlan

/// Answers questions about conditions: whether some can hold together, and whether one follows from another.
package struct Reasoner: Sendable {
    var reader: ConditionReader
    /// Of two counts of the same rows: whether each row of the first is surely one of the second.
    private var containments: [CountPair: Bool] = [:]
    /// How many steps all answers together may take.
    private var stepsLeft: Int

    private struct CountPair: Hashable {
        var inner: ExpressionID
        var outer: ExpressionID
    }

    /// How many steps a program of some rules may take: enough for ten thousand ordinary ones, and never more than a few seconds.
    package static func usualSteps(rules count: Int) -> Int { 1_000_000 + 200 * min(count, 10_000) }

    /// What a question takes beside looking for an answer.
    private static let stepsOfQuestion = 4

    init(_ space: MeaningSpace, steps: Int = usualSteps(rules: 1)) {
        reader = ConditionReader(space: space)
        stepsLeft = steps
    }

    /// Whether there is a choice of all quantities that makes every formula true.
    mutating func answer(_ formulas: [FormulaID], limit: Int = 4_000) -> Satisfiability.Answer {
        guard stepsLeft > 0 else { return .unknown }
        let known = containments(in: formulas)
        let consistency = Consistency(reader: reader, containments: known)
        var search = Satisfiability(reader.table, limit: limit) { consistency.holds($0, steps: &$1) }
        let answer = search.answer(formulas)
        stepsLeft -= search.steps + Self.stepsOfQuestion
        return answer
    }

    /// Whether no choice makes all of them true. Not being sure is no.
    mutating func isNever(_ formulas: [FormulaID], limit: Int = 4_000) -> Bool {
        if case .never = answer(formulas, limit: limit) { true } else { false }
    }

    /// An example of a row for which all conditions are true; nothing where there is none, or none was found.
    /// - Parameter entity: The entity of the row; nothing where the conditions are about the organisation.
    mutating func witness(allOf conditions: [ExpressionID], of entity: EntityID?) -> Witness? {
        guard case .possible(let assignment) = answer(conditions.map { reader.formula($0) }) else { return nil }
        return witness(of: assignment, conditions.map { WitnessMaker.Wish(condition: $0, isTrue: true) }, entity)
    }

    /// An example of what an assignment says; nothing where the evaluator contradicts it.
    mutating func witness(
        of assignment: Assignment, _ wishes: [WitnessMaker.Wish], _ entity: EntityID?
    ) -> Witness? {
        // Trying it takes a copy of the conditions and rows of their own.
        guard !wishes.contains(where: { reader.space.isLong($0.condition) }) else { return nil }
        let size = wishes.reduce(0) { $0 + reader.space.length(of: $1.condition) }
        stepsLeft -= 100 + 4 * size + 2 * assignment.domains.count
        guard stepsLeft > 0 else { return nil }
        let rows = countedRows(for: assignment)
        return WitnessMaker(self, subject: entity, rows: rows).witness(of: assignment, wishes)
    }

    // MARK: - Counts of the same rows

    /// The pairs of counts in some formulas of which one counts no more than the other.
    private mutating func containments(in formulas: [FormulaID]) -> [(inner: ExpressionID, outer: ExpressionID)] {
        var counts: Set<ExpressionID> = []
        var seen: Set<FormulaID> = []
        var pending = formulas
        while let id = pending.popLast(), seen.count < 2_000 {
            guard reader.table.countsRows(id), seen.insert(id).inserted else { continue }
            switch reader.table[id] {
            case .constant: break
            case .all(let terms), .any(let terms): pending += terms
            case .literal(let quantity, _):
                switch reader.table[quantity].kind {
                case .certain(let count), .possible(let count): counts.insert(count)
                default: break
                }
            }
        }
        stepsLeft -= seen.count / 4
        guard counts.count > 1, counts.count <= 12 else { return [] }
        let sorted = counts.sorted()
        var result: [(inner: ExpressionID, outer: ExpressionID)] = []
        for inner in sorted {
            for outer in sorted where inner != outer && isContained(inner, in: outer) {
                result.append((inner, outer))
            }
        }
        return result
    }

    private mutating func isContained(_ inner: ExpressionID, in outer: ExpressionID) -> Bool {
        let pair = CountPair(inner: inner, outer: outer)
        if let known = containments[pair] { return known }
        // While it is asked, the answer is no: conditions hold each other no deeper than they are written.
        containments[pair] = false
        guard case .aggregate(.count, _, _, let rows) = reader.space[inner],
            case .aggregate(.count, _, _, let others) = reader.space[outer],
            rows.entity == others.entity, rows.scope == others.scope
        else { return false }
        guard let wanted = others.condition else {
            containments[pair] = true
            return true
        }
        guard let condition = rows.condition else { return false }
        // A certain row is certain in the other, and one that is not in the other is not here.
        let isContained =
            isNever([reader.formula(condition), reader.formula(notTrue: wanted)], limit: 500)
            && isNever(
                [reader.formula(wanted, is: false), reader.table.complement(reader.formula(condition, is: false))],
                limit: 500)
        containments[pair] = isContained
        return isContained
    }
}

import RuleEngine
import RulePlan

/// Notes what tests show of rules.
struct CoverageCounter {
    private(set) var rules: [RuleCoverage] = []
    private let plan: Plan
    private let ids: [RuleID]
    /// By rule: the parts of its condition, in the order of `RuleCoverage.conditions`.
    private var conditions: [[ExpressionID]] = []

    init(_ ids: [RuleID], in plan: Plan) {
        self.plan = plan
        self.ids = ids
        let text = PlanText(plan: plan)
        for id in ids {
            let rule = plan[id]
            var coverage = RuleCoverage(rule: rule.name, location: rule.location)
            var found: [ExpressionID] = []
            for root in plan.conditions(of: rule) {
                let rows = rule.subject.map { [plan.schema[$0.entity].name] } ?? []
                plan.forEachAtom(of: root, rows: rows) { atom, rows in
                    guard !found.contains(atom) else { return }
                    found.append(atom)
                    coverage.conditions.append(.init(text: text.text(atom, rows: rows)))
                }
            }
            rules.append(coverage)
            conditions.append(found)
        }
    }

    /// Notes what one test shows.
    mutating func count(_ run: TestRun) {
        let ran = Set(run.ranRules)
        for place in ids.indices where ran.contains(ids[place]) {
            let rule = plan[ids[place]]
            let rowCount = rule.subject.map { run.data.table($0.entity)?.rowCount ?? 0 } ?? 1
            let fired = run.outcome.firedMatches.count { $0.rule == rule.name }
            let undetermined = run.outcome.undetermined.count { $0.rule == rule.name }
            if fired > 0 { rules[place].fired = true }
            if fired + undetermined < rowCount { rules[place].wasQuiet = true }
            for root in plan.conditions(of: rule) {
                for row in 0..<rowCount {
                    note(root, in: rule.subject == nil ? [] : [row], run.rules.evaluator, place)
                }
            }
        }
    }

    private mutating func note(
        _ root: ExpressionID, in frame: ScalarEvaluator.Frame, _ evaluator: ScalarEvaluator, _ place: Int
    ) {
        let inside = { (rowSet: PlanRowSet, frame: ScalarEvaluator.Frame) in
            (evaluator.candidates(of: rowSet, in: frame) ?? []).map { frame + [$0] }
        }
        plan.forEachAtom(of: root, scope: frame, inside: inside) { atom, frame in
            guard let index = conditions[place].firstIndex(of: atom),
                let truth = evaluator.truth(of: atom, in: frame)
            else { return }
            if truth {
                rules[place].conditions[index].wasTrue = true
            } else {
                rules[place].conditions[index].wasFalse = true
            }
        }
    }
}

extension Plan {
    /// A rule's condition, and the one by which `top N` chooses.
    fileprivate func conditions(of rule: PlanRule) -> [ExpressionID] {
        [rule.subject?.top?.condition, rule.condition].compactMap(\.self)
    }

    /// Calls `body` for each atom of a condition with the names of the rows in scope, in the order in which they are written.
    fileprivate func forEachAtom(of id: ExpressionID, rows: [String], _ body: (ExpressionID, [String]) -> Void) {
        let text = PlanText(plan: self)
        forEachAtom(
            of: id, scope: rows,
            inside: { rowSet, rows in [rows + [text.innerName(of: rowSet.entity, rows: rows)]] }, body)
    }

    /// Walks the atoms of a condition, those about the rows of its row sets included. Its depth is that of the expression, which is bounded.
    /// - Parameters:
    ///   - scope: What is known of the rows in scope.
    ///   - inside: The scopes in which a row set's own condition is to be walked.
    fileprivate func forEachAtom<Scope>(
        of id: ExpressionID, scope: Scope, isCounted: Bool = true, inside: (PlanRowSet, Scope) -> [Scope],
        _ body: (ExpressionID, Scope) -> Void
    ) {
        switch self[id] {
        case .and(let terms), .or(let terms):
            for term in terms { forEachAtom(of: term, scope: scope, isCounted: isCounted, inside: inside, body) }
            return
        case .not(let operand):
            if case .isKnown = self[operand] { break }
            forEachAtom(of: operand, scope: scope, isCounted: isCounted, inside: inside, body)
            return
        case .constant: return
        default: break
        }
        if isCounted, type(of: id) == .boolean { body(id, scope) }
        let values: [ExpressionID?]
        let rowSet: PlanRowSet
        switch self[id] {
        case .aggregate(_, let value, let by, let rows): (rowSet, values) = (rows, [value, by])
        case .quantifier(_, let rows, let satisfy): (rowSet, values) = (rows, [satisfy])
        default:
            // An atom's operands are not atoms of their own, unless they stand in the condition of a row set.
            for operand in self[id].operands {
                forEachAtom(of: operand, scope: scope, isCounted: false, inside: inside, body)
            }
            return
        }
        if case .referring(_, let target) = rowSet.scope {
            forEachAtom(of: target, scope: scope, isCounted: false, inside: inside, body)
        }
        for scope in inside(rowSet, scope) {
            for case let value? in [rowSet.condition] + values {
                forEachAtom(of: value, scope: scope, isCounted: true, inside: inside, body)
            }
        }
    }
}

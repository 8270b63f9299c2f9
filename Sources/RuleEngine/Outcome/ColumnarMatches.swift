import RulePlan

/// The matches of the rules for rows of large tables, found for all rules of a table at once.
struct ColumnarMatches {
    private var matches: [RuleID: RuleMatches] = [:]

    init(in run: RuleRun) {
        guard let options = run.columnar else { return }
        let engine = ColumnarEngine(run.evaluator, options)
        for group in run.rulesByTable(of: options.minimumRowCount) {
            let competitions = run.competitions(of: group.rules)
            let program = RuleProgram(
                group.rules, for: group.entity, asking: .rows, members: competitions.mapValues(\.members), with: engine)
            for (rule, rows) in zip(group.rules, program.rows()) {
                matches[rule] = RuleMatches(rows, of: run.plan[rule], group.entity, competitions[rule], in: run)
            }
        }
    }

    /// Those of a rule, once; nothing where the rule is to be evaluated row by row.
    mutating func removeMatches(of rule: RuleID) -> RuleMatches? { matches.removeValue(forKey: rule) }
}

extension RuleRun {
    /// The rules for the rows of tables of at least some size, by table.
    func rulesByTable(of minimumRowCount: Int) -> [(entity: EntityID, rules: [RuleID])] {
        var groups: [EntityID: [RuleID]] = [:]
        for rule in rules {
            guard let entity = plan[rule].subject?.entity, let table = data.table(entity),
                table.rowCount >= max(minimumRowCount, 1)
            else { continue }
            groups[entity, default: []].append(rule)
        }
        return groups.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Who is among the first, for the rules with `top`.
    func competitions(of rules: [RuleID]) -> [RuleID: Competition] {
        var result: [RuleID: Competition] = [:]
        for rule in rules {
            guard let subject = plan[rule].subject, let top = subject.top, let table = data.table(subject.entity) else {
                continue
            }
            result[rule] = Competition(top, of: subject.entity, rowCount: table.rowCount, in: self)
        }
        return result
    }
}

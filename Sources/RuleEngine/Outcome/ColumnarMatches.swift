import RulePlan

/// The matches of the rules for rows of large tables, found for many rules of a table at once, when the first of them is asked for.
struct ColumnarMatches {
    /// The rules for one table.
    private struct Group {
        let entity: EntityID
        let rules: [RuleID]
        let competitions: [RuleID: Competition]
        let program: RuleRowProgram
        let order: KeyOrder
        /// The rules of which the rows are known, and those rows.
        var known = 0..<0
        var rows: [RuleRows] = []
    }

    /// How many rules are evaluated together: enough to share what they have in common, few enough to hold their rows.
    private static let batchSize = 64

    private let run: RuleRun
    private var groups: [Group] = []
    /// By rule its group, and its place there.
    private var places: [RuleID: (group: Int, index: Int)] = [:]

    init(in run: RuleRun) {
        self.run = run
        guard let options = run.columnar else { return }
        let engine = ColumnarEngine(run.evaluator, options)
        for group in run.rulesByTable(of: options.minimumRowCount) {
            guard let table = run.data.table(group.entity) else { continue }
            let competitions = run.competitions(of: group.rules)
            let program = RuleRowProgram(
                group.rules, for: group.entity, members: competitions.mapValues(\.members), with: engine)
            for (index, rule) in group.rules.enumerated() { places[rule] = (groups.count, index) }
            groups.append(
                Group(
                    entity: group.entity, rules: group.rules, competitions: competitions, program: program,
                    order: KeyOrder(table.keys)))
        }
    }

    /// Those of a rule; nothing where it is to be evaluated row by row. Rules are best asked for in the order of the program.
    mutating func matches(of rule: RuleID) -> RuleMatches? {
        guard let (place, index) = places[rule] else { return nil }
        if !groups[place].known.contains(index) {
            let start = index / Self.batchSize * Self.batchSize
            groups[place].known = start..<min(start + Self.batchSize, groups[place].rules.count)
            groups[place].rows = groups[place].program.rows(of: groups[place].known)
        }
        let group = groups[place]
        return RuleMatches(
            group.rows[index - group.known.lowerBound], of: run.plan[rule], group.entity, group.competitions[rule],
            group.order, in: run)
    }
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

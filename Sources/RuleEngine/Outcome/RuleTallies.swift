package import RulePlan

/// How many rows each rule fired for, without finding out which: what a run says of its rules and its data, and nothing of the work.
package struct RuleTallies: Sendable {
    /// One for each rule, in the order of the program.
    package var rules: [RuleTally] = []
    package var data: [DataSummary] = []

    package init(_ plan: Plan, on data: Dataset, in context: RunContext, columnar: ColumnarOptions = ColumnarOptions())
    {
        let run = RuleRun(plan, on: data, in: context, columnar: columnar)
        let waivers = Waivers(of: run.rules, in: run)
        let engine = ColumnarEngine(run.evaluator, columnar)
        var counts: [RuleID: RuleCounts] = [:]
        for group in run.rulesByTable(of: columnar.minimumRowCount) {
            let program = RuleProgram(
                group.rules, for: group.entity, asking: .counts,
                waivers: Dictionary(uniqueKeysWithValues: group.rules.map { ($0, waivers.conditions(of: $0)) }),
                members: run.competitions(of: group.rules).mapValues(\.members), with: engine)
            for (rule, found) in zip(group.rules, program.counts()) { counts[rule] = found }
        }
        var tallies = run.limited { counts[$0] == nil }.outcome().rules[...]
        rules = run.rules.map { rule in
            guard let found = counts[rule] else { return tallies.removeFirst() }
            var tally = RuleTally(rule: plan[rule].name, location: plan[rule].location)
            tally.evaluated = found.evaluated
            tally.fired = found.fired
            tally.undetermined = found.undetermined
            tally.waived = found.waived
            return tally
        }
        self.data = run.data.summaries(of: plan.schema, at: context.now)
    }
}

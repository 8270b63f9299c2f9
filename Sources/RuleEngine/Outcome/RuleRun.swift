package import RulePlan

/// Evaluates a plan on a dataset, and makes an outcome of what the rules ask for.
/// - Parameters:
///   - columnar: How large tables are evaluated.
///   - progress: Told how many rules are done, of how many.
package func run(
    _ plan: Plan, on data: Dataset, in context: RunContext, columnar: ColumnarOptions = ColumnarOptions(),
    progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }
) -> Outcome {
    RuleRun(plan, on: data, in: context, columnar: columnar).outcome(progress: progress)
}

extension Plan {
    /// All rules in the order of the program: by file, then line.
    package var rulesInOrder: [RuleID] {
        rules.indices.map(RuleID.init).sortedStably { self[$0].location.precedes(self[$1].location) }
    }
}

/// One run of a plan, or of some of its rules.
package struct RuleRun: Sendable {
    let plan: Plan
    let data: Dataset
    let context: RunContext
    let history: HistoryIndex
    let names: RowNames
    package let evaluator: ScalarEvaluator
    /// In the order of the program: by file, then line.
    private(set) var rules: [RuleID]
    let columnar: ColumnarOptions?

    /// - Parameters:
    ///   - rules: Those that run; all where it is nothing.
    ///   - columnar: How large tables are evaluated; row by row, as small ones are, where it is nothing.
    package init(
        _ plan: Plan, on data: Dataset, in context: RunContext, rules: [RuleID]? = nil,
        columnar: ColumnarOptions? = nil
    ) {
        self.plan = plan
        let data = data.adding(context.history, as: plan.schema)
        self.data = data
        self.context = context
        history = HistoryIndex(context.history)
        names = RowNames(schema: plan.schema, data: data)
        evaluator = ScalarEvaluator(plan: plan, data: data, context: context, columnar: columnar)
        self.columnar = columnar
        let included = rules.map(Set.init)
        self.rules = plan.rulesInOrder.filter { included?.contains($0) ?? true }
    }

    /// The same run of some of its rules.
    func limited(to isIncluded: (RuleID) -> Bool) -> RuleRun {
        var run = self
        run.rules = rules.filter(isIncluded)
        return run
    }

    /// What the rules propose. It depends on nothing but the plan, the data and the context.
    /// - Parameter progress: Told how many rules are done, of how many.
    package func outcome(progress: (_ done: Int, _ count: Int) -> Void = { _, _ in }) -> Outcome {
        var outcome = Outcome(now: context.now, timeZone: context.timeZoneName)
        var waivers = Waivers(of: rules, in: self)
        var work = RequestedWork()
        var columnar = ColumnarMatches(in: self)
        for (place, rule) in rules.enumerated() {
            progress(place, rules.count)
            evaluate(rule, columnar.matches(of: rule), &waivers, &work, &outcome)
        }

        let tasks = TaskItems(work, in: self)
        let actions = ActionItems(work, in: self)
        outcome.items = (tasks.items + actions.items + MessageItems(work, in: self).items)
            .sorted { $0.precedes($1) }
        outcome.forbidden = actions.forbidden.sorted { $0.precedes($1) }
        outcome.forbids = actions.forbids.sorted { $0.precedes($1) }
        outcome.conflicts = actions.conflicts.sorted { $0.precedes($1) }
        outcome.expiredWaivers = waivers.expired
        outcome.endingWaivers = waivers.ending
        outcome.unusedWaivers = waivers.unused
        outcome.standingItems = Set(tasks.standing + actions.standing)
        outcome.unsettledItems = work.unsettled
        outcome.data = data.summaries(of: plan.schema, at: context.now)
        return outcome
    }

    private func evaluate(
        _ id: RuleID, _ found: RuleMatches?, _ waivers: inout Waivers, _ work: inout RequestedWork,
        _ outcome: inout Outcome
    ) {
        let rule = plan[id]
        let matches = found ?? RuleMatches(of: rule, in: self)
        var undetermined = matches.undetermined
        var tally = RuleTally(rule: rule.name, location: rule.location)
        tally.evaluated = matches.evaluated
        for place in undetermined {
            if place.row == nil, let subject = rule.subject {
                work.addAbsent(rule, of: subject.entity, in: self)
            } else {
                work.addUndetermined(
                    EffectResolution(of: rule, for: place.row, match: work.nextMatch, in: self), in: self)
            }
        }
        for row in matches.matching {
            let effects = EffectResolution(of: rule, for: row, match: work.nextMatch, in: self)
            if !effects.missing.isEmpty {
                undetermined.append(RuleMatches.Undetermined(row: row, missing: effects.missing))
                work.addUndetermined(effects, in: self)
            } else if let waiver = waivers.waiver(of: id, for: row, in: self) {
                tally.waived += 1
                outcome.waived.append(
                    WaivedMatch(
                        rule: rule.name, target: row.map(names.target), until: waiver.term.until,
                        because: waiver.waiver.because, by: waiver.waiver.by))
            } else {
                tally.fired += 1
                work.add(Match(rule: id, row: row, reason: reason(of: rule, for: row)), effects)
                outcome.firedMatches.append(FiredMatch(rule: rule.name, target: row.map(names.target)))
            }
        }
        tally.undetermined = undetermined.count
        outcome.rules.append(tally)
        outcome.undetermined += undetermined.sorted { names.precedes($0.row, $1.row) }.map {
            UndeterminedMatch(rule: rule.name, target: $0.row.map(names.target), missing: $0.missing)
        }
    }

    private func reason(of rule: PlanRule, for row: RowPlace?) -> Reason {
        Reason(
            rule: rule.name, because: rule.because.map { text($0, for: row) },
            evidence: rule.evidence.map {
                Reason.Evidence(label: $0.label, value: reported($0.expression, for: row))
            })
    }

    /// Midnight of the calendar day in which `instant` lies.
    func startOfDay(at instant: Instant) -> Instant {
        context.timeZone.startOfDay(context.timeZone.civilDate(at: instant))
    }
}

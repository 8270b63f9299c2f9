import RuleEngine
import RulePlan

/// One test, run: what it gives, and what the rules made of it.
struct TestRun {
    /// Why a test can't be run.
    struct Problem: Error {
        var message: String
    }

    let test: PlanTest
    let plan: Plan
    let data: Dataset
    let context: RunContext
    let rules: RuleRun
    let outcome: Outcome
    /// The times that expectations name, by their place.
    let dueTimes: [Int: Instant]

    /// The instant of a test that names none (grammar.md, "Tests").
    static let defaultNow = Instant(clampingSeconds: 1_767_225_600)  // 2026-01-01T00:00:00Z

    static func made(
        _ test: PlanTest, _ plan: Plan, _ givenValues: GivenValues, _ timeZone: (String) -> TimeZoneRules?
    ) -> Result<TestRun, Problem> {
        let zoneName = test.timeZone ?? "UTC"
        guard let zone = zoneName == "UTC" ? TimeZoneRules.utc : timeZone(zoneName) else {
            return .failure(
                Problem(message: "the time zone '\(zoneName)' is not known here; names are like 'Europe/Amsterdam'"))
        }
        let now =
            switch test.now {
            case .day(let year, let month, let day)?:
                CivilDate(year: year, month: month, day: day).map { zone.startOfDay($0) } ?? defaultNow
            case .instant(let instant)?: instant
            case nil: defaultNow
            }
        var context = RunContext(now: now, timeZone: zone, timeZoneName: zoneName)
        let literals = givenValues.evaluator(in: context)
        context.parameters = givenValues.parameters.merging(
            test.parameters.mapValues { literals.value(of: $0, in: []) }
        ) { $1 }
        let evaluator = givenValues.evaluator(in: context)

        guard let data = GivenData(test, plan.schema, evaluator).dataset else {
            return .failure(Problem(message: "two rows that the test gives have the same key"))
        }
        context.history = History(events: test.events.compactMap { event(of: $0, plan.schema, evaluator) })
        let rules = RuleRun(plan, on: data, in: context, rules: test.rules.isEmpty ? nil : test.rules)
        var dueTimes: [Int: Instant] = [:]
        for (place, expectation) in test.expectations.enumerated() {
            if case .item(_, _, _, let due?) = expectation.kind, case .time(let time) = evaluator.value(of: due, in: [])
            {
                dueTimes[place] = time
            }
        }
        return .success(
            TestRun(
                test: test, plan: plan, data: data, context: context, rules: rules, outcome: rules.outcome(),
                dueTimes: dueTimes))
    }

    private static func event(
        of event: PlanTest.Event, _ schema: Schema, _ evaluator: ScalarEvaluator
    ) -> History.Event? {
        guard let kind = History.Event.Kind(rawValue: event.kind),
            case .time(let at) = evaluator.value(of: event.at, in: [])
        else { return nil }
        let row = event.target.map { TargetKey(entity: schema[$0.entity].name, parts: $0.key) }
        let id: ItemID
        switch (event.subject, row) {
        case (.task(let task), let row): id = .task(schema[task].name, on: row)
        case (.action(let action), let row?): id = .action(schema[action].name, on: row)
        case (.action, nil): return nil
        }
        return History.Event(id: id.text, kind: kind, at: at)
    }

    /// The rules that ran.
    var ranRules: [RuleID] { test.rules.isEmpty ? plan.rules.indices.map(RuleID.init) : test.rules }

    /// The row of the test's data that a target names.
    func row(of target: PlanTest.Target) -> Int? { data.table(target.entity)?.row(withKey: target.key) }

    func key(of target: PlanTest.Target) -> TargetKey {
        TargetKey(entity: plan.schema[target.entity].name, parts: target.key)
    }
}

extension Table {
    /// The row with a key, which is matched after folding.
    func row(withKey parts: [String]) -> Int? {
        let wanted = parts.map { Text($0).folded }
        return keys.firstIndex { $0.map { Text($0).folded } == wanted }
    }
}

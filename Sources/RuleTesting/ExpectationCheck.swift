import RuleEngine
import RulePlan

/// Compares what the rules made of a test with what it expects.
struct ExpectationCheck {
    /// In the order of the expectations, then what was not expected.
    private(set) var failures: [TestFailure] = []
    private let run: TestRun
    private var plan: Plan { run.plan }
    private var outcome: Outcome { run.outcome }
    /// The items that an expectation speaks of, by id.
    private var covered: Set<String> = []

    init(_ run: TestRun) {
        self.run = run
        var isComplete = !run.test.rules.isEmpty
        if run.test.expectations.isEmpty, !isComplete {
            failures.append(TestFailure(at: run.test.location, "the test expects nothing"))
        }
        for (place, expectation) in run.test.expectations.enumerated() {
            if expectation.kind == .nothingElse {
                isComplete = true
            } else {
                check(expectation, due: run.dueTimes[place])
            }
        }
        guard isComplete else { return }
        for item in outcome.items where !covered.contains(item.id) {
            failures.append(
                TestFailure(
                    at: run.test.location, "unexpected: \(run.phrase(item))", notes: run.reasons(for: item)))
        }
    }

    private mutating func fail(_ expectation: PlanTest.Expectation, _ notes: [TestFailure.Note]) {
        failures.append(TestFailure(at: expectation.location, expectation.text, notes: notes))
    }

    private mutating func check(_ expectation: PlanTest.Expectation, due: Instant?) {
        // A row that isn't there would make any `no` hold, and hide a slip of the pen.
        if let target = expectation.kind.target, run.row(of: target) == nil {
            fail(expectation, [.init("got", "the test gives no \(run.phrase(target))")])
            return
        }
        switch expectation.kind {
        case .item, .raise, .notify: checkItem(expectation, due)
        case .forbid(let action, let target): checkForbid(expectation, action, target)
        case .rule(let rule, let state, let target): checkRule(expectation, rule, state, target)
        case .nothingElse: break
        }
    }

    // MARK: - Items

    private mutating func checkItem(_ expectation: PlanTest.Expectation, _ due: Instant?) {
        let similar = outcome.items.filter { isAbout($0, expectation.kind) }
        let meant = similar.filter { fits($0, expectation.kind, due) }
        covered.formUnion(meant.map(\.id))
        guard meant.isEmpty != expectation.isNegated else { return }
        if expectation.isNegated {
            fail(
                expectation,
                meant.prefix(TestRun.noteCount).flatMap { [.init("got", run.phrase($0))] + run.reasons(for: $0) })
        } else if !similar.isEmpty {
            // They are what the test is about: that they are otherwise is said once.
            covered.formUnion(similar.map(\.id))
            fail(expectation, similar.prefix(TestRun.noteCount).map { .init("got", run.phrase($0)) })
        } else {
            fail(expectation, absence(of: expectation.kind))
        }
    }

    /// Whether an item is of the kind, name and target that are expected.
    private func isAbout(_ item: WorkItem, _ kind: PlanTest.Expectation.Kind) -> Bool {
        guard isOn(item.target, kind.target) else { return false }
        switch kind {
        case .item(.task(let task), _, _, _): return item.kind == .task && item.name == plan.schema[task].name
        case .item(.action(let action), _, _, _):
            return item.kind == .action && item.name == plan.schema[action].name
        case .raise: return item.kind == .finding
        case .notify(let role, _, _): return item.kind == .notification && item.role == plan.schema[role].name
        case .forbid, .rule, .nothingElse: return false
        }
    }

    /// Whether such an item is otherwise as expected.
    private func fits(_ item: WorkItem, _ kind: PlanTest.Expectation.Kind, _ due: Instant?) -> Bool {
        switch kind {
        case .item(_, _, let approval, _):
            // Due times are shown, and compared, in whole seconds.
            (approval == nil || item.approval?.rawValue == approval?.rawValue)
                && (due == nil || item.due?.utcText == due?.utcText)
        case .raise(let severity, let text, _): item.severity == severity && isText(item.text, text)
        case .notify(_, let text, _): isText(item.text, text)
        case .forbid, .rule, .nothingElse: false
        }
    }

    private func isText(_ text: String?, _ expected: String?) -> Bool {
        guard let expected else { return true }
        guard let text else { return false }
        return Text(text) == Text(expected)
    }

    private func isOn(_ target: Target?, _ expected: PlanTest.Target?) -> Bool {
        guard let expected else { return true }
        guard let target else { return false }
        let key = run.key(of: expected)
        return target.entity == key.entity && Text(target.key).folded == Text(key.text).folded
    }

    /// Why an item isn't there, and what is.
    private func absence(of kind: PlanTest.Expectation.Kind) -> [TestFailure.Note] {
        var notes = [TestFailure.Note("got", whereabouts(of: kind))]
        let others = outcome.items.filter { $0.kind == kind.itemKind }
        notes += others.prefix(TestRun.noteCount).map { .init("there", run.phrase($0)) }
        return notes + EffectSearch(run).explanations(of: kind)
    }

    private func whereabouts(of kind: PlanTest.Expectation.Kind) -> String {
        if case .item(.action(let action), let target, _, _) = kind,
            let forbidden = outcome.forbidden.first(where: {
                $0.action == plan.schema[action].name && isOn($0.target, target)
            })
        {
            return "forbidden by \(forbidden.by.joined(separator: ", "))"
        }
        if case .item(let subject, let target, _, _) = kind, let id = id(of: subject, target),
            outcome.standingItems.contains(id)
        {
            return "not listed now, by the history: it was done in this period, or is under way"
        }
        return "no such item"
    }

    private func id(of subject: PlanTest.Subject, _ target: PlanTest.Target?) -> ItemID? {
        let row = target.map { run.key(of: $0) }
        return switch subject {
        case .task(let task): .task(plan.schema[task].name, on: row)
        case .action(let action): row.map { .action(plan.schema[action].name, on: $0) }
        }
    }

    // MARK: - Forbids and rules

    private mutating func checkForbid(
        _ expectation: PlanTest.Expectation, _ action: ActionID, _ target: PlanTest.Target?
    ) {
        let name = plan.schema[action].name
        let forbids = outcome.forbids.filter { $0.action == name && isOn($0.target, target) }
        guard forbids.isEmpty != expectation.isNegated else { return }
        fail(
            expectation,
            forbids.isEmpty
                ? [.init("got", "no such forbid")] + EffectSearch(run).explanations(of: expectation.kind)
                : forbids.prefix(TestRun.noteCount).map {
                    .init("got", "forbid \($0.action) on \(run.phrase($0.target)), by \($0.by.joined(separator: ", "))")
                })
    }

    private mutating func checkRule(
        _ expectation: PlanTest.Expectation, _ rule: RuleID, _ state: PlanTest.Expectation.RuleState,
        _ target: PlanTest.Target?
    ) {
        let name = plan[rule].name
        guard run.ranRules.contains(rule) else {
            fail(expectation, [.init("got", "'\(name)' is none of the rules that the test names, so it did not run")])
            return
        }
        let fires = outcome.firedMatches.contains { $0.rule == name && isOn($0.target, target) }
        let isUndetermined = outcome.undetermined.contains { $0.rule == name && isOn($0.target, target) }
        let holds =
            switch state {
            case .fires: fires
            case .undetermined: isUndetermined
            case .quiet: !fires && !isUndetermined
            }
        if state == .fires, !expectation.isNegated { cover(itemsOf: rule, target) }
        guard holds == expectation.isNegated else { return }
        let explainer = RuleExplainer(rule, of: outcome, in: run.rules)
        let rows: [Int?] = target.map { [run.row(of: $0)] } ?? explainer.rowCount.map { Array(0..<$0) } ?? [nil]
        fail(
            expectation,
            rows.isEmpty
                ? [.init("got", "there is no row that '\(name)' is for")]
                : rows.prefix(TestRun.noteCount).map { .init("got", explainer.explanation(for: $0).sentence) })
    }

    /// To expect that a rule fires is to expect what it asks for.
    private mutating func cover(itemsOf rule: RuleID, _ target: PlanTest.Target?) {
        for item in outcome.items where item.reasons.contains(where: { $0.rule == plan[rule].name }) {
            let isOfOther = target.map { item.target?.entity == plan.schema[$0.entity].name } ?? false
            if !isOfOther || isOn(item.target, target) { covered.insert(item.id) }
        }
    }
}

extension PlanTest.Expectation.Kind {
    var target: PlanTest.Target? {
        switch self {
        case .item(_, let target, _, _), .raise(_, _, let target), .notify(_, _, let target), .forbid(_, let target),
            .rule(_, _, let target):
            target
        case .nothingElse: nil
        }
    }

    fileprivate var itemKind: WorkItem.Kind? {
        switch self {
        case .item(.task, _, _, _): .task
        case .item(.action, _, _, _): .action
        case .raise: .finding
        case .notify: .notification
        case .forbid, .rule, .nothingElse: nil
        }
    }
}

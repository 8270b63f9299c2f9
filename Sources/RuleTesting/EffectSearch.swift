import RuleEngine
import RulePlan

/// Finds the rules of a test that could have asked for something, and says why they did not.
struct EffectSearch {
    private let run: TestRun
    private var plan: Plan { run.plan }

    init(_ run: TestRun) {
        self.run = run
    }

    func explanations(of kind: PlanTest.Expectation.Kind) -> [TestFailure.Note] {
        let rules = run.ranRules.filter { plan[$0].effects.contains { asks($0, for: kind) } }
        if rules.isEmpty {
            let who = run.test.rules.isEmpty ? "no rule" : "no rule that the test names"
            return [.init("why", "\(who) asks for it")]
        }
        return rules.prefix(TestRun.noteCount).flatMap { explanations(of: $0, kind) }.map { .init("why", $0) }
    }

    private func explanations(of rule: RuleID, _ kind: PlanTest.Expectation.Kind) -> [String] {
        let explainer = RuleExplainer(rule, of: run.outcome, in: run.rules)
        guard plan[rule].subject != nil else { return [explainer.explanation().sentence] }
        guard let rowCount = explainer.rowCount else { return [explainer.explanation().sentence] }
        if rowCount == 0 { return ["there is no row that \(plan[rule].name) is for"] }
        let rows = (0..<rowCount).filter { isAbout(kind.target, rule, $0, kind) }
        if rows.isEmpty { return ["\(plan[rule].name) is for no row that leads there"] }
        return rows.prefix(TestRun.noteCount).map { explainer.explanation(for: $0).sentence }
    }

    /// Whether a rule's effect for a row would be about a target.
    private func isAbout(
        _ target: PlanTest.Target?, _ rule: RuleID, _ row: Int, _ kind: PlanTest.Expectation.Kind
    ) -> Bool {
        guard let target, let wanted = run.row(of: target) else { return true }
        return plan[rule].effects.contains { effect in
            guard asks(effect, for: kind) else { return false }
            switch effect {
            case .require(_, let place?, _, _, _), .run(_, let place, _, _, _), .forbid(_, let place):
                return run.rules.evaluator.value(of: place.row, in: [row]) == .row(wanted)
            case .require, .raise, .notify: return row == wanted
            }
        }
    }

    private func asks(_ effect: PlanEffect, for kind: PlanTest.Expectation.Kind) -> Bool {
        switch (effect, kind) {
        case (.require(let task, _, _, _, _), .item(.task(let wanted), _, _, _)): task == wanted
        case (.run(let action, _, _, _, _), .item(.action(let wanted), _, _, _)): action == wanted
        case (.raise(.fixed(let level), _), .raise(let wanted, _, _)): level == wanted
        case (.raise(.computed(_, let levels, _), _), .raise(let wanted, _, _)): levels.contains(wanted)
        case (.notify(let role, _), .notify(let wanted, _, _)): role == wanted
        case (.forbid(let action, _), .forbid(let wanted, _)): action == wanted
        default: false
        }
    }
}

import Foundation
import RuleText
import TestSupport

@testable import RuleEngine
@testable import RulePlan

/// Random rules with what belongs to them beside a condition: values that must be known for them to fire, and waivers.
struct RandomProgram {
    var plan: Plan
    /// By rule: the conditions of its waivers.
    private(set) var waivers: [RuleID: [ExpressionID?]] = [:]

    static let entities = [RandomEstate.device, RandomEstate.alert]

    init(seed: UInt64, style: RandomExpressions.Style, ruleCount: Int) {
        var random = SeededRandom(seed: seed)
        var expressions = RandomExpressions(seed: seed, style: style)
        var conditions: [(rule: Int, ExpressionID)] = []
        for place in 0..<ruleCount {
            let entity = Self.entities[place % 2]
            expressions.addRule(for: expressions.condition(of: entity), of: entity)
            if random.oneIn(8) { conditions.append((place, expressions.condition(depth: 1, of: entity))) }
        }
        plan = expressions.plan
        for place in plan.rules.indices where random.oneIn(5) {
            let entity = Self.entities[place % 2]
            let row = plan.intern(.row(depth: 0), type: .reference(entity))
            if entity == RandomEstate.alert, random.oneIn(2) {
                let device = plan.intern(
                    .field(RandomEstate.alertDevice, of: row), type: .reference(RandomEstate.device))
                let target = PlanTarget(entity: RandomEstate.device, row: device, label: "alert.device")
                plan.rules[place].effects = [.forbid(ActionID(0), target: target)]
            } else if let slot = plan.schema[entity].field(named: "level") {
                let level = plan.intern(.field(slot, of: row), type: RandomEstate.Kind.level.type)
                plan.rules[place].effects = [
                    .raise(.computed(level, severities: [], label: ""), PlanTemplate(segments: []))
                ]
            }
        }
        for (place, condition) in conditions {
            plan.waivers.append(
                PlanWaiver(
                    rule: RuleID(place), condition: condition, until: .day(year: 2027, month: 1, day: 1), because: "",
                    by: nil, location: SourceLocation(file: "f", line: 1)))
            waivers[RuleID(place), default: []].append(condition)
        }
    }

    func rules(of entity: EntityID) -> [RuleID] {
        plan.rules.indices.map(RuleID.init).filter { plan[$0].subject?.entity == entity }
    }

    /// What the evaluator says of a rule and a row: as `RuleRun` does, from first principles.
    func answer(of rule: RuleID, row: Int, by evaluator: ScalarEvaluator) -> RuleAnswer {
        let frame = [row]
        guard let truth = evaluator.truth(of: plan[rule].condition, in: frame) else { return .undetermined }
        if !truth { return .isFalse }
        for needed in plan[rule].effects.flatMap(\.needed)
        where evaluator.evaluated(needed, in: frame) == .value(.missing) {
            return .undetermined
        }
        let isWaived = (waivers[rule] ?? []).contains { condition in
            condition.map { evaluator.truth(of: $0, in: frame) == true } ?? true
        }
        return isWaived ? .waived : .fires
    }

    func text(of rule: RuleID) -> String {
        let rows = plan[rule].subject.map { [plan.schema[$0.entity].name] } ?? []
        return PlanText(plan: plan).text(plan[rule].condition, rows: rows)
    }
}

/// How many pairs of a rule and a row were compared, and what differed.
struct PairTally {
    private(set) var counts: [RuleAnswer: Int] = [:]
    private(set) var differences: [String] = []

    mutating func add(_ answer: RuleAnswer) { counts[answer, default: 0] += 1 }

    mutating func report(_ difference: @autoclosure () -> String) {
        if differences.count < 5 { differences.append(difference()) }
    }

    /// The count of the rarest answer among some.
    func least(of answers: [RuleAnswer] = RuleAnswer.allCases) -> Int { answers.map { counts[$0] ?? 0 }.min() ?? 0 }
}

/// Over a million pairs of a rule and a row; `COLUMNAR_SEEDS=500 swift test --filter "SingleRow|Columns"` compares for longer.
let lawSeeds: Range<UInt64> =
    0..<(ProcessInfo.processInfo.environment["COLUMNAR_SEEDS"].flatMap(UInt64.init) ?? 6)

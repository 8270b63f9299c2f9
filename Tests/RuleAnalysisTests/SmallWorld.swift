import RuleCompiler
import RuleEngine
import RulePlan
import RuleText
import TestSupport

/// A model of few fields with few values, of which every row there can be is tried.
enum SmallWorld {
    static let model = SourceFile(
        name: "model.secrule",
        text: """
            entity device key id {
              id text
              n number 0..2
              level low < medium < high
              flag boolean
            }
            score points number 0..2 lower is better
            task look on device
            action hold on device on approval
            action free on device on approval reverses hold
            """)

    static let declarations = """
        param limit = 1 in 0..2
        define device.big = n >= limit

        """

    private static let now = Instant(clampingSeconds: 1_767_603_600)
    private static let numbers: [Value] = [.missing] + [0, 0.5, 1, 1.5, 2].map(Value.number)

    /// Every row: each combination of values, missing ones among them.
    private static let rows: [[Value]] = numbers.flatMap { n in
        [Value.missing, .member(0), .member(1), .member(2)].flatMap { level in
            [Value.missing, .boolean(true), .boolean(false)].map { flag in [n, level, flag] }
        }
    }

    /// What one row comes to.
    struct Row {
        /// By rule: whether its condition is true, false or unknown.
        var truths: [Bool?]
        var n: Double?
        var points: Double?
        var isAtDefaults: Bool
    }

    /// Calls a function with every row, at every value of the score and some of the parameter.
    static func forEachRow(of plan: Plan, limits: [Double] = [0, 1, 2], _ body: (Row) -> Void) {
        let place = DataPlace(file: "small", line: nil)
        for (points, limit) in numbers.flatMap({ points in limits.map { (points, $0) } }) {
            var builder = DatasetBuilder(schema: plan.schema)
            for (number, values) in rows.enumerated() {
                builder.add([.text(Text("d\(number)"))] + values, to: EntityID(0), at: place)
            }
            if !points.isMissing { builder.set(ScoreID(0), to: points, at: place) }
            let evaluator = ScalarEvaluator(
                plan: plan, data: builder.finish(),
                context: RunContext(now: now, parameters: [ParameterID(0): .number(limit)]))
            for (number, values) in rows.enumerated() {
                body(
                    Row(
                        truths: plan.rules.map { evaluator.truth(of: $0.condition, in: [number]) },
                        n: values[0].plainNumber, points: points.plainNumber, isAtDefaults: limit == 1))
            }
        }
    }

    /// A program of a rule for each condition; nothing where one of them does not compile.
    static func plan(of conditions: [String]) -> Plan? {
        let rules = conditions.map { "for device when \($0) then require look on device\n" }.joined()
        return compile([SourceFile(name: "claims.secrule", text: declarations + rules)], model: model).plan
    }
}

extension Value {
    fileprivate var plainNumber: Double? { if case .number(let number) = self { number } else { nil } }
}

/// Conditions over the small world, of which many contradict, follow from one another or say nothing.
struct SmallConditions {
    var random: SeededRandom

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// Of parts in parentheses where they are more than one comparison.
    mutating func condition(_ depth: Int) -> String {
        guard depth > 0, !random.oneIn(4) else { return leaf() }
        switch random.below(8) {
        case 0: return "not (\(condition(depth - 1)))"
        case 1, 2: return junction("or", 2, depth)
        case 3: return junction("or", 3, depth)
        case 4, 5: return junction("and", 3, depth)
        default: return junction("and", 2, depth)
        }
    }

    private mutating func junction(_ word: String, _ count: Int, _ depth: Int) -> String {
        (0..<count).map { _ in
            let part = condition(depth - 1)
            return part.contains(" and ") || part.contains(" or ") ? "(\(part))" : part
        }.joined(separator: " \(word) ")
    }

    /// Nothing but a range of one number.
    mutating func range() -> String {
        let name = random.pick(["n", "n", "points"])
        let (low, high) = (random.below(3), random.below(3))
        return random.oneIn(3)
            ? "\(name) >\(random.pick(["", "="])) \(min(low, high)) and \(name) <\(random.pick(["", "="])) \(max(low, high))"
            : "\(name) \(random.pick(["<", "<=", ">", ">="])) \(random.pick(["0", "1", "2", "limit"]))"
    }

    private mutating func leaf() -> String {
        let comparator = random.pick(["<", "<=", ">", ">=", "==", "!="])
        let number = random.pick(["0", "1", "2", "limit", "points"])
        let level = random.pick(["low", "medium", "high"])
        switch random.below(14) {
        case 0, 1, 2, 3: return "n \(comparator) \(number)"
        case 4, 5: return "level \(comparator) \(level)"
        case 6: return "level \(random.pick(["", "not "]))in [\(level), \(random.pick(["low", "high"]))]"
        case 7, 8: return random.pick(["flag", "not flag", "flag == false", "flag != true"])
        case 9: return "\(random.pick(["n", "level", "flag", "points"])) is \(random.pick(["known", "missing"]))"
        case 10: return random.pick(["not (n in [0, 2])", "n in [1, 2]", "n not in [1]"])
        case 11: return "points \(comparator) \(random.pick(["0", "1", "2", "limit"]))"
        case 12:
            return random.pick(["(n otherwise 1) \(comparator) 1", "(flag otherwise false)", "(flag otherwise true)"])
        default: return "big"
        }
    }
}

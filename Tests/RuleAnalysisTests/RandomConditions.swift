import RuleCompiler
import RuleEngine
import RulePlan
import RuleText
import TestSupport

/// Conditions over few values, so that many contradict or follow from one another, and estates to try them on.
struct RandomConditions {
    var random: SeededRandom

    static let now = Instant(clampingSeconds: 1_767_603_600)

    static let model = SourceFile(
        name: "model.secrule",
        text: """
            entity device key id {
              id text
              n number 0..3
              other number
              level low < medium < high
              kind x | y | z
              flag boolean
              name text
              seen time
              tags list of text
            }
            entity alert key id {
              id text
              device device
              severity low < medium < high
              open boolean
            }
            score points number 0..10 lower is better
            task look on device
            action hold on device on approval
            action free on device on approval reverses hold
            role team
            """)

    static let declarations = """
        param limit = 2 in 1..3
        param free = 1
        define device.big = n >= limit
        define device.calm = not flag and level <= medium
        define device.alarms = count(alert of device where severity >= medium)
        define alert.grave = severity == high and open

        """

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    mutating func condition(_ depth: Int = 2) -> String {
        guard depth > 0, !random.oneIn(3) else { return leaf() }
        switch random.below(7) {
        case 0, 1, 2: return "(\(condition(depth - 1)) and \(condition(depth - 1)))"
        case 3, 4: return "(\(condition(depth - 1)) or \(condition(depth - 1)))"
        case 5: return "(not \(condition(depth - 1)))"
        default: return "(\(condition(depth - 1)) and \(condition(depth - 1)) and \(condition(depth - 1)))"
        }
    }

    private mutating func leaf() -> String {
        let comparator = random.pick(["<", "<=", ">", ">=", "==", "!="])
        let number = random.pick(["0", "1", "1.5", "2", "3", "limit", "free", "other"])
        let word = random.pick(["", "not "])
        let time = random.pick(["2026-01-01", "2026-01-02", "2026-01-03T09:00:00Z", "now", "now - 2d", "today"])
        let text = random.pick(["\"a\"", "\"A\"", "\"b\"", "\"ab\""])
        switch random.below(26) {
        case 0, 1, 2: return "n \(comparator) \(number)"
        case 3: return "other \(comparator) \(random.pick(["1", "limit", "n", "free"]))"
        case 4, 5: return "level \(comparator) \(random.pick(["low", "medium", "high"]))"
        case 6: return "kind \(random.pick(["==", "!="])) \(random.pick(["x", "y", "z"]))"
        case 7: return "kind \(word)in [\(random.pick(["x", "x, y", "y, z"]))]"
        case 8: return "\(word)flag"
        case 9: return "flag == \(random.pick(["true", "false"]))"
        case 10: return "name \(random.pick(["==", "!="])) \(random.pick(["", "exactly "]))\(text)"
        case 11:
            return
                "name \(word)\(random.pick(["contains", "starts with", "ends with"])) \(random.pick(["", "exactly "]))\(text)"
        case 12: return "name \(word)in [\(text), \"c\"]"
        case 13, 14: return "seen \(comparator) \(time)"
        case 15: return "seen \(random.pick(["older", "newer"])) than \(random.pick(["1d", "2d", "36h"]))"
        case 16:
            return
                "\(random.pick(["n", "other", "name", "seen", "flag", "level", "kind"])) is \(random.pick(["known", "missing"]))"
        case 17: return "points \(comparator) \(random.pick(["0", "5", "10", "n"]))"
        case 18: return "n \(word)between \(random.pick(["0", "1", "limit"])) and \(random.pick(["1", "2", "3"]))"
        case 19: return "n \(word)in [\(random.pick(["1", "1, 2", "0, 3"]))]"
        case 20:
            return
                "\(random.pick(["any", "no"])) alert of device\(random.pick(["", " where severity >= medium", " where severity == high and open", " where grave"]))"
        case 21: return "all alert of device\(random.pick([" where open", ""])) satisfy severity \(comparator) medium"
        case 22:
            return
                "count(alert of device\(random.pick(["", " where open"]))) \(comparator) \(random.pick(["0", "1", "2", "1.5"]))"
        case 23: return "alarms \(comparator) \(random.pick(["0", "1", "limit"]))"
        case 24: return random.pick(["big", "calm", "(n otherwise 1) \(comparator) 1", "(flag otherwise false)"])
        default: return "tags \(word)contains \(text)"
        }
    }

    /// A program of a rule for each condition; nothing where one of them does not compile.
    static func plan(of conditions: [String]) -> Plan? {
        let rules = conditions.map { "for device when \($0) then require look on device\n" }.joined()
        return compile([SourceFile(name: "rules.secrule", text: declarations + rules)], model: model).plan
    }

    /// Devices and alerts with small values, some missing.
    mutating func estate(for plan: Plan, devices: Int = 40) -> (data: Dataset, parameters: [ParameterID: Value]) {
        var builder = DatasetBuilder(schema: plan.schema)
        let place = DataPlace(file: "random", line: nil)
        func day(_ days: Double) -> Value {
            Self.now.advanced(by: TimeSpan(seconds: Int64(days * 86_400))).map(Value.time) ?? .missing
        }
        let times = [-4, -3, -2.375, -2, -1.5, -1, -0.5, 0, 1].map { day($0) }
        for number in 0..<devices {
            var values: [Value] = [
                .text(Text("d\(number)")),
                .number(random.pick([0, 1, 1.5, 2, 3])), .number(random.pick([-1, 0, 1, 2, 2.5, 9])),
                .member(random.below(3)), .member(random.below(3)), .boolean(random.oneIn(2)),
                .text(Text(random.pick(["a", "A", "b", "ab", "AB", "c", ""]))), random.pick(times),
                .list(random.pick([[], ["a"], ["A", "b"]]).map { .text(Text($0)) }),
            ]
            for index in 1..<values.count where random.oneIn(6) { values[index] = .missing }
            builder.add(values, to: EntityID(0), at: place)
        }
        if !random.oneIn(6) {
            builder.declare(EntityID(1), file: nil)
            for number in 0..<devices {
                var values: [Value] = [
                    .text(Text("a\(number)")), .text(Text("d\(random.below(devices))")), .member(random.below(3)),
                    .boolean(random.oneIn(2)),
                ]
                for index in 1..<values.count where random.oneIn(6) { values[index] = .missing }
                builder.add(values, to: EntityID(1), at: place)
            }
        }
        if !random.oneIn(5) { builder.set(ScoreID(0), to: .number(random.pick([0, 2, 5, 10])), at: place) }
        let parameters: [ParameterID: Value] = [
            ParameterID(0): .number(random.pick([1, 2, 2.5, 3])), ParameterID(1): .number(random.pick([-5, 0, 1, 2])),
        ]
        return (builder.finish(), parameters)
    }
}

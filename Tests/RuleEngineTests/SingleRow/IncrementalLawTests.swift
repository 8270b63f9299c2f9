import TestSupport
import Testing

@testable import RuleEngine
@testable import RulePlan

/// Data that changes row by row must have the same answers as the same data made anew.
@Suite struct `SingleRow: changes and data made anew` {
    @Test(arguments: lawSeeds)
    func `agree on what entered and left`(seed: UInt64) {
        var tally = PairTally()
        for round in 0..<6 {
            var random = SeededRandom(seed: seed * 16 + UInt64(round))
            let style = [RandomExpressions.Style.deep, .flat][round % 2]
            var program = RandomProgram(seed: seed * 16 + UInt64(round), style: style, ruleCount: 24)
            program.addTopRules(seed: seed)
            var rows = RawRows(of: RandomEstate(using: &random))
            let tracker = MatchTracker(
                program.plan, on: rows.data(keepsReferences: true), in: RunContext(now: RandomEstate.now),
                overlayLimit: [2, 1_000][round % 2])
            var matches = rows.matches(of: program, &tally)
            if Set(tracker.matches) != matches { tally.report("round \(round): matches at first") }
            for step in 0..<8 {
                let (changes, removed) = rows.change(using: &random)
                let found = tracker.apply(changes, removing: removed)
                let new = rows.matches(of: program, &tally)
                let (entered, left) = (Set(found.entered), Set(found.left))
                let isSame =
                    entered == new.subtracting(matches) && left == matches.subtracting(new)
                    && entered.count == found.entered.count && left.count == found.left.count
                if !isSame {
                    let wrong = entered.symmetricDifference(new.subtracting(matches))
                        .union(left.symmetricDifference(matches.subtracting(new)))
                    for match in wrong {
                        tally.report("round \(round) step \(step): \(match) \(program.text(of: match.rule))")
                    }
                }
                matches = new
            }
            if Set(tracker.matches) != matches { tally.report("round \(round): matches at last") }
        }
        #expect(tally.differences == [], "seed \(seed)")
        #expect(tally.least(of: [.fires, .undetermined, .isFalse]) > 100, "seed \(seed): \(tally.counts)")
    }

    @Test(arguments: lawSeeds)
    func `agree on a row that is given`(seed: UInt64) {
        var tally = PairTally()
        for round in 0..<6 {
            var random = SeededRandom(seed: 7_000 + seed * 16 + UInt64(round))
            let style = [RandomExpressions.Style.deep, .flat][round % 2]
            let program = RandomProgram(seed: 7_000 + seed * 16 + UInt64(round), style: style, ruleCount: 60)
            let rows = RawRows(of: RandomEstate(using: &random))
            for entity in RandomProgram.entities {
                let index = GivenRowIndex(
                    program.plan, for: entity, on: rows.data(keepsReferences: true),
                    in: RunContext(now: RandomEstate.now))
                let matcher = RowMatcher(index.index)
                for _ in 0..<10 {
                    var changed = rows
                    let key = "\(random.below(5))"
                    let change = changed.put(key, in: entity, using: &random)
                    guard index.match(change, with: matcher) else {
                        tally.report("round \(round): no row")
                        continue
                    }
                    let data = changed.data()
                    let evaluator = ScalarEvaluator(
                        plan: program.plan, data: data, context: RunContext(now: RandomEstate.now))
                    guard let table = data.table(entity),
                        let row = table.places.first(where: { table.key(of: $0) == [key] })
                    else { continue }
                    let answers = matcher.answers
                    for (place, rule) in index.index.rules.enumerated() where !program.asksAboutAllRows(rule) {
                        let expected = program.answer(of: rule, row: row, by: evaluator)
                        tally.add(expected)
                        if answers[place] != expected {
                            tally.report(
                                "round \(round): \(program.text(of: rule)): \(answers[place]) not \(expected)")
                        }
                    }
                }
            }
        }
        #expect(tally.differences == [], "seed \(seed)")
        #expect(tally.least(of: [.fires, .undetermined, .isFalse]) > 100, "seed \(seed): \(tally.counts)")
    }
}

/// Rows as they were read: references hold keys, which may be those of no row.
private struct RawRows {
    private static let schema = RandomEstate.schema
    /// By entity, in the order in which their keys came first; nothing where it is absent.
    private var rows: [[(key: String, values: [Value])]?]
    private var scores: [Value]

    init(of estate: RandomEstate) {
        rows = estate.rows.map { $0?.enumerated().map { ("\($0)", Self.raw($1, key: "\($0)")) } }
        scores = estate.scores
    }

    private static func raw(_ values: [Value], key: String) -> [Value] {
        var values = values.map { value in value.row.map { Value.text(Text("\($0)")) } ?? value }
        values[0] = .text(Text(key))
        return values
    }

    private func builder() -> DatasetBuilder { DatasetBuilder(schema: Self.schema) }

    func data(keepsReferences: Bool = false) -> Dataset {
        var builder = builder()
        for (entity, rows) in rows.enumerated() {
            guard let rows else { continue }
            builder.declare(EntityID(entity), file: nil)
            for row in rows { builder.add(row.values, to: EntityID(entity), at: DataPlace(file: "f", line: nil)) }
        }
        for (score, value) in scores.enumerated() where !value.isMissing {
            builder.set(ScoreID(score), to: value, at: DataPlace(file: "f", line: nil))
        }
        return builder.finish(keepsReferences: keepsReferences)
    }

    /// Puts a new row in place of the one with its key, or behind the last.
    mutating func put(_ key: String, in entity: EntityID, using random: inout SeededRandom) -> ChangedRows {
        var builder = builder()
        put(key, in: entity, &builder, using: &random)
        return builder.finishAsChanges()
    }

    private mutating func put(
        _ key: String, in entity: EntityID, _ builder: inout DatasetBuilder, using random: inout SeededRandom
    ) {
        let row = RandomEstate.row(of: entity, key: key, deviceCount: 4, using: &random).map {
            random.below(10) < 3 ? .missing : $0
        }
        var values = Self.raw(row, key: key)
        if let text = Self.schema[entity].field(named: "text"), random.oneIn(3) {
            values[text.index] = .text(Text(random.text(of: "abßS", through: 3)))
        }
        builder.add(values, to: entity, at: DataPlace(file: "f", line: nil))
        if let place = rows[entity.index]?.firstIndex(where: { $0.key == key }) {
            rows[entity.index]?[place].values = values
        } else {
            rows[entity.index] = (rows[entity.index] ?? []) + [(key, values)]
        }
    }

    /// Changes some rows, now and then a score.
    mutating func change(using random: inout SeededRandom) -> (ChangedRows, [RowReference]) {
        var builder = builder()
        var removed: [RowReference] = []
        for _ in 0..<random.below(3) {
            let (entity, key) = (EntityID(random.below(3)), "\(random.below(5))")
            removed.append(RowReference(entity: entity, key: [key]))
            rows[entity.index]?.removeAll { $0.key == key }
        }
        for _ in 0..<random.below(4) {
            let entity = EntityID(random.below(3))
            // Entities without data come to have some, but seldom: then everything is found anew.
            if rows[entity.index] == nil, !random.oneIn(4) { continue }
            put("\(random.below(5))", in: entity, &builder, using: &random)
        }
        if random.oneIn(8) {
            let score = random.below(scores.count)
            scores[score] = RandomEstate.value(of: RandomEstate.Kind.number.type, using: &random)
            builder.set(ScoreID(score), to: scores[score], at: DataPlace(file: "f", line: nil))
        }
        return (builder.finishAsChanges(), removed)
    }

    /// What the rules say of the data made anew.
    func matches(of program: RandomProgram, _ tally: inout PairTally) -> Set<RuleMatch> {
        let data = data()
        let plan = program.plan
        let run = RuleRun(plan, on: data, in: RunContext(now: RandomEstate.now))
        var matches: Set<RuleMatch> = []
        for rule in plan.rules.indices.map(RuleID.init) {
            guard let subject = plan[rule].subject else { continue }
            guard let table = data.table(subject.entity) else {
                matches.insert(RuleMatch(rule: rule, row: nil, isUndetermined: true))
                continue
            }
            let competition = subject.top.map {
                Competition($0, of: subject.entity, rowCount: table.rowCount, in: run)
            }
            for row in 0..<table.rowCount {
                var answer = program.answer(of: rule, row: row, by: run.evaluator)
                if let competition {
                    let isMember = competition.isMember(row)
                    answer =
                        isMember == false || answer == .isFalse ? .isFalse : isMember == nil ? .undetermined : answer
                }
                tally.add(answer)
                if answer == .fires || answer == .undetermined {
                    matches.insert(
                        RuleMatch(
                            rule: rule, row: RowReference(entity: subject.entity, key: table.keys[row]),
                            isUndetermined: answer == .undetermined))
                }
            }
        }
        return matches
    }
}

extension RandomProgram {
    /// Makes some rules ask for the first of all rows.
    fileprivate mutating func addTopRules(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var plan = plan
        for place in plan.rules.indices where random.oneIn(8) {
            guard let entity = plan.rules[place].subject?.entity,
                let slot = plan.schema[entity].field(named: "number")
            else { continue }
            let row = plan.intern(.row(depth: 0), type: .reference(entity))
            let rank = plan.intern(.field(slot, of: row), type: RandomEstate.Kind.number.type)
            let other = plan.rules[random.below(plan.rules.count / 2) * 2 + place % 2].condition
            let top = PlanRule.Subject.Top(
                count: 1 + random.below(2), rank: rank, condition: random.oneIn(2) ? nil : other, rankLabel: "number")
            plan.rules[place].subject?.top = top
        }
        self.plan = plan
    }

    /// Whether a rule asks about all rows of an entity, also by way of derived values.
    fileprivate func asksAboutAllRows(_ rule: RuleID) -> Bool {
        let reads = FrameReads(of: plan)
        var pending: [(ids: [ExpressionID], entity: EntityID?)] = [
            (
                [plan[rule].condition] + plan[rule].effects.flatMap(\.needed) + (waivers[rule] ?? []).compactMap { $0 },
                plan[rule].subject?.entity
            )
        ]
        var seen: Set<DefinitionID> = []
        while let (ids, entity) = pending.popLast() {
            let dependencies = RowDependencies(of: ids, for: entity, in: plan, reads)
            for origin in dependencies.everywhere.union(dependencies.routes.map(\.origin)) {
                switch origin {
                case .closed: return true
                case .rows where dependencies.everywhere.contains(origin): return true
                case .definition(let id) where seen.insert(id).inserted:
                    pending.append(([plan[id].value], plan[id].entity))
                default: break
                }
            }
        }
        return false
    }
}

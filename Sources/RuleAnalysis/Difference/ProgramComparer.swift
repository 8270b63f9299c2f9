package import RulePlan

extension ProgramDifference {
    /// Compares two versions of a program.
    ///
    /// Parameters have their defaults. What is said to be the same, stricter or looser is never wrong in what it leaves out: where no row is named, there is
    /// none.
    package init(from old: Plan, to new: Plan) {
        var comparer = ProgramComparer(old, new)
        rules = comparer.rules()
        work = comparer.work()
        parameters = ProgramComparer.parameters(old, new)
    }
}

/// Sets the rules of two versions side by side.
struct ProgramComparer {
    private let old: ComparedProgram
    private let new: ComparedProgram
    private var reasoner: Reasoner
    /// The places of the rules that are the same one in both versions.
    private let pairs: [(old: Int?, new: Int?)]

    init(_ old: Plan, _ new: Plan) {
        var space = MeaningSpace()
        self.old = ComparedProgram(plan: old, source: space.add(old, isAtDefaults: true))
        self.new = ComparedProgram(plan: new, source: space.add(new, isAtDefaults: true))
        var reasoner = Reasoner(space, steps: Reasoner.usualSteps(rules: max(old.rules.count, new.rules.count)) * 4)
        pairs = Self.pairs(self.old, self.new, &reasoner)
        self.reasoner = reasoner
    }

    // MARK: - Which rule is which

    private static func pairs(
        _ old: ComparedProgram, _ new: ComparedProgram, _ reasoner: inout Reasoner
    ) -> [(old: Int?, new: Int?)] {
        var result: [(old: Int?, new: Int?)] = []
        var named: [String: Int] = [:]
        for (place, rule) in old.plan.rules.enumerated() where ComparedProgram.isNamed(rule) {
            named[rule.name] = place
        }
        var isTaken = old.plan.rules.map { _ in false }
        var unpaired: [Int] = []
        for (place, rule) in new.plan.rules.enumerated() {
            if ComparedProgram.isNamed(rule), let other = named[rule.name] {
                result.append((other, place))
                isTaken[other] = true
            } else {
                unpaired.append(place)
            }
        }
        // Rules without a name: those that say the same first, then those that ask for the same.
        for isExact in [true, false] {
            var waiting: [[String]: [Int]] = [:]
            for (place, rule) in old.plan.rules.enumerated().reversed() where !isTaken[place] {
                guard !ComparedProgram.isNamed(rule) else { continue }
                waiting[signature(old, rule, isExact, &reasoner), default: []].append(place)
            }
            var left: [Int] = []
            for place in unpaired {
                let rule = new.plan.rules[place]
                let signature = signature(new, rule, isExact, &reasoner)
                if !ComparedProgram.isNamed(rule), let other = waiting[signature]?.popLast() {
                    result.append((other, place))
                    isTaken[other] = true
                } else {
                    left.append(place)
                }
            }
            unpaired = left
        }
        result += unpaired.map { (nil, $0) }
        result += isTaken.indices.filter { !isTaken[$0] }.map { ($0, nil) }
        return result
    }

    private static func signature(
        _ program: ComparedProgram, _ rule: PlanRule, _ isExact: Bool, _ reasoner: inout Reasoner
    ) -> [String] {
        let entity = rule.subject.map { program.plan.schema[$0.entity].name } ?? ""
        let effects = program.effects(of: rule, &reasoner)
        if !isExact { return [entity] + effects.map(\.key) }
        return [entity] + program.conditions(of: rule, &reasoner).map { "\($0.index)" }
            + effects.flatMap { [$0.key] + $0.phrases.map(\.phrase) }
            + program.phrases(of: rule, &reasoner).map(\.phrase)
    }

    // MARK: - Rules

    mutating func rules() -> [ProgramDifference.Comparison] {
        var result: [ProgramDifference.Comparison] = []
        for pair in pairs {
            switch (pair.old, pair.new) {
            case (let before?, let after?): result.append(comparison(before, after))
            case (nil, let after?): result.append(.init(name: new.plan.rules[after].name, verdict: .added))
            case (let before?, nil): result.append(.init(name: old.plan.rules[before].name, verdict: .removed))
            case (nil, nil): break
            }
        }
        return result.sorted { ($0.name, $0.verdict.rawValue) < ($1.name, $1.verdict.rawValue) }
    }

    private mutating func comparison(_ before: Int, _ after: Int) -> ProgramDifference.Comparison {
        let (rule, other) = (old.plan.rules[before], new.plan.rules[after])
        var result = ProgramDifference.Comparison(name: other.name, verdict: .same)
        let (entity, otherEntity) = (old.entity(of: rule, reasoner), new.entity(of: other, reasoner))
        if entity != otherEntity {
            result.verdict = .different
            let names = [entity, otherEntity].map { id in
                id.map { "for \(reasoner.reader.space.schema[$0].name)" } ?? "for the organisation"
            }
            result.changes.append("\(names[0]) → \(names[1])")
        } else {
            let first = reasoner.all(old.conditions(of: rule, &reasoner))
            let second = reasoner.all(new.conditions(of: other, &reasoner))
            result.take(reasoner.difference(from: first, to: second, of: entity))
            result.opaque = opaque(first, second, entity, result.verdict)
        }
        let (said, now) = (old.phrases(of: rule, &reasoner), new.phrases(of: other, &reasoner))
        for change in Self.changes(said, now) {
            result.changes.append(change)
            // Which rows are the first ones by another measure is no question of their condition.
            if change.hasPrefix("top ") || change.hasPrefix("by ") || change.hasPrefix("no rank") {
                result.verdict = .different
                result.isProven = true
            }
        }
        result.changes += effectChanges(rule, other)
        let (waived, waivedNow) = (old.waivers(of: before, &reasoner), new.waivers(of: after, &reasoner))
        result.changes += waived.filter { !waivedNow.contains($0) }.map { "no longer \($0)" }
        result.changes += waivedNow.filter { !waived.contains($0) }.map { "now \($0)" }
        return result
    }

    private func opaque(
        _ first: ExpressionID, _ second: ExpressionID, _ entity: EntityID?, _ verdict: ProgramDifference.Verdict
    ) -> [String] {
        if verdict == .same { return [] }
        let rows = entity.map { [reasoner.reader.space.schema[$0].name] } ?? []
        let text = PlanText(plan: reasoner.reader.space.plan)
        return reasoner.rowsApart(first, second).map {
            reasoner.reader.space.isLong($0) ? "a part too long to be shown" : text.text($0, rows: rows)
        }.sorted()
    }

    /// What two lists of phrases say differently, aspect by aspect.
    private static func changes(
        _ before: [(aspect: String, phrase: String)], _ after: [(aspect: String, phrase: String)]
    ) -> [String] {
        var result: [String] = []
        for (aspect, phrase) in before {
            guard let other = after.first(where: { $0.aspect == aspect }) else {
                result.append("no longer \(phrase)")
                continue
            }
            if other.phrase != phrase { result.append("\(phrase) → \(other.phrase)") }
        }
        for (aspect, phrase) in after where !before.contains(where: { $0.aspect == aspect }) {
            result.append("now \(phrase)")
        }
        return result
    }

    private mutating func effectChanges(_ rule: PlanRule, _ other: PlanRule) -> [String] {
        var after = new.effects(of: other, &reasoner)
        var result: [String] = []
        for effect in old.effects(of: rule, &reasoner) {
            guard let place = after.firstIndex(where: { $0.key == effect.key }) else {
                result.append("no longer \(effect.key)")
                continue
            }
            let match = after.remove(at: place)
            result += Self.changes(effect.phrases, match.phrases).map { "\(effect.key): \($0)" }
        }
        return result + after.map { "now \($0.key)" }
    }

    // MARK: - Work

    /// Where a rule asks for something: of which rows, about which of those that it can reach.
    private struct Frame: Hashable {
        var entity: EntityID?
        var target: ExpressionID?
    }

    private struct Requests {
        /// By frame: when it is asked for.
        var conditions: [Frame: [ExpressionID]] = [:]
        /// Rules of the first few rows only, whose conditions do not say all.
        var tops: Set<String> = []
    }

    mutating func work() -> [ProgramDifference.Comparison] {
        let (before, after) = (requests(in: old), requests(in: new))
        return Set(before.keys).union(after.keys).sorted().map { name in
            switch (before[name], after[name]) {
            case (let before?, let after?): comparison(name, before, after)
            case (nil, _): .init(name: name, verdict: .added)
            case (_, nil): .init(name: name, verdict: .removed)
            }
        }
    }

    private mutating func requests(in program: ComparedProgram) -> [String: Requests] {
        var result: [String: Requests] = [:]
        for rule in program.plan.rules {
            let conditions = program.conditions(of: rule, &reasoner)
            let entity = program.entity(of: rule, reasoner)
            for effect in program.effects(of: rule, &reasoner) where effect.isShared {
                if let top = rule.subject?.top {
                    let said = program.phrases(of: rule, &reasoner).filter { $0.aspect == "rank" }.map(\.phrase)
                    result[effect.work, default: Requests()].tops.insert(
                        ([effect.key, "\(top.count)"] + said + conditions.map { "\($0.index)" }).joined(separator: "|"))
                } else {
                    let condition = reasoner.all(conditions)
                    let frame = Frame(entity: entity, target: effect.target)
                    result[effect.work, default: Requests()].conditions[frame, default: []].append(condition)
                }
            }
        }
        return result
    }

    private mutating func comparison(
        _ name: String, _ before: Requests, _ after: Requests
    ) -> ProgramDifference.Comparison {
        var result = ProgramDifference.Comparison(name: name, verdict: .same)
        let never = reasoner.reader.space.intern(.constant(.boolean(false)), type: .boolean)
        let frames = Set(before.conditions.keys).union(after.conditions.keys)
        for frame in frames.sorted(by: { Self.isOrdered($0, $1) }) {
            let first = reasoner.any(before.conditions[frame] ?? [never])
            let second = reasoner.any(after.conditions[frame] ?? [never])
            let part = reasoner.difference(from: first, to: second, of: frame.entity)
            result.add(part)
            result.opaque += opaque(first, second, frame.entity, part.verdict)
        }
        if before.tops != after.tops {
            result.verdict = .different
            result.isProven = true
            result.changes.append("a rule for the top rows asks for it otherwise")
        }
        return result
    }

    private static func isOrdered(_ first: Frame, _ second: Frame) -> Bool {
        (first.entity?.index ?? -1, first.target?.index ?? -1) < (
            second.entity?.index ?? -1, second.target?.index ?? -1
        )
    }

    // MARK: - Parameters

    static func parameters(_ old: Plan, _ new: Plan) -> [String] {
        func texts(_ plan: Plan) -> [String: String] {
            let text = PlanText(plan: plan)
            var result: [String: String] = [:]
            for parameter in plan.parameters {
                var words = text.text(parameter.defaultValue, parameter.type)
                switch parameter.domain {
                case .range(let lower, let upper)?:
                    words += " in \(text.text(lower, parameter.type)).."
                    if !upper.isMissing { words += text.text(upper, parameter.type) }
                case .list(let values)?:
                    words += " in [\(values.map { text.text($0, parameter.type) }.joined(separator: ", "))]"
                case nil: break
                }
                result[parameter.name] = words
            }
            return result
        }
        let (before, after) = (texts(old), texts(new))
        return Set(before.keys).union(after.keys).sorted().compactMap { name in
            switch (before[name], after[name]) {
            case (let before?, let after?): before == after ? nil : "\(name): \(before) → \(after)"
            case (nil, let after?): "\(name): added, \(after)"
            case (_, nil): "\(name): removed"
            }
        }
    }
}

extension ProgramDifference.Comparison {
    mutating func take(_ part: Reasoner.ConditionDifference) {
        (verdict, lost, gained, unclear) = (part.verdict, part.lost, part.gained, part.unclear)
        isProven = part.isProven
    }

    /// Adds what was found for other rows.
    mutating func add(_ part: Reasoner.ConditionDifference) {
        lost = lost ?? part.lost
        gained = gained ?? part.gained
        unclear = unclear ?? part.unclear
        isProven = isProven && part.isProven
        switch (verdict, part.verdict) {
        case (_, .same): break
        case (.same, _): verdict = part.verdict
        case (.unknown, _), (_, .unknown): verdict = .unknown
        case (.undetermined, _): verdict = part.verdict
        case (_, .undetermined): break
        case (let before, let now): if before != now { verdict = .different }
        }
    }
}

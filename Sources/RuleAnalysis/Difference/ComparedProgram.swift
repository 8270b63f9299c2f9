import RuleEngine
import RulePlan

/// One of two versions, with its meanings among those of both. Parameters are as they are by default.
struct ComparedProgram {
    let plan: Plan
    let source: MeaningSpace.SourceID

    /// What a rule asks for, with what it says about it in phrases that can be set beside those of the other version.
    struct Effect {
        /// What is asked for: `require check_device on device`. The entity's name, not the row's.
        var work: String
        /// The same from the rule's row: `require check_device on alert.device`.
        var key: String
        /// The row it is about; nothing where it is about the organisation.
        var target: ExpressionID?
        /// Each under the name of what it says: `within` is `within 4h`.
        var phrases: [(aspect: String, phrase: String)]
        /// Whether other rules may ask for it too, so that it is one piece of work.
        var isShared: Bool
    }

    func conditions(of rule: PlanRule, _ reasoner: inout Reasoner) -> [ExpressionID] {
        ([rule.subject?.top?.condition].compactMap { $0 } + [rule.condition])
            .map { reasoner.reader.space.written($0, of: source) }
    }

    func entity(of rule: PlanRule, _ reasoner: Reasoner) -> EntityID? {
        rule.subject.map { reasoner.reader.space.entity($0.entity, of: source) }
    }

    /// Whether it has a name of its own, and not just a place.
    static func isNamed(_ rule: PlanRule) -> Bool { rule.name != "\(rule.location.file):\(rule.location.line)" }

    // MARK: - In words

    private func text(_ id: ExpressionID, _ rule: PlanRule, _ reasoner: inout Reasoner) -> String {
        let written = reasoner.reader.space.written(id, of: source)
        let rows = rule.subject.map { [plan.schema[$0.entity].name] } ?? []
        // With the names of its definitions where it is too long without.
        if reasoner.reader.space.isLong(written) { return PlanText(plan: plan).text(id, rows: rows) }
        return PlanText(plan: reasoner.reader.space.plan).text(written, rows: rows)
    }

    private func text(_ template: PlanTemplate, _ rule: PlanRule, _ reasoner: inout Reasoner) -> String {
        var content = ""
        for segment in template.segments {
            switch segment {
            case .text(let text): content += text
            case .value(let value): content += "{\(text(value, rule, &reasoner))}"
            }
        }
        return PlanText.quoted(content)
    }

    private func phrases(
        _ deadline: PlanDeadline, _ rule: PlanRule, _ reasoner: inout Reasoner
    ) -> [(aspect: String, phrase: String)] {
        var result: [(aspect: String, phrase: String)] = []
        if let within = deadline.within { result.append(("within", "within \(text(within, rule, &reasoner))")) }
        if let due = deadline.due { result.append(("due", "due \(text(due, rule, &reasoner))")) }
        return result
    }

    func effects(of rule: PlanRule, _ reasoner: inout Reasoner) -> [Effect] {
        rule.effects.map { effect(of: $0, rule, &reasoner) }
    }

    private func effect(of effect: PlanEffect, _ rule: PlanRule, _ reasoner: inout Reasoner) -> Effect {
        func row(_ target: PlanTarget?) -> ExpressionID? {
            target.map { reasoner.reader.space.written($0.row, of: source) }
        }
        func names(_ verb: String, _ name: String, _ target: PlanTarget?) -> (work: String, key: String) {
            guard let target else { return ("\(verb) \(name)", "\(verb) \(name)") }
            let label = text(target.row, rule, &reasoner)
            return ("\(verb) \(name) on \(plan.schema[target.entity].name)", "\(verb) \(name) on \(label)")
        }
        switch effect {
        case .require(let task, let target, let cadence, let deadline, let role):
            let names = names("require", plan.schema[task].name, target)
            var phrases = [("cadence", cadence.text)] + phrases(deadline, rule, &reasoner)
            if let role { phrases.append(("by", "by \(plan.schema[role].name)")) }
            return Effect(work: names.work, key: names.key, target: row(target), phrases: phrases, isShared: true)
        case .run(let action, let target, let arguments, let approval, let deadline):
            let names = names("run", plan.schema[action].name, target)
            var phrases = [("approval", approval.phrase(in: plan.schema))] + phrases(deadline, rule, &reasoner)
            for argument in arguments {
                phrases.append(
                    ("with \(argument.name)", "with \(argument.name) = \(text(argument.value, rule, &reasoner))"))
            }
            return Effect(work: names.work, key: names.key, target: row(target), phrases: phrases, isShared: true)
        case .forbid(let action, let target):
            let names = names("forbid", plan.schema[action].name, target)
            return Effect(work: names.work, key: names.key, target: row(target), phrases: [], isShared: true)
        case .raise(let level, let template):
            let name: String =
                switch level {
                case .fixed(let severity): severity.name
                case .computed(let level, _, _): text(level, rule, &reasoner)
                }
            let phrases = [("level", name), ("text", text(template, rule, &reasoner))]
            return Effect(work: "raise", key: "raise", target: nil, phrases: phrases, isShared: false)
        case .notify(let role, let template):
            let key = "notify \(plan.schema[role].name)"
            return Effect(
                work: key, key: key, target: nil, phrases: [("text", text(template, rule, &reasoner))], isShared: false)
        }
    }

    /// What a rule says beside its condition and effects, each under the name of what it says.
    func phrases(of rule: PlanRule, _ reasoner: inout Reasoner) -> [(aspect: String, phrase: String)] {
        var result: [(aspect: String, phrase: String)] = []
        if let severity = rule.severity { result.append(("severity", "severity \(severity.name)")) }
        if let title = rule.title { result.append(("title", PlanText.quoted(title))) }
        if !rule.tags.isEmpty {
            result.append(("tags", "tags \(rule.tags.map(PlanText.quoted).joined(separator: ", "))"))
        }
        if !rule.see.isEmpty { result.append(("see", "see \(rule.see.map(PlanText.quoted).joined(separator: ", "))")) }
        if let because = rule.because { result.append(("because", "because \(text(because, rule, &reasoner))")) }
        if let top = rule.subject?.top {
            result.append(("top", "top \(top.count)"))
            result.append(("rank", "by \(text(top.rank, rule, &reasoner))"))
        }
        return result
    }

    func waivers(of place: Int, _ reasoner: inout Reasoner) -> [String] {
        let rule = plan.rules[place]
        return plan.waivers.filter { $0.rule.index == place }.map { waiver in
            let condition = waiver.condition.map { " where \(text($0, rule, &reasoner))" } ?? ""
            return "waived\(condition) until \(waiver.until.phrase)"
        }
    }
}

extension PlanApproval {
    fileprivate func phrase(in schema: Schema) -> String {
        switch self {
        case .automatic(let limit, let perDay): "automatically at most \(limit)\(perDay ? " per day" : "")"
        case .required(let role): "on approval\(role.map { " of \(schema[$0].name)" } ?? "")"
        }
    }
}

extension PlanWaiver.End {
    fileprivate var phrase: String {
        switch self {
        case .day(let year, let month, let day):
            CivilDate(year: year, month: month, day: day).map { "\($0)" } ?? "\(year)-\(month)-\(day)"
        case .instant(let instant): "\(instant)"
        }
    }
}

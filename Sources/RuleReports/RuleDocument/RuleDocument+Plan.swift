package import RulePlan

extension RuleDocument {
    /// - Parameter modelFile: Rules that stand in it are not the author's, and are left out.
    package init(_ plan: Plan, modelFile: String?) {
        var groups: [CadenceGroup: [Rule]] = [:]
        var anchors: Set<String> = []
        var files: Set<String> = []
        let tests = Dictionary(
            plan.tests.flatMap { test in test.rules.map { ($0, [test.title]) } }, uniquingKeysWith: +)
        for (index, rule) in plan.rules.enumerated() where rule.location.file != modelFile {
            files.insert(rule.location.file)
            let id = RuleID(index)
            let entry = Rule(plan, id, anchor: Self.anchor(rule.name, &anchors), tests: tests[id] ?? [])
            groups[CadenceGroup(of: rule), default: []].append(entry)
        }
        self.groups = groups.sorted { $0.key < $1.key }.map { group, rules in
            Group(anchor: group.anchor, title: group.title, rules: rules)
        }
        let text = PlanText(plan: plan)
        parameters = plan.parameters.map { parameter in
            Parameter(
                name: parameter.name, defaultValue: text.text(parameter.defaultValue, parameter.type),
                domain: parameter.domain.map { text.text($0, parameter.type) } ?? "")
        }
        testsOfAll = plan.tests.filter(\.rules.isEmpty).map(\.title)
        testCount = plan.tests.count
        fileCount = files.count
    }

    private static func anchor(_ name: String, _ taken: inout Set<String>) -> String {
        let letters = name.unicodeScalars.map { scalar -> Character in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            return isPlain ? Character(scalar) : "-"
        }
        let plain = "rule-" + String(letters)
        var anchor = plain
        var number = 2
        while !taken.insert(anchor).inserted {
            anchor = "\(plain)-\(number)"
            number += 1
        }
        return anchor
    }
}

extension RuleDocument.Rule {
    fileprivate init(_ plan: Plan, _ id: RuleID, anchor: String, tests: [String]) {
        let rule = plan[id]
        let text = PlanText(plan: plan)
        let rows = rule.subject.map { [plan.schema[$0.entity].name] } ?? []
        self.anchor = anchor
        name = rule.name
        title = rule.title ?? rule.name
        severity = rule.severity
        location = rule.location
        clauses =
            (rule.subject.map { ["for \(text.text($0))"] } ?? [])
            + ["when \(text.text(rule.condition, rows: rows))"]
            + rule.effects.map { "then \(text.text($0, rows))" }
            + (rule.because.map { ["because \(text.text($0, rows))"] } ?? [])
        tags = rule.tags
        references = rule.see
        needs = RuleDocument.needs(of: id, plan)
        owners = RuleDocument.owners(of: rule, plan.schema)
        self.tests = tests
        waivers = plan.waivers.filter { $0.rule == id }.map { waiver in
            RuleDocument.Waiver(
                condition: waiver.condition.map { text.text($0, rows: rows) }, until: text.text(waiver.until),
                because: waiver.because, by: waiver.by)
        }
    }
}

extension RuleDocument {
    fileprivate static func needs(of rule: RuleID, _ plan: Plan) -> [Need] {
        let usage = PlanUsage(plan, of: rule)
        var needs = usage.fields.sorted { $0.key < $1.key }.map { entity, slots in
            Need(
                entity: plan.schema[entity].name, names: slots.sorted().map { plan.schema[entity][$0].name })
        }
        let scores = usage.scores.sorted().map { plan.schema[$0].name }
        if !scores.isEmpty { needs.append(Need(entity: nil, names: scores)) }
        return needs
    }

    fileprivate static func owners(of rule: PlanRule, _ schema: Schema) -> [Owner] {
        var owners: [Owner] = []
        func add(_ role: RoleID?, _ part: Owner.Part) {
            guard let role else { return }
            let owner = Owner(role: schema[role].title ?? schema[role].name, part: part)
            if !owners.contains(owner) { owners.append(owner) }
        }
        for effect in rule.effects {
            switch effect {
            case .require(_, _, _, _, let role): add(role, .does)
            case .run(_, _, _, .required(let role), _): add(role, .approves)
            case .notify(let role, _): add(role, .isTold)
            case .run, .raise, .forbid: break
            }
        }
        return owners
    }
}

/// How often a rule asks for work, by the shortest of its cadences.
private enum CadenceGroup: Hashable, Comparable {
    case daily
    case every(days: Int)
    case weekly, monthly, asNeeded
    /// Actions, findings, messages and what is forbidden.
    case withoutTask

    init(of rule: PlanRule) {
        var group = CadenceGroup.withoutTask
        for case .require(_, _, let cadence, _, _) in rule.effects { group = min(group, CadenceGroup(cadence)) }
        self = group
    }

    private init(_ cadence: PlanCadence) {
        switch cadence {
        case .daily: self = .daily
        case .every(let days): self = .every(days: days)
        case .weekly: self = .weekly
        case .monthly: self = .monthly
        case .asNeeded: self = .asNeeded
        }
    }

    private var days: Int {
        switch self {
        case .daily: 1
        case .every(let days): days
        case .weekly: 7
        case .monthly: 31
        case .asNeeded: .max - 1
        case .withoutTask: .max
        }
    }

    static func < (left: CadenceGroup, right: CadenceGroup) -> Bool {
        (left.days, left.title) < (right.days, right.title)
    }

    var title: String {
        switch self {
        case .daily: "Every day"
        case .every(days: 1): "Every 24 hours"
        case .every(let days): "Every \(days) days"
        case .weekly: "Every week"
        case .monthly: "Every month"
        case .asNeeded: "Tasks, as needed"
        case .withoutTask: "Actions, findings and messages, whenever they hold"
        }
    }

    var anchor: String {
        switch self {
        case .daily: "daily"
        case .every(let days): "every-\(days)-days"
        case .weekly: "weekly"
        case .monthly: "monthly"
        case .asNeeded: "as-needed"
        case .withoutTask: "whenever"
        }
    }
}

/// A plan as a person reads it: the rules in plan form, what several of them share, what they look up, and the order of work.
package struct PlanListing: Sendable {
    package let text: String

    package init(_ plan: Plan) {
        var writer = PlanListingWriter(plan: plan)
        writer.write()
        text = writer.result
    }
}

private struct PlanListingWriter {
    let plan: Plan
    let expressions: PlanText
    let usage: PlanUsage
    var result = ""

    init(plan: Plan) {
        self.plan = plan
        expressions = PlanText(plan: plan)
        usage = PlanUsage(plan)
    }

    mutating func write() {
        let counts = [
            (plan.rules.count, "rule", "rules"), (plan.definitions.count, "define", "defines"),
            (plan.parameters.count, "param", "params"), (plan.waivers.count, "waiver", "waivers"),
            (plan.tests.count, "test", "tests"), (plan.expressions.count, "expression", "expressions"),
        ]
        line(counts.map { "\($0) \($0 == 1 ? $1 : $2)" }.joined(separator: ", "))
        writeRules()
        writeDefinitions()
        writeShared()
        writeLookups()
        writeOrder()
    }

    private mutating func line(_ text: String, indent: Int = 0) {
        result += String(repeating: "  ", count: indent) + text + "\n"
    }

    private mutating func heading(_ text: String) {
        result += "\n" + text + "\n"
    }

    private func rows(of entity: EntityID?) -> [String] { entity.map { [plan.schema[$0].name] } ?? [] }
}

// MARK: - Rules and definitions

extension PlanListingWriter {
    private mutating func writeRules() {
        guard !plan.rules.isEmpty else { return }
        heading("rules")
        for (index, rule) in plan.rules.enumerated() {
            line("\(rule.name)  (\(rule.location.file):\(rule.location.line))", indent: 1)
            let rows = rows(of: rule.subject?.entity)
            if let subject = rule.subject { line("for \(expressions.text(subject))", indent: 2) }
            line("when \(expressions.text(rule.condition, rows: rows))", indent: 2)
            for effect in rule.effects { line("then \(expressions.text(effect, rows))", indent: 2) }
            for waiver in plan.waivers where waiver.rule.index == index {
                let condition = waiver.condition.map { "where \(expressions.text($0, rows: rows))" } ?? "always"
                line("waived \(condition) until \(expressions.text(waiver.until))", indent: 2)
            }
        }
    }

    private mutating func writeDefinitions() {
        guard !plan.definitions.isEmpty else { return }
        heading("defines")
        for definition in plan.definitions {
            let value = expressions.text(definition.value, rows: rows(of: definition.entity))
            line("\(name(of: definition)) = \(value)", indent: 1)
        }
    }

    private func name(of definition: PlanDefinition) -> String {
        (definition.entity.map { plan.schema[$0].name + "." } ?? "") + definition.name
    }
}

// MARK: - What is shared, what is looked up, in which order

extension PlanListingWriter {
    private mutating func writeShared() {
        let shared = usage.shared
        guard !shared.isEmpty else { return }
        heading("shared by several rules, evaluated once")
        for item in shared {
            line(expressions.text(item.expression, rows: item.rows), indent: 1)
            line("\(item.rules.count) rules: \(item.rules.map { plan[$0].name }.joined(separator: ", "))", indent: 2)
        }
    }

    private mutating func writeLookups() {
        var lines: [(name: String, content: String)] = []
        let scores = usage.scores.sorted().map { plan.schema[$0].name }
        if !scores.isEmpty { lines.append(("scores", scores.joined(separator: ", "))) }
        let parameters = usage.parameters.sorted().map { plan[$0].name }
        if !parameters.isEmpty { lines.append(("params", parameters.joined(separator: ", "))) }
        for (entity, slots) in usage.fields.sorted(by: { $0.key < $1.key }) {
            let names = slots.sorted().map { plan.schema[entity][$0].name }
            lines.append((plan.schema[entity].name, names.isEmpty ? "its rows" : names.joined(separator: ", ")))
        }
        guard !lines.isEmpty || !usage.references.isEmpty else { return }
        heading("looked up")
        let width = lines.map(\.name.count).max() ?? 0
        for (name, content) in lines {
            line(name + String(repeating: " ", count: width - name.count + 2) + content, indent: 1)
        }
        for reference in usage.references.sorted() {
            let entity = plan.schema[reference.entity]
            guard case .reference(let target) = entity[reference.slot].type else { continue }
            line(
                "\(entity.name) of \(plan.schema[target].name), by \(entity.name).\(entity[reference.slot].name)",
                indent: 1)
        }
    }

    private mutating func writeOrder() {
        var steps: [String] = []
        for id in usage.definitionOrder {
            let definition = plan[id]
            let rows = definition.entity.map { "for each \(plan.schema[$0].name)" } ?? "once"
            steps.append("define \(name(of: definition)), \(rows)")
        }
        let organization = plan.rules.filter { $0.subject == nil }.map(\.name)
        if !organization.isEmpty { steps.append("once: \(organization.joined(separator: ", "))") }
        for index in plan.schema.entities.indices {
            let rules = plan.rules.filter { $0.subject?.entity == EntityID(index) }.map(\.name)
            if rules.isEmpty { continue }
            steps.append("for each \(plan.schema.entities[index].name): \(rules.joined(separator: ", "))")
        }
        if !plan.rules.isEmpty {
            steps.append("waivers, forbids, conflicts and limits, then one item for each thing asked for")
        }
        guard !steps.isEmpty else { return }
        heading("order of work")
        for (place, step) in steps.enumerated() { line("\(place + 1). \(step)", indent: 1) }
    }
}

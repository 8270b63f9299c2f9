import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// What is known of a name, in words.
struct NameDescription {
    let snapshot: ProgramSnapshot

    private var symbols: Symbols { snapshot.symbols }
    private var schema: Schema { snapshot.symbols.schema }

    /// As Markdown: what it is as the language writes it, then a paragraph for each thing to say.
    func markdown(_ meaning: NameMeaning) -> String {
        let (signature, paragraphs) = parts(meaning)
        return (["```secrule\n\(signature)\n```"] + paragraphs.map(Self.escaped)).joined(separator: "\n\n")
    }

    /// One line.
    func signature(_ meaning: NameMeaning) -> String { parts(meaning).signature }

    private func parts(_ meaning: NameMeaning) -> (signature: String, paragraphs: [String]) {
        switch meaning {
        case .declared(let declared): parts(declared)
        case .row(let entity, _):
            ("for \(schema[entity].name)", ["A row of '\(schema[entity].name)'"] + text(schema[entity].title))
        case .member(let name, let owner):
            (name, owner.flatMap { memberPhrase(name, of: $0) }.map { [$0] } ?? [])
        case .severity(let name):
            (
                name,
                ["A severity: " + Severity.allCases.map(\.name).joined(separator: " < ")]
            )
        }
    }

    private func parts(_ declared: Symbols.Declared) -> (signature: String, paragraphs: [String]) {
        switch declared {
        case .entity(let id): return (entitySignature(schema[id]), entityParagraphs(schema[id]))
        case .field(let entity, let slot):
            let field = schema[entity][slot]
            return (
                "\(schema[entity].name).\(field.name)  \(spelling(symbols.type(of: slot, in: entity)))",
                text(field.documentation) + sources(field.sources) + readings(field)
            )
        case .score(let id):
            let score = schema[id]
            let direction =
                switch score.direction {
                case .lowerIsBetter?: "Lower is better"
                case .higherIsBetter?: "Higher is better"
                case nil: ""
                }
            return (
                "score \(score.name)  \(spelling(symbols.type(of: id)))",
                text(score.title) + text(direction) + sources(score.sources)
            )
        case .task(let id):
            let task = schema[id]
            return ("task \(task.name)" + (task.target.map { " on \(schema[$0].name)" } ?? ""), text(task.title))
        case .action(let id): return (actionSignature(schema[id]), actionParagraphs(schema[id]))
        case .argument(let id, let place):
            let parameter = schema[id].parameters[place]
            return (
                "\(parameter.name)  \(spelling(symbols.type(ofArgument: place, of: id)))",
                ["What '\(schema[id].name)' is run with"]
            )
        case .approval(let id): return ("action \(schema[id].name)", [])
        case .role(let id): return ("role \(schema[id].name)", text(schema[id].title))
        case .parameter(let id):
            let parameter = symbols[id]
            let isSet = "May be set where the rules are run: --set \(parameter.declaration.name.text)=VALUE"
            return (written(parameter.declaration.span), ["Of type \(spelling(parameter.type))", isSet])
        case .definition(let id):
            let definition = symbols[id]
            let type =
                snapshot.compilation.definitionTypes.indices.contains(id.index)
                ? snapshot.compilation.definitionTypes[id.index] : nil
            return (written(definition.declaration.span), ["Of type \(spelling(type))"])
        case .rule(let id):
            let rule = symbols[id].declaration
            var head = "rule \(symbols[id].name)"
            if let subject = rule.subject { head += " for \(subject.entity.text)" }
            return (head, text(rule.title?.value))
        }
    }

    // MARK: Parts

    private func entitySignature(_ entity: EntitySchema) -> String {
        let parent = entity.parent.map { " in \(schema[$0].name)" } ?? ""
        let key = entity.key.map { entity[$0].name }.joined(separator: ", ")
        return "entity \(entity.name)\(parent)" + (key.isEmpty ? "" : " key \(key)")
    }

    private func entityParagraphs(_ entity: EntitySchema) -> [String] {
        var result = text(entity.title) + sources(entity.sources)
        if let newest = entity.newest {
            result.append("Of rows with one key, the one with the newest \(entity[newest].name) counts")
        }
        if let staleness = entity.staleness {
            result.append("Stale after \(written(staleness.age)) by \(entity[staleness.field].name)")
        }
        result.append("\(entity.fields.count) fields")
        return result
    }

    private func written(_ age: TimeSpan) -> String { "\(age)" }

    private func actionSignature(_ action: ActionSchema) -> String {
        var result = "action \(action.name) on \(schema[action.target].name)"
        if !action.parameters.isEmpty {
            result += " with " + action.parameters.map { "\($0.name) \(spelling($0.type))" }.joined(separator: ", ")
        }
        return result
    }

    private func actionParagraphs(_ action: ActionSchema) -> [String] {
        var result = text(action.title)
        switch action.approval {
        case .automatic(let limit, let perDay):
            result.append("Runs automatically, at most \(limit) \(perDay ? "a day" : "in one run")")
        case .required(let role):
            result.append("Needs approval" + (role.map { " of \(schema[$0].name)" } ?? ""))
        }
        if !action.reverses.isEmpty {
            result.append("Reverses " + action.reverses.map { schema[$0].name }.joined(separator: ", "))
        }
        return result
    }

    private func memberPhrase(_ name: String, of owner: Symbols.Declared) -> String? {
        let type: ValueType? =
            switch owner {
            case .field(let entity, let slot): symbols.type(of: slot, in: entity)
            case .score(let id): symbols.type(of: id)
            case .argument(let id, let place): symbols.type(ofArgument: place, of: id)
            case .parameter(let id): symbols[id].type
            case .definition(let id): snapshot.compilation.definitionTypes[id.index]
            case .entity, .task, .action, .approval, .role, .rule: nil
            }
        return type.map { "One of \(spelling($0))" }
    }

    private func text(_ text: String?) -> [String] { text.map { $0.isEmpty ? [] : [$0] } ?? [] }

    private func sources(_ sources: [String]) -> [String] {
        sources.isEmpty ? [] : ["From " + sources.map { "\"\($0)\"" }.joined(separator: " or ")]
    }

    private func readings(_ field: FieldSchema) -> [String] {
        let plan = PlanText(plan: Plan(schema: schema))
        return field.readings.map { reading in
            let value = reading.value == .missing ? "missing" : plan.text(reading.value, field.type)
            return "Reads \"\(reading.spelling)\" as \(value)"
        }
    }

    private func spelling(_ type: ValueType?) -> String { type?.spelling(in: schema) ?? "unknown" }

    /// What was written, on one line, as far as it is short.
    private func written(_ span: SourceSpan) -> String {
        let words = snapshot.text(at: span).split(whereSeparator: \.isWhitespace)
        let line = words.joined(separator: " ")
        return line.count <= 200 ? line : line.prefix(200) + "…"
    }

    /// Text in which nothing is a mark of Markdown.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.displayed {
            if "\\`*_{}[]<>#|!~&".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }
}

extension ValueType {
    /// As a declaration writes it.
    func spelling(in schema: Schema) -> String {
        switch self {
        case .boolean: "boolean"
        case .number(let range):
            range == .unbounded
                ? "number"
                : "number \(JSONValue.text(of: range.lower)).."
                    + (range.upper.isFinite ? JSONValue.text(of: range.upper) : "")
        case .text: "text"
        case .time: "time"
        case .duration: "duration"
        case .version: "version"
        case .address: "ip"
        case .network: "network"
        case .levels(let names): names.joined(separator: " < ")
        case .choices(let names): names.joined(separator: " | ")
        case .list(let element): "list of \(element.spelling(in: schema))"
        case .reference(let entity): schema[entity].name
        }
    }
}

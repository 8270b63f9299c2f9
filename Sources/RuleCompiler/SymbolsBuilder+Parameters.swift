import RulePlan
import RuleSyntax
import RuleText

extension SymbolsBuilder {
    /// Resolves a parameter's type, default and domain. All entities' fields must be resolved.
    mutating func resolve(_ id: ParameterID) {
        let node = symbols.parameters[id.index].declaration
        let reader = LiteralReader(schema: symbols.schema)
        guard var type = parameterType(node, reader) else { return }
        let value: Value
        switch reader.read(node.defaultValue, as: type) {
        case .value(let literal): value = literal
        case .date(let date):
            symbols.parameters[id.index].defaultDate = date
            value = .missing
        case .invalid(let diagnostic):
            if let diagnostic { report(diagnostic) }
            return
        }
        symbols.parameters[id.index].defaultValue = value
        if let written = node.domain {
            guard let domain = domain(written, of: type, reader) else { return }
            symbols.parameters[id.index].domain = domain
            if !domain.contains(value) {
                report(
                    Diagnostic(
                        .outOfRange, at: node.defaultValue.span,
                        "the default of '\(node.name.text)' is not among the values that it may have",
                        notes: [.init("its values", at: written.span)]))
            }
            // What may be set bounds what comparisons can meet.
            if case .range(.number(let lower), let upper) = domain {
                var range = NumberRange(lower: lower, upper: .infinity)
                if case .number(let number) = upper { range.upper = number }
                type = .number(range)
            }
        }
        symbols.parameters[id.index].type = type
    }

    private mutating func parameterType(_ node: ParameterDeclaration, _ reader: LiteralReader) -> ValueType? {
        if let fieldType = node.fieldType { return typeOfField(fieldType) }
        switch node.defaultValue {
        case .invalid: return nil
        case .name(let name):
            guard !name.text.isEmpty else { return nil }
            report(
                Diagnostic(
                    .literalExpected, at: name.span, "the default of '\(node.name.text)' has to be written out",
                    help: "for a level or choice, say whose: 'param \(node.name.text) as ENTITY.FIELD = \(name.text)'"))
            return nil
        case .list(let list) where list.elements.isEmpty:
            report(
                Diagnostic(
                    .literalExpected, at: list.span, "an empty list does not say what '\(node.name.text)' is a list of",
                    help: "say whose: 'param \(node.name.text) as ENTITY.FIELD = []'"))
            return nil
        default:
            if let type = reader.type(of: node.defaultValue) {
                if case .list(.list) = type {
                    report(Diagnostic(.invalidType, at: node.defaultValue.span, "a list can't hold lists"))
                    return nil
                }
                return type
            }
            report(
                Diagnostic(
                    .literalExpected, at: node.defaultValue.span,
                    "the default of '\(node.name.text)' has to be written out"))
            return nil
        }
    }

    private mutating func typeOfField(_ node: ParameterDeclaration.FieldType) -> ValueType? {
        guard let entity = entity(node.entity), !node.field.text.isEmpty else { return nil }
        switch symbols.rowNames[entity.index][node.field.text] {
        case .field(let slot)?:
            guard let type = symbols.type(of: slot, in: entity) else { return nil }
            if case .reference = type {
                report(
                    Diagnostic(
                        .invalidType, at: node.field.span,
                        "a param can't be a row, '\(node.field.text)' is \(type.phrase(in: symbols.schema))",
                        notes: declaredHere(.field(entity, slot))))
                return nil
            }
            return type
        case .definition(let id)?:
            report(
                Diagnostic(
                    .invalidType, at: node.field.span,
                    "'\(node.field.text)' is derived, a param takes its type from a field",
                    notes: declaredHere(.definition(id))))
            return nil
        case nil:
            report(
                .unknownField(
                    node.field, of: symbols.schema[entity].name,
                    nearest: symbols.nearestField(to: node.field.text, in: entity)))
            return nil
        }
    }

    private mutating func domain(
        _ node: ParameterDeclaration.Domain, of type: ValueType, _ reader: LiteralReader
    ) -> PlanParameter.Domain? {
        if case .list = type {
            report(Diagnostic(.typeMismatch, at: node.span, "what a list may hold can't be narrowed"))
            return nil
        }
        switch node {
        case .list(let list):
            switch reader.read(.list(list), as: .list(type)) {
            case .value(.list(let values)):
                if !values.isEmpty { return .list(values) }
                report(Diagnostic(.invalidType, at: list.span, "no value is in this list"))
            case .invalid(let diagnostic?): report(diagnostic)
            case .value, .date, .invalid(nil): break
            }
            return nil
        case .range(let range):
            switch type {
            case .number, .duration: break
            default:
                report(
                    Diagnostic(
                        .typeMismatch, at: range.span,
                        "a range is for numbers and durations, the default is \(type.phrase(in: symbols.schema))",
                        help: "list what may be set: 'in [...]'"))
                return nil
            }
            guard let lower = rangeEnd(range.lower, type, reader) else { return nil }
            guard let written = range.upper else { return .range(lower: lower, upper: .missing) }
            guard let upper = rangeEnd(written, type, reader) else { return nil }
            let result = PlanParameter.Domain.range(lower: lower, upper: upper)
            if result.contains(lower) { return result }
            report(
                Diagnostic(
                    .invalidType, at: range.span,
                    "no value is in this range: its lower end is greater than its upper end"))
            return nil
        }
    }

    private mutating func rangeEnd(_ expression: Expression, _ type: ValueType, _ reader: LiteralReader) -> Value? {
        switch reader.read(expression, as: type) {
        case .value(let value): return value
        case .date: return nil
        case .invalid(let diagnostic):
            if let diagnostic { report(diagnostic) }
            return nil
        }
    }
}

extension ParameterDeclaration.Domain {
    var span: SourceSpan {
        switch self {
        case .range(let range): range.span
        case .list(let list): list.span
        }
    }
}

extension Symbols {
    /// What the plan keeps of the parameters.
    var planParameters: [PlanParameter] {
        parameters.map {
            PlanParameter(
                name: $0.declaration.name.text, type: $0.type ?? .text, defaultValue: $0.defaultValue,
                domain: $0.domain)
        }
    }
}

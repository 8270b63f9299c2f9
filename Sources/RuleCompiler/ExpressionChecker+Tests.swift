import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    /// Checks and lowers every `test`, into `plan.tests`.
    mutating func checkTests(_ files: [SourceFile], _ locations: SourceLocations) {
        for node in symbols.tests {
            var test = PlanTest(title: node.title.value, rules: [], location: locations.location(of: node.span))
            for name in node.rules {
                guard let rule = rule(name), !test.rules.contains(rule) else { continue }
                test.rules.append(rule)
            }
            var places = GivenPlaces()
            for statement in node.statements {
                switch statement {
                case .now(let literal, let span):
                    once("now", at: span, &places)
                    test.now = end(literal)
                case .timeZone(let name, let span):
                    once("time zone", at: span, &places)
                    test.timeZone = name.value
                case .set(let name, let value, _): set(name, to: value, in: &test, &places)
                case .givenScore(let name, let value, _): give(name, value, in: &test, &places)
                case .givenRow(let given): give(given, in: &test, &places)
                case .givenNone(let name, _): giveNone(name, in: &test, &places)
                case .givenEvent(let event): give(event, in: &test)
                case .expectation(let expectation):
                    guard let kind = kind(of: expectation) else { continue }
                    test.expectations.append(
                        .init(
                            isNegated: expectation.isNegated, kind: kind,
                            location: locations.location(of: expectation.span),
                            text: files.lineOfText(at: expectation.span)))
                case .invalid: break
                }
            }
            plan.tests.append(test)
        }
    }
}

/// Where a test said something that it may say only once.
private struct GivenPlaces {
    var words: [String: SourceSpan] = [:]
    var parameters: [ParameterID: SourceSpan] = [:]
    /// Scores and definitions.
    var values: [Symbols.OrganizationName: SourceSpan] = [:]
    var rows: [RowKey: SourceSpan] = [:]
    /// The first row given of an entity.
    var entities: [EntityID: SourceSpan] = [:]
    var empty: [EntityID: SourceSpan] = [:]

    struct RowKey: Hashable {
        var entity: EntityID
        /// Folded, as keys are compared.
        var key: [Text]
    }
}

// MARK: - What a test gives

extension ExpressionChecker {
    private mutating func once(_ words: String, at span: SourceSpan, _ places: inout GivenPlaces) {
        if let first = places.words[words] {
            twice("'\(words)' is given twice", at: span, firstAt: first)
        } else {
            places.words[words] = span
        }
    }

    private mutating func twice(_ message: String, at span: SourceSpan, firstAt first: SourceSpan) {
        diagnostics.append(
            Diagnostic(.contradictoryTest, at: span, message, notes: [.init("first given here", at: first)]))
    }

    private mutating func set(
        _ name: Name, to value: Expression, in test: inout PlanTest, _ places: inout GivenPlaces
    ) {
        guard !name.text.isEmpty else { return }
        guard let id = symbols.parameter(named: name.text) else {
            var diagnostic = Diagnostic.unknownName(
                name, kind: "param", nearest: symbols.nearestParameter(to: name.text))
            if symbols.score(named: name.text) != nil {
                diagnostic = Diagnostic(
                    .unknownName, at: name.span, "'\(name.text)' is a score, not a param",
                    help: "write 'given \(name.text) = …'")
            }
            diagnostics.append(diagnostic)
            return
        }
        if let first = places.parameters[id] {
            twice("'\(name.text)' is set twice", at: name.span, firstAt: first)
            return
        }
        places.parameters[id] = name.span
        let parameter = symbols[id]
        guard let type = parameter.type else { return }
        // Outside the param's own range is said of the param, not of the number.
        switch LiteralReader(schema: symbols.schema).read(value, as: type) {
        case .value(let constant):
            if let domain = parameter.domain, !domain.contains(constant) {
                diagnostics.append(
                    Diagnostic(
                        .outOfRange, at: value.span, "'\(name.text)' can't have this value",
                        notes: parameter.declaration.domain.map { [.init("its values", at: $0.span)] } ?? []))
                return
            }
            test.parameters[id] = plan.intern(.constant(constant), type: type)
        case .date(let date):
            test.parameters[id] = plan.intern(.date(year: date.year, month: date.month, day: date.day), type: type)
        case .invalid(let diagnostic):
            if let diagnostic { diagnostics.append(diagnostic) }
        }
    }

    private mutating func give(
        _ name: Name, _ value: Expression, in test: inout PlanTest, _ places: inout GivenPlaces
    ) {
        guard !name.text.isEmpty else { return }
        let meaning = symbols.organization[name.text]
        if let meaning, let first = places.values[meaning] {
            twice("'\(name.text)' is given twice", at: name.span, firstAt: first)
            return
        }
        switch meaning {
        case .score(let id)?:
            if let type = symbols.type(of: id) { test.scores[id] = given(value, as: type) }
        case .definition(let id)?:
            if let type = type(of: id) { test.derived[id] = given(value, as: type) }
        case .parameter?:
            diagnostics.append(
                Diagnostic(
                    .unknownName, at: name.span, "'\(name.text)' is a param, not a score",
                    help: "write 'set \(name.text) = …'"))
        case .role?, nil:
            diagnostics.append(
                .unknownName(name, kind: "score", nearest: symbols.nearestScore(to: name.text)))
        }
        if let meaning { places.values[meaning] = name.span }
    }

    private mutating func give(_ given: GivenRow, in test: inout PlanTest, _ places: inout GivenPlaces) {
        guard let target = row(given.row) else { return }
        let schema = symbols.schema[target.entity]
        let place = GivenPlaces.RowKey(entity: target.entity, key: target.key.map { Text($0).folded })
        if let first = places.rows[place] {
            twice("this row is given twice", at: given.row.span, firstAt: first)
        } else {
            places.rows[place] = given.row.span
        }
        if let empty = places.empty[target.entity] {
            twice("'\(schema.name)' is said to have no rows", at: given.row.span, firstAt: empty)
        }
        if places.entities[target.entity] == nil { places.entities[target.entity] = given.row.span }

        var row = PlanTest.Row(entity: target.entity, key: target.key, values: [:])
        for (slot, literal) in zip(schema.key, given.row.key) {
            guard let type = symbols.type(of: slot, in: target.entity) else { continue }
            row.values[slot] = keyValue(literal, type)
        }
        var names: [Symbols.RowName: SourceSpan] = [:]
        for member in given.members where !member.field.text.isEmpty {
            guard let name = symbols.rowNames[target.entity.index][member.field.text] else {
                diagnostics.append(
                    .unknownField(
                        member.field, of: schema.name,
                        nearest: symbols.nearestField(to: member.field.text, in: target.entity)))
                continue
            }
            if case .field(let slot) = name, schema.key.contains(slot) {
                diagnostics.append(
                    Diagnostic(
                        .contradictoryTest, at: member.field.span,
                        "'\(member.field.text)' is in the key, which stands before the brace"))
                continue
            }
            if let first = names[name] {
                twice("'\(member.field.text)' is given twice", at: member.field.span, firstAt: first)
                continue
            }
            names[name] = member.field.span
            switch name {
            case .field(let slot):
                guard let type = symbols.type(of: slot, in: target.entity) else { continue }
                row.values[slot] = self.given(member.value, as: type)
            case .definition(let id):
                guard let type = type(of: id) else { continue }
                row.derived[id] = self.given(member.value, as: type)
            }
        }
        test.rows.append(row)
    }

    private mutating func giveNone(_ name: Name, in test: inout PlanTest, _ places: inout GivenPlaces) {
        guard let entity = entity(name) else { return }
        if let first = places.empty[entity] {
            twice("'\(name.text)' is said to have no rows twice", at: name.span, firstAt: first)
            return
        }
        places.empty[entity] = name.span
        if let first = places.entities[entity] {
            twice("'\(name.text)' is said to have no rows, but has one", at: name.span, firstAt: first)
            return
        }
        test.emptyEntities.append(entity)
    }

    private mutating func give(_ event: GivenEvent, in test: inout PlanTest) {
        let subject = subject(event.subject)
        let target = event.target.flatMap { row($0) }
        let at = given(event.at, as: .time)
        guard let subject, event.target == nil || target != nil, let at,
            isTarget(target, of: subject, named: event.subject, at: event.target?.span, isRequired: true)
        else { return }
        test.events.append(.init(kind: event.kind.rawValue, subject: subject, target: target, at: at))
    }
}

// MARK: - Values that a test gives

extension ExpressionChecker {
    /// A value for a field or score: computed from literals, `now`, `today` and params; a reference is the key of its row.
    mutating func given(_ expression: Expression, as type: ValueType) -> ExpressionID? {
        if case .reference(let entity) = type { return reference(expression, to: entity) }
        if let span = dependence(of: expression) {
            diagnostics.append(
                Diagnostic(
                    .literalExpected, at: span, "what a test gives can't depend on data",
                    help: "write the value out; 'now', 'today' and params may be used"))
            return nil
        }
        return value(expression, expecting: type, in: .organization)
    }

    /// The key of a row as text, or as a list of texts where it has several parts.
    private mutating func reference(_ expression: Expression, to entity: EntityID) -> ExpressionID? {
        let schema = symbols.schema[entity]
        var parts: [String] = []
        switch expression {
        case .invalid: return nil
        case .text(let literal): parts = [literal.value]
        case .list(let list):
            for element in list.elements {
                guard case .text(let literal) = element else {
                    parts = []
                    break
                }
                parts.append(literal.value)
            }
        default: break
        }
        guard parts.count == schema.key.count || schema.key.isEmpty else {
            let form =
                schema.key.count == 1
                ? "the key of a '\(schema.name)' is needed here, as text"
                : "the key of a '\(schema.name)' is needed here, as a list of \(schema.key.count) texts"
            diagnostics.append(Diagnostic(.invalidKey, at: expression.span, form))
            return nil
        }
        if parts.count == 1 {
            return plan.intern(.constant(.text(Text(parts[0]))), type: .text)
        }
        return plan.intern(.constant(.list(parts.map { .text(Text($0)) })), type: .list(.text))
    }

    /// A part of a row's key as its field's value, or a report that it is none.
    private mutating func keyValue(_ literal: TextLiteral, _ type: ValueType) -> ExpressionID? {
        let text = literal.value
        let value: Value? =
            switch type {
            case .text: .text(Text(text))
            case .reference: .text(Text(text))
            case .number: Double(text).flatMap { $0.isFinite ? .number($0) : nil }
            case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
            case .levels(let members), .choices(let members): members.firstIndex(of: text).map(Value.member)
            case .version: Version(text).map(Value.version)
            case .address: IPAddress(text).map(Value.address)
            case .network: IPNetwork(text).map(Value.network)
            case .time: TimeReading(text).instant.map(Value.time)
            case .duration, .list: nil
            }
        if case .number(let range) = type, case .number(let number)? = value, !range.contains(number) {
            diagnostics.append(
                Diagnostic(.outOfRange, at: literal.span, "this number is outside \(range.spelling)"))
            return nil
        }
        if let value {
            let isReference = if case .reference = type { true } else { false }
            return plan.intern(.constant(value), type: isReference ? .text : type)
        }
        diagnostics.append(
            Diagnostic(
                .invalidKey, at: literal.span, "\"\(text)\" is not \(type.phrase(in: symbols.schema))"))
        return nil
    }

    /// The first part of an expression that reads data.
    private func dependence(of expression: Expression) -> SourceSpan? {
        switch expression {
        case .name(let name):
            switch symbols.organization[name.text] {
            case .score, .definition: return name.span
            case .parameter, .role, nil: return nil
            }
        case .aggregate(let node): return node.span
        case .quantifier(let node): return node.span
        case .member(let node): return node.span
        default:
            var first: SourceSpan?
            expression.forEachChild { child in
                if first == nil { first = dependence(of: child) }
            }
            return first
        }
    }
}

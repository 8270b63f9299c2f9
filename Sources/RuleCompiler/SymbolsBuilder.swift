import RulePlan
import RuleSyntax
import RuleText

/// Gathers the declarations of a program, resolves its data model, and reports what is wrong with them.
///
/// First every name is declared, then what the declarations say is resolved: so the order of declarations does not matter.
struct SymbolsBuilder {
    var symbols = Symbols()
    var diagnostics = DiagnosticLog()
    private let locations: SourceLocations

    // The declarations, by id.
    private var entityNodes: [EntityDeclaration] = []
    private var scoreNodes: [ScoreDeclaration] = []
    private var taskNodes: [TaskDeclaration] = []
    private var actionNodes: [ActionDeclaration] = []
    /// By entity: how many fields its key names.
    private(set) var keyCounts: [Int] = []

    init(locations: SourceLocations) {
        self.locations = locations
    }

    mutating func collect(_ trees: [RuleFile]) {
        let count = trees.reduce(0) { $0 + $1.declarations.count }
        symbols.rules.reserveCapacity(count)
        symbols.rulesByName.reserveCapacity(count)
        for tree in trees {
            for declaration in tree.declarations { declare(declaration) }
        }
        // Entities' names must all be known before a field can refer to one.
        for (index, node) in entityNodes.enumerated() { resolveFields(of: EntityID(index), node) }
        keyCounts = entityNodes.map(\.key.count)
        for (index, node) in entityNodes.enumerated() { resolveParts(of: EntityID(index), node) }
        reportNestingCycles(entityNodes)
        for (index, node) in scoreNodes.enumerated() { resolve(ScoreID(index), node) }
        resolveTasks(taskNodes)
        resolveActions(actionNodes)
        for index in symbols.definitions.indices { resolve(DefinitionID(index)) }
        for index in symbols.parameters.indices { resolve(ParameterID(index)) }
        for index in symbols.rules.indices { resolve(RuleID(index)) }
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// The entity of that name, or a report that there is none.
    mutating func entity(_ name: Name) -> EntityID? {
        // A name that recovery made up has been reported.
        guard !name.text.isEmpty else { return nil }
        if let id = symbols.entities[name.text] { return id }
        report(.unknownEntity(name, nearest: symbols.nearestEntity(to: name.text)))
        return nil
    }
}

// MARK: - Declaring

extension SymbolsBuilder {
    private mutating func declare(_ declaration: Declaration) {
        switch declaration {
        case .rule(let node): declare(node)
        case .definition(let node):
            let id = DefinitionID(symbols.definitions.count)
            symbols.definitions.append(.init(declaration: node, subject: .organization))
            symbols.spans[.definition(id)] = node.name.span
            if node.entity == nil { declare(node.name, .definition(id)) }
        case .parameter(let node):
            let id = ParameterID(symbols.parameters.count)
            symbols.parameters.append(.init(declaration: node, type: nil, defaultValue: .missing))
            symbols.spans[.parameter(id)] = node.name.span
            declare(node.name, .parameter(id))
        case .waiver(let node): symbols.waivers.append(node)
        case .entity(let node):
            let id = EntityID(entityNodes.count)
            entityNodes.append(node)
            symbols.schema.entities.append(
                EntitySchema(name: node.name.text, title: node.title?.value, sources: node.sources.map(\.value)))
            symbols.rowNames.append([:])
            declare("entity", node.name, .entity(id), id, in: \.entities)
            if TypeWord(rawValue: node.name.text) != nil {
                report(
                    Diagnostic(
                        .invalidModel, at: node.name.span,
                        "'\(node.name.text)' is the name of a type, an entity needs another"))
            }
        case .score(let node):
            let id = ScoreID(scoreNodes.count)
            scoreNodes.append(node)
            symbols.schema.scores.append(
                ScoreSchema(
                    name: node.name.text, title: node.title?.value, type: .number,
                    direction: node.direction.map { $0 == .lowerIsBetter ? .lowerIsBetter : .higherIsBetter },
                    sources: node.sources.map(\.value)))
            symbols.spans[.score(id)] = node.name.span
            declare(node.name, .score(id))
        case .task(let node):
            let id = TaskID(taskNodes.count)
            taskNodes.append(node)
            symbols.schema.tasks.append(TaskSchema(name: node.name.text, title: node.title?.value, target: nil))
            declare("task", node.name, .task(id), id, in: \.tasks)
        case .action(let node):
            let id = ActionID(actionNodes.count)
            actionNodes.append(node)
            symbols.schema.actions.append(
                ActionSchema(
                    name: node.name.text, title: node.title?.value, target: EntityID(0),
                    approval: .required(role: nil), parameters: [], reverses: []))
            declare("action", node.name, .action(id), id, in: \.actions)
        case .role(let node):
            let id = RoleID(symbols.schema.roles.count)
            symbols.schema.roles.append(RoleSchema(name: node.name.text, title: node.title?.value))
            symbols.spans[.role(id)] = node.name.span
            declare(node.name, .role(id))
        case .test(let node): symbols.tests.append(node)
        }
    }

    private mutating func declare(_ node: RuleDeclaration) {
        let id = RuleID(symbols.rules.count)
        let location = locations.location(of: node.startSpan)
        let text = node.nameText
        symbols.rules.append(
            .init(
                declaration: node, name: text ?? "\(location.file):\(location.line)", location: location,
                subject: .organization))
        guard let text, !text.isEmpty, let first = symbols.rulesByName.updateValue(id, forKey: text) else { return }
        symbols.rulesByName[text] = first
        guard let name = node.name else { return }
        report(.duplicate("rule", name, otherKind: "rule", firstAt: symbols.span(of: .rule(first))))
    }

    /// Declares a name of a kind whose names are its own.
    private mutating func declare<Element>(
        _ kind: String, _ name: Name, _ declared: Symbols.Declared, _ id: Ordinal<Element>,
        in table: WritableKeyPath<Symbols, [String: Ordinal<Element>]>
    ) {
        symbols.spans[declared] = name.span
        guard !name.text.isEmpty else { return }
        guard symbols[keyPath: table][name.text] != nil else {
            symbols[keyPath: table][name.text] = id
            return
        }
        let first = symbols.firstSpan(of: name.text, kind: declared)
        report(.duplicate(kind, name, otherKind: kind, firstAt: first))
    }

    /// Declares a name of the organisation.
    private mutating func declare(_ name: Name, _ meaning: Symbols.OrganizationName) {
        guard !name.text.isEmpty else { return }
        guard let other = symbols.organization[name.text] else {
            symbols.organization[name.text] = meaning
            return
        }
        report(.duplicate(meaning.kind, name, otherKind: other.kind, firstAt: symbols.span(of: other)))
    }
}

extension Symbols {
    /// The place where the first declaration of a name stands.
    fileprivate func firstSpan(of name: String, kind: Declared) -> SourceSpan? {
        switch kind {
        case .entity: entities[name].flatMap { spans[.entity($0)] }
        case .task: tasks[name].flatMap { spans[.task($0)] }
        case .action: actions[name].flatMap { spans[.action($0)] }
        case .rule: rulesByName[name].flatMap { span(of: .rule($0)) }
        case .field, .score, .argument, .approval, .role, .parameter, .definition: nil
        }
    }
}

extension Symbols.OrganizationName {
    /// The word that declares it.
    package var kind: String {
        switch self {
        case .score: "score"
        case .parameter: "param"
        case .definition: "define"
        case .role: "role"
        }
    }
}

// MARK: - Resolving

extension SymbolsBuilder {
    private mutating func resolve(_ id: ScoreID, _ node: ScoreDeclaration) {
        guard let type = type(node.type, of: .score) else {
            symbols.untyped.insert(.score(id))
            return
        }
        symbols.schema.scores[id.index].type = type
        if node.direction != nil, !type.isOrdered {
            report(
                Diagnostic(
                    .invalidModel, at: node.type.span,
                    "neither end of '\(node.name.text)' is better: \(type.phrase(in: symbols.schema)) has no order"))
        }
    }

    private mutating func resolve(_ id: DefinitionID) {
        let node = symbols.definitions[id.index].declaration
        guard let entityName = node.entity else { return }
        guard let entity = entity(entityName) else {
            symbols.definitions[id.index].subject = .unknown
            return
        }
        symbols.definitions[id.index].subject = .rows(of: entity)
        guard !node.name.text.isEmpty else { return }
        if let other = symbols.rowNames[entity.index][node.name.text] {
            let kind =
                switch other {
                case .field: "field"
                case .definition: "define"
                }
            report(
                .duplicate("define", node.name, otherKind: kind, firstAt: symbols.span(of: other, in: entity)))
        } else {
            symbols.rowNames[entity.index][node.name.text] = .definition(id)
        }
    }

    private mutating func resolve(_ id: RuleID) {
        let node = symbols.rules[id.index].declaration
        guard let name = node.entityText else { return }
        if let entity = symbols.entities[name] {
            symbols.rules[id.index].subject = .rows(of: entity)
            return
        }
        guard let subject = node.subjectEntity else { return }
        symbols.rules[id.index].subject = entity(subject).map { .rows(of: $0) } ?? .unknown
    }
}

import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// Goes through what was written and notes what each name means, as the checker understands it.
///
/// It reports nothing and goes on behind every mistake, so that an editor can show what is known of a program that is being written.
struct NameWalk {
    /// A row in scope.
    struct Row: Hashable {
        /// Empty where its name is taken.
        var name: String
        var entity: EntityID
        var meaning: NameMeaning
    }

    /// What is known of an expression's value.
    struct Typed: Hashable {
        var type: ValueType
        /// What was declared to have that type.
        var owner: Symbols.Declared?
    }

    let symbols: Symbols
    private let definitionTypes: [ValueType?]
    private(set) var occurrences: [NameOccurrence] = []
    /// Innermost last.
    var rows: [Row] = []
    /// What is declared by the name at a place.
    private let declaredBySpan: [SourceSpan: Symbols.Declared]
    /// Where a name begins of which is asked what may stand there.
    var soughtOffset: UInt32?
    /// What may stand there, once the walk came by.
    private(set) var sought: NamePlace?

    init(_ compilation: Compilation, _ declaredBySpan: [SourceSpan: Symbols.Declared]) {
        symbols = compilation.symbols
        definitionTypes = compilation.definitionTypes
        self.declaredBySpan = declaredBySpan
    }

    mutating func note(_ name: Name, _ meaning: NameMeaning, isDeclaration: Bool = false) {
        guard !name.isMissing else { return }
        occurrences.append(NameOccurrence(span: name.span, meaning: meaning, isDeclaration: isDeclaration))
    }

    /// Takes down what may stand in the place of a name, where it is the one that is sought.
    mutating func seek(_ name: Name, _ place: NamePlace) {
        if let soughtOffset, name.span.start == soughtOffset, !name.isMissing { sought = place }
    }

    mutating func noteDeclaration(_ name: Name) {
        seek(name, .declaration)
        if let declared = declaredBySpan[name.span] { note(name, .declared(declared), isDeclaration: true) }
    }

    func definitionType(_ id: DefinitionID) -> ValueType? {
        definitionTypes.indices.contains(id.index) ? definitionTypes[id.index] : nil
    }

    // MARK: Declarations

    mutating func visit(_ declaration: Declaration) {
        rows = []
        switch declaration {
        case .rule(let node): visit(node)
        case .definition(let node):
            if let name = node.entity {
                let entity = noteEntity(name)
                if let entity { rows = [Row(name: name.text, entity: entity, meaning: .declared(.entity(entity)))] }
            }
            noteDeclaration(node.name)
            if node.entity == nil { seek(node.name, .definedName) }
            visit(node.value)
        case .parameter(let node): visit(node)
        case .waiver(let node): visit(node)
        case .entity(let node): visit(node)
        case .score(let node):
            noteDeclaration(node.name)
            visit(node.type, owner: declaredBySpan[node.name.span])
        case .task(let node):
            noteDeclaration(node.name)
            if let target = node.target { noteEntity(target) }
        case .action(let node): visit(node)
        case .role(let node): noteDeclaration(node.name)
        case .test(let node): visit(node)
        }
    }

    private mutating func visit(_ node: RuleDeclaration) {
        if let name = node.name { noteDeclaration(name) }
        for case .severity(let name, _) in node.clauses {
            seek(name, .severity)
            note(name, .severity(name.text))
        }
        if let subject = node.subject {
            enterSubject(subject.entity, subject.alias)
            if let top = subject.top {
                visit(top.rank)
                if let condition = top.condition { visit(condition) }
            }
        }
        visit(node.condition)
        for effect in node.effects { visit(effect) }
        if let because = node.because { visit(because) }
    }

    private mutating func enterSubject(_ name: Name, _ alias: Name?) {
        guard let entity = noteEntity(name) else { return }
        var row = Row(name: name.text, entity: entity, meaning: .declared(.entity(entity)))
        if let alias, !alias.isMissing {
            seek(alias, .declaration)
            row.name = alias.text
            row.meaning = .row(entity, namedAt: alias.span)
            note(alias, row.meaning, isDeclaration: true)
        }
        rows = [row]
    }

    private mutating func visit(_ effect: Effect) {
        switch effect {
        case .require(let node):
            noteTask(node.task)
            if let target = node.target { visitTarget(target) }
            if let within = node.within { visit(within) }
            if let due = node.due { visit(due) }
            if let role = node.role { noteRole(role) }
        case .run(let node):
            let action = noteAction(node.action)
            visitTarget(node.target)
            for argument in node.arguments { visit(argument, of: action) }
            if let approval = node.approval { visit(approval) }
            if let within = node.within { visit(within) }
            if let due = node.due { visit(due) }
        case .raise(let node):
            if case .name(let name) = node.level, Severity(name: name.text) != nil {
                note(name, .severity(name.text))
            } else {
                visit(node.level)
                if case .name(let name) = node.level { seek(name, .raisedLevel(rows)) }
            }
            visit(node.text)
        case .notify(let node):
            noteRole(node.role)
            visit(node.text)
        case .forbid(let node):
            noteAction(node.action)
            visitTarget(node.target)
        case .invalid: break
        }
    }

    /// A row, or a reference to one.
    private mutating func visitTarget(_ expression: Expression) {
        visit(expression)
        if case .name(let name) = expression { seek(name, .target(rows)) }
    }

    private mutating func visit(_ argument: RunEffect.Argument, of action: ActionID?) {
        if let action { seek(argument.name, .argument(action)) }
        guard let action,
            let place = symbols.schema[action].parameters.firstIndex(where: { $0.name == argument.name.text })
        else {
            visit(argument.value)
            return
        }
        let declared = Symbols.Declared.argument(action, place)
        note(argument.name, .declared(declared))
        visit(
            argument.value,
            expecting: symbols.type(ofArgument: place, of: action).map { Typed(type: $0, owner: declared) })
    }

    private mutating func visit(_ approval: Approval) {
        if case .required(let role?) = approval.kind { noteRole(role) }
    }

    mutating func visit(_ template: TextTemplate) {
        for case .value(let expression) in template.segments { visit(expression) }
    }

    private mutating func visit(_ node: ParameterDeclaration) {
        noteDeclaration(node.name)
        var expected: Typed?
        if let fieldType = node.fieldType, let entity = noteEntity(fieldType.entity) {
            expected = noteField(fieldType.field, of: entity)
        }
        visit(node.defaultValue, expecting: expected)
        if case .list(let list) = node.domain {
            for element in list.elements { visit(element, expecting: expected) }
        }
    }

    private mutating func visit(_ node: WaiverDeclaration) {
        noteRule(node.rule)
        guard let subject = node.subject else { return }
        enterSubject(subject.entity, subject.alias)
        visit(subject.condition)
    }

    private mutating func visit(_ node: EntityDeclaration) {
        noteDeclaration(node.name)
        if let parent = node.parent { noteEntity(parent) }
        var declared = declaredBySpan[node.name.span]
        // What is read apart from the program is known by its name alone.
        if declared == nil, soughtOffset != nil { declared = symbols.entities[node.name.text].map { .entity($0) } }
        if case .entity(let entity)? = declared {
            for name in node.key + [node.newest, node.staleness?.field].compactMap(\.self) {
                noteField(name, of: entity)
            }
        }
        for field in node.fields {
            noteDeclaration(field.name)
            let owner = declaredBySpan[field.name.span]
            visit(field.type, owner: owner)
            for reading in field.readings { seek(reading.value, .reading(of: field.type)) }
            for reading in field.readings where reading.value.text != "missing" {
                note(reading.value, .member(reading.value.text, of: owner))
            }
        }
    }

    private mutating func visit(_ type: TypeExpression, owner: Symbols.Declared?) {
        switch type {
        case .named(let name):
            defer { seek(name, .type) }
            if !Vocabulary.types.contains(name.text) || name.isQuoted { noteEntity(name) }
        case .levels(let names, _), .choices(let names, _):
            for name in names {
                seek(name, .declaration)
                note(name, .member(name.text, of: owner), isDeclaration: true)
            }
        case .list(let element, _): visit(element, owner: owner)
        case .number, .invalid: break
        }
    }

    private mutating func visit(_ node: ActionDeclaration) {
        noteDeclaration(node.name)
        for parameter in node.parameters { seek(parameter.name, .declaration) }
        noteEntity(node.target)
        if let approval = node.approval { visit(approval) }
        if case .action(let action)? = declaredBySpan[node.name.span] {
            for (place, parameter) in node.parameters.enumerated() {
                let declared = Symbols.Declared.argument(action, place)
                note(parameter.name, .declared(declared), isDeclaration: true)
                visit(parameter.type, owner: declared)
            }
        }
        if soughtOffset != nil {
            for parameter in node.parameters { visit(parameter.type, owner: nil) }
        }
        for other in node.reverses { noteAction(other) }
    }

    // MARK: Names of one kind

    @discardableResult
    mutating func noteEntity(_ name: Name) -> EntityID? {
        seek(name, .entity)
        guard let id = symbols.entities[name.text] else { return nil }
        note(name, .declared(.entity(id)))
        return id
    }

    mutating func noteTask(_ name: Name) {
        seek(name, .task)
        if let id = symbols.tasks[name.text] { note(name, .declared(.task(id))) }
    }

    @discardableResult
    mutating func noteAction(_ name: Name) -> ActionID? {
        seek(name, .action)
        guard let id = symbols.actions[name.text] else { return nil }
        note(name, .declared(.action(id)))
        return id
    }

    mutating func noteRole(_ name: Name) {
        seek(name, .role)
        if let id = symbols.role(named: name.text) { note(name, .declared(.role(id))) }
    }

    mutating func noteRule(_ name: Name) {
        seek(name, .rule)
        if let id = symbols.rulesByName[name.text] { note(name, .declared(.rule(id))) }
    }

    /// A field or derived field.
    @discardableResult
    mutating func noteField(_ name: Name, of entity: EntityID) -> Typed? {
        seek(name, .field(of: entity))
        guard symbols.rowNames.indices.contains(entity.index), let found = symbols.rowNames[entity.index][name.text]
        else { return nil }
        let typed = typed(found, in: entity)
        note(name, .declared(Self.declared(found, in: entity)))
        return typed
    }

    static func declared(_ name: Symbols.RowName, in entity: EntityID) -> Symbols.Declared {
        switch name {
        case .field(let slot): .field(entity, slot)
        case .definition(let id): .definition(id)
        }
    }

    func typed(_ name: Symbols.RowName, in entity: EntityID) -> Typed? {
        switch name {
        case .field(let slot):
            symbols.type(of: slot, in: entity).map { Typed(type: $0, owner: .field(entity, slot)) }
        case .definition(let id): definitionType(id).map { Typed(type: $0, owner: .definition(id)) }
        }
    }
}

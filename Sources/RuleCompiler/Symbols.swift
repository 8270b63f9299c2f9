package import RulePlan
package import RuleSyntax
package import RuleText

/// What the names of a program mean, and where each was declared.
///
/// Ids are places in program order. Where a name is declared twice, both declarations have an id (so that both are checked), and
/// the name means the first.
package struct Symbols: Sendable {
    /// A name of the whole organisation: scores, parameters, definitions and roles share one namespace.
    package enum OrganizationName: Hashable, Sendable {
        case score(ScoreID)
        case parameter(ParameterID)
        case definition(DefinitionID)
        case role(RoleID)
    }

    /// A name of a row: a field, or a value derived by `define ENTITY.NAME`.
    package enum RowName: Hashable, Sendable {
        case field(FieldSlot)
        case definition(DefinitionID)
    }

    /// Whose rows a rule or definition is about.
    package enum Subject: Hashable, Sendable {
        case organization
        case rows(of: EntityID)
        /// It names an entity that isn't there, which has been reported: nothing that depends on its rows can be checked.
        case unknown
    }

    package struct DefinitionSymbol: Hashable, Sendable {
        package var declaration: DefinitionDeclaration
        package var subject: Subject
    }

    package struct ParameterSymbol: Hashable, Sendable {
        package var declaration: ParameterDeclaration
        /// Nothing where the declaration has an error, which has been reported: uses say nothing of their own.
        package var type: ValueType?
        package var defaultValue: Value
        /// Where the default is written as a date: midnight of that day in the run's zone. `defaultValue` is then missing, and a
        /// use of the parameter is lowered to `otherwise(parameter, date)`.
        package var defaultDate: CivilDate?
        package var domain: PlanParameter.Domain?
    }

    package struct RuleSymbol: Hashable, Sendable {
        package var declaration: RuleDeclaration
        /// The declared name, or `file:line` where it has none.
        package var name: String
        package var location: SourceLocation
        package var subject: Subject
    }

    package internal(set) var schema = Schema()

    // What each name means.
    package internal(set) var entities: [String: EntityID] = [:]
    package internal(set) var tasks: [String: TaskID] = [:]
    package internal(set) var actions: [String: ActionID] = [:]
    package internal(set) var rulesByName: [String: RuleID] = [:]
    package internal(set) var organization: [String: OrganizationName] = [:]
    /// By entity: its fields and derived fields.
    package internal(set) var rowNames: [[String: RowName]] = []

    // What was written, by id.
    package internal(set) var definitions: [DefinitionSymbol] = []
    package internal(set) var parameters: [ParameterSymbol] = []
    package internal(set) var rules: [RuleSymbol] = []
    package internal(set) var waivers: [WaiverDeclaration] = []
    package internal(set) var tests: [TestDeclaration] = []

    /// What has a type, target or approval that was reported to be wrong; the schema has a stand-in for it.
    var untyped: Set<Declared> = []
    /// The name of each declaration but rules.
    var spans: [Declared: SourceSpan] = [:]

    /// Something that a program declares.
    package enum Declared: Hashable, Sendable {
        case entity(EntityID)
        case field(EntityID, FieldSlot)
        case score(ScoreID)
        case task(TaskID)
        case action(ActionID)
        /// One of an action's parameters, by its place.
        case argument(ActionID, Int)
        /// How an action is approved.
        case approval(ActionID)
        case role(RoleID)
        case parameter(ParameterID)
        case definition(DefinitionID)
        case rule(RuleID)
    }

    /// The place of a declaration's name, for notes that say "declared here".
    package func span(of declared: Declared) -> SourceSpan? {
        if case .rule(let id) = declared { return rules[id.index].declaration.name?.span }
        return spans[declared]
    }

    /// What is declared by the name at a place.
    package var declaredBySpan: [SourceSpan: Declared] {
        var result = Dictionary(spans.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, rule) in rules.enumerated() {
            if let name = rule.declaration.name { result[name.span] = .rule(RuleID(index)) }
        }
        return result
    }

    /// The place of an organisation name's declaration.
    package func span(of name: OrganizationName) -> SourceSpan? {
        switch name {
        case .score(let id): spans[.score(id)]
        case .parameter(let id): spans[.parameter(id)]
        case .definition(let id): spans[.definition(id)]
        case .role(let id): spans[.role(id)]
        }
    }

    /// The place of a field's or derived field's declaration.
    package func span(of name: RowName, in entity: EntityID) -> SourceSpan? {
        switch name {
        case .field(let slot): spans[.field(entity, slot)]
        case .definition(let id): spans[.definition(id)]
        }
    }

    /// The type of a field; nothing where its declaration has an error, which has been reported.
    package func type(of slot: FieldSlot, in entity: EntityID) -> ValueType? {
        untyped.contains(.field(entity, slot)) ? nil : schema[entity][slot].type
    }

    /// The type of a score; nothing where its declaration has an error, which has been reported.
    package func type(of score: ScoreID) -> ValueType? {
        untyped.contains(.score(score)) ? nil : schema[score].type
    }

    /// The type of an action's parameter, by its place; nothing where its declaration has an error, which has been reported.
    package func type(ofArgument place: Int, of action: ActionID) -> ValueType? {
        untyped.contains(.argument(action, place)) ? nil : schema[action].parameters[place].type
    }

    /// What a task is on: an entity's rows, nothing, or an entity that isn't there, which has been reported.
    package func target(of task: TaskID) -> Subject {
        if untyped.contains(.task(task)) { return .unknown }
        return schema[task].target.map { .rows(of: $0) } ?? .organization
    }

    /// What an action is on: an entity's rows, or an entity that isn't there, which has been reported.
    package func target(of action: ActionID) -> Subject {
        untyped.contains(.action(action)) ? .unknown : .rows(of: schema[action].target)
    }

    package subscript(id: DefinitionID) -> DefinitionSymbol { definitions[id.index] }
    package subscript(id: ParameterID) -> ParameterSymbol { parameters[id.index] }
    package subscript(id: RuleID) -> RuleSymbol { rules[id.index] }

    package func role(named name: String) -> RoleID? {
        if case .role(let id) = organization[name] { id } else { nil }
    }

    package func parameter(named name: String) -> ParameterID? {
        if case .parameter(let id) = organization[name] { id } else { nil }
    }

    package func score(named name: String) -> ScoreID? {
        if case .score(let id) = organization[name] { id } else { nil }
    }
}

// MARK: - Nearest spellings

extension Symbols {
    package func nearestEntity(to name: String) -> String? {
        NearestSpelling.nearest(to: name, among: entities.keys)
    }

    /// Among an entity's fields and derived fields.
    package func nearestField(to name: String, in entity: EntityID) -> String? {
        NearestSpelling.nearest(to: name, among: rowNames[entity.index].keys)
    }

    package func nearestTask(to name: String) -> String? { NearestSpelling.nearest(to: name, among: tasks.keys) }

    package func nearestAction(to name: String) -> String? { NearestSpelling.nearest(to: name, among: actions.keys) }

    package func nearestRule(to name: String) -> String? { NearestSpelling.nearest(to: name, among: rulesByName.keys) }

    package func nearestRole(to name: String) -> String? {
        NearestSpelling.nearest(to: name, among: organization.filter { $0.value.isRole }.map(\.key))
    }

    package func nearestParameter(to name: String) -> String? {
        NearestSpelling.nearest(to: name, among: parameters.lazy.map(\.declaration.name.text))
    }

    package func nearestScore(to name: String) -> String? {
        NearestSpelling.nearest(to: name, among: schema.scores.lazy.map(\.name))
    }

    /// The names of the organisation that are values: scores, parameters and definitions.
    package var organizationValueNames: [String] {
        organization.filter { !$0.value.isRole }.map(\.key)
    }
}

extension Symbols.OrganizationName {
    package var isRole: Bool {
        if case .role = self { true } else { false }
    }
}

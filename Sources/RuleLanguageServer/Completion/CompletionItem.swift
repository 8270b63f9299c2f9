import RuleCompiler
import RulePlan
import RuleSyntax

/// Something that the cursor's word may become.
struct CompletionItem {
    enum Meaning: Hashable {
        case name(NameMeaning)
        /// A word of the grammar.
        case word(String)
        /// A type that needs no declaration.
        case type(String)
    }

    /// How well it fits; the first comes first.
    enum Rank: Int, Comparable {
        /// A level or choice of what is compared.
        case member
        /// Of the kind that is wanted.
        case fitting
        case name
        case word
        case declaration

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    var label: String
    var meaning: Meaning
    var rank: Rank

    /// `CompletionItemKind`
    var kind: Int {
        switch meaning {
        case .word(let word):
            Keyword.allCases.contains { $0.spelling == word } ? 14 : 12
        case .type: 25
        case .name(.row): 6
        case .name(.member), .name(.severity): 20
        case .name(.declared(let declared)):
            switch declared {
            case .entity: 7
            case .field: 5
            case .score, .definition: 6
            case .parameter: 21
            case .argument: 10
            case .task: 23
            case .action, .approval: 2
            case .role: 8
            case .rule: 3
            }
        }
    }
}

/// The names that may stand at a place.
struct NameCandidates {
    let symbols: Symbols
    /// By label, the first that was added: what a name means where several have it.
    private(set) var items: [CompletionItem] = []
    private var labels: Set<String> = []

    init(_ place: NamePlace, _ symbols: Symbols) {
        self.symbols = symbols
        add(place)
    }

    private mutating func add(_ label: String, _ meaning: NameMeaning, _ rank: CompletionItem.Rank = .name) {
        guard !label.isEmpty, labels.insert(label).inserted else { return }
        items.append(CompletionItem(label: label, meaning: .name(meaning), rank: rank))
    }

    private mutating func add(_ place: NamePlace) {
        switch place {
        case .value(let rows, let expected):
            addMembers(expected?.type, of: expected?.owner)
            addValues(rows, expected?.type)
        case .target(let rows):
            addRows(rows, .fitting)
            if let row = rows.last { addFields(of: row.entity) { $0?.isReference == true } }
        case .raisedLevel(let rows):
            addSeverities()
            addValues(rows, nil)
        case .severity: addSeverities()
        case .field(let entity): addFields(of: entity)
        case .entity: addEntities()
        case .task: addTasks()
        case .action: addActions()
        case .work:
            addTasks()
            addActions()
        case .expected:
            addTasks()
            addActions()
            addRules()
        case .role:
            for case (let name, .role(let id)) in symbols.organization { add(name, .declared(.role(id))) }
        case .rule: addRules()
        case .parameter:
            for case (let name, .parameter(let id)) in symbols.organization { add(name, .declared(.parameter(id))) }
        case .given:
            addEntities()
            addOrganizationValues(nil)
        case .argument(let action):
            for (place, parameter) in symbols.schema[action].parameters.enumerated() {
                add(parameter.name, .declared(.argument(action, place)))
            }
        case .type:
            for type in Vocabulary.types where labels.insert(type).inserted {
                items.append(CompletionItem(label: type, meaning: .type(type), rank: .fitting))
            }
            addEntities()
        case .reading(let type): addReadings(type)
        case .declaration: break
        case .definedName: addEntities()
        }
    }

    private mutating func addMembers(_ type: ValueType?, of owner: Symbols.Declared?) {
        for member in type?.members ?? [] { add(member, .member(member, of: owner), .member) }
    }

    private mutating func addSeverities() {
        for severity in Severity.allCases { add(severity.name, .severity(severity.name), .member) }
    }

    private mutating func addReadings(_ type: TypeExpression) {
        switch type {
        case .levels(let names, _), .choices(let names, _):
            for name in names { add(name.text, .member(name.text, of: nil), .member) }
        default: break
        }
        for word in ["missing", "true", "false"] where labels.insert(word).inserted {
            items.append(CompletionItem(label: word, meaning: .word(word), rank: .word))
        }
    }

    private mutating func addValues(_ rows: [NameWalk.Row], _ type: ValueType?) {
        addRows(rows, .name)
        if let row = rows.last { addFields(of: row.entity, like: type) }
        addOrganizationValues(type)
    }

    private mutating func addRows(_ rows: [NameWalk.Row], _ rank: CompletionItem.Rank) {
        for row in rows.reversed() { add(row.name, row.meaning, rank) }
    }

    private mutating func addFields(
        of entity: EntityID, like wanted: ValueType? = nil, where isWanted: (ValueType?) -> Bool = { _ in true }
    ) {
        guard symbols.rowNames.indices.contains(entity.index) else { return }
        for (name, found) in symbols.rowNames[entity.index] {
            let type: ValueType? =
                switch found {
                case .field(let slot): symbols.type(of: slot, in: entity)
                case .definition: nil
                }
            guard isWanted(type) else { continue }
            add(name, .declared(NameWalk.declared(found, in: entity)), rank(type, wanted))
        }
    }

    private mutating func addOrganizationValues(_ wanted: ValueType?) {
        for (name, found) in symbols.organization {
            switch found {
            case .score(let id): add(name, .declared(.score(id)), rank(symbols.type(of: id), wanted))
            case .parameter(let id): add(name, .declared(.parameter(id)), rank(symbols[id].type, wanted))
            case .definition(let id): add(name, .declared(.definition(id)))
            case .role: break
            }
        }
    }

    private func rank(_ type: ValueType?, _ wanted: ValueType?) -> CompletionItem.Rank {
        guard let type, let wanted else { return .name }
        return type.isComparable(with: wanted) ? .fitting : .name
    }

    private mutating func addEntities() {
        for (name, id) in symbols.entities { add(name, .declared(.entity(id))) }
    }

    private mutating func addTasks() {
        for (name, id) in symbols.tasks { add(name, .declared(.task(id))) }
    }

    private mutating func addActions() {
        for (name, id) in symbols.actions { add(name, .declared(.action(id))) }
    }

    private mutating func addRules() {
        for (name, id) in symbols.rulesByName { add(name, .declared(.rule(id))) }
    }
}

extension ValueType {
    fileprivate var isReference: Bool {
        if case .reference = self { true } else { false }
    }

    /// Whether values of both types are compared with one another.
    fileprivate func isComparable(with other: ValueType) -> Bool {
        switch (self, other) {
        case (.number, .number): true
        default: self == other
        }
    }
}

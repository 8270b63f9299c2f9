extension Plan {
    /// What is wrong with the plan; nothing in one that the compiler made of a program without errors.
    ///
    /// Every operand stands before the node that uses it, every id is in range, types fit each other, every row that an expression
    /// reads is in its frame and of the entity that the reader takes it for, and no definition is made of itself.
    /// - Complexity: O(expressions × nesting of row sets).
    package func verify() -> [String] {
        var verifier = PlanVerifier(plan: self)
        verifier.run()
        return verifier.problems
    }
}

/// Walks a plan and collects what is wrong with it.
struct PlanVerifier {
    let plan: Plan
    var problems: [String] = []
    var rowsRead = RowsRead()
    /// By expression: how deep it nests, and how often one evaluation of it comes to expressions.
    var sizes: [(depth: Int, count: Int)] = []
    // What was looked at of rules.
    var evidence = SharedLists()
    var reasons = SharedLists()
    var effects = SharedLists()

    init(plan: Plan) {
        self.plan = plan
    }

    mutating func run() {
        guard verifySchema(), verifyExpressions() else { return }
        verifyDefinitions()
        // Looked at in their place: a copy of a rule costs more than the look.
        let rules = plan.rules
        let span = rules.span
        for index in span.indices { verify(span[index]) }
        for waiver in plan.waivers { verify(waiver) }
        for test in plan.tests { verify(test) }
    }

    mutating func report(_ place: PlanPlace, _ problem: String) {
        problems.append("\(place): \(problem)")
    }
}

/// A part of a plan, as a problem with it names it. Its text is made only where there is one.
enum PlanPlace: CustomStringConvertible {
    case expression(Int)
    case definition(String)
    case rule(String)
    case waiver(of: String)
    case test(String)

    var description: String {
        switch self {
        case .expression(let index): "expression \(index)"
        case .definition(let name): "define \(name)"
        case .rule(let name): "rule \(name)"
        case .waiver(let rule): "waiver of \(rule)"
        case .test(let title): "test \"\(title)\""
        }
    }
}

// MARK: - Places

extension PlanVerifier {
    func contains(_ id: EntityID) -> Bool { plan.schema.entities.indices.contains(id.index) }
    func contains(_ id: ExpressionID) -> Bool { plan.expressions.indices.contains(id.index) }
    func contains(_ id: RuleID) -> Bool { plan.rules.indices.contains(id.index) }
    func contains(_ id: TaskID) -> Bool { plan.schema.tasks.indices.contains(id.index) }
    func contains(_ id: ActionID) -> Bool { plan.schema.actions.indices.contains(id.index) }
    func contains(_ id: RoleID) -> Bool { plan.schema.roles.indices.contains(id.index) }

    func contains(_ slot: FieldSlot, in entity: EntityID) -> Bool {
        contains(entity) && plan.schema.entities[entity.index].fields.indices.contains(slot.index)
    }

    /// Whether the entity that a type refers to is there.
    func isThere(_ type: ValueType) -> Bool {
        switch type {
        case .reference(let entity): contains(entity)
        case .list(let element): isThere(element)
        default: true
        }
    }
}

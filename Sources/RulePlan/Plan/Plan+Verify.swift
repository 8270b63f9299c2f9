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
    /// By expression: the entity of each row that it reads, by depth; nothing at a depth that it doesn't read.
    private var needs: [[EntityID?]] = []

    init(plan: Plan) {
        self.plan = plan
    }

    mutating func run() {
        guard verifySchema() else { return }
        guard verifyOperands() else { return }
        for index in plan.expressions.indices {
            let id = ExpressionID(index)
            needs.append(rowsRead(by: plan[id], at: id))
            if let problem = typeProblem(of: plan[id], type: plan.type(of: id)) { report(id, problem) }
        }
        verifyDefinitions()
        for rule in plan.rules { verify(rule) }
        for waiver in plan.waivers {
            guard contains(waiver.rule) else {
                problems.append("a waiver is for a rule that isn't there")
                continue
            }
            let subject = plan[waiver.rule].subject?.entity
            verify(waiver.condition, .boolean, in: subject, "waiver of \(plan[waiver.rule].name)")
        }
        for test in plan.tests { verify(test) }
    }

    private mutating func report(_ id: ExpressionID, _ problem: String) {
        problems.append("expression \(id.index): \(problem)")
    }
}

// MARK: - Places

extension PlanVerifier {
    private func contains(_ id: EntityID) -> Bool { plan.schema.entities.indices.contains(id.index) }
    private func contains(_ id: ExpressionID) -> Bool { plan.expressions.indices.contains(id.index) }
    private func contains(_ id: RuleID) -> Bool { plan.rules.indices.contains(id.index) }
    private func contains(_ id: TaskID) -> Bool { plan.schema.tasks.indices.contains(id.index) }
    private func contains(_ id: ActionID) -> Bool { plan.schema.actions.indices.contains(id.index) }
    private func contains(_ id: RoleID) -> Bool { plan.schema.roles.indices.contains(id.index) }

    private func contains(_ slot: FieldSlot, in entity: EntityID) -> Bool {
        contains(entity) && plan.schema[entity].fields.indices.contains(slot.index)
    }

    /// Whether every place that the schema names is there.
    private mutating func verifySchema() -> Bool {
        for (index, entity) in plan.schema.entities.enumerated() {
            let slots = entity.key + [entity.newest, entity.staleness?.field].compactMap { $0 }
            if !slots.allSatisfy({ contains($0, in: EntityID(index)) }) {
                problems.append("entity \(entity.name): a field isn't there")
            }
            if entity.key.isEmpty { problems.append("entity \(entity.name): has no key") }
            if let parent = entity.parent, !contains(parent) {
                problems.append("entity \(entity.name): its parent isn't there")
            }
            for field in entity.fields {
                if case .reference(let other) = field.type, !contains(other) {
                    problems.append("field \(entity.name).\(field.name): its entity isn't there")
                }
            }
        }
        for task in plan.schema.tasks where task.target.map({ !contains($0) }) ?? false {
            problems.append("task \(task.name): its entity isn't there")
        }
        for action in plan.schema.actions {
            if !contains(action.target) || !action.reverses.allSatisfy({ contains($0) }) {
                problems.append("action \(action.name): its entity or an action isn't there")
            }
        }
        for parameter in plan.parameters {
            if !parameter.type.holds(parameter.defaultValue) {
                problems.append("parameter \(parameter.name): its default has another type")
            }
        }
        return problems.isEmpty
    }

    /// Whether every operand and id of every expression is there.
    private mutating func verifyOperands() -> Bool {
        for (index, expression) in plan.expressions.enumerated() {
            let id = ExpressionID(index)
            var problem: String?
            expression.forEachOperand { operand in
                if operand >= id || operand.index < 0 { problem = "operand \(operand.index) does not stand before it" }
            }
            if let problem { report(id, problem) }
            if !hasKnownIDs(expression) { report(id, "names something that isn't there") }
        }
        return problems.isEmpty
    }

    private func hasKnownIDs(_ expression: PlanExpression) -> Bool {
        switch expression {
        case .parameter(let id): plan.parameters.indices.contains(id.index)
        case .score(let id): plan.schema.scores.indices.contains(id.index)
        case .row(let depth): depth >= 0
        case .definition(let id, _): plan.definitions.indices.contains(id.index)
        case .aggregate(_, _, _, let rows), .quantifier(_, let rows, _):
            switch rows.scope {
            case .everywhere: contains(rows.entity)
            case .referring(let slot, _): contains(slot, in: rows.entity)
            }
        default: true
        }
    }
}

// MARK: - Frames

extension PlanVerifier {
    /// The rows that an expression reads, from those of its operands.
    private mutating func rowsRead(by expression: PlanExpression, at id: ExpressionID) -> [EntityID?] {
        var result: [EntityID?] = []
        switch expression {
        case .row(let depth):
            guard case .reference(let entity) = plan.type(of: id) else { return [] }
            guard depth < 10_000 else {
                report(id, "reads a row at depth \(depth)")
                return []
            }
            result = Array(repeating: nil, count: depth) + [entity]
        case .aggregate(_, let value, let by, let rows):
            merge(innerRows([value, by, rows.condition], of: rows.entity, at: id), into: &result, at: id)
            if case .referring(_, let target) = rows.scope { merge(needs[target.index], into: &result, at: id) }
        case .quantifier(_, let rows, let satisfy):
            merge(innerRows([rows.condition, satisfy], of: rows.entity, at: id), into: &result, at: id)
            if case .referring(_, let target) = rows.scope { merge(needs[target.index], into: &result, at: id) }
        default:
            var operands: [ExpressionID] = []
            expression.forEachOperand { operands.append($0) }
            for operand in operands { merge(needs[operand.index], into: &result, at: id) }
        }
        return result
    }

    /// What the operands in a row set's inner frame read of the frames around it.
    private mutating func innerRows(_ operands: [ExpressionID?], of entity: EntityID, at id: ExpressionID)
        -> [EntityID?]
    {
        var result: [EntityID?] = [entity]
        for case let operand? in operands { merge(needs[operand.index], into: &result, at: id) }
        return Array(result.dropFirst())
    }

    private mutating func merge(_ rows: [EntityID?], into result: inout [EntityID?], at id: ExpressionID) {
        for (depth, entity) in rows.enumerated() {
            guard depth < result.count else {
                result.append(entity)
                continue
            }
            guard let entity else { continue }
            if let other = result[depth], other != entity {
                report(id, "takes the row at depth \(depth) for rows of two entities")
            }
            result[depth] = entity
        }
    }

    /// Checks a whole expression in the frame of one row, or in the empty one.
    /// - Parameter type: The kind of its values; nothing where any will do.
    private mutating func verify(
        _ id: ExpressionID?, _ type: ValueType?, in subject: EntityID?, _ place: String
    ) {
        guard let id else { return }
        guard contains(id) else {
            problems.append("\(place): expression \(id.index) isn't there")
            return
        }
        let frame: [EntityID?] = subject.map { [$0] } ?? []
        for (depth, entity) in needs[id.index].enumerated() {
            guard let entity else { continue }
            if depth >= frame.count || frame[depth] != entity {
                problems.append("\(place): expression \(id.index) reads a row that isn't in its frame")
            }
        }
        if let type, !type.isLike(plan.type(of: id)) {
            problems.append("\(place): expression \(id.index) has another type")
        }
    }
}

// MARK: - Declarations

extension PlanVerifier {
    private mutating func verifyDefinitions() {
        for definition in plan.definitions {
            verify(definition.value, definition.type, in: definition.entity, "define \(definition.name)")
        }
        if hasDefinitionCycle() { problems.append("a definition is made of itself") }
    }

    /// Whether following operands and definitions leads back to where it began.
    private func hasDefinitionCycle() -> Bool {
        enum State { case new, open, done }
        var states = Array(repeating: State.new, count: plan.expressions.count)
        for start in plan.definitions.map(\.value) where contains(start) {
            // A stack of its own: a chain of definitions may be longer than the call stack bears.
            var stack = [start]
            while let id = stack.last {
                switch states[id.index] {
                case .done: stack.removeLast()
                case .open:
                    states[id.index] = .done
                    stack.removeLast()
                case .new:
                    states[id.index] = .open
                    var next: [ExpressionID] = []
                    plan[id].forEachOperand { next.append($0) }
                    if case .definition(let definition, _) = plan[id], contains(plan[definition].value) {
                        next.append(plan[definition].value)
                    }
                    for operand in next {
                        if states[operand.index] == .open { return true }
                        if states[operand.index] == .new { stack.append(operand) }
                    }
                }
            }
        }
        return false
    }

    private mutating func verify(_ rule: PlanRule) {
        let place = "rule \(rule.name)"
        if let subject = rule.subject, !contains(subject.entity) {
            problems.append("\(place): its entity isn't there")
            return
        }
        let row = rule.subject?.entity
        verify(rule.condition, .boolean, in: row, place)
        if let top = rule.subject?.top {
            verify(top.rank, nil, in: row, place)
            verify(top.condition, .boolean, in: row, place)
            if top.count < 1 { problems.append("\(place): takes no row") }
        }
        for evidence in rule.evidence { verify(evidence.expression, nil, in: row, place) }
        verify(rule.because, in: row, place)
        for effect in rule.effects { verify(effect, in: row, place) }
    }

    private mutating func verify(_ effect: PlanEffect, in row: EntityID?, _ place: String) {
        switch effect {
        case .require(let task, let target, let cadence, let deadline, let role):
            guard contains(task), role.map({ contains($0) }) ?? true else {
                problems.append("\(place): its task or role isn't there")
                return
            }
            verify(target, on: plan.schema[task].target, in: row, place)
            verify(deadline, in: row, place)
            verify(cadence, place)
        case .run(let action, let target, let arguments, let approval, let deadline):
            guard contains(action) else {
                problems.append("\(place): its action isn't there")
                return
            }
            verify(target, on: plan.schema[action].target, in: row, place)
            verify(deadline, in: row, place)
            for argument in arguments {
                let parameter = plan.schema[action].parameters.first { $0.name == argument.name }
                if parameter == nil { problems.append("\(place): no parameter takes '\(argument.name)'") }
                verify(argument.value, parameter?.type, in: row, place)
            }
            switch approval {
            case .automatic(let limit, _):
                if limit < 1 { problems.append("\(place): its limit is less than 1") }
            case .required(let role):
                if let role, !contains(role) { problems.append("\(place): its role isn't there") }
            }
        case .raise(let level, let text):
            if case .computed(let expression, let severities, _) = level {
                verify(expression, nil, in: row, place)
                if contains(expression), plan.type(of: expression).members?.count != severities.count {
                    problems.append("\(place): its levels and severities are not as many")
                }
            }
            verify(text, in: row, place)
        case .notify(let role, let text):
            if !contains(role) { problems.append("\(place): its role isn't there") }
            verify(text, in: row, place)
        case .forbid(let action, let target):
            guard contains(action) else {
                problems.append("\(place): its action isn't there")
                return
            }
            verify(target, on: plan.schema[action].target, in: row, place)
        }
    }

    private mutating func verify(_ cadence: PlanCadence, _ place: String) {
        let isPossible =
            switch cadence {
            case .daily, .asNeeded: true
            case .every(let days): days >= 1
            case .weekly(let day): (1...7).contains(day)
            case .monthly(let day): (1...31).contains(day)
            }
        if !isPossible { problems.append("\(place): no day is meant by its cadence") }
    }

    private mutating func verify(_ target: PlanTarget?, on entity: EntityID?, in row: EntityID?, _ place: String) {
        if target?.entity != entity { problems.append("\(place): its target is of another entity") }
        guard let target else { return }
        verify(target.row, .reference(target.entity), in: row, place)
    }

    private mutating func verify(_ deadline: PlanDeadline, in row: EntityID?, _ place: String) {
        verify(deadline.within, .duration, in: row, place)
        verify(deadline.due, .time, in: row, place)
    }

    private mutating func verify(_ template: PlanTemplate?, in row: EntityID?, _ place: String) {
        for case .value(let expression) in template?.segments ?? [] { verify(expression, nil, in: row, place) }
    }

    private mutating func verify(_ test: PlanTest) {
        let place = "test \"\(test.title)\""
        if !test.rules.allSatisfy({ contains($0) }) { problems.append("\(place): a rule isn't there") }
        for (id, value) in test.parameters {
            guard plan.parameters.indices.contains(id.index) else {
                problems.append("\(place): a parameter isn't there")
                continue
            }
            verify(value, plan[id].type, in: nil, place)
        }
        for (id, value) in test.scores {
            guard plan.schema.scores.indices.contains(id.index) else {
                problems.append("\(place): a score isn't there")
                continue
            }
            verify(value, plan.schema[id].type, in: nil, place)
        }
        for row in test.rows {
            guard contains(row.entity), plan.schema[row.entity].key.count == row.key.count else {
                problems.append("\(place): a row's entity isn't there, or its key has another length")
                continue
            }
            for (slot, value) in row.values {
                guard contains(slot, in: row.entity) else {
                    problems.append("\(place): a row's field isn't there")
                    continue
                }
                let type = plan.schema[row.entity][slot].type
                verify(value, type.isReference ? nil : type, in: nil, place)
            }
            verify(row.derived, of: row.entity, place)
        }
        verify(test.derived, of: nil, place)
        if !test.emptyEntities.allSatisfy({ contains($0) }) { problems.append("\(place): an entity isn't there") }
        for event in test.events { verify(event.at, .time, in: nil, place) }
        for expectation in test.expectations {
            if case .item(_, _, _, let due) = expectation.kind { verify(due, .time, in: nil, place) }
        }
    }

    private mutating func verify(_ derived: [DefinitionID: ExpressionID], of entity: EntityID?, _ place: String) {
        for (id, value) in derived {
            guard plan.definitions.indices.contains(id.index), plan[id].entity == entity else {
                problems.append("\(place): a definition isn't there, or is of another entity")
                continue
            }
            verify(value, plan[id].type.isReference ? nil : plan[id].type, in: nil, place)
        }
    }
}

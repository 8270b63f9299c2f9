extension PlanVerifier {
    /// Whether every place that the schema names is there.
    mutating func verifySchema() -> Bool {
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
                if !isThere(field.type) {
                    problems.append("field \(entity.name).\(field.name): its entity isn't there")
                }
                if !field.readings.allSatisfy({ field.type.canRead($0.value) }) {
                    problems.append("field \(entity.name).\(field.name): a reading has another type")
                }
            }
        }
        for score in plan.schema.scores where !isThere(score.type) {
            problems.append("score \(score.name): its entity isn't there")
        }
        if problems.isEmpty { verifyNesting() }
        for task in plan.schema.tasks where task.target.map({ !contains($0) }) ?? false {
            problems.append("task \(task.name): its entity isn't there")
        }
        for action in plan.schema.actions {
            if !contains(action.target) || !action.reverses.allSatisfy({ contains($0) })
                || !action.parameters.allSatisfy({ isThere($0.type) })
            {
                problems.append("action \(action.name): its entity or an action isn't there")
            }
            if let problem = problem(of: action.approval) { problems.append("action \(action.name): \(problem)") }
        }
        for parameter in plan.parameters {
            if !isThere(parameter.type) || !parameter.type.holds(parameter.defaultValue)
                || parameter.defaultValue.holdsRow
            {
                problems.append("parameter \(parameter.name): its default has another type")
            }
        }
        return problems.isEmpty
    }

    /// No entity is nested in itself, no key has a list in it. All places of the schema are there.
    private mutating func verifyNesting() {
        /// By entity: the one from which the walk upwards first came by; nothing where none has.
        var walks = [Int?](repeating: nil, count: plan.schema.entities.count)
        for (start, entity) in plan.schema.entities.enumerated() {
            var place: Int? = start
            while let index = place, walks[index] == nil {
                walks[index] = start
                place = plan.schema.entities[index].parent?.index
            }
            if let place, walks[place] == start { problems.append("entity \(entity.name): is nested in itself") }
            for slot in entity.key {
                if case .list = entity.fields[slot.index].type {
                    problems.append("entity \(entity.name): its key holds a list")
                }
            }
        }
    }
}

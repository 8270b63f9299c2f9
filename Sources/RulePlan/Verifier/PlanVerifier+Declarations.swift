extension PlanVerifier {
    mutating func verifyDefinitions() {
        for definition in plan.definitions {
            if !isThere(definition.type) || !(definition.entity.map { contains($0) } ?? true) {
                report(.definition(definition.name), "its entity isn't there")
                continue
            }
            verify(definition.value, definition.type, in: definition.entity, .definition(definition.name))
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

    mutating func verify(_ rule: PlanRule) {
        let place = PlanPlace.rule(rule.name)
        if let subject = rule.subject, !contains(subject.entity) {
            report(place, "its entity isn't there")
            return
        }
        let row = rule.subject?.entity
        verify(rule.condition, .boolean, in: row, place)
        if let top = rule.subject?.top {
            verify(top.rank, nil, in: row, place)
            verify(top.condition, .boolean, in: row, place)
            if top.count < 1 { report(place, "takes no row") }
        }
        if evidence.insert(rule.evidence, row) {
            for evidence in rule.evidence { verify(evidence.expression, nil, in: row, place) }
        }
        if let because = rule.because, reasons.insert(because.segments, row) { verify(because, in: row, place) }
        if effects.insert(rule.effects, row) {
            for effect in rule.effects { verify(effect, in: row, place) }
        }
    }

    private mutating func verify(_ effect: PlanEffect, in row: EntityID?, _ place: PlanPlace) {
        switch effect {
        case .require(let task, let target, let cadence, let deadline, let role):
            guard contains(task), role.map({ contains($0) }) ?? true else {
                report(place, "its task or role isn't there")
                return
            }
            verify(target, on: plan.schema.tasks[task.index].target, in: row, place)
            verify(deadline, in: row, place)
            verify(cadence, place)
        case .run(let action, let target, let arguments, let approval, let deadline):
            guard contains(action) else {
                report(place, "its action isn't there")
                return
            }
            verify(target, on: plan.schema.actions[action.index].target, in: row, place)
            verify(deadline, in: row, place)
            for argument in arguments {
                let parameter = plan.schema.actions[action.index].parameters.first { $0.name == argument.name }
                if parameter == nil { report(place, "no parameter takes '\(argument.name)'") }
                verify(argument.value, parameter?.type, in: row, place)
            }
            if let problem = problem(of: approval) { report(place, problem) }
        case .raise(let level, let text):
            if case .computed(let expression, let severities, _) = level {
                verify(expression, nil, in: row, place)
                if contains(expression), plan.type(of: expression).members?.count != severities.count {
                    report(place, "its levels and severities are not as many")
                }
            }
            verify(text, in: row, place)
        case .notify(let role, let text):
            if !contains(role) { report(place, "its role isn't there") }
            verify(text, in: row, place)
        case .forbid(let action, let target):
            guard contains(action) else {
                report(place, "its action isn't there")
                return
            }
            verify(target, on: plan.schema.actions[action.index].target, in: row, place)
        }
    }

    func problem(of approval: PlanApproval) -> String? {
        switch approval {
        case .automatic(let limit, _): limit < 1 ? "its limit is less than 1" : nil
        case .required(let role): role.map { contains($0) } ?? true ? nil : "its role isn't there"
        }
    }

    mutating func verify(_ waiver: PlanWaiver) {
        guard contains(waiver.rule) else {
            problems.append("a waiver is for a rule that isn't there")
            return
        }
        let rule = plan.rules[waiver.rule.index]
        verify(waiver.condition, .boolean, in: rule.subject?.entity, .waiver(of: rule.name))
        if case .day(let year, let month, let day) = waiver.until, CivilDate(year: year, month: month, day: day) == nil
        {
            report(.waiver(of: rule.name), "ends on a day that there isn't")
        }
    }

    private mutating func verify(_ cadence: PlanCadence, _ place: PlanPlace) {
        let isPossible =
            switch cadence {
            case .daily, .asNeeded: true
            case .every(let days): (1...36_525).contains(days)
            case .weekly(let day): (1...7).contains(day)
            case .monthly(let day): (1...31).contains(day)
            }
        if !isPossible { report(place, "no day is meant by its cadence") }
    }

    private mutating func verify(_ target: PlanTarget?, on entity: EntityID?, in row: EntityID?, _ place: PlanPlace) {
        if target?.entity != entity { report(place, "its target is of another entity") }
        guard let target else { return }
        verify(target.row, .reference(target.entity), in: row, place)
    }

    private mutating func verify(_ deadline: PlanDeadline, in row: EntityID?, _ place: PlanPlace) {
        verify(deadline.within, .duration, in: row, place)
        verify(deadline.due, .time, in: row, place)
    }

    private mutating func verify(_ template: PlanTemplate?, in row: EntityID?, _ place: PlanPlace) {
        for case .value(let expression) in template?.segments ?? [] { verify(expression, nil, in: row, place) }
    }
}

extension PlanVerifier {
    mutating func verify(_ test: PlanTest) {
        let place = PlanPlace.test(test.title)
        if !test.rules.allSatisfy({ contains($0) }) { report(place, "a rule isn't there") }
        for (id, value) in test.parameters {
            guard plan.parameters.indices.contains(id.index) else {
                report(place, "a parameter isn't there")
                continue
            }
            verify(value, plan[id].type, in: nil, place)
        }
        for (id, value) in test.scores {
            guard plan.schema.scores.indices.contains(id.index) else {
                report(place, "a score isn't there")
                continue
            }
            verify(value, plan.schema[id].type, in: nil, place)
        }
        for row in test.rows {
            guard contains(row.entity), plan.schema[row.entity].key.count == row.key.count else {
                report(place, "a row's entity isn't there, or its key has another length")
                continue
            }
            for (slot, value) in row.values {
                guard contains(slot, in: row.entity) else {
                    report(place, "a row's field isn't there")
                    continue
                }
                let type = plan.schema[row.entity][slot].type
                verify(value, type.isReference ? nil : type, in: nil, place)
            }
            verify(row.derived, of: row.entity, place)
        }
        verify(test.derived, of: nil, place)
        if !test.emptyEntities.allSatisfy({ contains($0) }) { report(place, "an entity isn't there") }
        for event in test.events { verify(event.at, .time, in: nil, place) }
        for expectation in test.expectations {
            if case .item(_, _, _, let due) = expectation.kind { verify(due, .time, in: nil, place) }
        }
    }

    private mutating func verify(_ derived: [DefinitionID: ExpressionID], of entity: EntityID?, _ place: PlanPlace) {
        for (id, value) in derived {
            guard plan.definitions.indices.contains(id.index), plan[id].entity == entity else {
                report(place, "a definition isn't there, or is of another entity")
                continue
            }
            verify(value, plan[id].type.isReference ? nil : plan[id].type, in: nil, place)
        }
    }
}

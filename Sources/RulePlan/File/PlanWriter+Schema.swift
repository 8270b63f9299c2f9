extension PlanWriter {
    mutating func write(_ schema: Schema) {
        write(schema.entities) { $0.write($1) }
        write(schema.scores) { $0.write($1) }
        write(schema.tasks) { $0.write($1) }
        write(schema.actions) { $0.write($1) }
        write(schema.roles) { $0.write($1) }
    }

    private mutating func write(_ entity: EntitySchema) {
        write(entity.name)
        write(entity.title)
        write(entity.sources)
        write(entity.parent)
        write(entity.fields) { $0.write($1) }
        write(entity.key) { $0.write($1) }
        write(entity.newest)
        write(entity.staleness) { writer, staleness in
            writer.write(staleness.age)
            writer.write(staleness.field)
        }
    }

    private mutating func write(_ field: FieldSchema) {
        write(field.name)
        write(type: field.type)
        write(field.sources)
        write(field.readings) { writer, reading in
            writer.write(reading.spelling)
            writer.write(reading.value)
        }
        write(field.documentation)
    }

    private mutating func write(_ score: ScoreSchema) {
        write(score.name)
        write(score.title)
        write(type: score.type)
        write(score.direction) { $0.write(code: $1) }
        write(score.sources)
    }

    private mutating func write(_ task: TaskSchema) {
        write(task.name)
        write(task.title)
        write(task.target)
    }

    private mutating func write(_ action: ActionSchema) {
        write(action.name)
        write(action.title)
        write(action.target)
        write(action.approval)
        write(action.parameters) { writer, parameter in
            writer.write(parameter.name)
            writer.write(type: parameter.type)
        }
        write(action.reverses) { $0.write($1) }
    }

    private mutating func write(_ role: RoleSchema) {
        write(role.name)
        write(role.title)
    }

    mutating func write(_ approval: PlanApproval) {
        switch approval {
        case .automatic(let limit, let perDay):
            write(ApprovalTag.automatic)
            write(limit)
            write(code: perDay)
        case .required(let role):
            write(ApprovalTag.required)
            write(role)
        }
    }
}

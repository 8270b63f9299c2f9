extension PlanReader {
    mutating func schema() throws(PlanFileError) -> Schema {
        var schema = Schema()
        schema.entities = try list { (reader) throws(PlanFileError) in try reader.entity() }
        schema.scores = try list { (reader) throws(PlanFileError) in try reader.score() }
        schema.tasks = try list { (reader) throws(PlanFileError) in
            TaskSchema(name: try reader.string(), title: try reader.stringIfAny(), target: try reader.ordinalIfAny())
        }
        schema.actions = try list { (reader) throws(PlanFileError) in try reader.action() }
        schema.roles = try list { (reader) throws(PlanFileError) in
            RoleSchema(name: try reader.string(), title: try reader.stringIfAny())
        }
        return schema
    }

    private mutating func entity() throws(PlanFileError) -> EntitySchema {
        var entity = EntitySchema(name: try string(), title: try stringIfAny(), sources: try strings())
        entity.parent = try ordinalIfAny()
        entity.fields = try list { (reader) throws(PlanFileError) in try reader.field() }
        entity.key = try ordinals()
        entity.newest = try ordinalIfAny()
        entity.staleness = try ifAny { (reader) throws(PlanFileError) in
            EntitySchema.Staleness(age: try reader.span(), field: try reader.ordinal())
        }
        return entity
    }

    private mutating func field() throws(PlanFileError) -> FieldSchema {
        FieldSchema(
            name: try string(), type: try type(), sources: try strings(),
            readings: try list { (reader) throws(PlanFileError) in
                FieldSchema.Reading(spelling: try reader.string(), value: try reader.value())
            },
            documentation: try stringIfAny())
    }

    private mutating func score() throws(PlanFileError) -> ScoreSchema {
        ScoreSchema(
            name: try string(), title: try stringIfAny(), type: try type(),
            direction: try ifAny { (reader) throws(PlanFileError) in try reader.code() }, sources: try strings())
    }

    private mutating func action() throws(PlanFileError) -> ActionSchema {
        ActionSchema(
            name: try string(), title: try stringIfAny(), target: try ordinal(), approval: try approval(),
            parameters: try list { (reader) throws(PlanFileError) in
                ActionSchema.Parameter(name: try reader.string(), type: try reader.type())
            },
            reverses: try ordinals())
    }

    mutating func approval() throws(PlanFileError) -> PlanApproval {
        let tag: ApprovalTag = try tag()
        switch tag {
        case .automatic: return .automatic(limit: try number(), perDay: try code())
        case .required: return .required(role: try ordinalIfAny())
        }
    }
}

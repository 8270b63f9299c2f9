import RulePlan

/// Expressions of one or more plans with every definition written out, so that what means the same is the same node.
///
/// Models are joined by name: an entity, field, score or parameter that two plans have alike is one.
struct MeaningSpace: Sendable {
    /// The written-out expressions. It has no rules; definitions stand in it only for what was too large to be written out.
    private(set) var plan = Plan(schema: Schema())
    private var sources: [Source] = []
    /// By expression: how many levels of operands it has.
    private var depths: [Int] = []
    /// By expression: how long it is when it is written down.
    private var lengths: [Int] = []
    private var moved: [Move: ExpressionID] = [:]
    /// By entity: the innermost row of a frame, where it is one of the entity.
    private var rows: [EntityID: ExpressionID] = [:]

    /// Beyond so many expressions, or levels of operands, definitions are no longer written out.
    private static let largestCount = 300_000
    private static let deepest = 120
    /// Longer ones are all taken for equally long.
    private static let longest = 1 << 40

    /// One of the plans.
    struct SourceID: Hashable, Sendable {
        fileprivate let index: Int
    }

    private struct Source: Sendable {
        let plan: Plan
        let isAtDefaults: Bool
        var places = PlaceMap()
        /// By expression of the source: its place here.
        var written: [ExpressionID?]
    }

    /// An expression in another frame: its rows from `depth` on replaced by `row`, or shifted outwards by `by`.
    private struct Move: Hashable {
        var id: ExpressionID
        var row: ExpressionID?
        var by: Int
        var depth: Int
    }

    subscript(id: ExpressionID) -> PlanExpression { plan[id] }
    func type(of id: ExpressionID) -> ValueType { plan.type(of: id) }
    var schema: Schema { plan.schema }

    /// Of how many expressions one is made when it is written down, each as often as it stands there. What is long is neither shown
    /// nor tried on the evaluator.
    func length(of id: ExpressionID) -> Int { lengths[id.index] }
    func isLong(_ id: ExpressionID) -> Bool { lengths[id.index] > 20_000 }

    /// The innermost row of a frame, where it is one of an entity.
    func row(of entity: EntityID) -> ExpressionID {
        // Invariant: there is one for each entity of the schema.
        rows[entity] ?? ExpressionID(0)
    }

    /// Adds an expression that is made of some here.
    mutating func intern(_ expression: PlanExpression, type: ValueType) -> ExpressionID {
        let id = plan.intern(expression, type: type)
        if id.index == depths.count {
            var (depth, length) = (0, 1)
            expression.forEachOperand {
                depth = max(depth, depths[$0.index] + 1)
                length = min(Self.longest, length + lengths[$0.index])
            }
            depths.append(depth)
            lengths.append(length)
        }
        return id
    }
}

// MARK: - Writing out

extension MeaningSpace {
    /// Adds a plan whose expressions are to be written out.
    /// - Parameter isAtDefaults: Whether parameters are the constants that they are by default.
    mutating func add(_ source: Plan, isAtDefaults: Bool = false) -> SourceID {
        sources.append(
            Source(
                plan: source, isAtDefaults: isAtDefaults, places: places(of: source),
                written: source.expressions.map { _ in nil }))
        let id = SourceID(index: sources.count - 1)
        for index in schema.entities.indices where rows[EntityID(index)] == nil {
            rows[EntityID(index)] = intern(.row(depth: 0), type: .reference(EntityID(index)))
        }
        // Those that others are made of first, so that no chain of definitions is walked down at once.
        for definition in source.definitions(neededBy: source.definitions.map(\.value) + source.roots) {
            _ = written(source[definition].value, of: id)
        }
        return id
    }

    private mutating func places(of source: Plan) -> PlaceMap {
        var places = PlaceMap()
        places.entities = source.schema.entities.map { entity in
            if let known = plan.schema.entity(named: entity.name) { return known }
            var added = entity
            added.fields = []
            plan.schema.entities.append(added)
            return EntityID(plan.schema.entities.count - 1)
        }
        for (index, entity) in source.schema.entities.enumerated() {
            let place = places.entities[index]
            let slots = entity.fields.map { field in
                let type = field.type.mapped { places.entities[$0.index] }
                let fields = plan.schema[place].fields
                if let known = fields.firstIndex(where: { $0.name == field.name && $0.type == type }) {
                    return FieldSlot(known)
                }
                plan.schema[place].fields.append(FieldSchema(name: field.name, type: type))
                return FieldSlot(fields.count)
            }
            places.slots.append(slots)
            plan.schema[place].key = entity.key.map { slots[$0.index] }
        }
        places.scores = source.schema.scores.map { score in
            if let known = plan.schema.scores.firstIndex(where: { $0.name == score.name && $0.type == score.type }) {
                return ScoreID(known)
            }
            plan.schema.scores.append(score)
            return ScoreID(plan.schema.scores.count - 1)
        }
        places.parameters = source.parameters.map { parameter in
            if let known = plan.parameters.firstIndex(of: parameter) { return ParameterID(known) }
            plan.parameters.append(parameter)
            return ParameterID(plan.parameters.count - 1)
        }
        return places
    }

    /// The entity here that is one of a source's.
    func entity(_ id: EntityID, of source: SourceID) -> EntityID { sources[source.index].places.entities[id.index] }

    /// The place here of an expression of a plan that was added, in a frame of the same rows.
    mutating func written(_ id: ExpressionID, of source: SourceID) -> ExpressionID {
        if let known = sources[source.index].written[id.index] { return known }
        let node = sources[source.index].plan[id]
        var result: ExpressionID
        switch node {
        case .definition(let definition, let row):
            result = value(of: definition, for: row.map { written($0, of: source) }, in: source)
        case .parameter(let parameter) where sources[source.index].isAtDefaults:
            let value = sources[source.index].plan[parameter].defaultValue
            result = intern(.constant(value), type: type(of: id, in: source))
        default:
            let places = sources[source.index].places
            let plan = sources[source.index].plan
            let mapped = node.mapped(
                places, rowEntity: { plan.type(of: $0).entity }, operand: { id, _ in written(id, of: source) })
            result = intern(mapped, type: type(of: id, in: source))
        }
        sources[source.index].written[id.index] = result
        return result
    }

    private func type(of id: ExpressionID, in source: SourceID) -> ValueType {
        let source = sources[source.index]
        return source.plan.type(of: id).mapped { source.places.entities[$0.index] }
    }

    private mutating func value(
        of id: DefinitionID, for row: ExpressionID?, in source: SourceID
    ) -> ExpressionID {
        let definition = sources[source.index].plan[id]
        let value = written(definition.value, of: source)
        if plan.expressions.count < Self.largestCount, depths[value.index] < Self.deepest {
            guard let row, plan[row] != .row(depth: 0) else { return value }
            return moved(Move(id: value, row: row, by: 0, depth: 0))
        }
        // Too large to be written out: an unknown of its own, never the same as another plan's.
        let own = DefinitionID(plan.definitions.count)
        plan.definitions.append(
            PlanDefinition(entity: definition.entity, name: definition.name, type: plan.type(of: value), value: value))
        return intern(.definition(own, of: row), type: plan.type(of: value))
    }

    /// An expression of one row, seen from where that row is reached.
    mutating func seen(_ id: ExpressionID, from row: ExpressionID) -> ExpressionID {
        plan[row] == .row(depth: 0) ? id : moved(Move(id: id, row: row, by: 0, depth: 0))
    }

    /// An expression of one row with another row in its place, or with its rows further outside.
    private mutating func moved(_ move: Move) -> ExpressionID {
        if let known = moved[move] { return known }
        let node = plan[move.id]
        let result: ExpressionID
        switch (node, move.row) {
        case (.row(let depth), _) where depth < move.depth: result = move.id
        case (.row, let row?): result = moved(Move(id: row, row: nil, by: move.depth, depth: 0))
        case (.row(let depth), nil): result = intern(.row(depth: depth + move.by), type: type(of: move.id))
        default:
            let mapped = node.mapped { id, binders in
                moved(Move(id: id, row: move.row, by: move.by, depth: move.depth + binders))
            }
            result = intern(mapped, type: type(of: move.id))
        }
        moved[move] = result
        return result
    }
}

extension ValueType {
    /// The entity of a reference.
    var entity: EntityID? { if case .reference(let entity) = self { entity } else { nil } }
}

import RuleEngine
import RulePlan

/// A made-up estate of the rows that an example needs, to ask the evaluator about.
struct SampleEstate {
    private let space: MeaningSpace
    private var parameters: [ParameterID: Value] = [:]
    private var builder: DatasetBuilder
    private var rows: [ExpressionID: Row] = [:]
    private var order: [ExpressionID] = []
    private let subject: EntityID?
    /// The rows and settings, by name.
    private(set) var example = Witness.Example()

    private struct Row {
        var entity: EntityID
        var values: [Value]
    }

    init(values: [ExpressionID: Value], counted: CountedRows, space: MeaningSpace, subject: EntityID?) {
        self.space = space
        self.subject = subject
        builder = DatasetBuilder(schema: space.schema)
        let place = DataPlace(file: "example", line: nil)
        // The row itself is there even if nothing is said of it.
        if let subject { touch(space.row(of: subject), subject) }
        for (id, value) in values.sorted(by: { $0.key < $1.key }) {
            switch space[id] {
            case .score(let score) where !value.isMissing:
                builder.set(score, to: value, at: place)
                example.scores[space.schema[score].name] = value
            case .parameter(let parameter) where !value.isMissing:
                parameters[parameter] = value
                example.parameters[space.plan[parameter].name] = value
            case .field(let slot, let row):
                guard let entity = space.type(of: row).entity else { continue }
                touch(row, entity)
                // A reference is given by the row it leads to, if it is to lead to any.
                if case .reference(let target) = space.type(of: id) {
                    if value.isMissing { rows[id] = nil } else { touch(id, target) }
                } else {
                    rows[row]?.values[slot.index] = value
                }
            default: break
            }
        }
        for case let target? in counted.rows.map(\.reference?.target) {
            if let entity = space.type(of: target).entity { touch(target, entity) }
        }
        for entity in counted.entities.sorted() {
            builder.declare(entity, file: nil)
            example.entities.append(space.schema[entity].name)
        }
        let keys = addRows(missing: Set(values.filter { $0.value.isMissing }.keys))
        addCounted(counted.rows, keys)
    }

    private mutating func touch(_ row: ExpressionID, _ entity: EntityID) {
        guard rows[row] == nil else { return }
        if case .field(_, let outer) = space[row], let outerEntity = space.type(of: outer).entity {
            touch(outer, outerEntity)
        }
        rows[row] = Row(entity: entity, values: space.schema[entity].fields.map { _ in .missing })
        order.append(row)
    }

    /// - Parameter keys: By row of the frame: its key.
    private mutating func addCounted(_ rows: [CountedRows.Row], _ keys: [ExpressionID: Value]) {
        for (number, row) in rows.enumerated() {
            var made = Row(entity: row.entity, values: space.schema[row.entity].fields.map { _ in .missing })
            for (slot, value) in row.values { made.values[slot.index] = value }
            if let reference = row.reference, let key = keys[reference.target] {
                made.values[reference.slot.index] = key
            }
            // Each has a key of its own, if it is not asked to have another.
            _ = key(of: &made, number: 1_000 + number)
            add(made)
        }
    }

    private mutating func add(_ row: Row) {
        builder.add(row.values, to: row.entity, at: DataPlace(file: "example", line: nil))
        let entity = space.schema[row.entity]
        let values = zip(entity.fields, row.values).filter { !$1.isMissing }.map { ($0.name, $1) }
        // Of two versions of a model a field may have two types; the one that is spoken of counts.
        example.rows.append(
            Witness.Example.Row(
                entity: entity.name, values: Dictionary(values, uniquingKeysWith: { first, _ in first })))
    }

    private mutating func addRows(missing: Set<ExpressionID>) -> [ExpressionID: Value] {
        var keys: [ExpressionID: Value] = [:]
        for (number, id) in order.enumerated() {
            guard var row = rows[id] else { continue }
            let key = key(of: &row, number: number + 1)
            rows[id] = row
            keys[id] = key
        }
        for id in order {
            guard var row = rows[id] else { continue }
            for other in order {
                guard case .field(let slot, id) = space[other], let key = keys[other], !missing.contains(other) else {
                    continue
                }
                row.values[slot.index] = key
            }
            add(row)
        }
        return keys
    }

    /// The key by which others refer to a row; what is missing of it is made up.
    private func key(of row: inout Row, number: Int) -> Value {
        var parts: [Value] = []
        for slot in space.schema[row.entity].key {
            if row.values[slot.index].isMissing {
                switch space.schema[row.entity][slot].type {
                case .number: row.values[slot.index] = .number(Double(number))
                case .boolean: row.values[slot.index] = .boolean(true)
                case .levels, .choices: row.values[slot.index] = .member(0)
                case .time: row.values[slot.index] = .time(ChosenValues.now)
                default: row.values[slot.index] = .text(Text("k\(number)"))
                }
            }
            parts.append(row.values[slot.index])
        }
        return parts.count == 1 ? parts[0] : .list(parts)
    }

    // MARK: - Asking

    /// Whether the evaluator says of every condition what is wished.
    func fulfils(_ wishes: [WitnessMaker.Wish]) -> Bool {
        var excerpt = PlanExcerpt(of: space)
        let conditions = wishes.map { excerpt.copy($0.condition) }
        let data = builder.finish()
        // The row was added first of its entity.
        let frame = subject == nil ? [] : [0]
        let evaluator = ScalarEvaluator(
            plan: excerpt.plan, data: data,
            context: RunContext(now: ChosenValues.now, parameters: parameters))
        return zip(conditions, wishes).allSatisfy { condition, wish in
            (evaluator.truth(of: condition, in: frame) == true) == wish.isTrue
        }
    }
}

/// Some expressions of a space in a plan of their own.
private struct PlanExcerpt {
    private(set) var plan: Plan
    private let source: Plan
    private var copies: [ExpressionID: ExpressionID] = [:]

    init(of space: MeaningSpace) {
        source = space.plan
        plan = Plan(schema: source.schema)
        plan.parameters = source.parameters
    }

    mutating func copy(_ id: ExpressionID) -> ExpressionID {
        if let known = copies[id] { return known }
        var node = source[id]
        if case .definition = node { node = .constant(.missing) }
        let mapped = node.mapped { id, _ in copy(id) }
        let result = plan.intern(mapped, type: source.type(of: id))
        copies[id] = result
        return result
    }
}

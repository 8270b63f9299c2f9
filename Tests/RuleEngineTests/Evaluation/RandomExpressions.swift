import RulePlan
import TestSupport

@testable import RuleEngine

/// Makes random expressions over a random estate: of every form, `is known` and `otherwise` only where asked for, since they are
/// determined by design.
struct RandomExpressions {
    enum Style {
        /// Every form, on small estates: row sets may run over all rows for each row.
        case deep
        /// Mostly fields compared with constants, as in rules that people write; with `is known` and `otherwise`.
        case flat
    }

    typealias Kind = RandomEstate.Kind
    typealias Frame = [EntityID]

    private(set) var plan = Plan(schema: RandomEstate.schema)
    private var random: SeededRandom
    private let style: Style

    /// Starts with a few definitions that the expressions may use, and that use each other.
    init(seed: UInt64, style: Style = .deep) {
        random = SeededRandom(seed: seed)
        self.style = style
        plan.parameters = [
            PlanParameter(name: "limit", type: Kind.number.type, defaultValue: .number(1), domain: nil)
        ]
        for (place, entity) in [nil, RandomEstate.device, RandomEstate.alert, nil, RandomEstate.device].enumerated() {
            let frame = entity.map { [$0] } ?? []
            for kind in [Kind.boolean, .number] {
                let value = kind == .number ? count(2, frame) : expression(kind, 2, frame)
                plan.definitions.append(
                    PlanDefinition(entity: entity, name: "\(kind)\(place)", type: kind.type, value: value))
            }
        }
    }

    /// A condition in the frame of one device.
    mutating func condition(depth: Int = 3, of entity: EntityID = RandomEstate.device) -> ExpressionID {
        form(ofConditions: depth, [entity])
    }

    /// A number, often a count, in the frame of one device.
    mutating func number() -> ExpressionID {
        pick(2) == 0 ? count(2, [RandomEstate.device]) : expression(.number, 2, [RandomEstate.device])
    }

    /// The alerts of one device for which a condition holds.
    mutating func rowsOfAlerts() -> PlanRowSet {
        let device = plan.intern(.row(depth: 0), type: .reference(RandomEstate.device))
        return PlanRowSet(
            entity: RandomEstate.alert, scope: .referring(RandomEstate.alertDevice, to: device),
            condition: expression(.boolean, 2, [RandomEstate.device, RandomEstate.alert]))
    }

    /// Two conditions over the rows of which a field equals something: the one says that it equals, the other that it doesn't differ.
    mutating func equalities() -> (ExpressionID, ExpressionID) {
        let entity = pick([RandomEstate.alert, RandomEstate.device, RandomEstate.report])
        let inner = [RandomEstate.device, entity]
        let kind = pick(Kind.allCases)
        let row = plan.intern(.row(depth: 0), type: .reference(entity))
        let field = add(.field(plan.schema[entity].field(named: kind.rawValue) ?? FieldSlot(0), of: row), kind)
        let value = expression(kind, pick(2), inner)
        let (left, right) = pick(2) == 0 ? (field, value) : (value, field)
        let folding = pick(2) == 0
        let equal = add(.comparison(.equal, left, right, folding: folding), .boolean)
        let different = add(.comparison(.notEqual, left, right, folding: folding), .boolean)
        let other = pick(3) == 0 ? nil : expression(.boolean, 2, inner)
        let form = pick(5)
        let result = [expression(.number, 1, inner), leaf(.number, inner), constant(Kind.number.type)]
        let satisfy = expression(.boolean, 1, inner)

        let conditions = [equal, add(.not(different), .boolean)].map { term -> ExpressionID in
            let condition = other.map { add(.and([$0, term]), .boolean) } ?? term
            let rows = PlanRowSet(entity: entity, scope: .everywhere, condition: condition)
            switch form {
            case 0: return add(.quantifier(.any, rows: rows, satisfy: nil), .boolean)
            case 1: return add(.quantifier(.all, rows: rows, satisfy: satisfy), .boolean)
            case 2: return comparison(add(.aggregate(.count, value: nil, by: nil, rows: rows), .number), result[2])
            case 3: return comparison(add(.aggregate(.sum, value: result[0], by: nil, rows: rows), .number), result[2])
            default:
                let latest = PlanExpression.aggregate(.latest, value: result[0], by: result[1], rows: rows)
                return comparison(add(latest, .number), result[2])
            }
        }
        return (conditions[0], conditions[1])
    }

    private mutating func comparison(_ left: ExpressionID, _ right: ExpressionID) -> ExpressionID {
        add(.comparison(.greater, left, right, folding: true), .boolean)
    }

    /// Makes it what a rule is about, so that its definitions are prepared.
    mutating func addRule(for condition: ExpressionID, of entity: EntityID = RandomEstate.device) {
        plan.rules.append(
            PlanRule(
                name: "r", title: nil, severity: nil, tags: [], see: [],
                location: SourceLocation(file: "f", line: 1),
                subject: PlanRule.Subject(entity: entity, top: nil), condition: condition, effects: [],
                because: nil, evidence: []))
    }

    /// The same condition with the operands of every `and` and `or` the other way round, row sets apart.
    mutating func swapped(_ id: ExpressionID) -> ExpressionID {
        switch plan[id] {
        case .and(let terms): add(.and(terms.reversed().map { swapped($0) }), .boolean)
        case .or(let terms): add(.or(terms.reversed().map { swapped($0) }), .boolean)
        case .not(let operand): add(.not(swapped(operand)), .boolean)
        default: id
        }
    }

    mutating func add(_ expression: PlanExpression, _ kind: Kind) -> ExpressionID {
        plan.intern(expression, type: kind.type)
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[pick(elements.count)] }

    private mutating func constant(_ type: ValueType) -> ExpressionID {
        plan.intern(.constant(RandomEstate.value(of: type, using: &random)), type: type)
    }

    // MARK: - Values

    private mutating func expression(_ kind: Kind, _ depth: Int, _ frame: Frame) -> ExpressionID {
        if depth <= 0 || pick(4) == 0 { return leaf(kind, frame) }
        let inner = depth - 1
        switch (kind, pick(6)) {
        case (.boolean, _): return form(ofConditions: depth, frame)
        case (.number, 0), (.number, 1): return function(inner, frame)
        case (.number, 2): return count(inner, frame)
        case (.number, 3), (.duration, 0), (.duration, 1):
            return aggregate([.sum, .average, .min, .max, .latest, .earliest], kind, inner, frame)
        case (.number, _):
            return arithmetic([.add, .subtract, .multiply, .divide], kind, (kind, kind), inner, frame)
        case (.duration, 2): return arithmetic([.subtract], kind, (.time, .time), inner, frame)
        case (.duration, 3): return arithmetic([.multiply, .divide], kind, (.duration, .number), inner, frame)
        case (.duration, _): return arithmetic([.add, .subtract], kind, (.duration, .duration), inner, frame)
        case (.time, 0), (.time, 1):
            return arithmetic([.add, .subtract], kind, (.time, .duration), inner, frame)
        case (.text, 0): return add(.function(.lower, expression(kind, inner, frame)), kind)
        case (.time, _), (.version, _), (.level, _):
            return aggregate([.min, .max, .latest, .earliest], kind, inner, frame)
        case (.words, 0):
            return add(.list([expression(.text, inner, frame), expression(.text, inner, frame)]), kind)
        default: return aggregate([.latest, .earliest], kind, inner, frame)
        }
    }

    private mutating func leaf(_ kind: Kind, _ frame: Frame) -> ExpressionID {
        switch (kind, pick(8)) {
        case (_, 0): return constant(kind.type)
        case (.number, 1): return add(.score(ScoreID(pick(2))), kind)
        case (.number, 2): return add(.parameter(ParameterID(0)), kind)
        case (.time, 1): return add(pick([.now, .today, .date(year: 2026, month: 11, day: 23)]), kind)
        case (.boolean, 1...3), (.number, 3...4):
            if let definition = definition(kind, frame) { return definition }
            return field(kind, frame)
        default: return field(kind, frame)
        }
    }

    private mutating func field(_ kind: Kind, _ frame: Frame) -> ExpressionID {
        guard let (row, entity) = row(frame), let slot = plan.schema[entity].field(named: kind.rawValue) else {
            return constant(kind.type)
        }
        return add(.field(slot, of: row), kind)
    }

    /// A row in scope, or the device of an alert in scope.
    private mutating func row(_ frame: Frame) -> (ExpressionID, EntityID)? {
        guard !frame.isEmpty else { return nil }
        let depth = pick(3) == 0 ? pick(frame.count) : 0
        let entity = frame[frame.count - 1 - depth]
        let row = plan.intern(.row(depth: depth), type: .reference(entity))
        guard entity == RandomEstate.alert, pick(3) == 0 else { return (row, entity) }
        let device = plan.intern(
            .field(RandomEstate.alertDevice, of: row), type: .reference(RandomEstate.device))
        return (device, RandomEstate.device)
    }

    private mutating func definition(_ kind: Kind, _ frame: Frame) -> ExpressionID? {
        let row = row(frame)
        let places = plan.definitions.indices.filter {
            plan.definitions[$0].type == kind.type
                && (plan.definitions[$0].entity == nil || plan.definitions[$0].entity == row?.1)
        }
        guard !places.isEmpty else { return nil }
        let place = pick(places)
        return add(.definition(DefinitionID(place), of: plan.definitions[place].entity == nil ? nil : row?.0), kind)
    }

    private mutating func function(_ depth: Int, _ frame: Frame) -> ExpressionID {
        switch pick(5) {
        case 0: add(.function(.length, expression(.text, depth, frame)), .number)
        case 1: add(.function(.length, expression(.words, depth, frame)), .number)
        case 2: add(.function(pick([.days, .hours]), expression(.duration, depth, frame)), .number)
        case 3: add(.function(.abs, expression(.number, depth, frame)), .number)
        default: add(.negated(expression(.number, depth, frame)), .number)
        }
    }

    private mutating func arithmetic(
        _ operators: [ArithmeticOperator], _ kind: Kind, _ operands: (Kind, Kind), _ depth: Int, _ frame: Frame
    ) -> ExpressionID {
        add(
            .arithmetic(
                pick(operators), expression(operands.0, depth, frame), expression(operands.1, depth, frame)), kind)
    }

    // MARK: - Rows

    private mutating func rows(_ depth: Int, _ frame: Frame) -> (PlanRowSet, Frame) {
        var entity =
            style == .flat
            ? RandomEstate.report
            : pick([RandomEstate.alert, RandomEstate.alert, RandomEstate.device, RandomEstate.report])
        var scope = PlanRowSet.Scope.everywhere
        if style == .flat ? pick(5) > 0 : pick(2) == 0, let (row, target) = row(frame), target == RandomEstate.device {
            entity = RandomEstate.alert
            scope = .referring(RandomEstate.alertDevice, to: row)
        }
        let inner = frame + [entity]
        let condition = pick(5) == 0 ? nil : expression(.boolean, depth - 1, inner)
        return (PlanRowSet(entity: entity, scope: scope, condition: condition), inner)
    }

    private mutating func count(_ depth: Int, _ frame: Frame) -> ExpressionID {
        add(.aggregate(.count, value: nil, by: nil, rows: rows(depth, frame).0), .number)
    }

    private mutating func aggregate(
        _ functions: [PlanAggregate], _ kind: Kind, _ depth: Int, _ frame: Frame
    ) -> ExpressionID {
        let function = pick(functions)
        let (rows, inner) = rows(depth, frame)
        let isSelection = function == .latest || function == .earliest
        return add(
            .aggregate(
                function, value: expression(kind, depth - 1, inner),
                by: isSelection ? expression(pick([.time, .number]), depth - 1, inner) : nil, rows: rows), kind)
    }

    // MARK: - Conditions

    private mutating func form(ofConditions depth: Int, _ frame: Frame) -> ExpressionID {
        let inner = depth - 1
        if style == .flat, pick(3) > 0 {
            if depth > 1, pick(2) == 0 {
                return add(pick(2) == 0 ? .and(terms(inner, frame)) : .or(terms(inner, frame)), .boolean)
            }
            return plain(frame)
        }
        switch pick(16) {
        case 0...2: return add(.and(terms(inner, frame)), .boolean)
        case 3...5: return add(.or(terms(inner, frame)), .boolean)
        case 6: return add(.not(expression(.boolean, inner, frame)), .boolean)
        case 7, 8:
            let (rows, innerFrame) = rows(inner, frame)
            let quantifier = pick([PlanQuantifier.any, .no, .all])
            let satisfy = quantifier == .all ? expression(.boolean, inner - 1, innerFrame) : nil
            return add(.quantifier(quantifier, rows: rows, satisfy: satisfy), .boolean)
        case 9, 10:
            let other = pick(3) == 0 ? count(inner, frame) : leaf(.number, frame)
            return comparison(pick(PlanComparator.allCases), count(inner, frame), other)
        case 11:
            let kind = pick([Kind.number, .time, .duration, .version, .level])
            return add(
                .between(
                    expression(kind, inner, frame), lower: expression(kind, inner, frame),
                    upper: expression(kind, inner, frame)), .boolean)
        case 12: return membership(inner, frame)
        case 13: return textTest(inner, frame)
        default:
            let kind = pick(Kind.allCases)
            let hasOrder = [Kind.number, .time, .duration, .version, .level].contains(kind)
            let comparator = hasOrder ? pick(PlanComparator.allCases) : pick([.equal, .notEqual])
            return comparison(comparator, expression(kind, inner, frame), expression(kind, inner, frame))
        }
    }

    /// A field, or a count, that is asked about by itself.
    private mutating func plain(_ frame: Frame) -> ExpressionID {
        let kind = pick(Kind.allCases)
        var value = kind == .number && pick(3) == 0 ? count(1, frame) : field(kind, frame)
        if pick(6) == 0 { return add(.isKnown(value), .boolean) }
        if [Kind.number, .time, .duration, .version, .level].contains(kind), pick(5) == 0 {
            let sums: [PlanAggregate] = [.number, .duration].contains(kind) ? [.sum, .average] : []
            value = aggregate(sums + [.min, .max, .latest, .earliest], kind, 2, frame)
        }
        if pick(8) == 0 { value = add(.otherwise(value, constant(kind.type)), kind) }
        switch (kind, pick(4)) {
        case (.text, 0): return textTest(0, frame)
        case (.address, 0), (.words, 0), (.text, 1): return membership(0, frame)
        case (.number, 0), (.time, 0), (.duration, 0), (.version, 0), (.level, 0):
            return add(.between(value, lower: constant(kind.type), upper: constant(kind.type)), .boolean)
        default:
            let hasOrder = [Kind.number, .time, .duration, .version, .level].contains(kind)
            let comparator = hasOrder ? pick(PlanComparator.allCases) : pick([.equal, .notEqual])
            // Now and then two fields.
            let other = pick(5) == 0 ? field(kind, frame) : constant(kind.type)
            return pick(2) == 0 ? comparison(comparator, value, other) : comparison(comparator, other, value)
        }
    }

    private mutating func terms(_ depth: Int, _ frame: Frame) -> [ExpressionID] {
        (0..<2 + pick(2)).map { _ in expression(.boolean, depth, frame) }
    }

    private mutating func comparison(
        _ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID
    ) -> ExpressionID {
        add(.comparison(comparator, left, right, folding: pick(4) > 0), .boolean)
    }

    private mutating func membership(_ depth: Int, _ frame: Frame) -> ExpressionID {
        switch pick(4) {
        case 0:
            let networks = (0..<2).map { _ in constant(.network) }
            let list = plan.intern(.list(networks), type: .list(.address))
            return add(.isIn(expression(.address, depth, frame), list: list, folding: true), .boolean)
        case 1:
            return add(
                .contains(
                    expression(.words, depth, frame), element: expression(.text, depth, frame), folding: pick(2) == 0),
                .boolean)
        default:
            let kind = pick([Kind.number, .number, .text, .level, .version])
            let elements = (0..<1 + pick(3)).map { _ in leaf(kind, frame) }
            let list = plan.intern(.list(elements), type: .list(kind.type))
            return add(.isIn(expression(kind, depth, frame), list: list, folding: true), .boolean)
        }
    }

    private static let patterns = ["^a", "b$", "s+"].compactMap { try? Regex($0, folding: true) }

    private mutating func textTest(_ depth: Int, _ frame: Frame) -> ExpressionID {
        let text = expression(.text, depth, frame)
        switch pick(3) {
        case 0: return add(.like(text, LikePattern(pick(["a*", "?", "*b"]), folding: true)), .boolean)
        case 1: return add(.matches(text, pick(Self.patterns)), .boolean)
        default:
            let test = pick([TextTest.contains, .startsWith, .endsWith])
            return add(.textTest(test, text, leaf(.text, frame), folding: pick(2) == 0), .boolean)
        }
    }
}

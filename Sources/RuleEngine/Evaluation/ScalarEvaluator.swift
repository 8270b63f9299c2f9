package import RulePlan

/// Evaluates the plan's expressions, one row at a time: the definition of what they mean.
///
/// A frame is the list of the rows in scope, innermost last. Every definition that a rule or waiver uses is evaluated once for each
/// row, before anything else, operands first: neither cost nor stack multiplies along chains of definitions. A row set that reads
/// nothing of the rows around it is evaluated once too, not for each of them, and one that asks for equality with something outside
/// looks its rows up.
package struct ScalarEvaluator: Sendable {
    package typealias Frame = [Int]

    package let plan: Plan
    package private(set) var data: Dataset
    package let context: RunContext
    let today: Instant
    let reads: FrameReads
    /// By definition; nothing for definitions that no rule or waiver uses.
    private var definitions: [DefinitionValues?]
    /// By expression: what quantifiers and aggregates come to in any frame; nothing for other expressions.
    private var constants: [Evaluated?]
    /// By expression: the equality by which a quantifier or an aggregate looks its rows up; nothing for those that run over all.
    private var joins: [EqualityJoin?]
    private var indexes: [RowIndex.Column: RowIndex] = [:]
    /// By count that looks its rows up: how many are uncertain where the value is missing. Not of those for which that depends on the frame,
    /// and of none once the data changed.
    private(set) var uncertainCounts: [ExpressionID: Int] = [:]
    /// By definition: what it comes to for rows that changed since it was evaluated; empty where none did.
    private var revisions: [[Int: Evaluated]] = []
    /// An expression that is taken to come to `substitute`, wherever it stands.
    private var substituted: ExpressionID?
    private var substitute = Evaluated.value(.missing)

    /// - Parameter columnar: How derived values of entities are evaluated over columns; row by row where it is nothing.
    package init(plan: Plan, data: Dataset, context: RunContext, columnar: ColumnarOptions? = nil) {
        self.plan = plan
        self.data = data
        self.context = context
        today = context.timeZone.startOfDay(context.timeZone.civilDate(at: context.now))
        reads = FrameReads(of: plan)
        definitions = plan.definitions.map { _ in nil }
        constants = plan.expressions.map { _ in nil }
        joins = plan.expressions.map { _ in nil }
        var survey = RowSetSurvey(of: plan, reads)
        evaluate(plan.definitionsInUse(), &survey, columnar)
        prepare(plan.roots, &survey)
    }

    /// - Parameter ids: Each behind those that it uses.
    private mutating func evaluate(
        _ ids: [DefinitionID], _ survey: inout RowSetSurvey, _ columnar: ColumnarOptions? = nil
    ) {
        // A plan that has been verified has no cycle; in any other, what is used before it is known is missing.
        for id in ids where definitions[id.index] == nil { definitions[id.index] = .rows([]) }
        for id in ids {
            prepare([plan[id].value], &survey)
            guard let entity = plan[id].entity else {
                definitions[id.index] = .rows([evaluated(id, in: [])])
                continue
            }
            if let columnar, data.givenDefinitions[id] == nil,
                (data.table(entity)?.rowCount ?? 0) >= columnar.minimumRowCount
            {
                let engine = ColumnarEngine(self, columnar)
                definitions[id.index] = engine.definitionValues(of: plan[id].value, in: entity)
            } else {
                let rowCount = data.table(entity)?.rowCount ?? 0
                definitions[id.index] = .rows((0..<rowCount).map { evaluated(id, in: [$0]) })
            }
        }
    }

    /// Evaluates what is the same in any frame, and indexes what is looked up. The definitions that the expressions use are there.
    private mutating func prepare(_ roots: [ExpressionID], _ survey: inout RowSetSurvey) {
        survey.find(in: roots)
        for (id, join) in survey.joined {
            guard let table = data.table(join.column.entity) else { continue }
            joins[id.index] = join
            if case .aggregate(.count, _, _, _) = plan[id], join.others.allSatisfy(reads.isInnermostAlone) {
                uncertainCounts[id] = table.places.count { row in
                    conjunction(join.others.map { truth(of: $0, in: [row]) }) != false
                }
            }
            if indexes[join.column] == nil { indexes[join.column] = RowIndex(join.column, of: table) }
        }
        for id in survey.closed { constants[id.index] = evaluated(id, in: []) }
    }

    /// The value of an expression; missing for a count that is only known within bounds.
    package func value(of id: ExpressionID, in frame: Frame) -> Value {
        evaluated(id, in: frame).value
    }

    /// Whether a condition holds; nothing where that is unknown.
    package func truth(of id: ExpressionID, in frame: Frame) -> Bool? {
        value(of: id, in: frame).truth
    }

    /// What an expression comes to, with the bounds of a count.
    package func evaluated(_ id: ExpressionID, in frame: Frame) -> Evaluated {
        if id == substituted { return substitute }
        let node = plan[id]
        return switch node {
        case .constant(let value): .value(value)
        case .parameter(let parameter): .value(context.parameters[parameter] ?? plan[parameter].defaultValue)
        case .score(let score): .value(data.scores[score.index])
        case .now: .value(.time(context.now))
        case .today: .value(.time(today))
        case .date(let year, let month, let day):
            .value(
                CivilDate(year: year, month: month, day: day).map { .time(context.timeZone.startOfDay($0)) }
                    ?? .missing)
        case .row(let depth): .value(depth < frame.count ? .row(frame[frame.count - 1 - depth]) : .missing)
        case .field(let slot, let row): .value(field(slot, of: row, in: frame))
        case .definition(let definition, let row): definitionValue(definition, of: row, in: frame)
        case .negated(let operand): .value(negated(value(of: operand, in: frame)))
        case .arithmetic(let `operator`, let left, let right):
            .value(arithmetic(`operator`, value(of: left, in: frame), value(of: right, in: frame)))
        case .function(let function, let operand): .value(result(of: function, value(of: operand, in: frame)))
        case .otherwise(let first, let second):
            .value(value(of: first, in: frame).otherwise(value(of: second, in: frame)))
        case .list(let elements): .value(.list(elements.map { value(of: $0, in: frame) }))
        case .aggregate(.count, _, _, let rows): constants[id.index] ?? count(id, of: rows, in: frame)
        case .aggregate(let function, let value, let by, let rows):
            constants[id.index] ?? .value(aggregate(id, function, of: value, by: by, over: rows, in: frame))
        case .quantifier(let quantifier, let rows, let satisfy):
            constants[id.index]
                ?? .value(Value(truth: quantified(id, quantifier, over: rows, satisfy: satisfy, in: frame)))
        default: .value(Value(truth: condition(node, in: frame)))
        }
    }

    /// The same evaluator, to which an expression comes to a value that is given, wherever it stands.
    func substituting(_ value: Evaluated, for id: ExpressionID) -> ScalarEvaluator {
        var evaluator = self
        evaluator.substituted = id
        evaluator.substitute = value
        return evaluator
    }

    // MARK: - Changes

    /// Takes another version of the data, in which rows keep their places. What depends on changed rows is to be revised.
    mutating func take(_ data: Dataset) {
        self.data = data
        uncertainCounts = [:]
        if revisions.isEmpty { revisions = definitions.map { _ in [:] } }
    }

    /// Evaluates a definition again.
    /// - Parameter row: Nothing for a value of the organisation.
    /// - Returns: Whether it comes to something else.
    mutating func revise(_ id: DefinitionID, row: Int?) -> Bool {
        let value = evaluated(id, in: row.map { [$0] } ?? [])
        guard value != definitionValue(id, at: row ?? 0) else { return false }
        revisions[id.index][row ?? 0] = value
        return true
    }

    /// Evaluates a quantifier or an aggregate again that is the same in any frame.
    /// - Returns: Whether it comes to something else.
    mutating func reviseClosed(_ id: ExpressionID) -> Bool {
        let before = constants[id.index]
        constants[id.index] = nil
        constants[id.index] = evaluated(id, in: [])
        return constants[id.index] != before
    }

    // MARK: - Rows and definitions

    private func field(_ slot: FieldSlot, of row: ExpressionID, in frame: Frame) -> Value {
        guard case .row(let index) = value(of: row, in: frame), case .reference(let entity) = plan.type(of: row),
            let table = data.table(entity)
        else { return .missing }
        return table.value(slot, index)
    }

    private func definitionValue(_ id: DefinitionID, of row: ExpressionID?, in frame: Frame) -> Evaluated {
        var place = 0
        if let row {
            guard case .row(let index) = value(of: row, in: frame) else { return .value(.missing) }
            place = index
        }
        return definitionValue(id, at: place)
    }

    private func definitionValue(_ id: DefinitionID, at place: Int) -> Evaluated {
        if !revisions.isEmpty, let revised = revisions[id.index][place] { return revised }
        return (definitions[id.index] ?? valuesOfUnused(id))[place]
    }

    /// What a derived value of an entity comes to, by row.
    func values(of id: DefinitionID) -> SourceValues {
        switch definitions[id.index] ?? valuesOfUnused(id) {
        case .column(let column): SourceValues(column)
        case .rows(let values): codedCounts(values)
        }
    }

    /// The values of a definition that no rule or waiver uses, for an expression from elsewhere.
    private func valuesOfUnused(_ id: DefinitionID) -> DefinitionValues {
        var evaluator = self
        var survey = RowSetSurvey(of: plan, reads)
        evaluator.evaluate(
            plan.definitions(neededBy: [plan[id].value]).filter { definitions[$0.index] == nil } + [id], &survey)
        return evaluator.definitions[id.index] ?? .rows([])
    }

    /// A definition's value: what was given for it, else what it comes to.
    private func evaluated(_ id: DefinitionID, in frame: Frame) -> Evaluated {
        if let given = data.givenDefinitions[id]?[frame.first ?? 0] { return .value(given) }
        return evaluated(plan[id].value, in: frame)
    }

    /// The rows that a row set runs over before its condition; nothing where they are unknown.
    package func candidates(of rows: PlanRowSet, in frame: Frame) -> [Int]? {
        guard let table = data.table(rows.entity) else { return nil }
        switch rows.scope {
        case .everywhere: return table.places
        case .referring(let slot, let target):
            guard case .row(let index) = value(of: target, in: frame) else { return nil }
            return table.rows(referringBy: slot, to: index)
        }
    }

    /// The rows that a row set may have.
    struct PossibleRows {
        var rows: [Int]
        /// Whether it is unknown of each of them at best, since nothing is known to equal a missing value.
        var areUncertain = false
    }

    /// The rows that a row set runs over without those for which the condition is false, where they can be looked up.
    /// - Parameter id: The quantifier or aggregate that runs over them.
    func possibleRows(of id: ExpressionID, _ rows: PlanRowSet, in frame: Frame) -> PossibleRows? {
        guard let join = joins[id.index], let index = indexes[join.column], let table = data.table(rows.entity) else {
            return candidates(of: rows, in: frame).map { PossibleRows(rows: $0) }
        }
        // No row has this place, and the value reads none that has.
        let value = value(of: join.value, in: frame + [-1])
        if value.isMissing { return PossibleRows(rows: table.current(index.all), areUncertain: true) }
        return PossibleRows(rows: table.current(index.candidates(for: value, ofKnown: join.isOfKnown)))
    }

    // MARK: - Conditions

    private func condition(_ node: PlanExpression, in frame: Frame) -> Bool? {
        switch node {
        case .and(let terms): junction(of: terms, decidedBy: false, in: frame)
        case .or(let terms): junction(of: terms, decidedBy: true, in: frame)
        case .not(let operand): truth(of: operand, in: frame).map { !$0 }
        case .comparison(let comparator, let left, let right, let folding):
            compared(comparator, evaluated(left, in: frame), evaluated(right, in: frame), folding: folding)
        case .between(let operand, let lower, let upper):
            isBetween(evaluated(operand, in: frame), evaluated(lower, in: frame), evaluated(upper, in: frame))
        case .isIn(let operand, let list, let folding):
            isIn(evaluated(operand, in: frame), value(of: list, in: frame), folding: folding)
        case .contains(let list, let element, let folding):
            isIn(evaluated(element, in: frame), value(of: list, in: frame), folding: folding)
        case .textTest(let test, let left, let right, let folding):
            passes(test, value(of: left, in: frame), value(of: right, in: frame), folding: folding)
        case .like(let operand, let pattern): text(operand, in: frame).map { pattern.matches($0.string) }
        case .matches(let operand, let regex): text(operand, in: frame).map { regex.matches($0.string) }
        case .isKnown(let operand): !value(of: operand, in: frame).isMissing
        default: nil
        }
    }

    /// What one term that is `decisive` decides, whatever the others are; without one, the opposite where all are known.
    private func junction(of terms: [ExpressionID], decidedBy decisive: Bool, in frame: Frame) -> Bool? {
        var result: Bool? = !decisive
        for term in terms {
            switch truth(of: term, in: frame) {
            case decisive?: return decisive
            case nil: result = nil
            default: break
            }
        }
        return result
    }

    private func quantified(
        _ id: ExpressionID, _ quantifier: PlanQuantifier, over rows: PlanRowSet, satisfy: ExpressionID?, in frame: Frame
    ) -> Bool? {
        guard let candidates = possibleRows(of: id, rows, in: frame) else { return nil }
        // All of them are one question: whether a row is in the set and, with `all`, does not satisfy.
        var isAny: Bool? = false
        var inner = frame + [0]
        for row in candidates.rows {
            inner[frame.count] = row
            var isFound = rows.condition.map { truth(of: $0, in: inner) } ?? true
            if isFound != false, quantifier == .all, let satisfy {
                isFound = conjunction([isFound, truth(of: satisfy, in: inner).map { !$0 }])
            }
            if isFound == true { return quantifier == .any }
            if isFound == nil {
                isAny = nil
                if candidates.areUncertain { break }
            }
        }
        return quantifier == .any ? isAny : isAny.map { !$0 }
    }

    private func text(_ id: ExpressionID, in frame: Frame) -> Text? {
        if case .text(let text) = value(of: id, in: frame) { text } else { nil }
    }
}

/// True where all are, false where one is; nothing otherwise.
func conjunction(_ truths: some Sequence<Bool?>) -> Bool? {
    var result: Bool? = true
    for truth in truths {
        guard let truth else {
            result = nil
            continue
        }
        if !truth { return false }
    }
    return result
}

/// True where one is, false where all are; nothing otherwise.
func disjunction(_ truths: some Sequence<Bool?>) -> Bool? {
    conjunction(truths.lazy.map { $0.map { !$0 } }).map { !$0 }
}

extension Value {
    fileprivate func otherwise(_ fallback: @autoclosure () -> Value) -> Value {
        isMissing ? fallback() : self
    }
}

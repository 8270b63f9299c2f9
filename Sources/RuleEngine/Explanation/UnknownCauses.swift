import RulePlan

/// What keeps a condition unknown, down to the fields, scores and entities, and where those would have come from.
struct UnknownCauses {
    /// Sentences in the order of the condition, each once.
    private(set) var sentences: [String] = []

    private let evaluator: ScalarEvaluator
    private var plan: Plan { evaluator.plan }
    private var remainingCount = 100

    private static let greatestDepth = 48

    /// - Parameter rows: The names of the rows in the frame, innermost last.
    init(of condition: ExpressionID, in frame: ScalarEvaluator.Frame, rows: [String], _ evaluator: ScalarEvaluator) {
        self.evaluator = evaluator
        visit(condition, frame, rows, depth: 0)
    }

    private mutating func note(_ sentence: String) {
        if !sentences.contains(sentence) { sentences.append(sentence) }
    }

    private mutating func visit(_ id: ExpressionID, _ frame: ScalarEvaluator.Frame, _ rows: [String], depth: Int) {
        guard evaluator.value(of: id, in: frame).isMissing, remainingCount > 0 else { return }
        remainingCount -= 1
        let text = PlanText(plan: plan).text(id, rows: rows)
        guard depth < Self.greatestDepth else { return note("\(text) is unknown") }
        switch plan[id] {
        case .field(let slot, let row): visit(slot, of: row, frame, rows, depth)
        case .score(let score): note("the score \(plan.schema[score].name) is missing\(scoreFiles)")
        case .aggregate(_, let value, let by, let rowSet):
            visit(rowSet, [rowSet.condition, value, by], text, frame, rows, depth)
        case .quantifier(_, let rowSet, let satisfy):
            visit(rowSet, [rowSet.condition, satisfy], text, frame, rows, depth)
        case .definition(let definition, let row): visit(definition, of: row, text, frame, rows, depth)
        default:
            let before = sentences.count
            for operand in plan[id].operands { visit(operand, frame, rows, depth: depth + 1) }
            if sentences.count == before { note("\(text) can't be computed") }
        }
    }

    private mutating func visit(
        _ slot: FieldSlot, of row: ExpressionID, _ frame: ScalarEvaluator.Frame, _ rows: [String], _ depth: Int
    ) {
        guard case .reference(let entity) = plan.type(of: row) else { return }
        guard case .row(let index) = evaluator.value(of: row, in: frame) else {
            return visit(row, frame, rows, depth: depth + 1)
        }
        let schema = plan.schema[entity]
        let place = evaluator.rowText(index, of: entity)
        if case .reference(let target) = schema[slot].type {
            let name = plan.schema[target].name
            guard evaluator.data.table(target) != nil else { return note(noData(for: target)) }
            note(
                "'\(schema[slot].name)' of \(place) is missing, or names a \(name) that isn't there\(files(of: entity))"
            )
        } else {
            note("'\(schema[slot].name)' of \(place) is missing\(files(of: entity))")
        }
    }

    private mutating func visit(
        _ definition: DefinitionID, of row: ExpressionID?, _ text: String, _ frame: ScalarEvaluator.Frame,
        _ rows: [String], _ depth: Int
    ) {
        var inner: (frame: ScalarEvaluator.Frame, rows: [String]) = ([], [])
        if let row {
            guard case .row(let index) = evaluator.value(of: row, in: frame),
                case .reference(let entity) = plan.type(of: row)
            else { return visit(row, frame, rows, depth: depth + 1) }
            inner = ([index], [plan.schema[entity].name])
        }
        if evaluator.data.givenDefinitions[definition]?[inner.frame.first ?? 0] != nil {
            note("\(text) was given as missing")
        } else {
            visit(plan[definition].value, inner.frame, inner.rows, depth: depth + 1)
        }
    }

    private mutating func visit(
        _ rowSet: PlanRowSet, _ operands: [ExpressionID?], _ text: String, _ frame: ScalarEvaluator.Frame,
        _ rows: [String], _ depth: Int
    ) {
        if evaluator.data.table(rowSet.entity) == nil { return note(noData(for: rowSet.entity)) }
        guard let candidates = evaluator.candidates(of: rowSet, in: frame) else {
            if case .referring(_, let target) = rowSet.scope { visit(target, frame, rows, depth: depth + 1) }
            return
        }
        let before = sentences.count
        let inner = rows + [PlanText(plan: plan).innerName(of: rowSet.entity, rows: rows)]
        for row in candidates {
            let frame = frame + [row]
            // A row that certainly does not belong keeps nothing unknown.
            if let condition = rowSet.condition, evaluator.truth(of: condition, in: frame) == false { continue }
            for case let operand? in operands { visit(operand, frame, inner, depth: depth + 1) }
            if remainingCount <= 0 { break }
        }
        if sentences.count == before { note("\(text) can't be computed") }
    }

    // MARK: Where it would have come from

    private func noData(for entity: EntityID) -> String { "no data was given for '\(plan.schema[entity].name)'" }

    private func files(of entity: EntityID) -> String { files(of: plan.schema[entity].name) }

    private var scoreFiles: String {
        let summary = evaluator.data.summaries.first { $0.entity == "scores" }
        return summary?.files.isEmpty == true ? ": no scores were given" : files(of: "scores")
    }

    private func files(of name: String) -> String {
        let files = evaluator.data.summaries.first { $0.entity == name }?.files ?? []
        return files.isEmpty ? "" : " (\(files.joined(separator: ", ")))"
    }
}

import RulePlan

/// A part of a condition with what it came to, and the parts that it is made of.
package struct ExplainedPart: Hashable, Sendable {
    package enum Result: Hashable, Sendable {
        /// A condition; nothing where it is unknown.
        case truth(Bool?)
        /// A value as the language writes it; `missing` where it is.
        case value(String)
        /// Rows that a row set runs over, or one of them: the text says which.
        case rows
    }

    /// As the language writes it.
    package var text: String
    package var result: Result
    /// Constants, which say their value themselves, are left out.
    package var parts: [ExplainedPart]
}

/// Takes conditions apart, for one row.
struct ConditionExplainer {
    private let evaluator: ScalarEvaluator
    private let plan: Plan
    private let text: PlanText
    /// Parts that may still be shown: what is larger than anybody reads is cut off.
    private var remainingCount = 400
    /// Definitions that were taken apart already: once for each row is enough, whoever uses them.
    private var explained: Set<DefinedValue> = []

    private struct DefinedValue: Hashable {
        var definition: DefinitionID
        var frame: ScalarEvaluator.Frame
    }

    private static let greatestDepth = 48
    /// Of a row set's rows, so many are shown.
    private static let shownRowCount = 3

    init(_ evaluator: ScalarEvaluator) {
        self.evaluator = evaluator
        plan = evaluator.plan
        text = PlanText(plan: evaluator.plan)
    }

    /// - Parameter rows: The names of the rows in the frame, innermost last.
    mutating func part(_ id: ExpressionID, in frame: ScalarEvaluator.Frame, rows: [String]) -> ExplainedPart {
        part(id, Scope(frame: frame, rows: rows), depth: 0)
    }

    private struct Scope {
        var frame: ScalarEvaluator.Frame
        var rows: [String]

        func inside(_ row: Int, _ name: String) -> Scope { Scope(frame: frame + [row], rows: rows + [name]) }
    }

    private mutating func part(_ id: ExpressionID, _ scope: Scope, depth: Int) -> ExplainedPart {
        remainingCount -= 1
        var part = ExplainedPart(
            text: text.text(id, rows: scope.rows),
            result: plan.type(of: id) == .boolean
                ? .truth(evaluator.truth(of: id, in: scope.frame))
                : .value(evaluator.literal(id, in: scope.frame)),
            parts: [])
        if depth < Self.greatestDepth, remainingCount > 0 { part.parts = parts(of: id, scope, depth: depth + 1) }
        return part
    }

    private mutating func parts(of id: ExpressionID, _ scope: Scope, depth: Int) -> [ExplainedPart] {
        let node = plan[id]
        switch node {
        case .aggregate(_, let value, let by, let rowSet):
            return rows(of: rowSet, showing: [value, by], scope, depth) { $0 != false }
        case .quantifier(let kind, let rowSet, let satisfy):
            // The rows that decide come first: for `all` those that do not satisfy, else those of which the condition holds.
            let decisive = kind == .all ? false : true
            return rows(of: rowSet, showing: [satisfy], scope, depth) { $0 == decisive }
        case .definition(let definition, let row):
            return parts(of: definition, row, scope, depth)
        case .field(_, let row):
            // Of `alert.device.name`, whether the device is there.
            if case .row = plan[row] { return [] }
            return [part(row, scope, depth: depth)]
        case .list:
            return []
        default:
            return node.operands.filter { !plan.isLiteral($0) }.map { part($0, scope, depth: depth) }
        }
    }

    /// What a definition is made of, in the row that it is about.
    private mutating func parts(
        of definition: DefinitionID, _ row: ExpressionID?, _ scope: Scope, _ depth: Int
    ) -> [ExplainedPart] {
        var inner = Scope(frame: [], rows: [])
        if let row {
            guard case .row(let index) = evaluator.value(of: row, in: scope.frame),
                case .reference(let entity) = plan.type(of: row)
            else { return [part(row, scope, depth: depth)] }
            inner = Scope(frame: [index], rows: [plan.schema[entity].name])
        }
        // A value that was given is not made of anything.
        guard evaluator.data.givenDefinitions[definition]?[inner.frame.first ?? 0] == nil,
            !plan.isLiteral(plan[definition].value),
            explained.insert(DefinedValue(definition: definition, frame: inner.frame)).inserted
        else { return [] }
        return [part(plan[definition].value, inner, depth: depth)]
    }

    /// How many rows a row set runs over, and some of them: those that decide first.
    /// - Parameter isDecisive: Tells by whether a row belongs to the set (and, where there is `satisfy`, satisfies).
    private mutating func rows(
        of rowSet: PlanRowSet, showing values: [ExpressionID?], _ scope: Scope, _ depth: Int,
        isDecisive: @escaping (Bool?) -> Bool
    ) -> [ExplainedPart] {
        let entity = plan.schema[rowSet.entity]
        var result: [ExplainedPart] = []
        if case .referring(_, let target) = rowSet.scope, !plan.isRow(target) {
            result.append(part(target, scope, depth: depth))
        }
        guard let candidates = evaluator.candidates(of: rowSet, in: scope.frame) else {
            let reason =
                evaluator.data.table(rowSet.entity) == nil
                ? "no data was given for '\(entity.name)'" : "the row that '\(entity.name)' is of is missing"
            return result + [ExplainedPart(text: reason, result: .rows, parts: [])]
        }
        let shown = ([rowSet.condition] + values).compactMap(\.self)
        let name = text.innerName(of: rowSet.entity, rows: scope.rows)
        let truths = candidates.map { row in
            conjunction(
                shown.filter { plan.type(of: $0) == .boolean }
                    .map { evaluator.truth(of: $0, in: scope.frame + [row]) })
        }
        var rowsPart = ExplainedPart(text: count(truths, entity.name), result: .rows, parts: [])
        if shown.contains(where: { !plan.isLiteral($0) }) {
            let order = { (truth: Bool?) -> Int in isDecisive(truth) ? 0 : truth == nil ? 1 : 2 }
            let places = candidates.indices.sorted {
                (order(truths[$0]), candidates[$0]) < (order(truths[$1]), candidates[$1])
            }
            for place in places.prefix(Self.shownRowCount) where remainingCount > 0 {
                let inner = scope.inside(candidates[place], name)
                rowsPart.parts.append(
                    ExplainedPart(
                        text: evaluator.rowText(candidates[place], of: rowSet.entity), result: .rows,
                        parts: shown.filter { !plan.isLiteral($0) }.map { part($0, inner, depth: depth + 1) }))
            }
            let hiddenCount = places.count - rowsPart.parts.count
            if hiddenCount > 0 {
                rowsPart.parts.append(ExplainedPart(text: "and \(hiddenCount) more", result: .rows, parts: []))
            }
        }
        return result + [rowsPart]
    }

    private func count(_ truths: [Bool?], _ name: String) -> String {
        if truths.isEmpty { return "no row of '\(name)'" }
        let counts = [
            (truths.count { $0 == true }, "true"), (truths.count { $0 == false }, "false"),
            (truths.count { $0 == nil }, "unknown"),
        ]
        return "\(truths.count) \(truths.count == 1 ? "row" : "rows") of '\(name)': "
            + counts.filter { $0.0 > 0 }.map { "\($0.1) for \($0.0)" }.joined(separator: ", ")
    }
}

extension Plan {
    /// Whether an expression says its value itself, or it is of no interest: the instant of the run is the same everywhere.
    func isLiteral(_ id: ExpressionID) -> Bool {
        switch self[id] {
        case .constant, .date, .now, .today: true
        case .list(let elements): elements.allSatisfy { isLiteral($0) }
        case .negated(let operand): isLiteral(operand)
        default: isRow(id)
        }
    }

    /// Whether an expression is a row in scope itself.
    func isRow(_ id: ExpressionID) -> Bool {
        if case .row = self[id] { true } else { false }
    }
}

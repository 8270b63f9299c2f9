package import RulePlan

extension ScalarEvaluator {
    /// What was missing, where a condition is unknown: its unknown parts, in the order of the condition, each once.
    ///
    /// Values are listed as `entity.field`, derived ones as themselves, row sets under their text, and entities without data by
    /// their name. Where all that an operator needs is known and its result is missing all the same (a division by zero), what it needs is listed.
    /// - Parameters:
    ///   - evidence: Gives the texts of row sets.
    ///   - frame: The rule's row, or no row for the organisation.
    package func missingLabels(of condition: ExpressionID, evidence: [PlanRule.Evidence], in frame: Frame) -> [String] {
        var search = MissingSearch(evaluator: self, evidence: evidence, frame: frame)
        search.collectUnknown(in: condition)
        return search.labels
    }
}

/// Looks for the unknown parts of a condition.
private struct MissingSearch {
    private let evaluator: ScalarEvaluator
    private let frame: ScalarEvaluator.Frame
    private let evidence: [ExpressionID: String]
    /// In the order in which they were found, each once.
    private(set) var labels: [String] = []
    private var seen: Set<String> = []
    /// How often something was found, also again.
    private var findCount = 0

    private var plan: Plan { evaluator.plan }

    init(evaluator: ScalarEvaluator, evidence: [PlanRule.Evidence], frame: ScalarEvaluator.Frame) {
        self.evaluator = evaluator
        self.frame = frame
        self.evidence = Dictionary(evidence.map { ($0.expression, $0.label) }) { first, _ in first }
    }

    private mutating func note(_ label: String) {
        findCount += 1
        if seen.insert(label).inserted { labels.append(label) }
    }

    /// Finds the unknown parts of an expression in the frame of the rule's row.
    mutating func collectUnknown(in id: ExpressionID) {
        // A list is known even where an element is not.
        if case .list(let elements) = plan[id] {
            for element in elements { collectUnknown(in: element) }
            return
        }
        guard isUnknown(id, in: frame) else { return }
        switch plan[id] {
        case .aggregate, .quantifier:
            let absent = absentEntities(in: id)
            for name in absent { note(name) }
            if absent.isEmpty, let text = evidence[id] { note(text) }
            collectOuterPaths(in: id, nesting: 0, areUnknown: true)
        default:
            if let label = label(of: id, nesting: 0) { return note(label) }
            let before = findCount
            for operand in plan[id].operands { collectUnknown(in: operand) }
            if findCount == before { collectOuterPaths(in: id, nesting: 0, areUnknown: false) }
        }
    }

    /// Finds the values of the rule's row and of the organisation that an expression reads, in row sets too.
    /// - Parameters:
    ///   - nesting: The number of row sets around it.
    ///   - areUnknown: Whether to find the unknown ones alone.
    private mutating func collectOuterPaths(in id: ExpressionID, nesting: Int, areUnknown: Bool) {
        if let label = label(of: id, nesting: nesting) {
            // What is read of the rule's row does not depend on the rows of the row sets.
            let inner = frame + repeatElement(0, count: nesting)
            if !areUnknown || isUnknown(id, in: inner) { note(label) }
            return
        }
        switch plan[id] {
        case .aggregate(_, let value, let by, let rows):
            collectOuterPaths(of: rows, [value, by], nesting: nesting, areUnknown: areUnknown)
        case .quantifier(_, let rows, let satisfy):
            collectOuterPaths(of: rows, [satisfy], nesting: nesting, areUnknown: areUnknown)
        default:
            for operand in plan[id].operands {
                collectOuterPaths(in: operand, nesting: nesting, areUnknown: areUnknown)
            }
        }
    }

    private mutating func collectOuterPaths(
        of rows: PlanRowSet, _ operands: [ExpressionID?], nesting: Int, areUnknown: Bool
    ) {
        if case .referring(_, let target) = rows.scope {
            collectOuterPaths(in: target, nesting: nesting, areUnknown: areUnknown)
        }
        for operand in operands + [rows.condition] {
            if let operand { collectOuterPaths(in: operand, nesting: nesting + 1, areUnknown: areUnknown) }
        }
    }

    private func isUnknown(_ id: ExpressionID, in frame: ScalarEvaluator.Frame) -> Bool {
        switch evaluator.evaluated(id, in: frame) {
        case .count: true
        case .value(let value): value.isMissing
        }
    }

    /// The label of a path that starts at the rule's row or the organisation: `alert.device.name`, `exposure_score`.
    private func label(of id: ExpressionID, nesting: Int) -> String? {
        var names: [String] = []
        var place = id
        while true {
            switch plan[place] {
            case .field(let slot, let row):
                guard case .reference(let entity) = plan.type(of: row) else { return nil }
                names.append(plan.schema[entity][slot].name)
                place = row
            case .definition(let definition, let row):
                names.append(plan[definition].name)
                guard let row else { return names.reversed().joined(separator: ".") }
                place = row
            case .score(let score):
                return plan.schema[score].name
            case .parameter(let parameter):
                return plan[parameter].name
            case .row(let depth):
                guard depth == nesting, !names.isEmpty, case .reference(let entity) = plan.type(of: place) else {
                    return nil
                }
                names.append(plan.schema[entity].name)
                return names.reversed().joined(separator: ".")
            default:
                return nil
            }
        }
    }

    /// The entities that an expression runs over, also by way of definitions, and for which no data was given: by name, in the order
    /// of the model.
    private func absentEntities(in root: ExpressionID) -> [String] {
        var visited: Set<ExpressionID> = []
        var absent: Set<EntityID> = []
        var stack = [root]
        while let id = stack.popLast() {
            guard visited.insert(id).inserted else { continue }
            switch plan[id] {
            case .aggregate(_, _, _, let rows), .quantifier(_, let rows, _):
                if evaluator.data.table(rows.entity) == nil { absent.insert(rows.entity) }
            case .definition(let definition, _): stack.append(plan[definition].value)
            default: break
            }
            stack += plan[id].operands
        }
        return absent.sorted().map { plan.schema[$0].name }
    }
}

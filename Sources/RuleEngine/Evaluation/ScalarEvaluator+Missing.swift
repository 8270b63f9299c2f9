package import RulePlan

extension ScalarEvaluator {
    /// What was missing, where a condition is unknown: the labels of those parts of its evidence that make it so, in the order of
    /// the condition, each once; entities without data by their names.
    package func missingLabels(of condition: ExpressionID, evidence: [PlanRule.Evidence], in frame: Frame) -> [String] {
        var labels: [ExpressionID: String] = [:]
        for entry in evidence where labels[entry.expression] == nil { labels[entry.expression] = entry.label }
        var found: [String] = []
        collectMissing(in: condition, labels: labels, frame: frame, into: &found)
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    private func collectMissing(
        in id: ExpressionID, labels: [ExpressionID: String], frame: Frame, into found: inout [String]
    ) {
        guard isUnknown(id, in: frame) else { return }
        let node = plan[id]
        switch node {
        case .aggregate, .quantifier:
            let absent = absentEntities(in: [id])
            if !absent.isEmpty {
                found += absent
            } else if let label = labels[id] {
                found.append(label)
            }
        case .definition(let definition, _):
            if let label = labels[id] { found.append(label) }
            found += absentEntities(in: [plan[definition].value])
        default:
            if let label = labels[id] {
                found.append(label)
                return
            }
            for child in node.operands { collectMissing(in: child, labels: labels, frame: frame, into: &found) }
        }
    }

    private func isUnknown(_ id: ExpressionID, in frame: Frame) -> Bool {
        switch evaluated(id, in: frame) {
        case .count: true
        case .value(let value): value.isMissing
        }
    }

    /// The entities that the expressions run over, also by way of definitions, and for which no data was given: by name, in the
    /// order of the model.
    private func absentEntities(in roots: [ExpressionID]) -> [String] {
        var seen: Set<ExpressionID> = []
        var absent: Set<EntityID> = []
        var stack = roots
        while let id = stack.popLast() {
            guard seen.insert(id).inserted else { continue }
            switch plan[id] {
            case .aggregate(_, _, _, let rows), .quantifier(_, let rows, _):
                if data.table(rows.entity) == nil { absent.insert(rows.entity) }
            case .definition(let definition, _): stack.append(plan[definition].value)
            default: break
            }
            stack += plan[id].operands
        }
        return absent.sorted().map { plan.schema[$0].name }
    }
}

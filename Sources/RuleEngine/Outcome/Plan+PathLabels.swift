import RulePlan

extension Plan {
    /// The scalar paths that a condition in the frame of one row reads, labelled as a rule's evidence labels them.
    ///
    /// A rule's own evidence covers what stands behind `when`; this is for the condition of its `for top N`. Row sets are left out:
    /// their labels are the text that was written, which the plan does not keep.
    func pathEvidence(of condition: ExpressionID) -> [PlanRule.Evidence] {
        var evidence: [PlanRule.Evidence] = []
        var seen: Set<ExpressionID> = []
        var stack = [condition]
        while let id = stack.popLast() {
            guard seen.insert(id).inserted else { continue }
            if let label = pathLabel(of: id) {
                evidence.append(PlanRule.Evidence(label: label, expression: id))
                continue
            }
            switch self[id] {
            // What is inside is about other rows.
            case .quantifier, .aggregate: continue
            default: stack += self[id].operands
            }
        }
        return evidence
    }

    /// `device.risk_level`, `alert.device.name`, `exposure_score`; nothing for what is no path.
    private func pathLabel(of id: ExpressionID) -> String? {
        // From the last name to the first.
        var names: [String] = []
        var current = id
        while true {
            switch self[current] {
            case .score(let score): return names.isEmpty ? schema[score].name : nil
            case .parameter(let parameter): return names.isEmpty ? self[parameter].name : nil
            case .definition(let definition, nil): return names.isEmpty ? self[definition].name : nil
            case .definition(let definition, let row?):
                names.append(self[definition].name)
                current = row
            case .field(let slot, let row):
                guard case .reference(let entity) = type(of: row) else { return nil }
                names.append(schema[entity][slot].name)
                current = row
            case .row:
                guard !names.isEmpty, case .reference(let entity) = type(of: current) else { return nil }
                return ([schema[entity].name] + names.reversed()).joined(separator: ".")
            default: return nil
            }
        }
    }
}

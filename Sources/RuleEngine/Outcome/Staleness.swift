import RulePlan
import RuleText

extension Dataset {
    /// What was read for each entity, with a problem more where its newest row is older than its declaration allows.
    func summaries(of schema: Schema, at now: Instant) -> [DataSummary] {
        var result = summaries
        for (index, entity) in schema.entities.enumerated() {
            guard let staleness = entity.staleness, let table = table(EntityID(index)),
                let newest = table.newest(staleness.field), now.timeSpan(since: newest) > staleness.age,
                let place = result.firstIndex(where: { $0.entity == entity.name })
            else { continue }
            let field = entity[staleness.field].name
            let files = result[place].files.joined(separator: ", ")
            let problem = DataSummary.Problem(
                code: .staleData, count: 1,
                example: (files.isEmpty ? "" : "\(files): ")
                    + "the newest '\(field)' of '\(entity.name)' is \(newest.utcText), "
                    + "more than \(staleness.age.literalText) before \(now.utcText)")
            let position = result[place].problems.firstIndex { $0.code.rawValue > DiagnosticCode.staleData.rawValue }
            result[place].problems.insert(problem, at: position ?? result[place].problems.endIndex)
        }
        return result
    }
}

extension Table {
    /// The latest of a field's times; nothing where none is known.
    fileprivate func newest(_ field: FieldSlot) -> Instant? {
        (0..<rowCount).lazy.compactMap { row in
            if case .time(let instant) = value(field, row) { instant } else { nil }
        }.max()
    }
}

import RulePlan

/// For which rows one rule's condition is true, and for which that is unknown.
struct RuleMatches {
    /// A row, or the organisation, for which a rule can't be decided.
    struct Undetermined {
        /// Nothing for the organisation.
        var row: RowPlace?
        /// The parts that are unknown.
        var missing: [String]
    }

    /// How many times the condition was evaluated.
    private(set) var evaluated = 0
    /// In the order of their keys; a single nothing for the organisation.
    private(set) var matching: [RowPlace?] = []
    /// In the order of the data.
    private(set) var undetermined: [Undetermined] = []

    init(of rule: PlanRule, in run: RuleRun) {
        guard let subject = rule.subject else {
            evaluated = 1
            switch run.truth(of: rule.condition, for: nil) {
            case true?: matching = [nil]
            case false?: break
            case nil:
                undetermined = [
                    Undetermined(row: nil, missing: run.missing(in: rule.condition, evidence: rule.evidence, for: nil))
                ]
            }
            return
        }
        guard let table = run.data.table(subject.entity) else {
            undetermined = [Undetermined(row: nil, missing: [run.plan.schema[subject.entity].name])]
            return
        }
        let competition = subject.top.map { Competition($0, of: subject.entity, rowCount: table.rowCount, in: run) }
        var rows = RuleRows()
        for row in 0..<table.rowCount {
            let isMember = competition.map { $0.isMember(row) } ?? true
            // The condition is not asked of rows that are certainly not among the first.
            if isMember == false { continue }
            rows.evaluated += 1
            let truth = run.truth(of: rule.condition, for: RowPlace(entity: subject.entity, row: row))
            if truth == false { continue }
            let place = UInt32(truncatingIfNeeded: row)
            if truth == true, isMember == true { rows.matching.append(place) } else { rows.undetermined.append(place) }
        }
        take(rows, of: rule, subject.entity, competition, in: run)
    }

    /// - Parameters:
    ///   - rows: The rows of `entity` for which the condition and the membership among the first are true, and unknown.
    ///   - competition: For `for top N`.
    ///   - order: Of the table's keys.
    init(
        _ rows: RuleRows, of rule: PlanRule, _ entity: EntityID, _ competition: Competition?, _ order: KeyOrder,
        in run: RuleRun
    ) {
        take(rows, of: rule, entity, competition, order, in: run)
    }

    private mutating func take(
        _ rows: RuleRows, of rule: PlanRule, _ entity: EntityID, _ competition: Competition?, _ order: KeyOrder? = nil,
        in run: RuleRun
    ) {
        evaluated = rows.evaluated
        let places = (order?.sorted(rows.matching) ?? rows.matching).map { RowPlace(entity: entity, row: Int($0)) }
        matching = order == nil ? places.sorted(by: run.names.keyPrecedes) : places
        undetermined = rows.undetermined.map { row in
            let place = RowPlace(entity: entity, row: Int(row))
            var missing: [String] = []
            if let competition, competition.isMember(place.row) == nil {
                missing = competition.missing(for: place.row, in: run)
            }
            if competition == nil || run.truth(of: rule.condition, for: place) == nil {
                for label in run.missing(in: rule.condition, evidence: rule.evidence, for: place)
                where !missing.contains(label) {
                    missing.append(label)
                }
            }
            return Undetermined(row: place, missing: missing)
        }
    }
}

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
        var matching: [RowPlace] = []
        for row in 0..<table.rowCount {
            let isMember = competition.map { $0.isMember(row) } ?? true
            // The condition is not asked of rows that are certainly not among the first.
            if isMember == false { continue }
            evaluated += 1
            let place = RowPlace(entity: subject.entity, row: row)
            let truth = run.truth(of: rule.condition, for: place)
            if truth == false { continue }
            if truth == true, isMember == true {
                matching.append(place)
            } else {
                var missing = isMember == nil ? competition?.missing(for: row, in: run) ?? [] : []
                if truth == nil {
                    for label in run.missing(in: rule.condition, evidence: rule.evidence, for: place)
                    where !missing.contains(label) {
                        missing.append(label)
                    }
                }
                undetermined.append(Undetermined(row: place, missing: missing))
            }
        }
        self.matching = matching.sorted(by: run.names.keyPrecedes)
    }
}

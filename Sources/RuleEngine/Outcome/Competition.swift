import RulePlan

/// The rows of `for top N ENTITY by RANK where CONDITION`.
struct Competition {
    private let rule: PlanRule.Subject.Top
    private let entity: EntityID
    private let candidates: [TopMembership.Candidate]
    private let membership: TopMembership

    init(_ rule: PlanRule.Subject.Top, of entity: EntityID, rowCount: Int, in run: RuleRun) {
        self.rule = rule
        self.entity = entity
        candidates = (0..<rowCount).map { row in
            let place = RowPlace(entity: entity, row: row)
            return TopMembership.Candidate(
                row: row, takesPart: rule.condition.map { run.truth(of: $0, for: place) } ?? true,
                rank: run.value(of: rule.rank, for: place))
        }
        membership = TopMembership(
            top: rule.count, of: candidates, rankPrecedes: { precedes($0, $1) == true },
            keyPrecedes: {
                run.names.keyPrecedes(RowPlace(entity: entity, row: $0), RowPlace(entity: entity, row: $1))
            })
    }

    /// By row whether it is among the first; nothing where that is unknown.
    var members: [Bool?] { membership.isMember }

    /// Whether a row is among the first; nothing where that is unknown.
    func isMember(_ row: Int) -> Bool? { membership.isMember[row] }

    /// What keeps a row's membership unknown: the row's own part, or ranks, be they its own or those of others.
    func missing(for row: Int, in run: RuleRun) -> [String] {
        let candidate = candidates[row]
        var labels: [String] = []
        if candidate.takesPart == nil, let condition = rule.condition {
            labels = run.missing(
                in: condition, evidence: run.plan.pathEvidence(of: condition), for: RowPlace(entity: entity, row: row))
        }
        let isRankMissing = candidate.takesPart != nil || candidate.rank.isMissing
        if isRankMissing || labels.isEmpty, !labels.contains(rule.rankLabel) { labels.append(rule.rankLabel) }
        return labels
    }
}

import RulePlan

/// Finds the matches that differ between two versions of the data.
struct MatchComparison {
    private(set) var changes = MatchChanges()
    private let plan: Plan
    /// By rule of an index: what it said of a row before. All zero between rows.
    private var before: [UInt8] = []

    /// One version, for the rules of one entity or of the organisation.
    struct Ground {
        var entity: EntityID?
        var evaluator: ScalarEvaluator
        /// Answers rows of the table.
        var matcher: RowMatcher?
        var table: Table?
        /// What was found out without the matcher: by rule and row, whether it is undetermined.
        private(set) var matches: [Place: Bool] = [:]

        struct Place: Hashable {
            var rule: RuleID
            var row: Int?
        }

        init(entity: EntityID?, evaluator: ScalarEvaluator) {
            self.entity = entity
            self.evaluator = evaluator
        }

        mutating func note(_ answer: RuleAnswer, of rule: RuleID, row: Int?) {
            switch answer {
            case .fires: matches[Place(rule: rule, row: row)] = false
            case .undetermined: matches[Place(rule: rule, row: row)] = true
            case .waived, .isFalse: break
            }
        }

        fileprivate func match(_ rule: RuleID, _ row: Int?, isUndetermined: Bool) -> RuleMatch {
            var reference: RowReference?
            if let row, let entity, let table { reference = RowReference(entity: entity, key: table.key(of: row)) }
            return RuleMatch(rule: rule, row: reference, isUndetermined: isUndetermined)
        }
    }

    init(_ plan: Plan) {
        self.plan = plan
    }

    /// - Parameters:
    ///   - old: Nothing where there were no matches.
    ///   - rows: Those that the matchers are asked about.
    mutating func compare(_ old: Ground?, _ new: Ground, rows: [Int]) {
        for (place, isUndetermined) in old?.matches ?? [:] where new.matches[place] != isUndetermined {
            if let old { changes.left.append(old.match(place.rule, place.row, isUndetermined: isUndetermined)) }
        }
        for (place, isUndetermined) in new.matches where old?.matches[place] != isUndetermined {
            changes.entered.append(new.match(place.rule, place.row, isUndetermined: isUndetermined))
        }
        let rules = new.matcher?.index.rules ?? old?.matcher?.index.rules ?? []
        before = rules.map { _ in 0 }
        for row in rows { compare(old, new, row, rules) }
    }

    private mutating func compare(_ old: Ground?, _ new: Ground, _ row: Int, _ rules: [RuleID]) {
        var touched: [Int] = []
        if let old, let matcher = old.matcher, old.table?.hasRow(row) == true {
            matcher.match(row: row, in: old.evaluator)
            matcher.forEachFired {
                before[$0] = 1
                touched.append($0)
            }
            matcher.forEachUndetermined {
                before[$0] = 2
                touched.append($0)
            }
        }
        if let matcher = new.matcher, new.table?.hasRow(row) == true {
            matcher.match(row: row, in: new.evaluator)
            matcher.forEachFired { take($0, 1) }
            matcher.forEachUndetermined { take($0, 2) }
        }
        func take(_ rule: Int, _ code: UInt8) {
            if before[rule] == code {
                before[rule] = 0
            } else {
                changes.entered.append(new.match(rules[rule], row, isUndetermined: code == 2))
            }
        }
        for rule in touched where before[rule] != 0 {
            if let old { changes.left.append(old.match(rules[rule], row, isUndetermined: before[rule] == 2)) }
            before[rule] = 0
        }
    }
}

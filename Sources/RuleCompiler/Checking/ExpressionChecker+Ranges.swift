import RulePlan
import RuleText

extension ExpressionChecker {
    /// Checks and lowers every rule, into `plan.rules`.
    ///
    /// Rules know nothing of each other, so several cores take a range each. What comes of it is joined in order, and the same.
    /// - Parameter rulesPerRange: How many rules are worth a range of their own.
    mutating func checkRules(_ parallelism: Parallelism, rulesPerRange: Int) {
        let ranges = parallelism.ranges(of: symbols.rules.count, minimum: rulesPerRange)
        guard ranges.count > 1 else { return checkRules(in: symbols.rules.indices) }
        var copy = self
        copy.diagnostics = DiagnosticLog()
        let start = copy
        var checkers = parallelism.map(ranges.count) { number in
            var checker = start
            checker.checkRules(in: ranges[number])
            return checker
        }
        let knownCount = plan.expressions.count
        for number in checkers.indices {
            diagnostics += checkers[number].diagnostics.diagnostics
            if number == 0 {
                // The first one has found what it would have found alone.
                swap(&plan, &checkers[number].plan)
            } else {
                join(checkers[number].plan, behind: knownCount)
            }
        }
    }

    /// Adds the rules of a plan that had so many expressions in common with this one before any rule was checked.
    ///
    /// Expressions come in the order in which the rules mention them first, here as there.
    private mutating func join(_ other: Plan, behind knownCount: Int) {
        var places = (0..<knownCount).map { ExpressionID($0) }
        places.reserveCapacity(other.expressions.count)
        for place in knownCount..<other.expressions.count {
            let expression = other.expressions[place].mapped { id, _ in places[id.index] }
            places.append(plan.intern(expression, type: other.types[place]))
        }
        for rule in other.rules { plan.rules.append(rule.mapped { places[$0.index] }) }
    }
}

import TestSupport
import Testing

@testable import RuleEngine
@testable import RulePlan

@Suite struct `Laws of three-valued logic` {
    /// Asserts that two conditions have one truth, for every row of random estates with gaps.
    /// - Parameter pair: Makes both conditions.
    private func expectSame(
        _ law: String, seed: UInt64, pair: (inout RandomExpressions) -> (ExpressionID, ExpressionID)
    ) {
        var expressions = RandomExpressions(seed: seed)
        let pairs = (0..<60).map { _ in pair(&expressions) }
        for (left, right) in pairs {
            expressions.addRule(for: left)
            expressions.addRule(for: right)
        }
        let plan = expressions.plan
        var random = SeededRandom(seed: seed)
        var unknownCount = 0
        for _ in 0..<12 {
            let estate = RandomEstate(using: &random)
            let evaluator = ScalarEvaluator(
                plan: plan, data: estate.data, context: RunContext(now: RandomEstate.now))
            for (left, right) in pairs {
                for row in estate.rows[RandomEstate.device.index]?.indices ?? 0..<0 {
                    let (first, second) = (evaluator.truth(of: left, in: [row]), evaluator.truth(of: right, in: [row]))
                    if first == nil { unknownCount += 1 }
                    guard first != second else { continue }
                    let text = PlanText(plan: plan).text(left, rows: ["device"])
                    Issue.record("\(law), seed \(seed), row \(row) of \(estate): \(text)")
                    return
                }
            }
        }
        #expect(unknownCount > 20, "\(law), seed \(seed): says too little of the unknown")
    }

    @Test(arguments: 0..<UInt64(4))
    func `and and or don't depend on the order of their operands`(seed: UInt64) {
        expectSame("order", seed: seed) { expressions in
            let terms = (0..<3).map { _ in expressions.condition() }
            let either = expressions.add(.or([terms[1], terms[2]]), .boolean)
            let condition = expressions.add(.and([terms[0], either]), .boolean)
            return (condition, expressions.swapped(condition))
        }
    }

    @Test(arguments: 0..<UInt64(4))
    func `not turns and into or`(seed: UInt64) {
        expectSame("De Morgan", seed: seed) { expressions in
            let (left, right) = (expressions.condition(), expressions.condition())
            let both = expressions.add(.and([left, right]), .boolean)
            let (notLeft, notRight) = (expressions.add(.not(left), .boolean), expressions.add(.not(right), .boolean))
            return (expressions.add(.not(both), .boolean), expressions.add(.or([notLeft, notRight]), .boolean))
        }
    }

    @Test(arguments: 0..<UInt64(4))
    func `not twice is nothing`(seed: UInt64) {
        expectSame("not not", seed: seed) { expressions in
            let condition = expressions.condition()
            let not = expressions.add(.not(condition), .boolean)
            return (expressions.add(.not(not), .boolean), condition)
        }
    }

    @Test(arguments: 0..<UInt64(4))
    func `between is two comparisons`(seed: UInt64) {
        expectSame("between", seed: seed) { expressions in
            // Where the bounds could be turned round, `between` may be decided earlier: nothing lies between those.
            let value = expressions.number()
            let lower = expressions.add(.constant(.number(Double(seed) / 2)), .number)
            let upper = expressions.add(.constant(.number(2)), .number)
            let comparisons = [
                expressions.add(.comparison(.greaterOrEqual, value, lower, folding: true), .boolean),
                expressions.add(.comparison(.lessOrEqual, value, upper, folding: true), .boolean),
            ]
            return (
                expressions.add(.between(value, lower: lower, upper: upper), .boolean),
                expressions.add(.and(comparisons), .boolean)
            )
        }
    }

    @Test(arguments: 0..<UInt64(4))
    func `no is not any, and any is a count above zero`(seed: UInt64) {
        expectSame("no", seed: seed) { expressions in
            let rows = expressions.rowsOfAlerts()
            let any = expressions.add(.quantifier(.any, rows: rows, satisfy: nil), .boolean)
            return (
                expressions.add(.quantifier(.no, rows: rows, satisfy: nil), .boolean),
                expressions.add(.not(any), .boolean)
            )
        }
        expectSame("any", seed: seed) { expressions in
            let rows = expressions.rowsOfAlerts()
            let count = expressions.add(.aggregate(.count, value: nil, by: nil, rows: rows), .number)
            let zero = expressions.add(.constant(.number(0)), .number)
            return (
                expressions.add(.quantifier(.any, rows: rows, satisfy: nil), .boolean),
                expressions.add(.comparison(.greater, count, zero, folding: true), .boolean)
            )
        }
    }

    @Test(arguments: 0..<UInt64(4))
    func `all where satisfy is that no row breaks it`(seed: UInt64) {
        expectSame("all", seed: seed) { expressions in
            var rows = expressions.rowsOfAlerts()
            let satisfy = expressions.rowsOfAlerts().condition
            let all = expressions.add(.quantifier(.all, rows: rows, satisfy: satisfy), .boolean)
            guard let condition = rows.condition, let satisfy else { return (all, all) }
            let breaks = expressions.add(.not(satisfy), .boolean)
            rows.condition = expressions.add(.and([condition, breaks]), .boolean)
            return (all, expressions.add(.quantifier(.no, rows: rows, satisfy: nil), .boolean))
        }
    }

    /// Rows of which something equals a value from outside are looked up; those of which it doesn't differ are not.
    @Test(arguments: 0..<UInt64(12))
    func `equal is not different, also where rows are looked up`(seed: UInt64) {
        expectSame("equal", seed: seed) { $0.equalities() }
    }

    @Test(arguments: 0..<UInt64(4))
    func `a comparison read from the other side is the same`(seed: UInt64) {
        expectSame("mirror", seed: seed) { expressions in
            let (left, right) = (expressions.number(), expressions.number())
            return (
                expressions.add(.comparison(.less, left, right, folding: true), .boolean),
                expressions.add(.comparison(.greater, right, left, folding: true), .boolean)
            )
        }
        expectSame("complement", seed: seed) { expressions in
            let (left, right) = (expressions.number(), expressions.number())
            let notEqual = expressions.add(.comparison(.notEqual, left, right, folding: true), .boolean)
            return (
                expressions.add(.comparison(.equal, left, right, folding: true), .boolean),
                expressions.add(.not(notEqual), .boolean)
            )
        }
    }
}

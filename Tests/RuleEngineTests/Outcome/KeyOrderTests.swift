import RulePlan
import TestSupport
import Testing

@testable import RuleEngine

/// Rows are put into the order of their keys without comparing the keys again and again.
@Suite struct `The order of keys` {
    @Test(arguments: 0..<40 as Range<UInt64>)
    func `is that of their parts by scalars, and of the table where they are equal`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let count = random.below(300)
        let partCount = 1 + random.below(2)
        let start = random.pick(["", "device-", "ö"])
        var keys = (0..<count).map { _ in
            (0..<partCount).map { _ in start + random.text(of: "abcöé😀", through: random.pick([1, 3, 12])) }
        }
        if random.oneIn(3) { keys.sort { $0.lexicographicallyPrecedes($1) { $0.precedesByScalars($1) } } }
        let isTexts = partCount == 1 && random.oneIn(2)
        let order = KeyOrder(isTexts ? .texts(TextPool(keys.map { Text($0[0]) })) : .parts(keys))
        for share in [1, 2, 100] {
            let rows = keys.indices.filter { _ in random.below(share) == 0 }.map(UInt32.init)
            let expected = rows.sorted {
                let (left, right) = (keys[Int($0)], keys[Int($1)])
                if left == right { return $0 < $1 }
                return left.lexicographicallyPrecedes(right) { $0.precedesByScalars($1) }
            }
            #expect(order.sorted(rows) == expected, "seed \(seed)")
        }
    }
}

import TestSupport
import Testing

@testable import RuleEngine

/// Passes over the rows that refer to others work on the bits of whole segments at a time.
@Suite struct `Segments of related rows` {
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `have a bit each where one of their rows has`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let targetCount = 1 + random.below(200)
        // From none to some hundred rows for a target, so that segments go over several words.
        let references = (0..<random.below(2_000)).map { _ in
            let isSkewed = random.below(2) == 0
            return random.oneIn(20)
                ? Column.missingRow : UInt32(random.below(isSkewed ? min(3, targetCount) : targetCount))
        }
        let segments = SegmentedRows(Referrers(references, targetCount: targetCount), targetCount: targetCount)
        let truths = references.map { _ in random.below(40) }
        let tally = QuantifierTally(segments, isAny: true)
        for index in segments.words.indices {
            var (isFound, isUnknown): (UInt64, UInt64) = (0, 0)
            for bit in 0..<64 where index * 64 + bit < segments.rows.count {
                let row = segments.rows[index * 64 + bit]
                if row == Column.missingRow { continue }
                if truths[Int(row)] == 0 { isFound |= 1 << UInt64(bit) }
                if truths[Int(row)] == 1 { isUnknown |= 1 << UInt64(bit) }
            }
            tally.add(index, isFound: isFound, isUnknown: isUnknown)
        }
        guard case .truths(let whereTrue, let whereFalse) = tally.values() else {
            Issue.record("a quantifier is a condition")
            return
        }
        for target in 0..<targetCount {
            let rows = references.indices.filter { references[$0] == UInt32(target) }
            let isAny = rows.contains { truths[$0] == 0 }
            #expect(whereTrue[target] == isAny, "seed \(seed), target \(target)")
            #expect(whereFalse[target] == !rows.contains { truths[$0] < 2 }, "seed \(seed), target \(target)")
        }
    }

    @Test func `move the bits under a mask together`() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<500 {
            let mask = random.next() & (random.oneIn(2) ? .max : random.next())
            let word = random.next()
            var expected: UInt64 = 0
            var place: UInt64 = 0
            for bit in 0..<64 as Range<UInt64> where mask >> bit & 1 == 1 {
                expected |= (word >> bit & 1) << place
                place += 1
            }
            #expect(BitCompression(of: mask)(word) == expected)
        }
    }
}

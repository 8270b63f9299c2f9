import TestSupport
import Testing

@testable import RuleEngine
@testable import RulePlan

@Suite struct Columns {
    @Test(arguments: RandomEstate.Kind.allCases)
    func `hold the values that they are made of`(kind: RandomEstate.Kind) {
        var random = SeededRandom(seed: 4)
        for count in [0, 1, 64, 300] {
            let values = (0..<count).map { _ in
                Bool.random(using: &random) ? .missing : RandomEstate.value(of: kind.type, using: &random)
            }
            let column = Column(values, type: kind.type)
            #expect(column.count == count)
            for row in 0..<count { expectSame(column[row], values[row]) }
        }
    }

    @Test(arguments: [200, 255, 256, 65_535, 65_536, 70_000])
    func `widen with the number of texts that differ`(distinct: Int) {
        let values = (0..<distinct).map { Value.text(Text("text \($0)")) } + [.missing, .text(Text("text 7"))]
        let column = Column(values, type: .text)
        for row in values.indices { expectSame(column[row], values[row]) }
        switch column.storage {
        case .codes8: #expect(distinct <= 255)
        case .codes16: #expect((256...65_535).contains(distinct))
        case .texts: #expect(distinct > 65_535)
        default: Issue.record("\(distinct) texts are held in another form")
        }
    }

    @Test func `keep how a version is written, and times that no tick can hold`() throws {
        let versions = try ["1.10", "1.10.0", "1.9"].map { Value.version(try #require(Version($0))) }
        let column = Column(versions, type: .version)
        for row in versions.indices { expectSame(column[row], versions[row]) }
        let times = [time("0002-01-01T00:00:00Z"), time("9000-01-01T00:00:00Z")].map(Value.time) + [.missing]
        let wide = Column(times, type: .time)
        for row in times.indices { expectSame(wide[row], times[row]) }
    }

    private func expectSame(_ value: Value, _ other: Value) {
        #expect(value == other)
        if case .version(let version) = value, case .version(let written) = other {
            #expect(version.description == written.description)
        }
    }
}

@Suite struct `References turned round` {
    @Test func `list the rows of each target in order`() {
        let referrers = Referrers([2, 0, Column.missingRow, 2, 7], targetCount: 3)
        #expect((-1...3).map { Array(referrers[$0]) } == [[], [1], [], [0, 3], []])
    }
}

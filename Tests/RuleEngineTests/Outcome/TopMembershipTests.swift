import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `Rules for the top rows` {
    private typealias Candidate = TopMembership.Candidate

    /// Rows as `rank` or `?`, with `-` behind those that take no part and `~` behind those of which that is unknown.
    private func members(top count: Int, _ rows: String) -> String {
        let candidates = rows.split(separator: " ").enumerated().map { row, text in
            let rank = Double(text.filter { $0.isNumber }).map(Value.number) ?? .missing
            return Candidate(
                row: row, takesPart: text.hasSuffix("-") ? false : text.hasSuffix("~") ? nil : true, rank: rank)
        }
        let membership = TopMembership(
            top: count, of: candidates,
            rankPrecedes: { left, right in
                if case .number(let left) = left, case .number(let right) = right { left < right } else { false }
            }, keyPrecedes: { $0 < $1 })
        return membership.isMember.map { $0.map { $0 ? "in" : "out" } ?? "unknown" }.joined(separator: " ")
    }

    @Test func `take the largest ranks, ties by key`() {
        #expect(members(top: 2, "1 3 2") == "out in in")
        #expect(members(top: 2, "5 5 5") == "in in out")
        #expect(members(top: 5, "1 2") == "in in")
        #expect(members(top: 2, "9- 3 2 1") == "out in in out")
    }

    @Test func `are unknown where a row that may take part could push one out`() {
        #expect(members(top: 1, "9~ 5 1") == "unknown unknown out")
        #expect(members(top: 2, "9~ 5 1") == "unknown in unknown")
        #expect(members(top: 2, "1~ 5 9") == "out in in")
    }

    @Test func `are unknown where a rank that could be larger is missing`() {
        #expect(members(top: 1, "? 5 1") == "unknown unknown out")
        #expect(members(top: 2, "? 5 1") == "unknown in unknown")
        #expect(members(top: 3, "? 5 1") == "in in in")
        #expect(members(top: 3, "?~ 5 1") == "unknown in in")
        #expect(members(top: 1, "?- 5") == "out in")
    }

    @Test func `agree with every way to fill in what is missing`() {
        // All estates of three rows with ranks 1 to 2, some unknown, against all their completions.
        let choices = ["1", "2", "?", "1~", "?~", "2-"]
        for first in choices {
            for second in choices {
                for third in choices {
                    let rows = [first, second, third]
                    for count in 1...2 {
                        let found = members(top: count, rows.joined(separator: " ")).split(separator: " ")
                        var seen: [Set<Substring>] = [[], [], []]
                        for completion in completions(of: rows) {
                            let answers = members(top: count, completion.joined(separator: " ")).split(separator: " ")
                            for (row, answer) in answers.enumerated() { seen[row].insert(answer) }
                        }
                        for row in 0..<3 where found[row] != "unknown" {
                            #expect(seen[row] == [found[row]], "row \(row) of \(rows), top \(count)")
                        }
                    }
                }
            }
        }
    }

    private func completions(of rows: [String]) -> [[String]] {
        rows.reduce([[]]) { completions, row in
            let ranks = row.hasPrefix("?") ? ["0", "1", "2", "3"] : [String(row.prefix(1))]
            let parts = row.hasSuffix("~") ? ["", "-"] : row.hasSuffix("-") ? ["-"] : [""]
            return completions.flatMap { completion in
                ranks.flatMap { rank in parts.map { completion + [rank + $0] } }
            }
        }
    }

    private func estate(top count: Int, condition: String? = nil) -> TestEstate {
        var estate = TestEstate()
        let check = estate.task("check", on: TestEstate.device)
        estate.rule("r", when: "a", estate.require(check, on: TestEstate.device))
        let top = PlanRule.Subject.Top(
            count: count, rank: estate.field("score"), condition: condition.map { estate.field($0) },
            rankLabel: "device.score")
        estate.plan.rules[0].subject?.top = top
        return estate
    }

    @Test func `fire for members alone`() {
        var estate = estate(top: 2)
        estate.device("d1", "a", score: 1)
        estate.device("d2", "a", score: 3)
        estate.device("d3", "", score: 2)
        let outcome = estate.outcome()
        #expect(outcome.ids == ["task/check/device/d2"])
        #expect(outcome.rules.map(\.evaluated) == [2])
        #expect(outcome.undetermined == [])
    }

    @Test func `are undetermined with the rank, unless their own condition is false`() {
        var estate = estate(top: 1, condition: "b")
        estate.device("d1", "ab")
        estate.device("d2", "ab", score: 5)
        estate.device("d3", "b", score: 9)
        estate.device("d4", "a", score: 9)
        estate.device("d5", "a", unknown: "b", score: 99)
        let outcome = estate.outcome()
        #expect(outcome.ids == [])
        #expect(outcome.undetermined.map { $0.target?.key } == ["d1", "d5"])
        #expect(outcome.undetermined.first?.missing == ["device.score"])
    }
}

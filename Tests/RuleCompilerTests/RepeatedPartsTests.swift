import RuleCompiler
import RulePlan
import RuleText
import Testing

@Suite struct `Parts of rules that are written alike` {
    private static let conditions = [
        "risk_level >= high", "not (risk_level >= high)", "name matches /^pc-[0-9]+$/ or name like \"srv-*\"",
        "last_seen older than 7d and name is known", "any alert of device where severity >= high",
        "count(alert of device where status != resolved) > 2 and risk_level >= high",
        "(risk_level >= high) and (name starts with \"a\" or (name ends with \"z\"))",
    ]

    /// Rules that repeat each other's words; with `isSpread`, the words are set differently in each.
    private static func program(isSpread: Bool) -> SourceFile {
        var lines: [String] = []
        for round in 0..<4 {
            for (place, condition) in conditions.enumerated() {
                let number = round * conditions.count + place
                let head = number % 3 == 0 ? "" : "rule r\(number) "
                let subject = number % 2 == 0 ? "device" : "device as host"
                let name = number % 2 == 0 ? "device" : "host"
                let line =
                    head + "for \(subject) when \(condition.replacing("of device", with: "of \(name)")) "
                    + "then run antivirus_scan on \(name) within 4h because \"{name} is at {risk_level}\""
                let blanks = String(repeating: " ", count: number + 2)
                lines.append(isSpread ? line.replacing(" ", with: blanks).replacing("{", with: "{" + blanks) : line)
            }
            lines.append(
                "for alert when severity >= high then raise high \"{title}\"".replacing(
                    "for", with: "rule a\(round) for"))
        }
        return SourceFile(name: "rules.secrule", text: lines.joined(separator: "\n"))
    }

    @Test func `mean what they mean where each is read by itself`() throws {
        let together = try #require(compile([Self.program(isSpread: false)]).plan)
        var apart = try #require(compile([Self.program(isSpread: true)]).plan)
        #expect(together.rules.count == 32)
        // The texts of reasons hold the blanks between the words.
        for index in apart.rules.indices { apart.rules[index].because = together.rules[index].because }
        #expect(together.rules == apart.rules)
        #expect(together.expressions == apart.expressions)
    }

    @Test func `are reported wherever they stand`() {
        let rule = "for device when risk_levl >= high and 1 > 2 then run antivirus_scn on device because \"{nam}\""
        let text = [rule, rule, rule].joined(separator: "\n")
        let diagnostics = compile([SourceFile(name: "rules.secrule", text: text)]).diagnostics
        let lines = Dictionary(grouping: diagnostics) { Int($0.span.start) / (rule.utf8.count + 1) }
        #expect(lines.keys.sorted() == [0, 1, 2])
        let codes = lines.mapValues { $0.map(\.code.rawValue) }
        #expect(codes[0]?.count == 4)
        #expect(codes[1] == codes[0] && codes[2] == codes[0])
    }
}

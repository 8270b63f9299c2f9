import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText
import TestSupport
import Testing

/// Rules that have much in common, some of them with mistakes.
@Suite struct `Rules that are checked on several cores` {
    private static let conditions = [
        "risk_level == high", "exposure_level == low", "risk_level == high and exposure_level == low",
        "last_seen older than 3d",
        "name contains \"a\"", "any alert of device where severity >= high", "count(alert of device) > 2",
        "unknown_name > 1",
        "risk_level > 3", "busy", "limit > 2 and name == \"b\"",
    ]
    private static let effects = [
        "require isolate_it on device within 4h", "raise high \"{name} is bad\"", "notify soc \"{device.name}\"",
        "require isolate_it on nothing",
    ]
    private static let declarations = """
        task isolate_it on device "Isolate"
        role soc "SOC"
        param limit = 3 in 1..9
        define device.busy = name is known and limit > 1

        """

    private static func program(seed: UInt64, withMistakes: Bool) -> [SourceFile] {
        var random = SeededRandom(seed: seed)
        let conditions =
            withMistakes
            ? Self.conditions : Self.conditions.filter { !$0.contains("unknown") && $0 != "risk_level > 3" }
        let effects = withMistakes ? Self.effects : Array(Self.effects.dropLast())
        var text = declarations
        for number in 0..<60 {
            let first = random.pick(conditions)
            let second = random.pick(conditions)
            text +=
                "rule r\(number) \"Rule \(number)\" for device when (\(first)) \(random.pick(["and", "or"])) (\(second)) "
            text += "then \(random.pick(effects)) because \"{name}, \(random.pick(["x", "y"]))\"\n"
        }
        return [SourceFile(name: "a.secrule", text: text)]
    }

    /// Does the pieces in another order than that of their numbers.
    private static let backwards = Parallelism(width: 7) { count, body in
        for number in (0..<count).reversed() { body(number) }
    }

    @Test(arguments: UInt64(0)..<12)
    func `give the same plan and say the same`(seed: UInt64) throws {
        let files = [SourceFile.standardModel] + Self.program(seed: seed, withMistakes: seed % 2 == 0)
        let parsed = parse(files, .serial)
        let alone = check(parsed, of: files)
        let together = check(parsed, of: files, Self.backwards, rulesPerRange: 1)
        #expect((alone.plan == nil) == (seed % 2 == 0))
        #expect(together.plan == alone.plan)
        #expect(together.plan?.fileBytes == alone.plan?.fileBytes)
        #expect(together.diagnostics == alone.diagnostics)
        #expect(!(seed % 2 == 0 && alone.diagnostics.isEmpty))
    }
}

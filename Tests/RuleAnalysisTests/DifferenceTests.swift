import RuleCompiler
import RulePlan
import RuleText
import TestSupport
import Testing

@testable import RuleAnalysis

@Suite struct `The difference between two versions` {
    private func difference(_ old: String, _ new: String) throws -> ProgramDifference {
        func plan(_ text: String) throws -> Plan {
            try #require(compile([SourceFile(name: "rules.secrule", text: text)], model: analysisModel).plan)
        }
        return ProgramDifference(from: try plan(old), to: try plan(new))
    }

    private func check(
        _ old: String, _ new: String, _ expected: String, at place: Testing.SourceLocation = #_sourceLocation
    ) throws {
        #expect(try difference(old, new).text == expected + "\n", sourceLocation: place)
    }

    @Test func `is none where the same is said in other words`() throws {
        try check(
            """
            define device.bad = risk >= medium
            rule a "A" for device when bad and not isolated then require look on device
            when exposure > 60 then require improve daily
            """,
            """
            param limit = 60 in 0..100
            # moved, renamed, rewritten
            when exposure > limit then require improve daily

            rule a "A" for device as d when not (isolated or risk in [none, low]) then require look on d
            """,
            """
            param limit: added, 60 in 0..100

            0 of 2 rules differ
            """)
        let text = "rule a for device when risk == high then require look on device"
        try check(text, "# a comment\n" + text, "no difference in 1 rule")
    }

    @Test func `is shown by a row`() throws {
        try check(
            """
            rule a for device when risk >= medium then require look on device
            rule b for device when risk == high then run hold on device
            rule c for device when age > 10 and age < 20 then run wipe on device
            """,
            """
            rule a for device when risk >= medium and age > 50 then require look on device
            rule b for device when risk >= medium then run hold on device
            rule c for device when age > 15 and age < 30 then run wipe on device
            """,
            """
            rule a: stricter, it catches less
              no longer caught: device.risk == medium, device.age == 10
            rule b: looser, it catches more
              newly caught: device.risk == medium
            rule c: different
              no longer caught: device.age == 15
              newly caught: device.age == 20
            require look on device: stricter, it catches less
              no longer caught: device.risk == medium, device.age == 10
            run hold on device: looser, it catches more
              newly caught: device.risk == medium
            run wipe on device: different
              no longer caught: device.age == 15
              newly caught: device.age == 20

            3 of 3 rules differ
            """)
    }

    @Test func `tells what is undetermined from what is not caught`() throws {
        try check(
            "rule a for device when risk >= medium then raise low \"x\"",
            "rule a for device when risk is known and risk >= medium then raise low \"x\"",
            """
            rule a: catches the same, other rows are undetermined
              determined in one version only: device.risk is missing

            1 of 1 rule differs
            """)
    }

    @Test func `names rules that came and went, and sees the work that stayed`() throws {
        try check(
            "rule before for device when risk == high then require look on device",
            "rule after for device when risk > medium then require look on device",
            """
            rule after: added
            rule before: removed

            2 of 2 rules differ
            """)
    }

    @Test func `describes what else changed`() throws {
        try check(
            """
            param pause = 4h in 1h..1d
            rule a "A" severity low for device when isolated
            then require look on device weekly, run hold on device within pause because "it is"
            rule b for top 5 device by age when isolated then run wipe on device on approval of team
            waive a for device where age > 3 until 2027-01-01 because "x"
            """,
            """
            param pause = 8h in 1h..1d
            rule a "A" severity high for device when isolated
            then require look on device daily by team, run hold on device within pause because "it is so"
            rule b for top 3 device by age when isolated then run free on device
            """,
            """
            rule a: asked of the same rows
              severity low → severity high
              because "it is" → because "it is so"
              require look on device: weekly on monday → daily
              require look on device: now by team
              run hold on device: within 4h → within 8h
              no longer waived where device.age > 3 until 2027-01-01
            rule b: different
              top 5 → top 3
              no longer run wipe on device
              now run free on device
            run free on device: added
            run wipe on device: removed
            param pause: 4h in 1h..1d → 8h in 1h..1d

            2 of 2 rules differ
            """)
    }

    @Test func `takes parts over rows as a whole, and says so`() throws {
        let wide = "rule a for device when any alert of device where open then require look on device"
        let narrow =
            "rule a for device when any alert of device where open and severity == high then require look on device"
        try check(
            wide, narrow,
            """
            rule a: stricter, it catches less
              no longer caught: any alert of device where alert.open with alert.severity == low
              taken as a whole: any alert of device where alert.open; any alert of device where alert.open and alert.severity == high
            require look on device: stricter, it catches less
              no longer caught: any alert of device where alert.open with alert.severity == low
              taken as a whole: any alert of device where alert.open; any alert of device where alert.open and alert.severity == high

            1 of 1 rule differs; parts over rows that only one version has were taken as a whole
            """)
        #expect(try difference(narrow, wide).rules.map(\.verdict) == [.looser])
    }

    @Test(arguments: [
        ("no alert of device where open", "no alert of device where open and severity == high", "looser"),
        ("count(alert of device where open) > 2", "count(alert of device where open) > 1", "looser"),
        ("count(alert of device where open) < 2", "count(alert of device) < 2", "stricter"),
        ("all alert of device satisfy open", "all alert of device satisfy open and severity == high", "stricter"),
        ("any alert of device where severity >= medium", "any alert of device where severity >= low", "looser"),
        ("any alert of device where open", "any alert of device where not open", "different"),
        ("any alert of device where severity > low", "any alert of device where severity in [medium, high]", "same"),
    ])
    func `sees that rows are counted more narrowly or widely`(_ old: String, _ new: String, _ verdict: String) throws {
        let rules = [old, new].map { "rule a for device when \($0) then require look on device" }
        let rule = try #require(try difference(rules[0], rules[1]).rules.first)
        #expect(rule.verdict.rawValue == verdict)
        #expect(rule.isProven, "\(rule)")
    }

    @Test func `says where it does not know`() throws {
        let text = try difference(
            "rule a for device when age > 10 then raise low \"x\"",
            "rule a for device when max(age of device as other anywhere) > 10 then raise low \"x\""
        ).text
        #expect(text.hasPrefix("rule a: perhaps different\n  perhaps newly caught: "), "\(text)")
        #expect(text.contains("supposing max("))
    }

    @Test func `pairs rules without a name`() throws {
        let difference = try difference(
            """
            for device when risk == high then require look on device
            for device when age > 50 then require look on device
            """,
            """
            # one more line
            for device when age > 60 then require look on device
            for device when risk == high then require look on device
            """)
        #expect(difference.rules.map(\.verdict) == [.stricter, .same])
    }

    @Test(arguments: 0..<30)
    func `is never wrong`(seed: UInt64) throws {
        var random = RandomConditions(seed: seed &+ 900)
        var pairs = 0
        for _ in 0..<60 where pairs < 14 {
            let condition = random.condition()
            // Often nearly the same, so that all verdicts come up.
            let other: String =
                switch random.random.below(4) {
                case 0: random.condition()
                case 1: "(\(condition) and \(random.condition(0)))"
                case 2: "(\(random.condition(0)) or \(condition))"
                default: "not (not \(condition))"
                }
            let both = [condition, other]
            guard let plan = RandomConditions.plan(of: both), let old = RandomConditions.plan(of: [condition]),
                let new = RandomConditions.plan(of: [other])
            else { continue }
            pairs += 1
            let difference = ProgramDifference(from: old, to: new)
            let verdict = try #require(difference.rules.first).verdict
            try RandomDifferences.check(verdict, plan, both, &random)
        }
        #expect(pairs > 8)
    }

    @Test func `comes to every verdict, with rows that the evaluator was asked about`() throws {
        var random = RandomConditions(seed: 4_711)
        var counts: [ProgramDifference.Verdict: Int] = [:]
        var (shown, verified) = (0, 0)
        for _ in 0..<400 {
            let condition = random.condition(1)
            let other = random.random.oneIn(2) ? "(\(condition) and \(random.condition(0)))" : random.condition(1)
            guard let old = RandomConditions.plan(of: [condition]), let new = RandomConditions.plan(of: [other]) else {
                continue
            }
            let rule = try #require(ProgramDifference(from: old, to: new).rules.first)
            counts[rule.verdict, default: 0] += 1
            let expected = rule.verdict == .different ? 2 : rule.verdict == .stricter || rule.verdict == .looser ? 1 : 0
            shown += expected
            verified += [rule.lost, rule.gained].count { $0?.isVerified == true }
        }
        for verdict in [ProgramDifference.Verdict.same, .stricter, .looser, .different, .undetermined] {
            #expect(counts[verdict, default: 0] > 1, "\(verdict)")
        }
        #expect(verified * 10 > shown * 8)
    }
}

import RuleCompiler
import RulePlan
import RuleText
import TestSupport
import Testing

@Suite struct `Any source` {
    /// Every kind of declaration, effect and expression that the checker knows.
    static let source = """
        define device.alerts = count(alert of device where severity >= medium)
        define device.age = now - last_seen
        define worst = max(cpu of device where not isolated) otherwise 0
        define alert.elsewhere = any alert as other anywhere where other.device == alert.device and other.title == alert.title
        param least as device.risk_level = low in [low, medium]
        param patience = 5d in 1d..7d
        rule first "A title" severity high tags "a", "b" see "https://example.com/"
          for device as d when d.alerts > 3 and (risk_level >= least or name in ["a", "b"]) and age > patience
            and name not like "pc-*" and name matches /^[a-z]+$/ and tags contains exactly "x" and cpu between 5 and 80
            and os_version < "10.0.1" and address in ["10.0.0.0/8", "10.1.2.3"] and last_seen older than 3d
          then require check_device on d weekly on monday within 4h due today + 2 * 4h by helpdesk,
            run scan on d with type = full, depth = 2 automatically at most 5 per day, forbid isolate on d,
            raise medium "{d.name} has {alerts - -1} at {cpu / 2}", notify helpdesk "{name}"
          because "{latest(severity of alert of d by created)}"
        rule second for top 5 swap by days(now - device.last_seen) where replacement is known
          when all alert via device of device satisfy created after 2026-11-01 then require check_device on replacement
        when exposure_score > limit or worst >= 99 or no device where health == active then require improve_score daily
        waive second for swap where device.isolated until 2026-12-01 because "a"
        """

    @Test(arguments: 0..<150) func `is checked without a trap, and a plan without errors is sound`(seed: UInt64) {
        var random = SeededRandom(seed: seed &* 0x9E37_79B9_7F4A_7C15)
        var words = Self.source.split(separator: " ", omittingEmptySubsequences: false)
        for _ in 0...(random.next() % 4) {
            let place = Int(random.next() % UInt64(words.count))
            let other = Int(random.next() % UInt64(words.count))
            switch random.next() % 4 {
            case 0: words.remove(at: place)
            case 1: words.insert(words[other], at: place)
            case 2: words.swapAt(place, other)
            default: words[place] = words[other]
            }
        }
        let source = words.joined(separator: " ")
        let compilation = compile([SourceFile(name: "rules.secrule", text: source)], model: testModel)
        #expect(compilation.plan?.verify() ?? [] == [], "seed \(seed):\n\(source)")
        if let plan = compilation.plan {
            #expect((try? Plan(fileBytes: plan.fileBytes)) == plan, "seed \(seed):\n\(source)")
        }
        #expect(compilation.plan != nil || compilation.diagnostics.hasErrors, "seed \(seed):\n\(source)")
    }

    @Test func `the one that the others are made from is right`() {
        #expect(
            compile([SourceFile(name: "rules.secrule", text: Self.source)], model: testModel).diagnostics.map(\.message)
                == [])
    }
}

import RuleCompiler
import RulePlan
import RuleText
import Testing

@testable import RuleEngine

@Suite struct `Explanations` {
    private let model = """
        entity device key id {
          id text  name text  level none < low < high  seen time  address ip  tags list of text  managed boolean  boss device
        }
        entity alert key id { id text  device device  severity low < high  open boolean }
        entity absent_thing key id { id text }
        define device.risky = level >= high or open_alerts > 1
        define device.open_alerts = count(alert of device where open)
        score exposure number 0..100
        param limit = 60
        task look on device
        task look_around
        """

    private func explanation(_ rule: String, waiver: String = "", row: Int? = 0) throws -> RuleExplanation {
        let isForRows = rule.hasPrefix("for")
        let source = SourceFile(
            name: "r.secrule",
            bytes: Array("rule r \(rule) then require \(isForRows ? "look on device" : "look_around")\n\(waiver)".utf8))
        let compilation = compile([source], model: SourceFile(name: "m.secrule", bytes: Array(model.utf8)))
        let text = DiagnosticText(files: compilation.files).rendered(compilation.diagnostics)
        let compiled = compilation.plan
        let plan = try #require(compiled, "\(text)")

        var builder = DatasetBuilder(schema: plan.schema)
        let place = DataPlace(file: "machines.json", line: nil)
        let now = Instant(clampingSeconds: 1_000_000)
        func add(_ entity: String, _ values: [Value]) {
            if let id = plan.schema.entity(named: entity) { builder.add(values, to: id, at: place) }
        }
        add(
            "device",
            [
                .text("d1"), .text("PC-1"), .member(1), .time(now), .missing, .list([.text("vip")]), .boolean(false),
                .text("d2"),
            ])
        add("device", [.text("d2"), .missing, .missing, .missing, .missing, .missing, .missing, .text("gone")])
        add("alert", [.text("a1"), .text("d1"), .member(1), .boolean(true)])
        add("alert", [.text("a2"), .text("d1"), .missing, .boolean(true)])
        add("alert", [.text("a3"), .text("d2"), .member(0), .missing])
        builder.set(ScoreID(0), to: .number(58), at: DataPlace(file: "scores.json", line: nil))
        let run = RuleRun(plan, on: builder.finish(), in: RunContext(now: now))
        return RuleExplainer(RuleID(0), of: run.outcome(), in: run).explanation(for: isForRows ? row : nil)
    }

    @Test(arguments: [
        ("when exposure > 60", "exposure is 58, needs > 60"),
        ("when exposure > limit", "exposure is 58, needs > limit, which is 60"),
        ("when 60 < exposure", "exposure is 58, needs > 60"),
        ("when not exposure < 60", "exposure is 58, needs >= 60"),
        ("when exposure > 60 and exposure < 90", "exposure is 58, needs > 60; everything else holds"),
        (
            "when exposure > 60 and exposure > 70",
            "exposure is 58, needs > 60; exposure is 58, needs > 70; everything else holds"
        ),
        ("when exposure > 60 or exposure < 10", "exposure is 58, needs > 60; nothing else would have to change"),
        (
            "when not (exposure < 60 or exposure == 58)",
            "exposure is 58, needs >= 60; exposure is 58, needs != 58; everything else holds"
        ),
        ("when exposure between 60 and 70", "exposure is 58, needs between 60 and 70"),
        ("when not (exposure between 50 and 70)", "exposure is 58, needs not between 50 and 70"),
        ("when exposure in [1, 2]", "exposure is 58, needs in [1, 2]"),
        ("for device when name like \"srv*\"", #"device.name is "PC-1", needs like "srv*""#),
        ("for device when name not starts with \"PC\"", #"device.name is "PC-1", needs not starts with "PC""#),
        ("for device when name matches /x/", #"device.name is "PC-1", needs matches /x/"#),
        ("for device when tags contains \"x\"", #"device.tags is ["vip"], needs contains "x""#),
        ("for device when name is missing", #"device.name is "PC-1", needs none"#),
        ("for device when boss.name is known", "device.boss.name is missing, needs a value"),
        ("for device when managed", "device.managed is false, needs true"),
        (
            "for device when level == high and managed",
            "device.level is low, needs == high; device.managed is false, needs true; everything else holds"
        ),
        (
            "for device when seen older than 1d",
            "device.seen is 1970-01-12T13:46:40Z, needs < now - 1d, which is 1970-01-11T13:46:40Z"
        ),
        ("for device when no alert of device where open", "no alert of device where alert.open is false, needs true"),
        // A definition is looked into.
        ("for device when not risky", "device.open_alerts is 2, needs <= 1; everything else holds"),
        // A part that is unknown would have to hold too.
        (
            "for device when managed and address in \"10.0.0.0/8\"",
            #"device.managed is false, needs true; device.address is missing, needs in ["10.0.0.0/8"]; everything else holds"#
        ),
    ])
    func `name the least that would have to change`(_ rule: String, _ because: String) throws {
        let explanation = try explanation(rule)
        #expect(explanation.verdict == .quiet)
        #expect(explanation.because == because)
    }

    @Test(arguments: [
        ("for device when level >= high", "'level' of device \"d2\" is missing (machines.json)"),
        (
            "for device when level >= high and seen > now",
            "'level' of device \"d2\" is missing (machines.json); 'seen' of device \"d2\" is missing (machines.json)"
        ),
        (
            "for device when boss.managed",
            "'boss' of device \"d2\" is missing, or names a device that isn't there (machines.json)"
        ),
        ("for device when any absent_thing anywhere where id == \"x\"", "no data was given for 'absent_thing'"),
        ("for device when any alert of device where open", "'open' of alert \"a3\" is missing (machines.json)"),
        ("for device when open_alerts > 0", "'open' of alert \"a3\" is missing (machines.json)"),
        (
            "for device when all alert of device where severity == low satisfy open",
            "'open' of alert \"a3\" is missing (machines.json)"
        ),
        ("when exposure / (limit - 60) > 1", "exposure / (limit - 60) can't be computed"),
        ("when max(severity of alert anywhere) > low", "'severity' of alert \"a2\" (a2) is missing (machines.json)"),
    ])
    func `name what is missing, and where it would have come from`(_ rule: String, _ because: String) throws {
        let explanation = try explanation(rule, row: 1)
        #expect(explanation.verdict == .undetermined)
        #expect(explanation.because == because.replacing(" (a2)", with: ""))
    }

    @Test func `name what held`() throws {
        let fired = try explanation("for device when level >= low and open_alerts == 2")
        #expect(fired.verdict == .fires)
        #expect(fired.because == "device.level is low; device.open_alerts is 2")
        #expect(try explanation("when always").because == "its condition always holds")
        let waived = try explanation("for device when level >= low", waiver: "waive r until 2099-01-01 because \"so\"")
        guard case .waived(_, "so") = waived.verdict else {
            Issue.record("\(waived.verdict)")
            return
        }
    }

    @Test func `tell why a row is not among the first`() throws {
        let rule = "for top 1 device by count(alert of device) where level is known when always"
        #expect(try explanation(rule).verdict == .fires)
        #expect(try explanation(rule, row: 1).because == "device.level is missing, needs a value")
        let unranked = "for top 1 device by count(alert of device) when always"
        #expect(
            try explanation(unranked, row: 1).because
                == "count(alert of device) is 1, which is not among the 1 largest")
    }

    @Test func `take a condition apart`() throws {
        func lines(_ part: ExplainedPart, _ depth: Int = 0) -> [String] {
            let result =
                switch part.result {
                case .truth(let truth): truth.map(String.init) ?? "unknown"
                case .value(let value): value
                case .rows: "-"
                }
            return ["\(String(repeating: " ", count: depth))\(part.text): \(result)"]
                + part.parts.flatMap { lines($0, depth + 1) }
        }
        let explanation = try explanation(
            "for device when risky and any alert of device where severity == high and device.boss.name != \"x\"")
        #expect(
            explanation.parts.flatMap { lines($0) }.joined(separator: "\n") == """
                device.risky and (any alert of device where alert.severity == high and device.boss.name != "x"): unknown
                 device.risky: true
                  device.level >= high or device.open_alerts > 1: true
                   device.level >= high: false
                    device.level: low
                   device.open_alerts > 1: true
                    device.open_alerts: 2
                     count(alert of device where alert.open): 2
                      2 rows of 'alert': true for 2: -
                       alert "a1": -
                        alert.open: true
                       alert "a2": -
                        alert.open: true
                 any alert of device where alert.severity == high and device.boss.name != "x": unknown
                  2 rows of 'alert': unknown for 2: -
                   alert "a1": -
                    alert.severity == high and device.boss.name != "x": unknown
                     alert.severity == high: true
                      alert.severity: high
                     device.boss.name != "x": unknown
                      device.boss.name: missing
                       device.boss: device "d2"
                   alert "a2": -
                    alert.severity == high and device.boss.name != "x": unknown
                     alert.severity == high: unknown
                      alert.severity: missing
                     device.boss.name != "x": unknown
                      device.boss.name: missing
                       device.boss: device "d2"
                """)
    }

    @Test func `stay small and shallow`() throws {
        // A chain of definitions of any length, each used twice.
        var plan = Plan(schema: Schema())
        let one = plan.intern(.constant(.boolean(true)), type: .boolean)
        plan.definitions.append(PlanDefinition(entity: nil, name: "d0", type: .boolean, value: one))
        for number in 1...5_000 {
            let last = plan.intern(.definition(DefinitionID(number - 1), of: nil), type: .boolean)
            let not = plan.intern(.not(last), type: .boolean)
            let either = plan.intern(.or([last, not]), type: .boolean)
            plan.definitions.append(
                PlanDefinition(entity: nil, name: "d\(number)", type: .boolean, value: either))
        }
        let last = plan.intern(.definition(DefinitionID(5_000), of: nil), type: .boolean)
        let condition = plan.intern(.not(last), type: .boolean)
        plan.rules.append(
            PlanRule(
                name: "r", title: nil, severity: nil, tags: [], see: [],
                location: SourceLocation(file: "r", line: 1), subject: nil, condition: condition, effects: [],
                because: nil, evidence: []))
        let run = RuleRun(
            plan, on: DatasetBuilder(schema: plan.schema).finish(),
            in: RunContext(now: Instant(clampingSeconds: 0)))
        let explanation = RuleExplainer(RuleID(0), of: run.outcome(), in: run).explanation()
        #expect(explanation.verdict == .quiet)
        #expect(count(explanation.parts) < 500)
    }

    private func count(_ parts: [ExplainedPart]) -> Int { parts.reduce(0) { $0 + 1 + count($1.parts) } }
}

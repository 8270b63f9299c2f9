import RuleCompiler
import RulePlan
import RuleText
import Testing

@Suite struct `Lowered rules` {
    @Test func `the sentence of the first promise`() throws {
        let plan = try rulePlan("when exposure_score > 60 then require improve_score daily")
        let rule = try #require(plan.rules.first)
        #expect(rule.name == "rules.secrule:1")
        #expect(rule.subject == nil)
        #expect(condition(plan) == "exposure_score > 60")
        #expect(
            rule.effects == [
                .require(
                    TaskID(0), target: nil, cadence: .daily, deadline: PlanDeadline(within: nil, due: nil), role: nil)
            ])
        #expect(rule.evidence.map(\.label) == ["exposure_score"])
    }

    @Test func `a rule with everything`() throws {
        let plan = try rulePlan(
            """
            rule scan_risky_devices "Devices at high risk are scanned"
              severity high
              tags "daily", "defender"
              see "https://example.com/"
              for device
              when risk_level >= high and not isolated
              then run scan on device with type = full on approval of security_admin within 4h
              because "{device.name} is at {risk_level} risk"
            """)
        let rule = try #require(plan.rules.first)
        #expect(rule.name == "scan_risky_devices")
        #expect(rule.title == "Devices at high risk are scanned")
        #expect(rule.severity == .high)
        #expect(rule.tags == ["daily", "defender"])
        #expect(rule.see == ["https://example.com/"])
        #expect(rule.subject?.entity == plan.schema.entity(named: "device"))
        #expect(condition(plan) == "device.risk_level >= high and not device.isolated")
        #expect(rule.evidence.map(\.label) == ["device.risk_level", "device.isolated"])
        #expect(rule.because?.segments.count == 4)
        guard case .run(_, let target, let arguments, let approval, _) = rule.effects.first else {
            Issue.record("no run")
            return
        }
        #expect(target.label == "device")
        #expect(plan[target.row] == .row(depth: 0))
        #expect(arguments.map(\.name) == ["type"])
        #expect(arguments.map(\.label) == ["full"])
        #expect(approval == .required(role: RoleID(1)))
    }

    @Test func `a limit is the smaller, per day if either says so`() throws {
        let plan = try rulePlan("for device when isolated then run scan on device automatically at most 10 per day")
        guard case .run(_, _, _, let approval, _) = plan.rules.first?.effects.first else {
            Issue.record("no run")
            return
        }
        #expect(approval == .automatic(limit: 10, perDay: true))
    }

    @Test func `ages are comparisons with now`() throws {
        let plan = try rulePlan(
            "for device when last_seen older than 3d or last_seen not newer than 2d then require improve_score")
        #expect(condition(plan) == "device.last_seen < now - 3d or not device.last_seen > now - 2d")
    }

    @Test func `missing is not known`() throws {
        let plan = try rulePlan("for device when name is missing or cpu is known then require improve_score")
        #expect(condition(plan) == "device.name is missing or device.cpu is known")
    }

    @Test func `equal conditions are one node wherever they stand`() throws {
        let plan = try rulePlan(
            """
            for device when isolated then require improve_score
            for device as d when d.isolated then require improve_score
            """)
        #expect(plan.rules[0].condition == plan.rules[1].condition)
    }

    @Test func `definitions come before what uses them`() throws {
        let plan = try rulePlan(
            """
            for device when is_risky then require improve_score
            define device.is_risky = alerts > 2
            define device.alerts = count(alert of device)
            """)
        #expect(plan.definitions.map(\.name) == ["is_risky", "alerts"])
        #expect(plan.definitions[1].value < plan.definitions[0].value)
    }

    @Test func `a network alone is a list of one`() throws {
        let plan = try rulePlan("for device when address in \"10.0.0.0/8\" then require improve_score")
        #expect(condition(plan) == "device.address in [\"10.0.0.0/8\"]")
    }
}

@Suite struct `Evidence` {
    @Test func `is labelled from the rule's row, whatever it is called`() throws {
        #expect(
            try evidence("for alert as a when a.device.name == \"x\" and severity > low then require improve_score")
                == [
                    "alert.device.name", "alert.severity",
                ])
    }

    @Test func `names rows as a whole, and what they read of the rule's row or the organisation`() throws {
        #expect(
            try evidence(
                """
                for device when any alert of device where severity == high and title == name_of and exposure_score > 3
                  then require improve_score
                define alert.name_of = title
                """) == [
                    "any alert of device where severity == high and title == name_of and exposure_score > 3",
                    "exposure_score",
                ])
        #expect(
            try evidence(
                "for device when count(alert of device where title contains device.name) > 2 then require improve_score"
            ) == [
                "count(alert of device where title contains device.name)", "device.name",
            ])
    }

    @Test func `values of inner paths are read in the frame of the rule`() throws {
        let plan = try rulePlan(
            "for device when any alert of device where title == device.name then require improve_score")
        let inner = try #require(plan.rules.first?.evidence.last)
        #expect(inner.label == "device.name")
        guard case .field(_, let row) = plan[inner.expression] else {
            Issue.record("no field")
            return
        }
        #expect(plan[row] == .row(depth: 0))
    }

    @Test func `lists each label once, in the order of the text`() throws {
        #expect(
            try evidence("for device when cpu > 5 and low < risk_level and cpu < 50 then require improve_score") == [
                "device.cpu", "device.risk_level",
            ])
    }

    @Test func `a derived field is listed as itself`() throws {
        #expect(
            try evidence("for device when is_risky then require improve_score define device.is_risky = cpu > 5") == [
                "device.is_risky"
            ])
    }
}

private func rulePlan(_ source: String) throws -> Plan {
    let compilation = compile([SourceFile(name: "rules.secrule", text: source)], model: testModel)
    return try #require(compilation.plan, "\(compilation.diagnostics)")
}

private func evidence(_ source: String) throws -> [String] {
    try #require(rulePlan(source).rules.first).evidence.map(\.label)
}

/// The condition of the first rule, as the plan's listing shows it.
private func condition(_ plan: Plan) -> String? {
    PlanListing(plan).text.split(separator: "\n").map { $0.drop { $0 == " " } }
        .first { $0.hasPrefix("when ") }.map { String($0.dropFirst(5)) }
}

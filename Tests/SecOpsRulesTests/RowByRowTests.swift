import SecOpsRules
import Testing

@Suite struct `Row by row` {
    private static let rules = """
        define device.open_alerts = count(alert of device where status != resolved)
        rule risky for device when risk_level >= high then run antivirus_scan on device
        rule busy for device when open_alerts > 1 then raise medium "busy"
        rule many when count(device) > 2 then raise low "many"
        rule first for top 1 device by count(alert of device) when id is known then raise low "first"
        waive risky for device where name == "lab" until 2027-01-01 because "a lab" by "security"
        """

    private func ruleSet() throws -> RuleSet {
        try RuleSet(compiling: [SourceFile(name: "a.secrule", text: Self.rules)])
    }

    private let now = Instant(secondsSinceEpoch: 1_795_435_200)!

    @Test func `a matcher takes a row as if it were in the estate`() throws {
        let rules = try ruleSet()
        var estate = rules.newEstate()
        for alert in ["a1", "a2"] {
            try estate.add(["id": .text(alert), "device": "d7", "status": "new"], to: "alert")
        }
        let index = try rules.index(of: "device", on: estate, at: now)
        #expect(index.omitted == ["first"])
        let matcher = index.matcher()
        // Its alerts were there before it.
        #expect(try matcher.matches(of: ["id": "d7", "riskScore": "High"]) == RowMatches(fired: ["risky", "busy"]))
        #expect(try matcher.matches(of: ["id": "d8"]) == RowMatches(undetermined: ["risky"]))
        #expect(
            try matcher.matches(of: ["id": "d8", "name": "lab", "risk_level": "high"]) == RowMatches(waived: ["risky"]))
        #expect(throws: DataReadError.self) { try matcher.matches(of: ["risk_level": "high"]) }
    }

    @Test func `an unknown entity is an error with the nearest name`() throws {
        let rules = try ruleSet()
        let error = #expect(throws: RowQueryError.self) {
            try rules.index(of: "devise", on: rules.newEstate(), at: now)
        }
        #expect(error?.description == "'devise' is no entity of the model; did you mean 'device'?")
        let monitor = try rules.monitor(rules.newEstate(), at: now)
        #expect(throws: UnknownEntityError.self) { try monitor.update(removing: [EntityKey("allert", "a1")]) }
    }

    @Test func `a monitor follows references, counts, ranks and entities that come to have data`() throws {
        let rules = try ruleSet()
        let monitor = try rules.monitor(rules.newEstate(), at: now)
        #expect(monitor.matches.map(\.rule) == ["risky", "busy", "many", "first"])
        #expect(monitor.matches.allSatisfy { $0.state == .undetermined && $0.key == nil })

        var first = rules.newEstate()
        for device in ["d1", "d2", "d3"] {
            try first.add(["id": .text(device), "risk_level": "low", "name": "pc"], to: "device")
        }
        try first.add(["id": "a1", "device": "d1", "status": "new"], to: "alert")
        let begun = try monitor.update(with: first)
        #expect(begun.left.count == 4)
        #expect(begun.entered.filter { $0.state == .fires }.map(\.rule) == ["many", "first"])

        var second = rules.newEstate()
        try second.add(["id": "a2", "device": "d1", "status": "new"], to: "alert")
        let busy = try monitor.update(with: second)
        #expect(busy.entered == [Match(rule: "busy", state: .fires, entity: "device", key: "d1")])
        #expect(busy.left.isEmpty)

        let fewer = try monitor.update(removing: [EntityKey("device", "D2"), EntityKey("device", "d9")])
        #expect(fewer.left.filter { $0.state == .fires }.map(\.rule) == ["many"])
        #expect(try monitor.update() == MatchUpdate(entered: [], left: []))
    }
}

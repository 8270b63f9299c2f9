import RulePlan
import Testing

@testable import RuleEngine

@Suite struct `Row sets that read nothing around them` {
    private static let devices: Rows = [
        ["id": "d1", "risk": "high", "weight": 1], ["id": "d2", "risk": "low", "weight": 2],
        ["id": "d3", "risk": "low"],
    ]
    private static let alerts: Rows = [
        ["id": "a1", "device": "d1", "severity": "high"], ["id": "a2", "device": "d1", "severity": "low"],
        ["id": "a3", "device": "d2"],
    ]

    /// The devices for which a condition is true.
    private func devices(where condition: String, _ declarations: String = "", alerts: Rows? = Self.alerts) throws
        -> [String]
    {
        var rows = ["device": Self.devices]
        rows["alert"] = alerts
        return try outcome(
            of: "\(declarations)\nfor device when \(condition) then require check_device on device", given: rows
        ).items.compactMap(\.target?.key)
    }

    @Test func `come to the same for every row`() throws {
        #expect(try devices(where: "any alert anywhere where severity == high") == ["d1", "d2", "d3"])
        #expect(try devices(where: "any alert anywhere where severity == medium") == [])
        #expect(
            try devices(where: "count(alert anywhere where severity == high) between 1 and 2 and risk == low")
                == ["d2", "d3"])
        #expect(try devices(where: "max(severity of alert anywhere where severity is known) == high").count == 3)
        #expect(try devices(where: "any alert anywhere", alerts: nil) == [])
        #expect(try devices(where: "any alert anywhere", alerts: []) == [])
    }

    @Test func `are told apart from those that read the row`() throws {
        #expect(try devices(where: "any alert anywhere where alert.device == device and severity == high") == ["d1"])
        #expect(try devices(where: "any device as other anywhere where other.weight > device.weight") == ["d1"])
        // The outer one reads nothing of the rule's row, the inner one reads the outer one's.
        #expect(
            try devices(where: "any device as other anywhere where count(alert of other) == 2 and risk == high").count
                == 3)
        #expect(
            try devices(where: "any device as other anywhere where any alert of device where severity == high")
                == ["d1"])
        // The other way round.
        #expect(
            try devices(
                where: "any alert of device where severity == high and any device as other anywhere where weight == 2")
                == ["d1"])
    }

    @Test func `may be made of definitions, and definitions of them`() throws {
        let declarations = """
            define alert.serious = severity == high
            define serious_alerts = count(alert where serious)
            define device.is_one_of_few = serious_alerts < 3 and any alert anywhere where serious
            """
        #expect(try devices(where: "is_one_of_few and serious_alerts >= 1", declarations).count == 3)
        #expect(try devices(where: "any alert anywhere where serious and serious_alerts > 2", declarations) == [])
    }

    /// Else every one of the rows would run over all of the others.
    @Test func `are evaluated but once`() throws {
        let devices: Rows = (0..<6_000).map { ["id": .text("\($0)"), "risk": "low"] }
        let alerts: Rows = (0..<6_000).map { ["id": .text("\($0)"), "severity": "low"] }
        let time = try ContinuousClock().measure {
            let outcome = try outcome(
                of: """
                    define alert.usual = count(alert as other anywhere where severity == high) == 0
                    for device when count(alert anywhere where severity == high) > 0 then require check_device on device
                    for alert when not usual then require improve_score
                    """, given: ["device": devices, "alert": alerts])
            #expect(outcome.rules.map(\.evaluated) == [6_000, 6_000])
            #expect(outcome.rules.map(\.fired) == [0, 0])
        }
        #expect(time < .seconds(30))
    }

    /// Else every one of the rows would run over all of the others.
    @Test func `are looked up where something equals a value from outside`() throws {
        let devices: Rows = (0..<6_000).map { ["id": .text("\($0)"), "name": .text("PC-\($0)")] }
        let alerts: Rows = (0..<6_000).map { ["id": .text("pc-\($0 / 2)"), "severity": "low"] }
        let time = try ContinuousClock().measure {
            let outcome = try outcome(
                of: """
                    for device when any alert anywhere where alert.id == device.name then require check_device on device
                    for device when count(device as other anywhere where other.name == device.name) == 2
                    then require check_device on device
                    """, given: ["device": devices, "alert": alerts])
            #expect(outcome.rules.map(\.fired) == [3_000, 0])
        }
        #expect(time < .seconds(30))
    }

    /// Else every device would run over all those of which the name isn't known.
    @Test func `are looked up without those that lack it, where it has to be known`() throws {
        let devices: Rows = (0..<6_000).map { place in
            place % 2 == 0
                ? ["id": .text("\(place)"), "name": .text("PC-\(place % 2_000)")] : ["id": .text("\(place)")]
        }
        let time = try ContinuousClock().measure {
            let outcome = try outcome(
                of: """
                    for device
                    when name is known and any device as other anywhere
                      where other.id != device.id and other.name is known and other.name == device.name
                    then require check_device on device
                    for device
                    when count(device as other anywhere where other.name is known and other.name == device.name) == 3
                    then require check_device on device
                    """, given: ["device": devices])
            #expect(outcome.rules.map(\.fired) == [3_000, 3_000])
            #expect(outcome.rules.map(\.undetermined) == [0, 3_000])
        }
        #expect(time < .seconds(30))
    }
}

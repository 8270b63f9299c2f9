import RandomNumbers
import RuleText

/// Rules made by chance, alike for alike seeds: 2 to 4 atoms each over the fields of a device, drawn from a stock of conditions of which
/// some are much more common than others, as in real rules. 1,000 rules have at most 750 distinct literals, 10,000 about 1,040.
struct GeneratedRules {
    struct Shape: Hashable {
        enum MatchRate: Hashable {
            /// About one decision in a thousand is true.
            case low
            /// About a third of the decisions are true.
            case high
        }

        var count: Int
        var rate = MatchRate.high
        /// How many of them ask about a device's alerts too.
        var quantified = 0
        /// Without title, severity, deadline and reason: about 140 bytes a rule instead of 240.
        var isBrief = false
    }

    let text: String

    var files: [SourceFile] { [SourceFile(name: "generated.secrule", text: text)] }

    init(_ shape: Shape, seed: UInt64 = 1) {
        var random = SeededRandom(seed: seed)
        let stock = LiteralStock()
        var text = ""
        for number in 0..<shape.count {
            var condition = Self.condition(shape.rate, stock, &random)
            // Spread evenly over the rules.
            if (number + 1) * shape.quantified / shape.count > number * shape.quantified / shape.count {
                let connective = shape.rate == .low || random.oneIn(2) ? "and" : "or"
                condition = "(\(condition)) \(connective) \(Self.aboutAlerts(&random))"
            }
            if shape.isBrief {
                text += "rule r\(number) for device when \(condition) then require check_device on device\n"
                continue
            }
            text += """
                rule r\(number) "Generated rule \(number)" severity \(random.pick(["low", "medium", "high"]))
                  for device when \(condition)
                  then require check_device on device within 4h because "{device.name} matches"

                """
        }
        self.text = text
    }

    /// The ways in which 2 to 4 conditions are joined, `0` to `3` standing for them.
    private static let joints = [
        "0 and 1", "0 or 1",
        "0 and 1 and 2", "0 or 1 or 2", "0 and (1 or 2)", "0 or 1 and 2",
        "0 and 1 and 2 and 3", "0 or 1 or 2 or 3", "0 and 1 or 2 and 3", "(0 or 1) and (2 or 3)",
        "0 and 1 and (2 or 3)",
        "0 or 1 or 2 and 3", "0 and (1 or 2 or 3)",
    ]
    /// Those in which nothing is true without the first condition.
    private static let jointsWithNeed = joints.filter { $0.hasPrefix("0 and") && !$0.hasPrefix("0 and 1 or") }

    private static func condition(
        _ rate: Shape.MatchRate, _ stock: LiteralStock, _ random: inout SeededRandom
    ) -> String {
        let joint = random.pick(rate == .low ? jointsWithNeed : joints)
        var literals = (0..<4).map { _ in stock.literal(&random) }
        if rate == .low { literals[0] = stock.rareLiteral(&random) }
        var condition = ""
        for character in joint {
            condition += character.wholeNumberValue.map { literals[$0] } ?? String(character)
        }
        return condition
    }

    private static func aboutAlerts(_ random: inout SeededRandom) -> String {
        let severity = random.pick(["low", "medium", "high"])
        let part = random.pick([
            "severity >= \(severity)", "severity >= \(severity) and status != resolved",
            "status == new", "confidence > \(random.below(9) * 10)", "created newer than \(1 + random.below(30))d",
        ])
        let rows = "alert of device where \(part)"
        switch random.below(4) {
        case 0: return "any \(rows)"
        case 1: return "no \(rows)"
        case 2: return "count(\(rows)) >= \(1 + random.below(4))"
        default: return "(all alert of device where severity >= \(severity) satisfy status == resolved)"
        }
    }

    /// The model that the rules are about, instead of the standard one.
    static let model = SourceFile(
        name: "generated-model.secrule",
        text: """
            entity device "A device" from "devices" key id {
              id              text                                          from "deviceId"
              name            text                                          from "computerDnsName"
              risk_level      none < informational < low < medium < high    from "riskScore"
              exposure_level  none < low < medium < high                    from "exposureLevel"
              platform        windows | macos | linux | ios | android | iot | network | other from "osPlatform"
              health          active | inactive | impaired | no_sensor | misconfigured | unknown_state from "healthStatus"
              os_version      version                                       from "version"
              group           text                                          from "rbacGroupName"
              owner           text                                          from "assignedTo"
              site            text                                          from "siteName"
              software        text                                          from "mainSoftware"
              risk_score      number 0..100                                 from "riskPoints"
              cvss            number 0..10                                  from "highestCvss"
              findings        number 0..                                    from "openFindings"
              managed         boolean                                       from "isManaged"
              internet_facing boolean                                       from "isInternetFacing"
              encrypted       boolean                                       from "isEncrypted"
              first_seen      time                                          from "firstSeen"
              last_seen       time                                          from "lastSeen"
              last_scan       time                                          from "lastScan"
            }
            entity alert "An alert" from "alerts" key id {
              id         text                                               from "alertId"
              device     device                                             from "machineId"
              severity   none < informational < low < medium < high         from "severity"
              status     new | in_progress | resolved                       from "status"
              created    time                                               from "alertCreationTime"
              confidence number 0..100                                      from "confidence"
            }
            task check_device on device "Check the device"

            """)
}

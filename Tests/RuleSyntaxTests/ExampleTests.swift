import Foundation
import RuleSyntax
import RuleText
import TestSupport
import Testing

@Suite struct `What the documents show` {
    @Test func `a rule with every clause`() {
        check(
            """
            rule scan_risky_devices "Devices at high risk are scanned"
              severity high
              tags "daily", "defender"
              see "https://learn.microsoft.com/..."
              for device
              when risk_level >= high and not isolated
              then run antivirus_scan on device on approval within 4h
              because "{device.name} is at {risk_level} risk"

            when exposure_score > 60 then require improve_score daily
            """)
    }

    @Test func `the model`() {
        check(
            """
            entity device "A device known to Defender" from "machines" key id {
              id             text                                        from "id" or "DeviceId"
              name           text                                        from "computerDnsName" or "DeviceName"
              risk_level     none < informational < low < medium < high  from "riskScore" reading "No known risks" as none "Highest risk of its alerts"
              health_status  active | inactive | impaired_communication | no_sensor_data
              last_seen      time                                        from "lastSeen"
              tags           list of text                                from "machineTags"
            }
            entity alert from "alerts" key id newest last_update {
              id             text
              device         device                                      from "machineId"   # a reference, by key
              severity       unspecified < informational < low < medium < high
              last_update    time                                        from "lastUpdateTime"
            }
            entity evidence from "evidence" in alert key alert, sha256 { alert alert sha256 text }   # rows in an alert's
            score exposure_score number 0..100 lower is better "Organization exposure score" from "exposureScore"
            score device_secure_score number 0.. higher is better "Secure score for devices (points)" from "configurationScore"
            task improve_score "Improve score"
            task check_device on device "Check the device"
            action isolate on device on approval "Isolate device"
            action release on device on approval reverses isolate "Release from isolation"
            action antivirus_scan on device automatically at most 25 with type quick | full "Run antivirus scan"
            role security_admin "Security administrator"
            """)
    }

    @Test func `a test`() {
        check(
            """
            test "a risky device is scanned, unless it's isolated" of scan_risky_devices {
              now 2026-11-23T09:00:00Z
              time zone "Europe/Amsterdam"
              set limit = 70
              given exposure_score = 72
              given device "d1" { name: "PC-1", risk_level: high, isolated: false }
              given device "d2" { name: "PC-2", risk_level: high }
              given alert "a1" { device: "d1", severity: high, created: now - 2h }
              given completed improve_score at now - 1d
              expect run antivirus_scan on device "d1"
              expect no isolate
              expect scan_risky_devices undetermined for device "d2"
              expect scan_risky_devices fires for device "d1"
              expect scan_risky_devices quiet for device "d3"
              expect require improve_score on device "d1" due 2026-11-24
              expect raise high
              expect nothing else
            }
            """)
    }

    @Test func `every form of every declaration`() throws {
        let text = try Self.everything()
        let outlines = parse(SourceFile(name: "everything", text: text), index: FileIndex(0)).tree.declarations
            .map { outline(of: $0) }
        check(text)
        #expect(Golden("everything.outline").difference(from: outlines.joined(separator: "\n\n") + "\n") == nil)
    }

    @Test func `the rules and the standard model of this package`() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        var found = 0
        for folder in ["rules", "Sources/RuleCompiler/Resources"] {
            let folder = root.appendingPathComponent(folder)
            for case let url as URL in FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
                ?? .init()
            where url.pathExtension == "secrule" {
                found += 1
                check(try String(contentsOf: url, encoding: .utf8))
            }
        }
        #expect(found > 1)
    }

    /// A file with every form of the language in it.
    static func everything() throws -> String {
        let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Golden/RuleSyntaxTests/everything.secrule")
        return try String(contentsOf: url, encoding: .utf8)
    }
}

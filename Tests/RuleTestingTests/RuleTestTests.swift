import RulePlan
import RuleTesting
import TestSupport
import Testing

@Suite struct `Tests of rules` {
    @Test(arguments: [
        // The example of the language's own description.
        """
        test "a risky device is scanned, unless it's isolated" of scan_risky_devices {
          now 2026-11-23T09:00:00Z
          time zone "Test/Plus2"
          set limit = 70
          given exposure_score = 72
          given device "d1" { name: "PC-1", risk_level: high, isolated: false }
          given device "d2" { name: "PC-2", risk_level: high }
          given alert "a1" { device: "d1", severity: high, created: now - 2h }
          given completed improve_score at now - 1d
          expect run antivirus_scan on device "d1"
          expect no isolate
          expect scan_risky_devices undetermined for device "d2"
        }
        """,
        // A param that is set, and one that isn't.
        #"test "t" of exposure { given exposure_score = 70  set limit = 70  expect exposure quiet }"#,
        #"test "t" of exposure { given exposure_score = 70  expect exposure fires }"#,
        #"test "t" of exposure { expect exposure undetermined }"#,
        // The default instant and zone, and others.
        #"test "t" of exposure { given exposure_score = 70  expect require improve_score due 2026-01-01T23:59:59Z  expect raise high }"#,
        #"test "t" of exposure { now 2026-03-01 time zone "Test/Plus2" given exposure_score = 70  expect require improve_score due 2026-03-01T21:59:59Z  expect raise high "Exposure is 70" }"#,
        // The history.
        #"test "t" of exposure { given exposure_score = 70  given completed improve_score at now  expect no improve_score expect raise high }"#,
        #"test "t" of scan_risky_devices { given device "D1" { risk_level: high, isolated: false } given opened antivirus_scan on device "d1" at now - 1h expect run antivirus_scan on device "d1" on approval due now + 3h }"#,
        // An entity that is empty, one that is absent, keys in another case.
        #"test "t" of many_alerts { given device "d1" { name: "n" } given no alert expect many_alerts quiet for device "D1" }"#,
        #"test "t" of many_alerts { given device "d1" { name: "n" } expect many_alerts undetermined for device "d1" }"#,
        #"test "t" of many_alerts { given no device expect many_alerts quiet }"#,
        #"test "t" of many_alerts { expect many_alerts undetermined }"#,
        // A value of the organisation that is derived, or given instead.
        #"test "t" of watch { given exposure_score = 61 expect notify security_admin }"#,
        #"test "t" of watch { given exposure_score = 61 given alerting = false expect watch quiet }"#,
        #"test "t" of watch { given alerting = 1 < 2 expect watch fires }"#,
        // References, derived values of rows, all kinds of expectations.
        """
        test "t" of many_alerts {
          given device "d1" { name: "n" }
          given alert "a1" { device: "D1", severity: high, open: true }
          given alert "a2" { device: "d1", severity: high, status: new }
          given alert "a3" { device: "d1", severity: high, status: new, open: false }
          expect require check_device on device "d1"
          expect notify security_admin "Look at n" for device "d1"
          expect no notify security_admin "Look at m"
          expect no run isolate
        }
        """,
        #"test "t" { given device "d1" { name: "srv" } expect forbid isolate on device "d1" expect no forbid release expect nothing else }"#,
        #"test "t" { given device "d1" { name: "srv" } given alert "a" { device: "d1", severity: high } expect no isolate expect alerted_devices fires for alert "a" }"#,
        // That a rule fires includes what it asks for.
        #"test "t" of exposure { given exposure_score = 70  expect exposure fires }"#,
        #"test "t" of alerted_devices { given device "d1" {} given alert "a" { device: "d1", severity: high } expect alerted_devices fires for alert "a" }"#,
        // Without `of`, what is not expected is no failure.
        #"test "t" { given exposure_score = 70  expect raise high }"#,
        // A rule that asks for nothing.
        #"test "t" of exposure { given exposure_score = 10 }"#,
    ])
    func `pass`(_ test: String) throws {
        #expect(try failures(test) == [])
    }

    @Test(arguments: [
        (
            #"test "t" of exposure { given exposure_score = 70 expect raise high }"#,
            [
                "unexpected: require improve_score due 2026-01-01T23:59:59Z",
                "why: exposure fires: exposure_score is 70; limit is 60",
            ]
        ),
        (
            #"test "t" { given exposure_score = 70 expect raise high expect notify security_admin expect nothing else }"#,
            [
                "unexpected: require improve_score due 2026-01-01T23:59:59Z",
                "why: exposure fires: exposure_score is 70; limit is 60",
            ]
        ),
        (
            #"test "t" of exposure { given exposure_score = 58 expect require improve_score }"#,
            [
                "expect require improve_score", "got: no such item",
                "why: exposure is quiet: exposure_score is 58, needs > limit, which is 60",
            ]
        ),
        (
            #"test "t" of exposure { expect require improve_score }"#,
            [
                "expect require improve_score", "got: no such item",
                "why: exposure is undetermined: the score exposure_score is missing",
            ]
        ),
        (
            #"test "t" of exposure { given exposure_score = 70 given completed improve_score at now expect require improve_score expect raise high }"#,
            [
                "expect require improve_score",
                "got: not listed now, by the history: it was done in this period, or is under way",
                "why: exposure fires: exposure_score is 70; limit is 60",
            ]
        ),
        (
            #"test "t" of exposure { given exposure_score = 70 expect require improve_score due now expect raise low }"#,
            [
                "expect require improve_score due now", "got: require improve_score due 2026-01-01T23:59:59Z",
                "expect raise low", #"got: raise high "Exposure is 70""#,
            ]
        ),
        (
            #"test "t" { given exposure_score = 70 expect no raise high expect exposure quiet }"#,
            [
                "expect no raise high", #"got: raise high "Exposure is 70""#,
                "why: exposure fires: exposure_score is 70; limit is 60", "expect exposure quiet",
                "got: exposure fires: exposure_score is 70; limit is 60",
            ]
        ),
        (
            #"test "t" { given no device expect no isolate on device "d1" }"#,
            [#"expect no isolate on device "d1""#, #"got: the test gives no device "d1""#]
        ),
        (
            #"test "t" { given device "d1" { name: "srv" } given alert "a" { device: "d1", severity: high } expect run isolate on device "d1" }"#,
            [
                #"expect run isolate on device "d1""#, "got: forbidden by spare_servers",
                #"why: alerted_devices fires for alert "a": alert.severity is high"#,
            ]
        ),
        (
            #"test "t" of exposure { expect scan_risky_devices quiet }"#,
            [
                "expect scan_risky_devices quiet",
                "got: 'scan_risky_devices' is none of the rules that the test names, so it did not run",
            ]
        ),
        (
            #"test "t" of exposure { expect raise low }"#,
            ["expect raise low", "got: no such item", "why: no rule that the test names asks for it"]
        ),
        (
            #"test "t" { time zone "Mars/Base" expect no isolate }"#,
            ["the time zone 'Mars/Base' is not known here; names are like 'Europe/Amsterdam'"]
        ),
        (#"test "t" { given no device }"#, ["the test expects nothing"]),
    ])
    func `fail with what was found and why`(_ test: String, _ expected: [String]) throws {
        #expect(try failures(test) == expected)
    }

    @Test func `sum up`() throws {
        let report = try report(
            #"test "a" of exposure { expect exposure undetermined } test "b" of exposure { expect exposure fires }"#)
        #expect(report.summary == "1 passed, 1 failed")
        #expect(!report.hasPassed)
        #expect(report.results.map(\.location.line) == [36, 36])
        #expect(try !RuleTestingTests.report("").hasPassed, "no test is no success")
    }
}

@Suite struct `Reports of tests` {
    private let tests = """
        test "a risky device is scanned" of scan_risky_devices {
          given device "d1" { name: "PC-1", risk_level: medium, isolated: false }
          given device "d2" { name: "PC-2", risk_level: high, isolated: false }
          given device "d3" { risk_level: high }
          expect run antivirus_scan on device "d1"
          expect run antivirus_scan on device "d3"
        }
        test "markup & \\"quotes\\" are <escaped>" of exposure, many_alerts {
          given exposure_score = 58
          given device "d&1" { name: "PC-<1>\\u{1B}" }
          given alert "a1" { device: "d&1", severity: high, status: new }
          given alert "a2" { device: "d&1", severity: low, status: new }
          expect exposure quiet
          expect many_alerts fires for device "d&1"
        }
        test "exposure" of exposure { given exposure_score = 61 expect exposure fires }
        test "the worst" of worst {
          given vulnerability "CVE-1" { cvss: 9 }
          given vulnerability "CVE-2" { cvss: 8 }
          expect raise medium "CVE-1" for vulnerability "CVE-1"
        }

        """

    @Test func `are read by people`() throws {
        let report = try report(tests, covers: true)
        #expect(Golden("tests.txt").difference(from: TestReportText().rendered(report)) == nil)
        #expect(Golden("tests-colored.txt").difference(from: TestReportText(isColored: true).rendered(report)) == nil)
    }

    @Test func `are read by programs`() throws {
        #expect(
            Golden("tests.json").difference(from: TestReportJSON().rendered(try report(tests, covers: true))) == nil)
        #expect(Golden("tests.xml").difference(from: TestReportJUnit().rendered(try report(tests))) == nil)
        #expect(TestReportJSON().rendered(TestReport()).contains("\"coverage\": null"))
    }
}

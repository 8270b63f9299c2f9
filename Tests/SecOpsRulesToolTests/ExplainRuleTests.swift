import TestSupport
import Testing

@Suite struct `Why a rule did what it did` {
    private let machine = MemoryMachine([
        "rules/a.secrule": """
        rule scan_risky_devices
          for device
          when risk_level >= high and not isolated
          then run scan on device on approval

        rule exposure when exposure_score > 60 then raise high "exposed"

        rule quiet_alerts for alert when id == "x" then raise low "x"

        waive scan_risky_devices for device where name starts with "srv" until 2027-01-01 because "in the lab"
        """,
        "m.secrule": """
        entity device key id { id text  name text  risk_level low < medium < high }
        entity device_action key id { id text  device device  type isolate | release }
        entity alert key id { id text }
        define device.isolated = any device_action of device where type == isolate
        score exposure_score number 0..100
        action scan on device on approval
        """,
        "data/devices.json": """
        [{"id": "d1", "name": "PC-1", "risk_level": "medium"}, {"id": "d2", "name": "PC-2", "risk_level": "high"},
         {"id": "d3", "name": "srv-3", "risk_level": "high"}, {"id": "d4"}, {"id": "d5", "risk_level": "low"},
         {"id": "d6", "risk_level": "low"}, {"id": "d7", "risk_level": "low"}, {"id": "d8", "risk_level": "low"},
         {"id": "d9", "risk_level": "low"}]
        """,
        "data/device_actions.json": #"[{"id": "x1", "device": "d1", "type": "release"}]"#,
        "data/scores.json": #"{"exposure_score": 58}"#,
    ])

    private func run(_ words: String) -> Int32 {
        machine.run("explain \(words) --model m.secrule --data data --time-zone UTC")
    }

    @Test(arguments: [
        ("device=d1", "explain-quiet.txt"), ("device=pc-2", "explain-fires.txt"), ("device=D3", "explain-waived.txt"),
        ("device=d4", "explain-undetermined.txt"),
    ])
    func `is shown part by part for a row, by its key or its name`(_ row: String, _ golden: String) {
        #expect(run("--rule scan_risky_devices --on \(row)") == 0)
        #expect(Golden(golden).difference(from: machine.output) == nil)
        #expect(machine.errors.isEmpty)
    }

    @Test func `is summed up without a row`() {
        #expect(run("rules --rule scan_risky_devices") == 0)
        #expect(Golden("explain-survey.txt").difference(from: machine.output) == nil)
        machine.isOutputTerminal = true
        #expect(run("rules --rule scan_risky_devices") == 0)
        #expect(Golden("explain-survey-colored.txt").difference(from: machine.output) == nil)
    }

    @Test func `is shown for the organisation, and where there is no data`() {
        #expect(run("--rule exposure") == 0)
        #expect(
            machine.output == """
                exposure is quiet
                 --> rules/a.secrule:6
                why: exposure_score is 58, needs > 60

                false    exposure_score > 60
                           exposure_score = 58

                """)
        #expect(run("--rule quiet_alerts --on alert=a") == 0)
        #expect(
            machine.output
                == "quiet_alerts is undetermined\n --> rules/a.secrule:8\nwhy: no data was given for 'alert'\n")
    }

    @Test(arguments: [
        ("--rule exposur", "there is no rule 'exposur'; did you mean 'exposure'?"),
        ("--rule zzz", "there is no rule 'zzz'; 'secops-rules plan' lists them"),
        (
            "--rule exposure --on device=d1",
            "'exposure' speaks of the whole organisation, not of rows; leave out '--on'"
        ),
        ("--rule scan_risky_devices --on alert=a", "'scan_risky_devices' is for 'device'; say --on device=KEY"),
        ("--rule scan_risky_devices --on device", "'device' names no row; write it like --on device=KEY"),
        (
            "--rule scan_risky_devices --on device=d77",
            "the data has no device 'd77'; leave out '--on' to see which there are"
        ),
        ("E0301", "'--data' needs the rule to explain; say --rule NAME"),
    ])
    func `needs a question that can be answered`(_ words: String, _ message: String) {
        #expect(run(words) == 2)
        #expect(machine.errors == "secops-rules: \(message)\n")
        #expect(machine.output.isEmpty)
    }
}

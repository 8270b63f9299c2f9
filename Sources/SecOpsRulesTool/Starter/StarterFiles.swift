/// What 'init' writes: rules that are right, tests that pass, and data on which they find something.
enum StarterFiles {
    static let all: [(path: String, text: String)] = [
        ("README.md", readme), ("rules/first.secrule", rules), ("rules/first.tests.secrule", tests),
        ("data/machines.json", machines), ("data/exposureScore.json", score),
    ]

    private static let readme = """
        # Our security work, as rules

        - `rules/` holds the rules, in files that end in `.secrule`, and their tests. All files are read as one program.
        - `data/` holds exports to run them on. Those that are here are made up: put your own in their place, under the names that the APIs
          of Defender and Graph have for them (`machines.json`, `alerts.json`, …).

        ```sh
        secops-rules check                # are the rules right?
        secops-rules test                 # do they do what their tests say?
        secops-rules run --data data      # what is to be done now?
        ```

        Further: `secops-rules fmt` lays the files out, `secops-rules model` prints the devices, alerts and scores that rules can speak of,
        `secops-rules explain --rule risky_devices_checked --data data` shows why a rule fired, and
        `secops-rules init --ci` prints what checks every change by machine.

        """

    private static let rules = """
        # The first rules. A rule says when, and then what: read it aloud.

        param exposure_limit = 60 in 0..100

        rule exposure_kept_low "The exposure score is kept low"
          severity medium
          when exposure_score > exposure_limit
          then require improve_score weekly
          because "the exposure score is {exposure_score}, and {exposure_limit} is what we accept"

        rule risky_devices_checked "Devices at high risk are checked"
          severity high
          for device
          when risk_level >= high
          then require check_device on device within 4h
          because "{device.name} is at {risk_level} risk"

        """

    private static let tests = """
        # What the first rules do, shown on an estate that each test makes up.

        test "a score above the limit is work" of exposure_kept_low {
          given exposure_score = 61
          expect require improve_score
        }

        test "a score at the limit is none" of exposure_kept_low {
          given exposure_score = 60
          expect exposure_kept_low quiet
        }

        test "a device at high risk is checked within four hours" of risky_devices_checked {
          now 2026-11-23T09:00:00Z
          given device "d1" { name: "PC-1", risk_level: high }
          given device "d2" { name: "PC-2", risk_level: medium }
          expect require check_device on device "d1" due 2026-11-23T13:00:00Z
        }

        test "what is not known is not taken for safe" of risky_devices_checked {
          given device "d1" { name: "PC-1" }
          expect risky_devices_checked undetermined for device "d1"
        }

        """

    private static let machines = """
        {
          "value": [
            { "id": "0001", "computerDnsName": "pc-01.example", "riskScore": "High", "healthStatus": "Active" },
            { "id": "0002", "computerDnsName": "pc-02.example", "riskScore": "Low", "healthStatus": "Active" },
            { "id": "0003", "computerDnsName": "srv-01.example", "riskScore": "None", "healthStatus": "Active" }
          ]
        }

        """

    private static let score = """
        { "score": 64.5 }

        """
}

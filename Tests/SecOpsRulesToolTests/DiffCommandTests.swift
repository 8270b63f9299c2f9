import Testing

@Suite struct `The diff command` {
    private let model = """
        entity device key id { id text risk none < low < medium < high }
        task look on device
        """

    private func machine(_ old: String, _ new: String) -> MemoryMachine {
        MemoryMachine(["old.secrule": old, "new/a.secrule": new, "m.secrule": model])
    }

    @Test func `tells by its exit status whether there is a difference`() {
        let rule = "rule a for device when risk > low then require look on device"
        let machine = machine(rule, rule)
        #expect(machine.run("diff --model m.secrule old.secrule new") == 0)
        #expect(machine.output == "no difference in 1 rule\n")
        machine.files["new/a.secrule"] = Array("rule a for device when risk > medium then require look on device".utf8)
        #expect(machine.run("diff --model m.secrule old.secrule new") == 1)
        #expect(
            machine.output == """
                rule a: stricter, it catches less
                  no longer caught: device.risk == medium
                require look on device: stricter, it catches less
                  no longer caught: device.risk == medium

                1 of 1 rule differs

                """)
        machine.standardInput = Array(rule.utf8)
        #expect(machine.run("diff --model m.secrule - old.secrule") == 0)
    }

    @Test func `writes JSON with everything`() {
        let machine = machine(
            "rule a for device when risk > low then require look on device",
            "rule a for device when risk > medium then require look on device within 1h")
        #expect(machine.run("diff --model m.secrule --format json old.secrule new") == 1)
        #expect(
            machine.output == """
                {
                  "version": 1,
                  "same": false,
                  "rules": [
                    {
                      "name": "a",
                      "verdict": "stricter",
                      "lost": { "facts": ["device.risk == medium"], "supposed": [], "tried": true },
                      "gained": null,
                      "unclear": null,
                      "takenAsAWhole": [],
                      "changes": ["require look on device: now within 1h"]
                    }
                  ],
                  "work": [
                    {
                      "name": "require look on device",
                      "verdict": "stricter",
                      "lost": { "facts": ["device.risk == medium"], "supposed": [], "tried": true },
                      "gained": null,
                      "unclear": null,
                      "takenAsAWhole": [],
                      "changes": []
                    }
                  ],
                  "parameters": []
                }

                """)
    }

    @Test func `refuses what can't be compared`() {
        let machine = machine("rule a for device when risk > lwo then require look on device", "")
        #expect(machine.run("diff --model m.secrule old.secrule new") == 2)
        #expect(machine.errors.contains("E0309"))
        #expect(machine.run("diff old.secrule") == 2)
        #expect(machine.errors == "secops-rules: 'diff' needs two versions: 'secops-rules diff OLD NEW'\n")
        #expect(machine.run("diff - -") == 2)
        #expect(machine.run("diff old.secrule nowhere") == 2)
    }
}

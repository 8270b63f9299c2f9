import Testing

@Suite struct `The test command` {
    private let rule = """
        param limit = 60 in 0..100
        rule exposure when exposure_score > limit then require improve_score daily

        """

    private func machine(_ tests: String) -> MemoryMachine {
        MemoryMachine([
            "rules/a.secrule": rule + tests, "m.secrule": "score exposure_score number 0..100 task improve_score",
        ])
    }

    @Test func `passes`() {
        let machine = machine(#"test "t" of exposure { given exposure_score = 61 expect require improve_score }"#)
        #expect(machine.run("test --model m.secrule") == 0)
        #expect(machine.output == "1 passed, 0 failed\n")
        #expect(machine.errors.isEmpty)
    }

    @Test func `takes params, which tests may set otherwise`() {
        let machine = machine(
            """
            test "t" of exposure { given exposure_score = 61 expect exposure quiet }
            test "u" of exposure { set limit = 60 given exposure_score = 61 expect exposure fires }
            """)
        #expect(machine.run("test --model m.secrule --set limit=61") == 0)
        #expect(machine.run("test --model m.secrule") == 1)
        #expect(machine.run("test --model m.secrule --set limit=900") == 2)
    }

    @Test func `finds time zones`() {
        let machine = machine(#"test "t" { time zone "Europe/Nowhere" expect no improve_score }"#)
        #expect(machine.run("test --model m.secrule") == 1)
        #expect(machine.output.contains("the time zone 'Europe/Nowhere' is not known here"))
        #expect(machine.reads.contains("/usr/share/zoneinfo/Europe/Nowhere"))
    }

    @Test(arguments: [
        ("text", "coverage: 0 of 1 rule "), ("json", "\"never\""), ("junit", "<testsuites name=\"secops-rules\""),
    ])
    func `has several formats`(_ format: String, _ text: String) {
        let machine = machine(#"test "never" of exposure { given exposure_score = 61 expect exposure fires }"#)
        #expect(machine.run("test --model m.secrule --coverage --format \(format)") == 0)
        #expect(machine.output.contains(text))
    }

    @Test func `covers the rules of the program, not those of the model`() {
        let machine = MemoryMachine([
            "rules/a.secrule": #"test "t" of own { expect require improve }"#,
            "m.secrule": "task improve rule own when always then require improve",
        ])
        #expect(machine.run("test --model m.secrule --coverage") == 0)
        #expect(machine.output.hasPrefix("coverage: 0 of 0 rules "))
    }

    @Test func `fails where there is no test, or a mistake`() {
        let empty = machine("")
        #expect(empty.run("test --model m.secrule") == 1)
        #expect(empty.output == "0 passed, 0 failed\n")
        #expect(empty.errors == "secops-rules: the rules have no test; grammar.md shows how to write one\n")
        let mistaken = machine(#"test "t" of exposur { expect nothing else }"#)
        #expect(mistaken.run("test --model m.secrule") == 1)
        #expect(mistaken.errors.contains("error[E03"))
        #expect(mistaken.output.isEmpty)
    }
}

import Testing

@Suite struct `Laying files out` {
    private let crooked = "when exposure_score>60 # why\n  then require improve_score\n"
    private let straight = "when exposure_score > 60  # why\nthen require improve_score\n"

    @Test func `rewrites what is not laid out, and nothing else`() {
        let machine = MemoryMachine(["rules/a.secrule": crooked, "rules/b.secrule": straight])
        #expect(machine.run("fmt") == 0)
        #expect(machine.output == "laid out rules/a.secrule\n")
        #expect(machine.text(of: "rules/a.secrule") == straight)
        #expect(machine.run("fmt") == 0)
        #expect(machine.output.isEmpty)
    }

    @Test func `only says what would change`() {
        let machine = MemoryMachine(["rules/a.secrule": crooked])
        #expect(machine.run("fmt --check") == 1)
        #expect(machine.output == "would change rules/a.secrule\n")
        #expect(machine.run("fmt --diff") == 0)
        #expect(
            machine.output == """
                --- rules/a.secrule
                +++ rules/a.secrule
                @@ -1,2 +1,2 @@
                -when exposure_score>60 # why
                -  then require improve_score
                +when exposure_score > 60  # why
                +then require improve_score

                """)
        #expect(machine.run("fmt --check --diff") == 1)
        #expect(machine.text(of: "rules/a.secrule") == crooked)
    }

    @Test func `shows changes apart from each other as hunks`() {
        let lines = (1...20).map { "role r\($0)" }
        let machine = MemoryMachine([
            "rules/a.secrule": (["role  a"] + lines + ["role  b"]).joined(separator: "\n")
        ])
        #expect(machine.run("fmt --diff") == 0)
        #expect(
            machine.output == """
                --- rules/a.secrule
                +++ rules/a.secrule
                @@ -1,4 +1,4 @@
                -role  a
                +role a
                 role r1
                 role r2
                 role r3
                @@ -19,4 +19,4 @@
                 role r18
                 role r19
                 role r20
                -role  b
                \\ No newline at end of file
                +role b

                """)
    }

    @Test func `leaves a file with mistakes as it is`() {
        let machine = MemoryMachine(["rules/a.secrule": "when  then", "rules/b.secrule": crooked])
        #expect(machine.run("fmt") == 1)
        #expect(machine.errors.contains("rules/a.secrule:1:7"))
        #expect(machine.text(of: "rules/a.secrule") == "when  then")
        #expect(machine.text(of: "rules/b.secrule") == straight)
    }

    @Test func `answers standard input on standard output`() {
        let machine = MemoryMachine()
        machine.standardInput = Array(crooked.utf8)
        #expect(machine.run("fmt -") == 0)
        #expect(machine.output == straight)
        #expect(machine.run("fmt - rules") == 2)
    }
}

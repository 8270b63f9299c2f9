import Testing

@Suite struct `The watch command` {
    private let right = "rule r when exposure_score > 60 then require improve_score\n"
    private let wrong = "rule r when exposure_skore > 60 then require improve_score\n"

    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test func `runs once, and again when a file changes`() {
        let machine = MemoryMachine(["rules/a.secrule": right])
        machine.pauses = [
            {}, { machine.files["rules/a.secrule"] = bytes(wrong) }, {}, {},
            { machine.files["rules/a.secrule"] = bytes(right) }, {}, {},
        ]
        #expect(machine.run("watch check") == 0)
        let parts = machine.output.split(separator: "\n")
        #expect(parts.count { $0 == "no mistakes in 1 file" } == 2)
        #expect(parts.count { $0 == "1 error in 1 file" } == 1)
        #expect(machine.errors == String(repeating: "secops-rules: 'rules/a.secrule' changed\n", count: 2))
        // Nobody looks at a terminal here.
        #expect(!machine.output.contains("\u{1B}"))
    }

    @Test func `waits until files that are being written rest`() {
        let machine = MemoryMachine(["rules/a.secrule": right])
        machine.pauses = [
            { machine.files["rules/a.secrule"] = bytes("ru") },
            { machine.files["rules/a.secrule"] = bytes("rule r w") },
            { machine.files["rules/a.secrule"] = bytes(right + "# more\n") }, {},
        ]
        #expect(machine.run("watch check rules") == 0)
        #expect(machine.output == "no mistakes in 1 file\nno mistakes in 1 file\n")
    }

    @Test func `survives files that vanish and come back`() {
        let machine = MemoryMachine(["rules/a.secrule": right])
        machine.pauses = [
            { machine.files["rules/a.secrule"] = nil }, {}, {},
            {
                machine.files["rules/a.secrule"] = bytes(right)
                machine.files["rules/b.secrule"] = bytes("# nothing\n")
            }, {}, {},
        ]
        #expect(machine.run("watch check") == 0)
        #expect(
            machine.errors == """
                secops-rules: 'rules/a.secrule' is gone
                secops-rules: there is no 'rules' here; give the path of the rules
                secops-rules: 'rules/a.secrule' and 1 more changed

                """)
        #expect(machine.output == "no mistakes in 1 file\nno mistakes in 2 files\n")
    }

    @Test func `looks at the model too`() {
        let machine = MemoryMachine([
            "m": "score exposure_score number task improve_score", "rules/a.secrule": right,
        ])
        machine.pauses = [{ machine.files["m"] = bytes("task improve_score") }, {}]
        #expect(machine.run("watch check --model m") == 0)
        #expect(machine.errors == "secops-rules: 'm' changed\n")
        #expect(machine.output.hasSuffix("1 error in 1 file\n"))
    }

    @Test func `clears a terminal before it runs again`() {
        let machine = MemoryMachine(["rules/a.secrule": right])
        machine.isOutputTerminal = true
        machine.variables["NO_COLOR"] = "1"
        machine.pauses = [{ machine.files["rules/a.secrule"] = bytes(wrong) }, {}]
        #expect(machine.run("watch check") == 0)
        #expect(machine.output.hasPrefix("no mistakes in 1 file\n\u{1B}[2J\u{1B}[3J\u{1B}[Herror"))
    }

    @Test func `runs tests`() {
        let machine = MemoryMachine([
            "rules/a.secrule": right + "test \"t\" of r { given exposure_score = 70 expect require improve_score }\n"
        ])
        #expect(machine.run("watch test rules --coverage") == 0)
        #expect(machine.output.contains("1 passed, 0 failed"))
        #expect(machine.run("watch --coverage test -- rules") == 0)
        #expect(machine.output.contains("1 passed, 0 failed"))
    }

    @Test(arguments: [
        ("watch", "'watch' needs what to run: 'secops-rules watch check' or 'secops-rules watch test'"),
        ("watch chekc", "'watch' can't run 'chekc'; did you mean 'check'?"),
        ("watch rules", "'watch' can't run 'rules'; give one of check, test"),
        ("watch test --strict", "'test' has no option '--strict'; see 'secops-rules test --help'"),
        ("watch check --fix", "'watch' has no option '--fix'; see 'secops-rules watch --help'"),
        ("watch check -", "'watch' looks at files, and '-' is none; give their paths"),
        ("watch check nowhere", "cannot read 'nowhere': No such file or directory"),
        ("watch check --set x=1 rules", "--set: the rules have no parameter 'x'; the rules have none"),
    ])
    func `answers a mistake at once`(words: String, message: String) {
        let machine = MemoryMachine(["rules/a.secrule": right])
        machine.pauses = [{}]
        #expect(machine.run(words) == 2)
        #expect(machine.errors == "secops-rules: \(message)\n")
    }
}

import Testing

@Suite struct `Progress` {
    private func machine(secondsPerTick: Int64) -> MemoryMachine {
        let machine = MemoryMachine([
            "rules/a.secrule": """
            rule one when exposure_score > 60 then require improve_score
            rule two when exposure_score > 70 then require improve_score
            """,
            "data/scores.json": #"{"exposure_score": 65}"#, "customers/contoso/scores.json": "{}",
        ])
        machine.secondsPerTick = secondsPerTick
        machine.isErrorTerminal = true
        return machine
    }

    @Test func `is shown on a terminal where work takes long, and taken away at the end`() {
        let machine = machine(secondsPerTick: 2)
        #expect(machine.run("run --data data --time-zone UTC") == 0)
        #expect(machine.errors.contains("\r\u{1B}[Kreading data/scores.json (1 of 1 files of data)"))
        #expect(
            machine.errors.contains("\r\u{1B}[Krunning 2 rules\r\u{1B}[K0 of 2 rules run\r\u{1B}[K1 of 2 rules run"))
        #expect(machine.errors.hasSuffix("\r\u{1B}[K"))
        _ = machine.run("run --tenants customers --time-zone UTC")
        #expect(machine.errors.contains("\r\u{1B}[K0 of 1 tenants run"))
    }

    @Test func `is not shown anywhere else, nor of work that is done at once`() {
        let machine = machine(secondsPerTick: 2)
        machine.isErrorTerminal = false
        #expect(machine.run("run --data data --time-zone UTC") == 0)
        #expect(machine.errors.isEmpty)
        let quick = self.machine(secondsPerTick: 0)
        #expect(quick.run("run --data data --time-zone UTC") == 0)
        #expect(quick.errors.isEmpty)
    }

    @Test func `leaves messages on lines of their own`() {
        let machine = machine(secondsPerTick: 2)
        machine.files["data/scores.json"] = Array("[{".utf8)
        #expect(machine.run("run --data data --time-zone UTC") == 3)
        #expect(machine.errors.contains("\r\u{1B}[Ksecops-rules: data/scores.json:1: "))
    }
}

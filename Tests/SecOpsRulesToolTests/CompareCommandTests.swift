import Testing

@Suite struct `The compare command` {
    private func machine() -> MemoryMachine {
        let machine = MemoryMachine([
            "rules/a.secrule": """
            rule risky severity medium
              for device when risk_level >= high then require check_device on device within 4h
              because "{device.name} is at {risk_level} risk"
            """,
            "monday/devices.ndjson": """
            {"id": "d1", "name": "PC-1", "risk_level": "high"}
            {"id": "d2", "name": "PC-2", "risk_level": "high"}
            {"id": "d3", "name": "PC-3", "risk_level": "high"}
            """,
            "tuesday/devices.ndjson": """
            {"id": "d2", "name": "PC-2", "risk_level": "high"}
            {"id": "d3", "name": "PC-3"}
            {"id": "d4", "name": "PC-4", "risk_level": "high"}
            """,
        ])
        for (day, date) in [("monday", "2026-11-23"), ("tuesday", "2026-11-24")] {
            let words = "run --data \(day) --now \(date)T09:00:00Z --time-zone UTC --format json --output \(day).json"
            #expect(machine.run(words) == 0)
        }
        return machine
    }

    @Test func `reads what run has written`() {
        let machine = machine()
        #expect(machine.run("compare monday.json tuesday.json") == 1)
        #expect(
            machine.output == """
                1 opened, 0 escalated, 1 continued, 1 closed, 1 gone but not known to be closed \
                (from 2026-11-23 09:00 to 2026-11-24 09:00 UTC)

                Opened (1)
                  medium  13:00  Check the device · PC-4  PC-4 is at high risk

                Closed (1)
                  medium  2026-11-23 13:00  Check the device · PC-1  PC-1 is at high risk

                Gone, but not known to be closed (1)
                  medium  2026-11-23 13:00  Check the device · PC-3  risky is undetermined now

                """)
        #expect(machine.run("compare tuesday.json tuesday.json") == 0)
        #expect(machine.output.hasPrefix("0 opened, 0 escalated, 2 continued, 0 closed"))
    }

    @Test func `gives the same item as the document`() throws {
        let machine = machine()
        _ = machine.run("compare monday.json tuesday.json --format ndjson")
        let line = try #require(machine.output.split(separator: "\n").first)
        #expect(line.hasPrefix(#"{ "change": "opened", "tenant": null, "notes": [], "item": { "id": "#))
        #expect(line.contains(#""evidence": { "device.risk_level": "high" }"#))
        _ = machine.run("run --data tuesday --now 2026-11-24T09:00:00Z --time-zone UTC --format ndjson")
        let items = machine.output.split(separator: "\n")
        #expect(items.contains { line.contains($0) })
    }

    @Test(arguments: [
        ("[]", "x.json:1: expected the document that 'run --format json' prints"),
        ("{}", "x.json:1: expected the document that 'run --format json' prints"),
        (#"{"format": 2}"#, "x.json:1: expected \"format\": 1, and found 2; use the version that wrote it"),
        (#"{"format": 1, "now": "x"}"#, "x.json:1: expected an ISO 8601 time under \"now\""),
        ("{\"format\": 1,\n \"now\": ", "x.json:2: "), ("", "x.json:1: "),
    ])
    func `says where a file is no outcome`(_ text: String, _ message: String) {
        let machine = machine()
        machine.files["x.json"] = Array(text.utf8)
        #expect(machine.run("compare monday.json x.json") == 2)
        #expect(machine.errors.hasPrefix("secops-rules: \(message)"), "\(machine.errors)")
        #expect(machine.output.isEmpty)
    }

    @Test func `tells when the two are given the wrong way round`() {
        let machine = machine()
        _ = machine.run("compare tuesday.json monday.json")
        #expect(machine.errors.contains("give the earlier one first"))
    }

    @Test func `replaces nothing that it reads`() {
        let machine = machine()
        #expect(machine.run("compare monday.json tuesday.json --output ./monday.json") == 2)
        #expect(machine.run("compare monday.json") == 2)
        #expect(machine.run("compare monday.json tuesday.json --output changes.txt") == 1)
        #expect(machine.text(of: "changes.txt")?.hasPrefix("1 opened") == true)
    }
}

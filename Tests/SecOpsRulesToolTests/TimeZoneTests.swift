import Testing

@Suite struct `The time zone of a run` {
    /// A zone file of version 2 whose clocks are always two hours ahead of UTC.
    private static let zoneFile: [UInt8] = {
        func part(_ version: UInt8) -> [UInt8] {
            Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15)
                + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
                + [0, 0, 0x1C, 0x20, 0, 0] + Array("EET\0".utf8)
        }
        return part(0x32) + part(0x32) + Array("\nEET-2\n".utf8)
    }()

    private func machine(zones: [String] = ["/usr/share/zoneinfo/Europe/Athens"]) -> MemoryMachine {
        let machine = MemoryMachine(["rules/a.secrule": "role r \"R\""])
        for zone in zones { machine.files[zone] = Self.zoneFile }
        return machine
    }

    private func clock(_ machine: MemoryMachine, _ words: String = "") -> String {
        #expect(machine.run("run \(words)") == 0, "\(machine.errors)")
        return String(machine.output.prefix { $0 != ")" }.drop { $0 != "(" }.dropFirst())
    }

    @Test func `is the one that is asked for`() {
        #expect(clock(machine(), "--time-zone Europe/Athens") == "2026-11-23 11:00 Europe/Athens")
        #expect(clock(machine(zones: []), "--time-zone UTC") == "2026-11-23 09:00 UTC")
    }

    @Test func `else the variable's`() {
        let machine = machine()
        for variable in ["Europe/Athens", ":Europe/Athens", "/usr/share/zoneinfo/Europe/Athens"] {
            machine.variables = ["TZ": variable]
            #expect(clock(machine) == "2026-11-23 11:00 Europe/Athens")
        }
        machine.variables = ["TZ": ""]
        #expect(clock(machine) == "2026-11-23 09:00 UTC")
    }

    @Test func `else the machine's`() {
        let linked = machine()
        linked.links = ["/etc/localtime": "/usr/share/zoneinfo/Europe/Athens"]
        #expect(clock(linked) == "2026-11-23 11:00 Europe/Athens")
        let copied = machine(zones: ["/etc/localtime"])
        #expect(clock(copied) == "2026-11-23 11:00 local time")
        copied.files["/etc/timezone"] = Array("Europe/Athens\n".utf8)
        #expect(clock(copied) == "2026-11-23 11:00 Europe/Athens")
        let named = machine()
        named.files["/etc/timezone"] = Array("Europe/Athens\n".utf8)
        #expect(clock(named) == "2026-11-23 11:00 Europe/Athens")
        #expect(clock(machine(zones: [])) == "2026-11-23 09:00 UTC")
    }

    @Test func `may be kept elsewhere`() {
        let machine = machine(zones: ["/zones/Europe/Athens"])
        machine.variables = ["TZDIR": "/zones"]
        #expect(clock(machine, "--time-zone Europe/Athens") == "2026-11-23 11:00 Europe/Athens")
    }

    @Test func `decides what a bare date means`() {
        #expect(
            clock(machine(), "--time-zone Europe/Athens --now 2026-11-23") == "2026-11-23 00:00 Europe/Athens")
    }

    @Test(arguments: [
        ("Europe/Athen", "'Europe/Athen' is no time zone; did you mean 'Europe/Athens'?"),
        ("europe/athens", "'europe/athens' is no time zone; did you mean 'Europe/Athens'?"),
        (
            "../../etc/passwd",
            "'../../etc/passwd' is no time zone; names are like 'Europe/Amsterdam', and 'UTC' always works"
        ),
        (
            "/usr/share/zoneinfo/Europe/Athens",
            "'/usr/share/zoneinfo/Europe/Athens' is no time zone; names are like 'Europe/Amsterdam', and 'UTC' always works"
        ),
    ])
    func `is an error where it is not known`(_ name: String, _ message: String) {
        let machine = machine()
        #expect(machine.run("run --time-zone \(name)") == 2)
        #expect(machine.errors == "secops-rules: \(message)\n")
        #expect(!machine.reads.contains { $0.contains("..") })
    }

    @Test func `is an error where the variable is no name`() {
        let machine = machine()
        machine.variables = ["TZ": "CET-1CEST"]
        #expect(machine.run("run") == 2)
        #expect(machine.errors.hasPrefix("secops-rules: the variable TZ is no time zone: 'CET-1CEST'; "))
    }

    @Test func `is UTC alone where the machine has no zone files`() {
        let machine = machine(zones: [])
        #expect(machine.run("run --time-zone Europe/Athens") == 2)
        #expect(
            machine.errors
                == "secops-rules: 'Europe/Athens' is no time zone, and no zone files are on this machine; '--time-zone UTC' always works\n"
        )
    }
}

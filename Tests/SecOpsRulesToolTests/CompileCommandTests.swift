import Testing

@Suite struct `The compile command` {
    private let machine = MemoryMachine([
        "rules/a.secrule": """
        param limit = 60 in 0..100
        rule exposed severity medium
          when exposure_score > limit then require improve_score
        rule risky "Risky devices" severity high
          for device when risk_level >= high then require check_device on device within 4h
          because "{device.name} is at {risk_level} risk"
        test "t" of exposed { given exposure_score = 70 expect require improve_score }
        """,
        "data/devices.ndjson": """
        {"id": "d1", "name": "PC-1", "risk_level": "high"}
        {"id": "d2", "name": "PC-2", "risk_level": "low"}
        """,
        "data/scores.json": #"{"exposure_score": 65}"#,
    ])

    @Test(arguments: ["table --verbose", "json", "csv", "markdown", "counts", "html"])
    func `writes what runs as the sources do`(format: String) {
        #expect(machine.run("compile --output p") == 0)
        #expect(machine.output.isEmpty && machine.errors.isEmpty)
        #expect(machine.run("run --data data --format \(format)") == 0)
        let (output, errors) = (machine.output, machine.errors)
        machine.files["rules/a.secrule"] = nil
        #expect(machine.run("run --plan p --data data --format \(format)") == 0)
        #expect(machine.output == output)
        #expect(machine.errors == errors)
    }

    @Test func `leaves parameters to be set`() {
        #expect(machine.run("compile --output p") == 0)
        #expect(machine.run("run --plan p --data data --format counts") == 0)
        #expect(machine.output == "exposed\t1\nrisky\t1\n")
        #expect(machine.run("run --plan p --data data --format counts --set limit=70") == 0)
        #expect(machine.output == "exposed\t0\nrisky\t1\n")
        #expect(machine.run("run --plan p --data data --set limit=700") == 2)
        #expect(machine.errors == "secops-rules: --set: '700' is no value for 'limit'; give a number from 0 to 100\n")
    }

    @Test func `gives a parameter another value, until it is set again`() {
        #expect(machine.run("compile --output p --set limit=70") == 0)
        #expect(machine.run("run --plan p --data data --format counts") == 0)
        #expect(machine.output == "exposed\t0\nrisky\t1\n")
        #expect(machine.run("run --plan p --data data --format counts --set limit=50") == 0)
        #expect(machine.output == "exposed\t1\nrisky\t1\n")
        #expect(machine.run("compile --output p --set limt=70") == 2)
    }

    @Test func `holds the model that it was compiled with`() {
        machine.files["m.secrule"] = Array(
            """
            entity device key id { id text name text risk_level low < high }
            score exposure_score number 0..100
            task improve_score task check_device on device
            """.utf8)
        #expect(machine.run("compile --model m.secrule --output p") == 0)
        machine.files["m.secrule"] = nil
        #expect(machine.run("run --plan p --data data --format counts") == 0)
        #expect(machine.output == "exposed\t1\nrisky\t1\n")
    }

    @Test func `comes from standard input too`() {
        #expect(machine.run("compile --output p") == 0)
        machine.standardInput = machine.files["p"] ?? []
        #expect(machine.run("run --plan - --data data --format counts") == 0)
        #expect(machine.output == "exposed\t1\nrisky\t1\n")
    }

    @Test func `runs for tenants, but takes in no rules of their own`() {
        machine.files["tenants/contoso/scores.json"] = Array(#"{"exposure_score": 65}"#.utf8)
        machine.files["tenants/fabrikam/scores.json"] = Array(#"{"exposure_score": 55}"#.utf8)
        #expect(machine.run("compile --output p") == 0)
        #expect(machine.run("run --tenants tenants --format json") == 0)
        let output = machine.output
        #expect(machine.run("run --plan p --tenants tenants --format json") == 0)
        #expect(machine.output == output)
        machine.files["tenants/contoso/own.secrule"] = Array("role boss \"Boss\"".utf8)
        #expect(machine.run("run --plan p --tenants tenants --format json") == 2)
        #expect(
            machine.errors
                == "secops-rules: contoso: 'tenants/contoso/own.secrule' can't be added to a compiled plan; "
                + "run from the paths of the rules\n")
    }

    @Test func `writes nothing where the rules have errors`() {
        machine.files["rules/b.secrule"] = Array("rule r when exposure > 60 then require improve_score".utf8)
        #expect(machine.run("compile --output p") == 1)
        #expect(machine.errors.contains("error[E03"))
        #expect(machine.files["p"] == nil)
    }

    @Test func `never writes over what it reads`() {
        machine.links = ["other.secrule": "rules/a.secrule"]
        for output in ["rules/a.secrule", "other.secrule"] {
            #expect(machine.run("compile --output \(output)") == 2)
            #expect(
                machine.errors == "secops-rules: '--output \(output)' would replace what is read; give another file\n")
        }
        #expect(machine.text(of: "rules/a.secrule")?.hasPrefix("param") == true)
    }

    @Test func `says that it can't be written`() {
        machine.unwritable = ["p"]
        #expect(machine.run("compile --output p") == 2)
        #expect(machine.errors == "secops-rules: cannot write 'p': No space left on device\n")
    }

    @Test func `is refused when it is damaged, in one line that says what to do`() throws {
        #expect(machine.run("compile --output p") == 0)
        let whole = try #require(machine.files["p"])
        machine.files["p"] = Array(whole.dropLast(10))
        #expect(machine.run("run --plan p --data data") == 2)
        #expect(
            machine.errors
                == "secops-rules: 'p' is cut short: it has \(whole.count - 10) of \(whole.count) bytes; "
                + "copy it again, or compile the rules again\n")
        machine.files["p"] = whole.dropLast() + [1]
        #expect(machine.run("run --plan p --data data") == 2)
        #expect(
            machine.errors
                == "secops-rules: 'p' is damaged: its checksum does not match; copy it again, or compile the rules again\n"
        )
        #expect(machine.output.isEmpty)
    }
}

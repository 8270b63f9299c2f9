import Testing

@Suite struct `The check command` {
    private let wrong = "rule r for device when riskk_level >= high then run isolate on device\n"

    @Test func `exits with 1 where there are errors, and shows them`() {
        let machine = MemoryMachine(["rules/a.secrule": wrong])
        #expect(machine.run("check") == 1)
        #expect(machine.output.hasPrefix("error[E0301]: "))
        #expect(machine.output.contains("\n --> rules/a.secrule:1:24\n"))
        #expect(machine.output.hasSuffix("\n\n1 error in 1 file\n"))
        #expect(machine.errors.isEmpty)
    }

    @Test func `is coloured on a terminal alone`() {
        let machine = MemoryMachine(["rules/a.secrule": wrong])
        machine.isOutputTerminal = true
        _ = machine.run("check")
        #expect(machine.output.contains("\u{1B}["))
        machine.variables = ["NO_COLOR": "1"]
        _ = machine.run("check")
        #expect(!machine.output.contains("\u{1B}["))
    }

    @Test func `takes warnings for errors where asked to`() {
        let machine = MemoryMachine([
            "rules/a.secrule": "rule r when exposure_score == 0.5 then require improve_score\n"
        ])
        #expect(machine.run("check") == 0)
        #expect(machine.output.hasPrefix("warning[L0405]"))
        #expect(machine.output.hasSuffix("1 warning in 1 file\n"))
        #expect(machine.run("check --deny-warnings") == 1)
    }

    @Test func `adds the lints about style of work where asked to`() {
        let machine = MemoryMachine(["rules/a.secrule": "rule r when always then require improve_score\n"])
        #expect(machine.run("check --deny-warnings") == 0)
        #expect(machine.run("check --strict") == 0)
        #expect(machine.output.contains("L0420") && machine.output.contains("L0421"))
        #expect(machine.run("check --strict --deny-warnings --format json") == 1)
        #expect(machine.output.contains("\"code\": \"L0420\""))
    }

    @Test func `checks what is set`() {
        let machine = MemoryMachine([
            "rules/a.secrule":
                "param limit = 60 in 0..100\nrule r when exposure_score > limit then require improve_score\n"
        ])
        #expect(machine.run("check --set limit=70") == 0)
        #expect(machine.run("check --set limt=70") == 2)
        #expect(machine.errors == "secops-rules: --set: the rules have no parameter 'limt'; did you mean 'limit'?\n")
    }

    @Test func `checks against another model`() {
        let machine = MemoryMachine([
            "m.secrule": "entity pump from \"pumps\" key id { id text }\ntask oil on pump\n",
            "rules/a.secrule": "rule r for pump when always then require oil on pump\n",
        ])
        #expect(machine.run("check --model m.secrule") == 0)
        #expect(machine.run("check") == 1)
    }
}

@Suite struct `The run command` {
    private func machine(_ files: [String: String] = [:]) -> MemoryMachine {
        MemoryMachine(
            [
                "rules/a.secrule": """
                param limit = 60 in 0..100
                rule exposed severity medium
                  when exposure_score > limit then require improve_score
                rule risky "Risky devices" severity high
                  for device when risk_level >= high then require check_device on device within 4h
                  because "{device.name} is at {risk_level} risk"
                """,
                "data/devices.ndjson": """
                {"id": "d1", "name": "PC-1", "risk_level": "high"}
                {"id": "d2", "name": "PC-2", "risk_level": "low"}
                """,
                "data/scores.json": #"{"exposure_score": 65}"#,
            ].merging(files) { $1 })
    }

    private let ids = #/"id": "([^"]*)"/#

    private func items(_ machine: MemoryMachine, _ words: String, exit: Int32 = 0) -> [String] {
        #expect(machine.run("run --time-zone UTC --format json \(words)") == exit, "\(machine.errors)")
        return machine.output.matches(of: ids).map { String($0.1) }
    }

    @Test func `prints what is to be done`() {
        let machine = machine()
        #expect(machine.run("run --data data --time-zone UTC") == 0)
        #expect(machine.errors.isEmpty)
        #expect(machine.output.hasPrefix("2 items at 2026-11-23 09:00 UTC\n\nToday (1)\n  high  13:00  "))
        #expect(machine.output.contains("PC-1 is at high risk"))
    }

    @Test func `finds the data by name, directory and destination`() {
        let all = ["task/check_device/device/d1", "task/improve_score"]
        #expect(items(machine(), "--data data") == all)
        #expect(items(machine(), "--data data/scores.json --data data/devices.ndjson") == all)
        #expect(items(machine(["x": #"{"id": "d1", "risk_level": "high"}"#]), "--data device=x") == [all[0]])
        #expect(items(machine(["x": #"{"score": 80}"#]), "--data exposure_score=x") == [all[1]])
        let fed = machine()
        fed.standardInput = Array(#"[{"id": "d7", "risk_level": "high"}]"#.utf8)
        #expect(items(fed, "--data device=-") == ["task/check_device/device/d7"])
    }

    @Test func `sets parameters`() {
        #expect(items(machine(), "--data data --set limit=70") == ["task/check_device/device/d1"])
    }

    @Test func `exits with 1 where the rules have errors, and prints no outcome`() {
        let machine = machine(["rules/b.secrule": "rule x when nothing_known then require improve_score\n"])
        #expect(machine.run("run --data data --time-zone UTC --format json") == 1)
        #expect(machine.output.isEmpty)
        #expect(machine.errors.hasPrefix("error[E0302]"))
    }

    @Test func `exits with 2 where data can't be opened or belongs to nothing that is named`() {
        let machine = machine()
        #expect(machine.run("run --data nowhere --time-zone UTC") == 2)
        #expect(machine.errors == "secops-rules: cannot read 'nowhere': No such file or directory\n")
        #expect(machine.run("run --data devise=data/devices.ndjson --time-zone UTC") == 2)
        #expect(
            machine.errors
                == "secops-rules: 'devise' is no entity and no score of the model; did you mean 'device'?\n")
    }

    @Test func `exits with 3 where the data can't be read whole, unless part of it will do`() {
        let machine = machine(["data/alerts.json": #"[{"id": "a1"}, {"id""#])
        #expect(machine.run("run --data data --time-zone UTC") == 3)
        #expect(machine.output.isEmpty)
        #expect(machine.errors.hasPrefix("secops-rules: data/alerts.json:1: "))
        #expect(machine.run("run --data data --time-zone UTC --partial") == 0)
        #expect(machine.output.contains("Data problems: 1 in alert\n"))
    }

    @Test(arguments: [("critical", 0), ("high", 4), ("medium", 4)])
    func `exits with 4 where an item is too severe`(_ level: String, _ exit: Int32) {
        #expect(machine().run("run --data data --time-zone UTC --fail-on \(level)") == exit)
    }

    @Test func `writes to a file, and leaves it alone where that fails`() {
        let machine = machine(["out.txt": "old"])
        #expect(machine.run("run --data data --time-zone UTC --format counts --output out.txt") == 0)
        #expect(machine.text(of: "out.txt") == "exposed\t1\nrisky\t1\n")
        #expect(machine.output.isEmpty)
        machine.locked = ["out.txt"]
        #expect(machine.run("run --data data --time-zone UTC --output out.txt --history h --record") == 2)
        #expect(machine.errors == "secops-rules: cannot write 'out.txt': No space left on device\n")
        // What nobody saw is not remembered.
        #expect(machine.text(of: "h") == nil)
    }

    @Test(arguments: ["h", "./h", "data/devices.ndjson"])
    func `never writes its output over what it reads`(_ path: String) {
        let machine = machine(["h": ""])
        let input = "--data data --data device=data/devices.ndjson --time-zone UTC --history h --record"
        #expect(machine.run("run \(input) --output \(path)") == 2)
        #expect(machine.errors.hasPrefix("secops-rules: '--output \(path)' would replace what is read"))
        #expect(machine.text(of: "h") == "")
    }

    @Test(arguments: [
        ("csv --of undetermined", "rule,entity,key,label,missing\r\nrisky,device,d3,d3,device.risk_level\r\n"),
        (
            "csv --of rules",
            "rule,file,line,evaluated,fired,undetermined,waived\r\nexposed,rules/a.secrule,2,1,1,0,0\r\n"
                + "risky,rules/a.secrule,4,3,1,1,0\r\n"
        ),
        (
            "ndjson --of undetermined",
            #"{ "rule": "risky", "target": { "entity": "device", "key": "d3", "label": "d3" }"#
        ),
        ("ndjson --of rules", #"{ "rule": "exposed", "file": "rules/a.secrule", "line": 2, "evaluated": 1, "#),
    ])
    func `gives parts of the outcome apart`(_ format: String, _ expected: String) {
        let machine = machine(["data/more-devices.ndjson": "", "data/devices-2.ndjson": "{\"id\": \"d3\"}\n"])
        #expect(machine.run("run --data data --time-zone UTC --format \(format)") == 0)
        #expect(machine.output.hasPrefix(expected), "\(machine.output)")
    }

    @Test func `tells what was read and what was wrong with it, in a spreadsheet`() {
        let machine = machine(["data/devices-2.ndjson": "{\"id\": \"d3\", \"risk_level\": \"=high\"}\n"])
        #expect(machine.run("run --data data --time-zone UTC --format csv --of data") == 0)
        let lines = machine.output.split(separator: "\r\n")
        #expect(lines.first == "entity,rows,files,problem,count,example")
        #expect(lines.contains { $0.hasPrefix("device,3,\"data/devices-2.ndjson; data/devices.ndjson\",E0508,1,") })
        #expect(lines.contains("alert,,,,,"))
        #expect(machine.run("run --data data --of rules") == 2)
    }

    @Test func `says on standard error what spreadsheets leave out`() {
        let machine = machine(["data/devices.ndjson": #"{"id": "d1"}"#])
        #expect(machine.run("run --data data --time-zone UTC --format csv") == 0)
        #expect(machine.errors.hasPrefix("secops-rules: note: 1 undetermined, 0 kinds of data problems; "))
    }

    @Test func `remembers what it opened and closed`() {
        let machine = machine()
        #expect(items(machine, "--data data --history h --record").count == 2)
        let opened = #"{ "id": "task/improve_score", "event": "opened", "at": "2026-11-23T09:00:00Z" }"#
        #expect(machine.text(of: "h")?.contains(opened) == true)
        let length = machine.text(of: "h")?.count
        #expect(items(machine, "--data data --history h --record").count == 2)
        #expect(machine.text(of: "h")?.count == length)
        #expect(items(machine, "--data data --set limit=90 --now 2026-11-23T10:00:00Z --history h --record").count == 1)
        #expect(
            machine.text(of: "h")?.hasSuffix(
                "{ \"id\": \"task/improve_score\", \"event\": \"closed\", \"at\": \"2026-11-23T10:00:00Z\" }\n") == true
        )
    }

    @Test func `needs the history that it is to continue`() {
        let machine = machine()
        #expect(machine.run("run --data data --time-zone UTC --history h") == 2)
        #expect(
            machine.errors
                == "secops-rules: cannot read 'h': No such file or directory; 'run --record' and 'done' make it\n")
    }

    @Test func `reports lines of the history that can't be read`() {
        let machine = machine(["h": "{}\nnonsense\n"])
        #expect(machine.run("run --data data --time-zone UTC --history h --verbose") == 0)
        #expect(machine.output.contains("files: E0517 × 2, such as h:1: "))
    }

    @Test func `gives the same bytes for the same input`() {
        let machine = machine()
        _ = machine.run("run --data data --time-zone UTC --format json")
        let first = machine.output
        _ = machine.run("run rules/a.secrule --data data/scores.json --data data --time-zone UTC --format json")
        #expect(machine.output == first)
    }
}

@Suite struct `The plan command` {
    @Test func `prints the plan, or the errors`() {
        let machine = MemoryMachine(["rules/a.secrule": "rule r when always then require improve_score\n"])
        #expect(machine.run("plan") == 0)
        #expect(machine.output.contains("1 rule"))
        machine.files["rules/b.secrule"] = Array("rule".utf8)
        #expect(machine.run("plan") == 1)
        #expect(machine.output.isEmpty)
        #expect(machine.errors.hasPrefix("error["))
    }
}

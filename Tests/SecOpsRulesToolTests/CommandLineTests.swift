import TestSupport
import Testing

@Suite struct `The command line` {
    private let role = ["rules/roles.secrule": "role duty_officer \"Duty officer\"\n"]

    @Test(arguments: [
        "", "check", "run", "done", "test", "plan", "explain", "model", "fmt", "compare", "compile", "diff", "init",
        "completions", "doc", "watch",
    ])
    func `explains every command`(_ name: String) {
        let machine = MemoryMachine()
        #expect(machine.run("\(name) --help") == 0)
        #expect(machine.errors.isEmpty)
        let file = name.isEmpty ? "help.txt" : "help-\(name).txt"
        #expect(Golden(file).difference(from: machine.output) == nil)
        #expect(machine.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
    }

    @Test func `lists the commands that there are`() {
        let machine = MemoryMachine()
        _ = machine.run("--help")
        for name in [
            "check", "run", "done", "test", "plan", "explain", "model", "fmt", "compare", "compile", "diff", "init",
            "completions", "doc", "watch",
        ] {
            #expect(machine.output.contains("\n  \(name) "))
        }
    }

    @Test func `says its version`() {
        let machine = MemoryMachine()
        #expect(machine.run("--version") == 0)
        #expect(machine.output == "secops-rules 1.2.3\n")
    }

    @Test(arguments: [
        ("", "no command is given; 'secops-rules --help' lists them"),
        ("chek", "there is no command 'chek'; did you mean 'check'?"),
        ("frobnicate", "there is no command 'frobnicate'; 'secops-rules --help' lists them"),
        ("--strict check", "'--strict' stands before the command; 'secops-rules --help' lists the commands"),
        ("check --strikt", "'check' has no option '--strikt'; did you mean '--strict'?"),
        ("check -strict", "'check' has no option '-strict'; did you mean '--strict'?"),
        ("check --xyzzy", "'check' has no option '--xyzzy'; see 'secops-rules check --help'"),
        ("check --format", "'--format' needs a value: --format FORMAT"),
        ("check --format --strict", "'--format' needs a value: --format FORMAT"),
        ("check --format jsn", "'jsn' is no format of '--format'; did you mean 'json'?"),
        ("check --format yaml", "'yaml' is no format of '--format'; give one of text, json, sarif, github"),
        ("check --strict=yes", "'--strict' takes no value; leave out '=yes'"),
        ("check --format text --format=json", "'--format' is given twice; give it once"),
        ("model rules", "'model' takes nothing but options, so 'rules' is one too many"),
        ("done a b", "'done' takes one ID, so 'b' is one too many"),
        ("done", "'done' needs the id of an item; 'secops-rules run --verbose' shows them"),
        ("explain", "'explain' needs the code of a diagnostic, like E0301, or --rule NAME"),
        ("explain E9999", "there is no code 'E9999'; codes are like E0301, as 'check' shows them"),
        ("explain L0301", "there is no code 'L0301'; did you mean 'E0301'?"),
        ("done improve", "'improve' is no id of an item; ids are like task/improve_score or action/isolate/device/KEY"),
        ("done task/x", "'done' needs the file to record in; say --history FILE"),
        (
            "done task/x --history h --at noon",
            "'noon' is no time for '--at'; write it like 2026-11-23T09:00:00Z or 2026-11-23"
        ),
        (
            "run --now 2026-02-30",
            "'2026-02-30' is no time for '--now'; write it like 2026-11-23T09:00:00Z or 2026-11-23"
        ),
        ("run --fail-on hgh", "'hgh' is no level of '--fail-on'; did you mean 'high'?"),
        ("check - -", "'-' is given twice; standard input can be read once"),
        ("run - --data device=-", "'-' is given twice; standard input can be read once"),
        ("run --record", "'--record' needs the file to record in; say --history FILE"),
        ("compile", "'compile' needs the file to write; say --output FILE"),
        ("compile --output -", "a plan is no text to be shown; give a file for '--output'"),
        ("run rules --plan p", "a plan holds its rules and its model; leave out 'rules', or '--plan'"),
        ("run --plan p --model m", "a plan holds its rules and its model; leave out '--model m', or '--plan'"),
        ("run --plan - --data device=-", "'-' is given twice; standard input can be read once"),
        ("run --plan p --output ./p", "'--output ./p' would replace what is read; give another file"),
        ("run --plan nowhere", "cannot read 'nowhere': No such file or directory"),
        ("run --plan notes/a.txt", "'notes/a.txt' is no compiled plan; 'secops-rules compile' writes them"),
        ("check", "there is no 'rules' here; give the path of the rules"),
        ("check nowhere", "cannot read 'nowhere': No such file or directory"),
        ("check /dev/null", "cannot read '/dev/null': it is neither a file nor a directory"),
        ("check notes", "no '.secrule' file is under 'notes'; give a path that has one"),
        ("check --model nowhere notes/a.txt", "cannot read 'nowhere': No such file or directory"),
    ])
    func `answers a mistake in one line that says what to do`(_ words: String, _ message: String) {
        let machine = MemoryMachine(["notes/a.txt": "# nothing"])
        #expect(machine.run(words) == 2)
        #expect(machine.errors == "secops-rules: \(message)\n")
        #expect(machine.output.isEmpty)
    }

    @Test func `takes values in both spellings, and operands after two dashes`() {
        let machine = MemoryMachine(role)
        #expect(machine.run("check --format json rules") == 0)
        let text = machine.output
        #expect(text.hasPrefix("{\n  \"format\": 1"))
        #expect(machine.run("check rules --format=json") == 0)
        #expect(machine.output == text)
        #expect(machine.run("check -- --format") == 2)
        #expect(machine.errors == "secops-rules: cannot read '--format': No such file or directory\n")
    }

    @Test func `shows a name with control characters as one harmless line`() {
        let machine = MemoryMachine()
        #expect(machine.run(["check", "a\u{1B}[2J\nb"]) == 2)
        #expect(machine.errors == "secops-rules: cannot read 'a␛[2J␊b': No such file or directory\n")
    }

    @Test func `says that standard output can't be written`() {
        let machine = MemoryMachine(role)
        machine.outputFailure = "No space left on device"
        #expect(machine.run("check") == 2)
        #expect(machine.errors == "secops-rules: cannot write 'standard output': No space left on device\n")
    }
}

@Suite struct `Rule files` {
    private func checked(_ machine: MemoryMachine, _ words: String = "check rules") -> String {
        _ = machine.run(words)
        return machine.errors + machine.output
    }

    @Test func `are found in all directories but hidden ones`() {
        let machine = MemoryMachine([
            "rules/a.secrule": "", "rules/deep/er/b.secrule": "", "rules/.git/c.secrule": "", "rules/.d.secrule": "",
            "rules/e.txt": "?",
        ])
        #expect(checked(machine) == "no mistakes in 2 files\n")
    }

    @Test func `are read once, however they are reached`() {
        let machine = MemoryMachine(["rules/a.secrule": "", "rules/sub/b.secrule": ""])
        machine.links = ["rules/sub/loop": "rules", "rules/again.secrule": "rules/a.secrule"]
        #expect(checked(machine) == "no mistakes in 2 files\n")
        #expect(checked(machine, "check rules rules/a.secrule rules/sub rules") == "no mistakes in 2 files\n")
    }

    @Test func `may be named one by one, whatever their names`() {
        let machine = MemoryMachine(["a.txt": "", "b/c.secrule": ""])
        #expect(checked(machine, "check a.txt b/c.secrule") == "no mistakes in 2 files\n")
    }

    @Test func `may come from standard input`() {
        let machine = MemoryMachine()
        machine.standardInput = Array("role r \"R\"".utf8)
        #expect(checked(machine, "check -") == "no mistakes in 1 file\n")
    }

    @Test func `are not passed over where they can't be read`() {
        let machine = MemoryMachine(["rules/a.secrule": "", "rules/b.secrule": ""])
        machine.locked = ["rules/b.secrule"]
        #expect(checked(machine) == "secops-rules: cannot read 'rules/b.secrule': Permission denied\n")
        machine.locked = []
        machine.links = ["rules/c.secrule": "gone.secrule"]
        #expect(checked(machine).contains("No such file or directory"))
        machine.links = [:]
        machine.locked = ["rules"]
        #expect(checked(machine) == "secops-rules: cannot read 'rules': Permission denied\n")
    }
}

@Suite struct `Done items` {
    @Test func `are added to the history`() {
        let machine = MemoryMachine()
        #expect(machine.run("done task/improve_score --history h.ndjson") == 0)
        #expect(machine.run("done action/isolate/device/d%2F1 --at 2026-11-22T08:00:00+01:00 --history h.ndjson") == 0)
        #expect(machine.run("done finding/weak/2 --at 2026-11-22 --history h.ndjson") == 0)
        #expect(
            machine.text(of: "h.ndjson") == """
                { "id": "task/improve_score", "event": "completed", "at": "2026-11-23T09:00:00Z" }
                { "id": "action/isolate/device/d%2F1", "event": "completed", "at": "2026-11-22T07:00:00Z" }
                { "id": "finding/weak/2", "event": "completed", "at": "2026-11-22T00:00:00Z" }

                """)
        #expect(machine.output.isEmpty && machine.errors.isEmpty)
    }

    @Test func `that were never opened are recorded with a remark`() {
        let line = #"{"id": "task/improve_score", "event": "opened", "at": "2026-11-22T07:00:00Z"}"#
        let machine = MemoryMachine(["h": line + "\n"])
        #expect(machine.run("done task/improve_score --history h") == 0)
        #expect(machine.errors.isEmpty)
        #expect(machine.run("done task/improve_skore --history h") == 0)
        #expect(
            machine.errors
                == "secops-rules: note: 'h' says nothing of 'task/improve_skore' so far; recorded all the same\n")
    }

    @Test(arguments: ["task", "task/", "task/a b", "device/x", "action/isolate", "finding/x/1", "task/x/device/", "//"])
    func `need an id of a known form`(_ id: String) {
        let machine = MemoryMachine()
        #expect(machine.run(["done", id, "--history", "h"]) == 2)
        #expect(machine.files.isEmpty)
    }

    @Test func `that can't be recorded are an error`() {
        let machine = MemoryMachine()
        machine.locked = ["h"]
        #expect(machine.run("done task/x --history h") == 2)
        #expect(machine.errors == "secops-rules: cannot read 'h': Permission denied\n")
    }
}

@Suite struct `The explain command` {
    @Test(arguments: ["E0301", "e0301"]) func `prints the entry of a code`(_ code: String) {
        let machine = MemoryMachine()
        #expect(machine.run("explain \(code)") == 0)
        #expect(machine.output.hasPrefix("### E0301: "))
    }
}

@Suite struct `The model command` {
    @Test func `prints the standard model or a file`() {
        let machine = MemoryMachine(["m.secrule": "role boss \"Boss\"\n"])
        #expect(machine.run("model") == 0)
        #expect(machine.output.contains("role security_admin"))
        #expect(machine.run("model --model m.secrule") == 0)
        #expect(machine.output == "role boss \"Boss\"\n")
    }
}

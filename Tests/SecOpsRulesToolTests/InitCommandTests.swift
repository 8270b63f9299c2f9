import Foundation
import TestSupport
import Testing

@Suite struct `The init command` {
    private static let names = [
        "README.md", "data/exposureScore.json", "data/machines.json", "rules/first.secrule",
        "rules/first.tests.secrule",
    ]

    @Test(arguments: ["", "security", "deep/er/", "/a b/it's"])
    func `starts a folder`(directory: String) {
        let machine = MemoryMachine()
        #expect(machine.run(["init"] + (directory.isEmpty ? [] : [directory])) == 0)
        let prefix = directory.isEmpty || directory.hasSuffix("/") ? directory : directory + "/"
        #expect(machine.files.keys.sorted() == Self.names.map { prefix + $0 })
        for name in Self.names { #expect(machine.output.contains("wrote \(prefix)\(name)\n")) }
        let enter =
            directory.isEmpty ? "" : directory == "/a b/it's" ? "cd '/a b/it'\\''s' && " : "cd \(directory) && "
        #expect(
            machine.output.hasSuffix(
                "Now try: \(enter)secops-rules check && secops-rules test && secops-rules run --data data\n"))
    }

    @Test func `writes rules that check, are laid out, pass their tests and run at once`() {
        let machine = MemoryMachine()
        _ = machine.run("init")
        #expect(machine.run("check --strict --deny-warnings") == 0)
        #expect(machine.output == "no mistakes in 2 files\n")
        #expect(machine.run("fmt --diff") == 0)
        #expect(machine.output.isEmpty)
        #expect(machine.run("test --coverage") == 0)
        #expect(machine.output.hasSuffix("4 passed, 0 failed\n"))
        #expect(machine.output.contains("2 of 2 rules"))
        #expect(machine.run("run --data data --time-zone UTC") == 0)
        #expect(Golden("starter-run.txt").difference(from: machine.output) == nil)
        #expect(machine.errors.isEmpty)
    }

    @Test func `says in its README what can be run`() throws {
        let machine = MemoryMachine()
        _ = machine.run("init")
        let readme = try #require(machine.text(of: "README.md"))
        var count = 0
        for match in readme.matches(of: /(?m)(?:^|`)secops-rules ([^`#\n]+)/) {
            let words = String(match.output.1).trimmingCharacters(in: .whitespaces)
            #expect(machine.run(words) == 0, "\(words): \(machine.errors)")
            count += 1
        }
        #expect(count >= 6)
    }

    @Test(arguments: names) func `overwrites nothing, and then writes nothing`(name: String) {
        let machine = MemoryMachine([name: "mine"])
        #expect(machine.run("init") == 2)
        #expect(
            machine.errors
                == "secops-rules: '\(name)' is there already, and nothing was written; give another folder\n")
        #expect(machine.files.count == 1)
        #expect(machine.text(of: name) == "mine")
    }

    @Test func `names all that is there`() {
        let machine = MemoryMachine(["README.md": "", "rules/first.secrule": ""])
        #expect(machine.run("init") == 2)
        #expect(machine.errors.hasPrefix("secops-rules: 'README.md', 'rules/first.secrule' are there already"))
    }

    @Test func `prints a pipeline whose commands succeed on what it writes`() throws {
        let machine = MemoryMachine()
        #expect(machine.run("init --ci") == 0)
        let pipeline = machine.output
        #expect(machine.files.isEmpty)
        _ = machine.run("init")
        var count = 0
        for match in pipeline.matches(of: /(?m)^(?: +run: )?secops-rules ([^>|\n]+)/) {
            let words = String(match.output.1).trimmingCharacters(in: .whitespaces)
            #expect(machine.run(words) == 0, "\(words): \(machine.errors)")
            count += 1
        }
        #expect(count == 7)
    }

    @Test(arguments: [
        ("init --ci dir", "'--ci' prints, and writes nothing into 'dir'; leave it out"),
        ("init a b", "'init' takes one [DIR], so 'b' is one too many"),
        ("init -", "'init' writes files; give the path of a folder"),
    ])
    func `answers a mistake`(words: String, message: String) {
        let machine = MemoryMachine()
        #expect(machine.run(words) == 2)
        #expect(machine.errors == "secops-rules: \(message)\n")
    }
}

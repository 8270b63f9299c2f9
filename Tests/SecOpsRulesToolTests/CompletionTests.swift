import Foundation
import TestSupport
import Testing

@testable import SecOpsRulesTool

/// What the completions of shells offer, asked in the shells themselves where they are installed.
@Suite struct Completions {
    private func script(for shell: String) -> String {
        let machine = MemoryMachine()
        #expect(machine.run("completions \(shell)") == 0)
        return machine.output
    }

    /// What bash offers for the last of the words, as it splits them itself.
    private func offered(_ words: [String]) throws -> [String] {
        let quoted = (["secops-rules"] + words).map { "'\($0)'" }.joined(separator: " ")
        let script =
            script(for: "bash")
            + "COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count); _secops_rules; printf '%s\\n' \"${COMPREPLY[@]}\"\n"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["--norc", "-s"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        input.fileHandleForWriting.write(Data(script.utf8))
        try input.fileHandleForWriting.close()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test func `offer every command in bash`() throws {
        let names = CommandLineTool.descriptions.map(\.name)
        #expect(try offered([""]) == names + ["--help", "--version"])
        #expect(try offered(["com"]) == names.filter { $0.hasPrefix("com") })
    }

    @Test(arguments: CommandLineTool.descriptions.map(\.name))
    func `offer every option of a command in bash, and the values of each`(name: String) throws {
        let command = try #require(CommandLineTool.descriptions.first { $0.name == name })
        #expect(try offered([name, "--"]) == command.options.map { "--\($0.name)" } + ["--help"])
        for option in command.options where !option.choices.isEmpty {
            #expect(try offered([name, "--\(option.name)", ""]) == option.choices)
            #expect(try offered([name, "--\(option.name)", "=", ""]) == option.choices)
            #expect(try offered([name, "--\(option.name)", "="]) == option.choices)
        }
        for option in command.options where option.choices.isEmpty && option.placeholder != nil {
            if option.placeholder?.contains("DIR") == true { continue }
            #expect(try offered([name, "--\(option.name)", ""]) == [])
        }
        if !command.operandChoices.isEmpty { #expect(try offered([name, ""]) == command.operandChoices) }
    }

    @Test func `offer the names of shells in bash`() throws {
        #expect(try offered(["completions", "f"]) == ["fish"])
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func `name every command and option`(shell: String) {
        let script = script(for: shell)
        for command in CommandLineTool.descriptions {
            #expect(script.contains(command.name))
            for option in command.options {
                #expect(script.contains(shell == "fish" ? "-l \(option.name) " : "--\(option.name)"), "\(option.name)")
            }
        }
    }

    @Test(arguments: [
        ("completions", "'completions' needs the name of a shell; give one of bash, zsh, fish"),
        ("completions zhs", "there are no completions for 'zhs'; did you mean 'zsh'?"),
        ("completions powershell", "there are no completions for 'powershell'; give one of bash, zsh, fish"),
    ])
    func `answer a mistake`(words: String, message: String) {
        let machine = MemoryMachine()
        #expect(machine.run(words) == 2)
        #expect(machine.errors == "secops-rules: \(message)\n")
    }
}

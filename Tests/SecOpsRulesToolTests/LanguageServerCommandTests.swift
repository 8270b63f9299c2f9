import TestSupport
import Testing

@Suite struct `The language server's command` {
    private func framed(_ content: String) -> String { "Content-Length: \(content.utf8.count)\r\n\r\n\(content)" }

    private func machine(_ messages: String...) -> MemoryMachine {
        let machine = MemoryMachine(["/w/rules/b.secrule": "define limit = 60\n"])
        machine.standardInput = Array(messages.map(framed).joined().utf8)
        return machine
    }

    @Test func `explains itself`() {
        let machine = MemoryMachine()
        #expect(machine.run("lsp --help") == 0)
        #expect(Golden("help-lsp.txt").difference(from: machine.output) == nil)
    }

    @Test func `answers, and ends as the editor says`() {
        let machine = machine(
            #"{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"rootUri": "file:///w"}}"#,
            #"{"jsonrpc": "2.0", "id": 2, "method": "shutdown"}"#, #"{"jsonrpc": "2.0", "method": "exit"}"#)
        #expect(machine.run("lsp") == 0)
        #expect(machine.output.contains("\"id\": 1, \"result\": { \"capabilities\": "))
        #expect(machine.output.contains("\"id\": 2, \"result\": null"))
        #expect(machine.errors.isEmpty)
    }

    @Test func `fails where the editor goes away`() {
        #expect(machine(#"{"jsonrpc": "2.0", "id": 1, "method": "initialize"}"#).run("lsp") == 1)
        #expect(machine().run("lsp") == 1)
        #expect(machine(#"{"jsonrpc": "2.0", "method": "exit"}"#).run("lsp") == 1)
    }

    @Test(arguments: ["lsp -", "lsp --model -"])
    func `does not read rules where the editor speaks`(words: String) {
        let machine = MemoryMachine()
        #expect(machine.run(words) == 2)
        #expect(
            machine.errors == "secops-rules: 'lsp' speaks with the editor on standard input; give the path of a file\n")
    }
}

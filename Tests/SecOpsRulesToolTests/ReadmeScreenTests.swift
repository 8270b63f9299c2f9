import Foundation
import Testing

/// What the README shows of commands is what they print.
@Suite struct `The README's screens` {
    /// A fenced block, and the line before it.
    private struct Block {
        var language: String
        var lead: String
        var text: String
    }

    private static func blocks() throws -> [Block] {
        let readme = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../README.md")
                .standardized, encoding: .utf8)
        var blocks: [Block] = []
        var open: Block?
        var lead = ""
        for line in readme.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                if let block = open { blocks.append(block) }
                open = open == nil ? Block(language: String(line.dropFirst(3)), lead: lead, text: "") : nil
            } else if open != nil {
                open?.text += line + "\n"
            } else if !line.isEmpty {
                lead = String(line)
            }
        }
        return blocks
    }

    @Test(arguments: ["test", "explain"])
    func `are what commands print`(command: String) throws {
        let blocks = try Self.blocks()
        let rules = try #require(blocks.first { $0.language == "secrule" && $0.text.contains("test \"") })
        let row = try #require(blocks.first { $0.language == "json" && $0.lead.contains("`machines.json`") })
        let screen = try #require(
            blocks.first { $0.language == "text" && $0.lead.hasPrefix("`secops-rules \(command) ") })
        let words = try #require(screen.lead.split(separator: "`").first).dropFirst("secops-rules ".count)
        let machine = MemoryMachine(["idle.secrule": rules.text, "machines.json": row.text])
        #expect(machine.run(String(words)) == 0)
        #expect(machine.output == screen.text)
        #expect(machine.errors.isEmpty)
    }
}

import Foundation

/// The checkout that the tests were built from.
enum Repository {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(of path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }

    /// The fenced blocks of a Markdown document in one language, each with the line that it starts on.
    static func blocks(of language: String, in path: String) throws -> [Block] {
        var blocks: [Block] = []
        var open: Block?
        for (index, line) in try text(of: path).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("```") {
                if let block = open {
                    if block.language == language { blocks.append(block) }
                    open = nil
                } else {
                    open = Block(document: path, line: index + 2, language: String(line.dropFirst(3)), text: "")
                }
            } else if open != nil {
                open?.text += line + "\n"
            }
        }
        return blocks
    }

    struct Block: CustomStringConvertible, Sendable {
        var document: String
        var line: Int
        var language: String
        var text: String

        var description: String { "\(document):\(line)" }
    }
}

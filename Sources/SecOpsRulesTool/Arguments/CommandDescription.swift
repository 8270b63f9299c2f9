/// What a command is called, what it takes, and what its help says.
struct CommandDescription: Sendable {
    struct Example: Sendable {
        var command: String
        var meaning: String
    }

    struct Exit: Sendable {
        var code: Int
        var meaning: String
    }

    var name: String
    /// One line, as in `check: reports the mistakes in rules`.
    var summary: String
    /// What comes beside the options: `[PATH…]`, `CODE`; empty for nothing.
    var operands: String
    /// The operands that it takes, where they are few.
    var operandChoices: [String] = []
    var maximumOperandCount = Int.max
    /// Further lines of the help; may be empty.
    var discussion = ""
    var options: [Option]
    var exits: [Exit]
    var examples: [Example]

    /// What `--help` prints.
    var help: String {
        var result = "\(name): \(summary)\n\n"
        result +=
            "Usage: "
            + (["secops-rules", name] + (operands.isEmpty ? [] : [operands]) + ["[options]"])
            .joined(separator: " ") + "\n"
        if !discussion.isEmpty { result += "\n\(discussion)\n" }
        result += "\nOptions:\n"
        let shown = options + [.help]
        let labels = shown.map { "--\($0.name)" + ($0.placeholder.map { " \($0)" } ?? "") }
        let width = labels.map(\.count).max() ?? 0
        for (label, option) in zip(labels, shown) {
            result += "  \(label)\(String(repeating: " ", count: width - label.count))  \(option.help)\n"
        }
        result += "\nExit status:\n"
        for exit in exits { result += "  \(exit.code)  \(exit.meaning)\n" }
        result += "\nExamples:\n"
        for example in examples { result += "  \(example.command)\n      \(example.meaning)\n" }
        return result
    }
}

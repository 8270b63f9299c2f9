import RuleText

/// The words after a command's name, sorted into options and operands.
///
/// `--name value`, `--name=value`, options anywhere, `--` before operands that begin with dashes. `-` is an operand.
struct Arguments {
    private(set) var operands: [String] = []
    /// All of the words but the first operand, as they were given: what a command has that is named by that operand.
    private(set) var wordsBehindFirstOperand: [String] = []
    private var values: [String: [String]] = [:]

    init(_ words: some Sequence<String>, of command: CommandDescription) throws(CommandFailure) {
        let all = Array(words)
        var rest = all[...]
        var firstOperand: Int?
        while let word = rest.popFirst() {
            if word == "--" {
                if !rest.isEmpty { firstOperand = firstOperand ?? rest.startIndex }
                operands += rest
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                firstOperand = firstOperand ?? rest.startIndex - 1
                operands.append(word)
                continue
            }
            try readOption(word, &rest, of: command)
        }
        wordsBehindFirstOperand = all
        if let firstOperand { wordsBehindFirstOperand.remove(at: firstOperand) }
        if operands.count > command.maximumOperandCount, let extra = operands.last {
            let takes = command.operands.isEmpty ? "nothing but options" : "one \(command.operands)"
            throw CommandFailure("'\(command.name)' takes \(takes), so '\(extra)' is one too many")
        }
    }

    /// Whether an option was given.
    func has(_ option: String) -> Bool { values[option] != nil }

    subscript(option: String) -> String? { values[option]?.last }

    /// The values of a repeatable option, in order.
    func all(_ option: String) -> [String] { values[option] ?? [] }

    private mutating func readOption(
        _ word: String, _ rest: inout ArraySlice<String>, of command: CommandDescription
    ) throws(CommandFailure) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let spelling = parts.first ?? word
        guard let option = command.options.first(where: { "--\($0.name)" == spelling }) else {
            throw Self.unknownOption(spelling, of: command)
        }
        if !option.isRepeatable, values[option.name] != nil {
            throw CommandFailure("'--\(option.name)' is given twice; give it once")
        }
        guard let placeholder = option.placeholder else {
            guard parts.count == 1 else {
                throw CommandFailure(
                    "'--\(option.name)' takes no value; leave out '\(word.dropFirst(spelling.count))'")
            }
            values[option.name] = [""]
            return
        }
        let value: String
        if parts.count == 2 {
            value = parts[1]
        } else {
            guard let next = rest.first, !next.hasPrefix("--") else {
                throw CommandFailure("'--\(option.name)' needs a value: --\(option.name) \(placeholder)")
            }
            value = next
            rest.removeFirst()
        }
        if !option.choices.isEmpty, !option.choices.contains(value) {
            let choices = option.choices.joined(separator: ", ")
            throw CommandFailure(
                "'\(value)' is no \(placeholder.lowercased()) of '--\(option.name)'"
                    + (NearestSpelling.nearest(to: value, among: option.choices).map { "; did you mean '\($0)'?" }
                        ?? "; give one of \(choices)"))
        }
        values[option.name, default: []].append(value)
    }

    private static func unknownOption(_ spelling: String, of command: CommandDescription) -> CommandFailure {
        let names = command.options.map(\.name) + ["help"]
        let written = String(spelling.drop { $0 == "-" })
        let hint =
            NearestSpelling.nearest(to: written, among: names).map { "did you mean '--\($0)'?" }
            // Two dashes were meant where one was written.
            ?? (names.contains(written) ? "did you mean '--\(written)'?" : "see 'secops-rules \(command.name) --help'")
        return CommandFailure("'\(command.name)' has no option '\(spelling)'; \(hint)")
    }
}

/// What a shell offers where a value or an operand stands.
enum CompletedValue: Hashable {
    case words([String])
    case files
    case directories
    /// Nothing that a shell could know.
    case unknown

    /// What a placeholder of the help stands for.
    private init(placeholder: String) {
        if placeholder.contains("DIR") {
            self = .directories
        } else if ["FILE", "PATH", ".json"].contains(where: placeholder.contains) {
            self = .files
        } else {
            self = .unknown
        }
    }
}

extension CompletedValue {
    init(of option: Option) {
        self = option.choices.isEmpty ? .init(placeholder: option.placeholder ?? "") : .words(option.choices)
    }

    init(ofOperandsOf command: CommandDescription) {
        self = command.operandChoices.isEmpty ? .init(placeholder: command.operands) : .words(command.operandChoices)
    }
}

extension CommandDescription {
    /// The options that the parser takes, the one that every command has among them.
    var completedOptions: [Option] { options + [.help] }
}

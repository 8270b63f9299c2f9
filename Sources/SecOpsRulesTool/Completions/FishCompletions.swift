/// Completions for fish, a line for each thing that can be completed.
struct FishCompletions {
    let text: String

    init(_ commands: [CommandDescription]) {
        var lines = ""
        func add(_ parts: String...) { lines += "complete -c secops-rules \(parts.joined(separator: " "))\n" }
        for command in commands {
            add("-n __secops_rules_needs_command", "-a \(command.name)", "-d \(Self.quoted(command.summary))")
        }
        for (name, help) in [("help", "shows the help"), ("version", "shows the version")] {
            add("-n __secops_rules_needs_command", "-l \(name)", "-d \(Self.quoted(help))")
        }
        for command in commands {
            let condition = "-n '__secops_rules_command_is \(command.name)'"
            for option in command.completedOptions {
                let help = "-d \(Self.quoted(option.help))"
                if option.placeholder == nil {
                    add(condition, "-l \(option.name)", help)
                } else {
                    add(condition, "-l \(option.name)", Self.argument(.init(of: option)), help)
                }
            }
            switch CompletedValue(ofOperandsOf: command) {
            case .words(let words): add(condition, "-a \(Self.quoted(words.joined(separator: " ")))")
            case .files: add(condition, "-F")
            case .directories: add(condition, "-a '(__fish_complete_directories)'")
            case .unknown: break
            }
        }
        text = """
            # Completes secops-rules in fish: made by 'secops-rules completions fish'.
            function __secops_rules_needs_command
                test (count (commandline -opc)) -eq 1
            end
            function __secops_rules_command_is
                set -l words (commandline -opc)
                test (count $words) -ge 2; and test $words[2] = $argv[1]
            end
            complete -c secops-rules -f
            \(lines)
            """
    }

    private static func argument(_ value: CompletedValue) -> String {
        switch value {
        case .words(let words): "-x -a \(quoted(words.joined(separator: " ")))"
        case .files: "-r -F"
        case .directories: "-x -a '(__fish_complete_directories)'"
        case .unknown: "-x"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "'"
        for character in text {
            if character == "'" || character == "\\" { result.append("\\") }
            result.append(character)
        }
        return result + "'"
    }
}

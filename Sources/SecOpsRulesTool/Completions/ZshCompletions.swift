/// A completion function for zsh, to be sourced, or found by `compinit` in a file called `_secops-rules`.
struct ZshCompletions {
    let text: String

    init(_ commands: [CommandDescription]) {
        var descriptions = ""
        var cases = ""
        for command in commands {
            descriptions += "        \(Self.quoted("\(command.name):\(command.summary)"))\n"
            var specifications = command.completedOptions.map(Self.specification)
            if !command.operands.isEmpty {
                specifications.append(
                    "*:\(Self.escaped(command.operands)):\(Self.action(.init(ofOperandsOf: command)))")
            }
            cases += "    \(command.name)) _arguments -S"
            for specification in specifications { cases += " \\\n        \(Self.quoted(specification))" }
            cases += " ;;\n"
        }
        text = """
            #compdef secops-rules
            # Completes secops-rules in zsh: made by 'secops-rules completions zsh'.
            _secops_rules() {
                local -a commands
                commands=(
            \(descriptions)    )
                if (( CURRENT == 2 )); then
                    _describe -t commands command commands
                    _arguments '--help[shows the help]' '--version[shows the version]'
                    return
                fi
                local command=$words[2]
                shift words
                (( CURRENT-- ))
                case $command in
            \(cases)    esac
            }
            if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
                _secops_rules "$@"
            else
                compdef _secops_rules secops-rules
            fi

            """
    }

    private static func specification(of option: Option) -> String {
        let help = "[\(escaped(option.help))]"
        guard let placeholder = option.placeholder else { return "--\(option.name)\(help)" }
        return
            "\(option.isRepeatable ? "*" : "")--\(option.name)=\(help):\(escaped(placeholder)):\(action(.init(of: option)))"
    }

    private static func action(_ value: CompletedValue) -> String {
        switch value {
        case .words(let words): "(\(words.joined(separator: " ")))"
        case .files: "_files"
        case .directories: "_files -/"
        case .unknown: " "
        }
    }

    /// What `_arguments` takes for signs of its own.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            if "[]:\\".contains(character) { result.append("\\") }
            result.append(character)
        }
        return result
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

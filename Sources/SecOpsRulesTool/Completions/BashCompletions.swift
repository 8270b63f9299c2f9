/// A completion function for bash 3.2 or newer. Where it offers nothing, bash offers files.
struct BashCompletions {
    let text: String

    init(_ commands: [CommandDescription]) {
        let names = commands.map(\.name) + ["--help", "--version"]
        var values = ""
        var options = ""
        var operands = ""
        for command in commands {
            for option in command.completedOptions where option.placeholder != nil {
                let action: String
                switch CompletedValue(of: option) {
                case .words(let words): action = "words='\(words.joined(separator: " "))'"
                case .directories: action = "directories=yes"
                case .files, .unknown: action = "return"
                }
                values += "        '\(command.name) --\(option.name)') \(action) ;;\n"
            }
            let spellings = command.completedOptions.map { "--\($0.name)" }.joined(separator: " ")
            options += "            \(command.name)) words='\(spellings)' ;;\n"
            switch CompletedValue(ofOperandsOf: command) {
            case .words(let words):
                operands += "            \(command.name)) words='\(words.joined(separator: " "))' ;;\n"
            case .directories: operands += "            \(command.name)) directories=yes ;;\n"
            case .files, .unknown: break
            }
        }
        text = """
            # Completes secops-rules in bash: made by 'secops-rules completions bash'.
            _secops_rules() {
                local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
                local words='' directories=''
                COMPREPLY=()
                if [ "$COMP_CWORD" -eq 1 ]; then
                    COMPREPLY=($(compgen -W '\(names.joined(separator: " "))' -- "$word"))
                    return
                fi
                # bash takes the equals sign of --option=value for a word.
                if [ "$word" = = ]; then
                    word=''
                elif [ "$option" = = ] && [ "$COMP_CWORD" -ge 3 ]; then
                    option=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                case "$command $option" in
            \(values)        *)
                    case "$word" in
                    -*)
                        case "$command" in
            \(options)            esac ;;
                    *)
                        case "$command" in
            \(operands)            esac ;;
                    esac ;;
                esac
                if [ -n "$directories" ]; then
                    local IFS=$'\\n'
                    COMPREPLY=($(compgen -d -- "$word"))
                else
                    COMPREPLY=($(compgen -W "$words" -- "$word"))
                fi
            }
            complete -o default -o bashdefault -F _secops_rules secops-rules

            """
    }
}

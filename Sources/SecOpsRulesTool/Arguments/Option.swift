/// An option of a command, as its help shows it.
struct Option: Hashable, Sendable {
    /// Without the dashes.
    var name: String
    /// What stands for its value in the help; nothing for an option without one.
    var placeholder: String?
    /// The values that it takes, where they are few.
    var choices: [String] = []
    var isRepeatable = false
    var help: String

    /// An option without a value.
    static func flag(_ name: String, _ help: String) -> Option { Option(name: name, placeholder: nil, help: help) }

    static func value(_ name: String, _ placeholder: String, _ help: String) -> Option {
        Option(name: name, placeholder: placeholder, help: help)
    }

    /// Its help names the choices.
    static func choice(_ name: String, _ placeholder: String, _ choices: [String], _ help: String) -> Option {
        Option(name: name, placeholder: placeholder, choices: choices, help: help)
    }

    /// May be given several times.
    static func list(_ name: String, _ placeholder: String, _ help: String) -> Option {
        Option(name: name, placeholder: placeholder, isRepeatable: true, help: help)
    }
}

extension Option {
    /// Every command has it.
    static let help = flag("help", "shows this help")

    // Shared by the commands that read rules.
    static let model = value("model", "FILE", "the data model to use instead of the standard one")
    static let set = list("set", "NAME=VALUE", "sets a parameter of the rules (repeatable)")
    static let plan = value("plan", "FILE", "a plan that 'compile' wrote, instead of the rules under paths")
    static let verbose = flag("verbose", "lists everything in full")
}

/// What a command says to the shell.
package struct ExitCode: Hashable, Sendable {
    package let rawValue: Int32

    package init(_ rawValue: Int32) {
        self.rawValue = rawValue
    }

    package static let success = ExitCode(0)
    /// The rules have errors, or the command found what it looks for.
    package static let findings = ExitCode(1)
    /// The question was wrong: a usage error, or a file that can't be opened.
    package static let usage = ExitCode(2)
    /// The data could not be read.
    package static let unreadableData = ExitCode(3)
    /// An item is at least as severe as `--fail-on` says.
    package static let severeItem = ExitCode(4)
}

/// Why a command ends early, in one line that says what to do.
struct CommandFailure: Error, Hashable {
    var exitCode: ExitCode
    /// Without the tool's name before it.
    var message: String

    init(_ message: String, exitCode: ExitCode = .usage) {
        self.message = message
        self.exitCode = exitCode
    }

    init(_ failure: FileFailure) {
        self.init("cannot \(failure.attempt) '\(failure.path)': \(failure.reason)")
    }
}

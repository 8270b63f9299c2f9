package import RuleData
package import RulePlan

/// Everything of the outside world that a command may touch. Tests pass one made of a dictionary of files.
package struct Environment {
    package var files: any FileSystem
    package var output: any OutputStreams
    /// The variables of the process.
    package var variables: [String: String]
    /// The time now.
    package var clock: () -> Instant
    /// Waits for some milliseconds; gives false where it was asked to end instead.
    package var pause: (Int) -> Bool
    package var version: String
    /// Of the command that runs.
    let progress: Progress

    package init(
        files: any FileSystem, output: any OutputStreams, variables: [String: String], version: String,
        clock: @escaping () -> Instant, pause: @escaping (Int) -> Bool = { _ in false }
    ) {
        self.files = files
        self.output = output
        self.variables = variables
        self.version = version
        self.clock = clock
        self.pause = pause
        progress = Progress(output: output, clock: clock)
    }

    /// Whether what goes to standard output may be coloured.
    var isOutputColored: Bool { output.isOutputTerminal && allowsColor }
    /// Whether what goes to standard error may be coloured.
    var isErrorColored: Bool { output.isErrorTerminal && allowsColor }

    private var allowsColor: Bool { (variables["NO_COLOR"] ?? "").isEmpty && variables["TERM"] != "dumb" }
}

/// Files and directories, by path.
package protocol FileSystem {
    /// Follows symbolic links.
    func status(of path: String) throws(FileFailure) -> FileStatus
    /// The names in a directory, in any order, without `.` and `..`.
    func names(in directory: String) throws(FileFailure) -> [String]
    /// The bytes of a regular file.
    /// - Parameter limit: Of a file with more bytes, so many are read.
    func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8]
    func readStandardInput(limit: Int) throws(FileFailure) -> [UInt8]
    /// The bytes of a large regular file, to be read piece by piece; nothing for any other, which is read at once.
    /// - Parameter limit: Of a file with more bytes, nothing.
    func source(of path: String, limit: Int) -> ByteSource?
    /// What came in on standard input.
    /// - Parameter milliseconds: How long to wait for something; for ever where nothing is given.
    func readStandardInput(waiting milliseconds: Int?) throws(FileFailure) -> InputEvent
    /// The path with every symbolic link followed; nothing where there is no such file.
    func resolved(_ path: String) -> String?
    /// Makes or replaces a regular file at once and whole, or leaves it as it was; what is no regular file is written in place.
    func replace(_ path: String, with bytes: [UInt8]) throws(FileFailure)
    /// Makes a file that isn't there yet.
    func create(_ path: String, with bytes: [UInt8]) throws(FileFailure)
    /// Makes a directory, and those above it; one that is there already is no failure.
    func makeDirectory(_ path: String) throws(FileFailure)
    /// Adds whole lines to the end of a file, all or none; makes the file where there is none.
    func append(_ lines: String, to path: String) throws(FileFailure)
}

extension FileSystem {
    package func source(of path: String, limit: Int) -> ByteSource? { nil }
}

/// What came in on a stream.
package enum InputEvent: Hashable, Sendable {
    case bytes([UInt8])
    /// Nothing, for as long as was waited.
    case silence
    case end
}

/// Standard output, buffered, and standard error, at once.
package protocol OutputStreams {
    var isOutputTerminal: Bool { get }
    var isErrorTerminal: Bool { get }
    /// Keeps the text until there is enough of it, or `flush`. Where nobody reads any more, the text is dropped.
    func writeOutput(_ text: String) throws(FileFailure)
    func writeError(_ text: String)
    func flush() throws(FileFailure)
}

package struct FileStatus: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case regular, directory, other
    }

    /// Equal for two paths to the same file.
    package struct Identity: Hashable, Sendable {
        var device: UInt64
        var number: UInt64

        package init(device: UInt64, number: UInt64) {
            self.device = device
            self.number = number
        }
    }

    /// Another one when the file was written.
    package struct Version: Hashable, Sendable {
        var size: Int64
        var modified: Int64

        /// - Parameter modified: In any unit, since any moment.
        package init(size: Int64, modified: Int64) {
            self.size = size
            self.modified = modified
        }
    }

    package var kind: Kind
    package var identity: Identity
    package var version: Version

    package init(kind: Kind, identity: Identity, version: Version) {
        self.kind = kind
        self.identity = identity
        self.version = version
    }
}

/// Why something could not be done with a file.
package struct FileFailure: Error, Hashable, Sendable {
    /// `read`, `write`: what was tried.
    package var attempt: String
    package var path: String
    /// `No such file or directory`
    package var reason: String
    package var isMissing: Bool

    package init(attempt: String, path: String, reason: String, isMissing: Bool = false) {
        self.attempt = attempt
        self.path = path
        self.reason = reason
        self.isMissing = isMissing
    }
}

import RulePlan
import SecOpsRulesTool

/// A machine in memory: commands run in it without touching the real one.
final class MemoryMachine: FileSystem, OutputStreams {
    var files: [String: [UInt8]]
    /// Symbolic links, by path.
    var links: [String: String] = [:]
    /// Paths that nobody may read or write.
    var locked: Set<String> = []
    /// Paths that nobody may write.
    var unwritable: Set<String> = []
    var standardInput: [UInt8] = []
    var variables: [String: String] = [:]
    var isOutputTerminal = false
    var isErrorTerminal = false
    /// Why standard output can't be written.
    var outputFailure: String?
    /// What happens while a command waits, wait by wait; then it is asked to end.
    var pauses: [() -> Void] = []
    private(set) var output = ""
    private(set) var errors = ""
    /// How many files were read.
    private(set) var reads: [String] = []

    /// By how many seconds the clock goes on each time that it is read.
    var secondsPerTick: Int64 = 0
    private var ticks: Int64 = 0

    private func tick() -> Instant {
        ticks += secondsPerTick
        return Instant(clampingSeconds: (Self.now?.secondsSinceEpoch ?? 0) + ticks)
    }

    /// Monday, 09:00 in UTC.
    static let now = TimeReading("2026-11-23T09:00:00Z").instant

    init(_ files: [String: String] = [:]) {
        self.files = files.mapValues { Array($0.utf8) }
    }

    /// Runs the tool with words separated by blanks.
    func run(_ words: String) -> Int32 { run(words.split(separator: " ").map(String.init)) }

    func run(_ words: [String]) -> Int32 {
        output = ""
        errors = ""
        let environment = Environment(
            files: self, output: self, variables: variables, version: "1.2.3",
            clock: { self.tick() },
            pause: { [unowned self] _ in
                guard !pauses.isEmpty else { return false }
                pauses.removeFirst()()
                return true
            })
        return CommandLineTool(environment: environment).run(words).rawValue
    }

    func text(of path: String) -> String? { files[path].map { String(decoding: $0, as: UTF8.self) } }

    // MARK: Files

    func status(of path: String) throws(FileFailure) -> FileStatus {
        let path = followed(path)
        if files[path] != nil { return FileStatus(kind: .regular, identity: identity(path), version: version(path)) }
        if path.hasPrefix("/dev/") { return FileStatus(kind: .other, identity: identity(path), version: version(path)) }
        if isDirectory(path) { return FileStatus(kind: .directory, identity: identity(path), version: version(path)) }
        throw missing(path)
    }

    func names(in directory: String) throws(FileFailure) -> [String] {
        let directory = followed(directory)
        guard !locked.contains(directory) else {
            throw FileFailure(attempt: "read", path: directory, reason: "Permission denied")
        }
        let all = Array(files.keys) + Array(links.keys)
        return Set(
            all.filter { $0.hasPrefix(directory + "/") }
                .compactMap { $0.dropFirst(directory.count + 1).split(separator: "/").first.map(String.init) }
        ).sorted().reversed()
    }

    func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
        reads.append(path)
        guard !locked.contains(path) else {
            throw FileFailure(attempt: "read", path: path, reason: "Permission denied")
        }
        guard let bytes = files[followed(path)] else { throw missing(path) }
        return Array(bytes.prefix(limit))
    }

    func readStandardInput(limit: Int) throws(FileFailure) -> [UInt8] { Array(standardInput.prefix(limit)) }

    /// All of it at once, then the end.
    func readStandardInput(waiting milliseconds: Int?) throws(FileFailure) -> InputEvent {
        defer { standardInput = [] }
        return standardInput.isEmpty ? .end : .bytes(standardInput)
    }

    func resolved(_ path: String) -> String? { files[followed(path)] == nil ? nil : followed(path) }

    func replace(_ path: String, with bytes: [UInt8]) throws(FileFailure) {
        guard !locked.contains(path), !unwritable.contains(path) else {
            throw FileFailure(attempt: "write", path: path, reason: "No space left on device")
        }
        files[path] = bytes
    }

    func create(_ path: String, with bytes: [UInt8]) throws(FileFailure) {
        guard files[followed(path)] == nil else {
            throw FileFailure(attempt: "write", path: path, reason: "File exists")
        }
        try replace(path, with: bytes)
    }

    func makeDirectory(_ path: String) throws(FileFailure) {
        if files[followed(path)] != nil { throw FileFailure(attempt: "make", path: path, reason: "Not a directory") }
    }

    func append(_ lines: String, to path: String) throws(FileFailure) {
        guard !locked.contains(path) else {
            throw FileFailure(attempt: "write", path: path, reason: "Permission denied")
        }
        files[path, default: []] += lines.utf8
    }

    private func version(_ path: String) -> FileStatus.Version {
        let bytes = files[path] ?? []
        return FileStatus.Version(size: Int64(bytes.count), modified: Int64(bytes.hashValue))
    }

    private func missing(_ path: String) -> FileFailure {
        FileFailure(attempt: "read", path: path, reason: "No such file or directory", isMissing: true)
    }

    private func isDirectory(_ path: String) -> Bool {
        let prefix = path.hasSuffix("/") ? path : path + "/"
        return files.keys.contains { $0.hasPrefix(prefix) } || links.keys.contains { $0.hasPrefix(prefix) }
    }

    /// Links may be anywhere in a path, and lead in circles.
    private func followed(_ path: String) -> String {
        var path = path.hasSuffix("/") ? String(path.dropLast()) : path
        for _ in 0..<8 {
            guard let link = links.keys.first(where: { path == $0 || path.hasPrefix($0 + "/") }),
                let target = links[link]
            else { break }
            path = target + path.dropFirst(link.count)
        }
        return path
    }

    private func identity(_ path: String) -> FileStatus.Identity {
        .init(device: 0, number: UInt64(truncatingIfNeeded: path.hashValue))
    }

    // MARK: Output

    func writeOutput(_ text: String) throws(FileFailure) { output += text }

    func writeError(_ text: String) { errors += text }

    func flush() throws(FileFailure) {
        if let outputFailure {
            throw FileFailure(attempt: "write", path: "standard output", reason: outputFailure)
        }
    }
}

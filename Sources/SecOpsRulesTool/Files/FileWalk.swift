import RuleText

/// Finds the files under paths.
///
/// Each file and directory is visited once, however many links lead to it, so that links that go in circles do no harm.
struct FileWalk {
    /// Whether a file found in a directory is wanted, by its name.
    let isWanted: (String) -> Bool
    let files: any FileSystem

    private var seen: Set<FileStatus.Identity> = []
    /// Whether the last call came upon something that an earlier one had given.
    private(set) var metEarlier = false

    init(in files: any FileSystem, where isWanted: @escaping (String) -> Bool) {
        self.files = files
        self.isWanted = isWanted
    }

    /// The path itself where it is a file, else the wanted files in that directory and those below, sorted by bytes. Hidden files and
    /// directories (`.git`) are left out. What has a wanted name but can't be read is an error, not passed over.
    ///
    /// Files that an earlier call gave are not given again.
    mutating func files(under path: String) throws(CommandFailure) -> [String] {
        let earlier = seen
        let status = try status(of: path)
        metEarlier = earlier.contains(status.identity)
        switch status.kind {
        case .regular: return seen.insert(status.identity).inserted ? [path] : []
        case .other: throw Self.noFile(path)
        case .directory: break
        }
        guard seen.insert(status.identity).inserted else { return [] }
        var found: [String] = []
        var pending = [path]
        while let directory = pending.popLast() {
            let prefix = directory.hasSuffix("/") ? directory : directory + "/"
            // Sorted here too, so that of two links to one file the first by name is found.
            for name in try names(in: directory).sorted(by: Self.precedes) where !name.hasPrefix(".") {
                let path = prefix + name
                guard let status = try statusOfEntry(path, name) else { continue }
                metEarlier = metEarlier || earlier.contains(status.identity)
                switch status.kind {
                case .directory where seen.insert(status.identity).inserted: pending.append(path)
                case .regular where isWanted(name) && seen.insert(status.identity).inserted: found.append(path)
                case .other where isWanted(name): throw Self.noFile(path)
                case .directory, .regular, .other: break
                }
            }
        }
        return found.sorted(by: Self.precedes)
    }

    private static func noFile(_ path: String) -> CommandFailure {
        CommandFailure("cannot read '\(path)': it is neither a file nor a directory")
    }

    private func status(of path: String) throws(CommandFailure) -> FileStatus {
        do { return try files.status(of: path) } catch { throw CommandFailure(error) }
    }

    /// Nothing for a link that leads nowhere, unless it has a wanted file's name: a file that should be there is not passed over.
    private func statusOfEntry(_ path: String, _ name: String) throws(CommandFailure) -> FileStatus? {
        do {
            return try files.status(of: path)
        } catch {
            if error.isMissing, !isWanted(name) { return nil }
            throw CommandFailure(error)
        }
    }

    private func names(in directory: String) throws(CommandFailure) -> [String] {
        do { return try files.names(in: directory) } catch { throw CommandFailure(error) }
    }

    static func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
}

import RuleText

/// The rule files under paths, to see whether one of them changed.
struct WatchedFiles {
    struct State: Equatable {
        /// By path; without those that can't be looked at.
        var files: [String: FileStatus] = [:]

        /// What is different, in words.
        func difference(from earlier: State) -> String {
            let paths = Set(files.keys).union(earlier.files.keys).filter { files[$0] != earlier.files[$0] }
            guard let first = paths.min() else { return "nothing changed" }
            let more = paths.count > 1 ? " and \(paths.count - 1) more" : ""
            let verb =
                paths.count > 1
                ? "changed" : files[first] == nil ? "is gone" : earlier.files[first] == nil ? "is new" : "changed"
            return "'\(first)'\(more) \(verb)"
        }
    }

    let paths: [String]
    let model: String?

    func state(in environment: Environment) -> State {
        var state = State()
        for path in paths.isEmpty ? [RuleFiles.defaultPath] : paths {
            var walk = FileWalk(in: environment.files) { $0.hasSuffix(RuleFiles.suffix) }
            do throws(CommandFailure) {
                for file in try walk.files(under: path) { state.files[file] = status(of: file, in: environment) }
            } catch {
                // A directory that is gone, or a file in it: what is left of it shows that.
                continue
            }
        }
        if let model { state.files[model] = status(of: model, in: environment) }
        return state
    }

    private func status(of path: String, in environment: Environment) -> FileStatus? {
        try? environment.files.status(of: path)
    }

    /// How long to wait until the next look, in milliseconds: longer where there is much to look at, so that looking takes a small part
    /// of one core.
    func pause(for state: State) -> Int { min(250 + state.files.count / 10, 5_000) }
}

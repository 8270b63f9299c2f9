import RuleText

/// Where `--output` sends what a command prints: a file, written at once and whole, or standard output.
struct OutputFile {
    /// Nothing for standard output.
    let path: String?

    /// - Parameter inputs: What the command reads; none of it may be replaced.
    init(_ arguments: Arguments, inputs: [String]) throws(CommandFailure) {
        let given = arguments["output"]
        path = given == "-" ? nil : given
        if let path, inputs.contains(where: { $0.withoutCurrentDirectory == path.withoutCurrentDirectory }) {
            throw CommandFailure("'--output \(path)' would replace what is read; give another file")
        }
    }

    /// Refuses to write over what was read, whatever name it is called by.
    static func protect(
        _ files: [SourceFile], from path: String, in environment: Environment
    ) throws(CommandFailure) {
        guard let identity = (try? environment.files.status(of: path))?.identity else { return }
        for file in files where (try? environment.files.status(of: file.name))?.identity == identity {
            throw CommandFailure("'--output \(path)' would replace what is read; give another file")
        }
    }

    var isFile: Bool { path != nil }

    func write(_ text: String, _ environment: Environment) throws(CommandFailure) {
        guard let path else { return try environment.print(text) }
        do { try environment.files.replace(path, with: Array(text.utf8)) } catch { throw CommandFailure(error) }
    }
}

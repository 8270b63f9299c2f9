import RuleText

/// Starts a folder of rules: a few that work at once, their tests, and data to try them on.
struct InitCommand: Command {
    static let description = CommandDescription(
        name: "init",
        summary: "starts a folder with first rules, their tests and a little data; or prints files for CI",
        operands: "[DIR]",
        maximumOperandCount: 1,
        discussion: """
            Writes into DIR (default: this directory), which is made where there is none. Nothing is ever overwritten:
            where one of the files is there already, none is written.
            """,
        options: [
            .flag(
                "ci", "prints a pipeline for GitHub Actions and a hook for git, says where they go, and writes nothing")
        ],
        exits: [
            .init(code: 0, meaning: "written"),
            .init(code: 2, meaning: "a usage error, or a file that is there already or can't be written"),
        ],
        examples: [
            .init(command: "secops-rules init security", meaning: "starts the folder 'security'"),
            .init(
                command: "cd security && secops-rules check && secops-rules test && secops-rules run --data data",
                meaning: "checks the first rules, tests them, and says what is to be done"),
            .init(command: "secops-rules init --ci", meaning: "shows how a change to rules is checked by a machine"),
        ])

    private let directory: String?
    private let printsPipeline: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        directory = arguments.operands.first
        printsPipeline = arguments.has("ci")
        if printsPipeline, let directory {
            throw CommandFailure("'--ci' prints, and writes nothing into '\(directory)'; leave it out")
        }
        if directory == "-" { throw CommandFailure("'init' writes files; give the path of a folder") }
        if directory == "" { throw CommandFailure("a folder has a name; for this one leave it out") }
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        if printsPipeline {
            try environment.print(StarterPipeline.text)
            return .success
        }
        let prefix = directory.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? ""
        let files = StarterFiles.all.map { (path: prefix + $0.path, text: $0.text) }
        let present = files.map(\.path).filter { (try? environment.files.status(of: $0)) != nil }
        guard present.isEmpty else {
            let names = present.map { "'\($0)'" }.joined(separator: ", ")
            throw CommandFailure(
                "\(names) \(present.count == 1 ? "is" : "are") there already, and nothing was written; give another folder"
            )
        }
        do throws(FileFailure) {
            for file in files {
                if let slash = file.path.lastIndex(of: "/"), slash > file.path.startIndex {
                    try environment.files.makeDirectory(String(file.path[..<slash]))
                }
                try environment.files.create(file.path, with: Array(file.text.utf8))
            }
        } catch { throw CommandFailure(error) }
        var said = ""
        for file in files { said += "wrote \(file.path.displayed)\n" }
        let enter = directory.map { "cd \(Self.quoted($0)) && " } ?? ""
        said += "\nNow try: \(enter)secops-rules check && secops-rules test && secops-rules run --data data\n"
        try environment.print(said)
        return .success
    }

    /// As a shell takes it for one word.
    private static func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || "/._-".utf8.contains(byte)
        }
        return isPlain
            ? path
            : "'\(path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''").displayed)'"
    }
}

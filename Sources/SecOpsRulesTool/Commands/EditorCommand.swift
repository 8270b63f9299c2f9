import RuleText

/// Writes the files that teach an editor the language.
struct EditorCommand: Command {
    static let description = CommandDescription(
        name: "editor",
        summary: "writes what an editor needs for rules: colours, and how it starts the language server",
        operands: Editor.allCases.map(\.rawValue).joined(separator: "|") + " DIR",
        operandChoices: Editor.allCases.map(\.rawValue),
        maximumOperandCount: 2,
        discussion: """
            Writes an extension of Visual Studio Code or a plugin of Neovim into DIR, which is made where there is none.
            The files are made from the tables that rules are read with; run it again after an update. What it wrote
            before is overwritten, any other file only with --force; where one is in the way, none is written.
            """,
        options: [.flag("force", "overwrites files that this command did not write")],
        exits: [
            .init(code: 0, meaning: "written"),
            .init(code: 2, meaning: "a usage error, or a file that is in the way or can't be written"),
        ],
        examples: [
            .init(
                command: "secops-rules editor vscode ~/.vscode/extensions/secops-rules",
                meaning: "for Visual Studio Code; then 'npm install' in that folder"),
            .init(
                command: "secops-rules editor neovim ~/.local/share/nvim/site/pack/secops/start/secops-rules",
                meaning: "for Neovim, at its next start"),
        ])

    private enum Editor: String, CaseIterable {
        case vscode, neovim

        func files(_ version: String) -> [EditorFile] {
            switch self {
            case .vscode: VisualStudioCode(version: version).files
            case .neovim: Neovim().files
            }
        }
    }

    private let editor: Editor
    private let directory: String
    private let overwrites: Bool

    init(_ arguments: Arguments) throws(CommandFailure) {
        let names = Editor.allCases.map(\.rawValue)
        guard let name = arguments.operands.first else {
            throw CommandFailure("'editor' needs the name of one; give one of \(names.joined(separator: ", "))")
        }
        guard let editor = Editor(rawValue: name) else {
            throw CommandFailure(
                "there are no files for '\(name.displayed)'; "
                    + (NearestSpelling.nearest(to: name, among: names).map { "did you mean '\($0)'?" }
                        ?? "give one of \(names.joined(separator: ", "))"))
        }
        guard arguments.operands.count > 1, let directory = arguments.operands.last, !directory.isEmpty else {
            throw CommandFailure("'editor \(name)' needs the folder to write into, as in 'editor \(name) DIR'")
        }
        if directory == "-" { throw CommandFailure("'editor' writes files; give the path of a folder") }
        self.editor = editor
        self.directory = directory
        overwrites = arguments.has("force")
    }

    func run(in environment: Environment) throws(CommandFailure) -> ExitCode {
        let prefix = directory.hasSuffix("/") ? directory : directory + "/"
        let files = editor.files(environment.version).map { EditorFile(path: prefix + $0.path, text: $0.text) }
        let foreign = overwrites ? [] : files.map(\.path).filter { isForeign($0, in: environment) }
        guard foreign.isEmpty else {
            let names = foreign.map { "'\($0.displayed)'" }.joined(separator: ", ")
            let are = foreign.count == 1 ? "is" : "are"
            throw CommandFailure(
                "\(names) \(are) not of this command, and nothing was written; give another folder, or --force")
        }
        var said = ""
        do throws(FileFailure) {
            for file in files {
                if let slash = file.path.lastIndex(of: "/") {
                    try environment.files.makeDirectory(String(file.path[..<slash]))
                }
                try environment.files.replace(file.path, with: Array(file.text.utf8))
                said += "wrote \(file.path.displayed)\n"
            }
        } catch { throw CommandFailure(error) }
        try environment.print(said)
        return .success
    }

    /// Whether something is there that this command did not write.
    private func isForeign(_ path: String, in environment: Environment) -> Bool {
        guard (try? environment.files.status(of: path)) != nil else { return false }
        guard let bytes = try? environment.files.read(path, limit: 1 << 16) else { return true }
        return !String(decoding: bytes, as: UTF8.self).contains(EditorFile.mark)
    }
}

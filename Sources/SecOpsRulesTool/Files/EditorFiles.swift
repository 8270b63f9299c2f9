import RuleCompiler
import RuleLanguageServer
import RulePlan
import RuleText

/// The files of the machine as the language server sees them.
struct EditorFiles: WorkspaceFiles {
    let environment: Environment

    func ruleFiles(under directory: String) throws(WorkspaceProblem) -> [String] {
        var walk = FileWalk(in: environment.files) { $0.hasSuffix(RuleFiles.suffix) }
        do {
            return try walk.files(under: directory)
        } catch { throw WorkspaceProblem(error.message) }
    }

    func bytes(of path: String) -> [UInt8]? {
        try? environment.files.read(path, limit: SourceFile.maximumByteCount + 1)
    }

    func absolutePath(of path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let directory = environment.files.resolved(".") else { return path }
        let relative = path.withoutCurrentDirectory
        return relative == "." || relative.isEmpty ? directory : "\(directory)/\(relative)"
    }

    func timeZone(named name: String) -> TimeZoneRules? { TimeZoneFiles(environment: environment).rules(named: name) }
}

import RuleLanguageServer
import RulePlan

/// Files of a workspace in memory.
final class MemoryFiles: WorkspaceFiles {
    var contents: [String: String]
    /// Why no directory can be listed.
    var problem: String?

    init(_ contents: [String: String]) {
        self.contents = contents
    }

    func ruleFiles(under directory: String) throws(WorkspaceProblem) -> [String] {
        if let problem { throw WorkspaceProblem(problem) }
        return contents.keys.filter { $0.hasPrefix(directory + "/") && $0.hasSuffix(".secrule") }.sorted()
    }

    func bytes(of path: String) -> [UInt8]? { contents[path].map { Array($0.utf8) } }

    func absolutePath(of path: String) -> String { path.hasPrefix("/") ? path : "/home/\(path)" }

    func timeZone(named name: String) -> TimeZoneRules? { nil }
}

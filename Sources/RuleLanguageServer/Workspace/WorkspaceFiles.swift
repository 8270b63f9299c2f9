package import RulePlan

/// The files of the machine, as far as the server looks at them. It writes none.
package protocol WorkspaceFiles {
    /// The paths of the rule files under a directory, sorted.
    func ruleFiles(under directory: String) throws(WorkspaceProblem) -> [String]
    /// The bytes of a rule file; nothing where it can't be read.
    func bytes(of path: String) -> [UInt8]?
    /// A path that does not depend on where the process is.
    func absolutePath(of path: String) -> String
    /// The rules of a time zone, for tests; nothing where there is no such zone.
    func timeZone(named name: String) -> TimeZoneRules?
}

/// Why the rules of a workspace can't be found, in one line.
package struct WorkspaceProblem: Error, Hashable, Sendable {
    package var message: String

    package init(_ message: String) {
        self.message = message
    }
}

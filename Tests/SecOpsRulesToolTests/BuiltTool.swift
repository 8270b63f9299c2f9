import Foundation

/// The tool as it was built beside the tests.
enum BuiltTool {
    /// Nothing where it is not there.
    static let url: URL? = {
        let runner = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        var directory = runner.deletingLastPathComponent()
        // The tests may be run by a helper of the toolchain; then the first argument tells where they are.
        for candidate in [directory, URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()] {
            directory = candidate
            let tool = directory.appendingPathComponent("secops-rules")
            if FileManager.default.isExecutableFile(atPath: tool.path) { return tool }
        }
        for argument in CommandLine.arguments where argument.hasSuffix(".xctest") {
            let tool = URL(fileURLWithPath: argument).deletingLastPathComponent().appendingPathComponent("secops-rules")
            if FileManager.default.isExecutableFile(atPath: tool.path) { return tool }
        }
        return nil
    }()
}

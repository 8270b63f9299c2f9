import RulePlan
import RuleText

/// Finds the line of a place in one of a program's files.
struct SourceLocations: Sendable {
    private let names: [String]
    /// By file: the offsets at which its lines begin, ascending.
    private let lineStarts: [[UInt32]]

    init(_ files: [SourceFile]) {
        names = files.map(\.name)
        lineStarts = files.map(\.lineStarts)
    }

    /// Where a span begins.
    func location(of span: SourceSpan) -> SourceLocation {
        let file = Int(span.file.rawValue)
        guard names.indices.contains(file) else { return SourceLocation(file: "", line: 1) }
        let line = lineStarts[file].partitioned { $0 > span.start }
        return SourceLocation(file: names[file], line: max(line, 1))
    }
}

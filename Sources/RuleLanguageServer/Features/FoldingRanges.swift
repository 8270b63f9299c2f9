import RuleData
import RuleSyntax
import RuleText

/// What of a document can be folded away: declarations, rows that a test gives, and comments of several lines.
extension LanguageServer {
    /// `textDocument/foldingRange`
    mutating func foldingRanges(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let target = try target(parameters)
        let index = target.snapshot.lineIndex(of: target.file)
        let tree = target.snapshot.tree(of: target.file)
        var folds: [(start: Int, end: Int, isComment: Bool)] = []
        func fold(_ span: SourceSpan) {
            let (start, end) = (index.line(at: span.start), index.line(at: span.end))
            if start < end { folds.append((start, end, false)) }
        }
        for declaration in tree.declarations {
            fold(declaration.span)
            guard case .test(let test) = declaration else { continue }
            for statement in test.statements { fold(statement.span) }
        }
        var run: (start: Int, end: Int)?
        for comment in tree.comments where !comment.isTrailing {
            let line = index.line(at: comment.span.start)
            if let current = run, current.end + 1 == line {
                run = (current.start, line)
            } else {
                if let run, run.start < run.end { folds.append((run.start, run.end, true)) }
                run = (line, line)
            }
        }
        if let run, run.start < run.end { folds.append((run.start, run.end, true)) }
        return .list(
            folds.sorted { ($0.start, $1.end) < ($1.start, $0.end) }.map { fold in
                .object(
                    [("startLine", .integer(fold.start - 1)), ("endLine", .integer(fold.end - 1))]
                        + (fold.isComment ? [("kind", .text("comment"))] : []))
            })
    }
}

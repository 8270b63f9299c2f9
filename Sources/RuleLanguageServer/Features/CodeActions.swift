import RuleCompiler
import RuleData
import RuleText

enum CodeActionKind {
    static let quickFix = "quickfix"
    static let fixAll = "source.fixAll.secops-rules"
    static let all = [quickFix, fixAll]
}

/// The fixes that diagnostics offer.
extension LanguageServer {
    /// `textDocument/codeAction`
    mutating func codeActions(_ parameters: InputValue) throws(ResponseError) -> JSONValue {
        let target = try target(parameters)
        let span = try span(of: parameters["range"], in: target)
        let only = parameters["context"]?["only"]?.elements.compactMap(\.string)
        /// A kind that is asked for stands for those that are more exact, too.
        func isWanted(_ kind: String) -> Bool {
            only?.contains { kind == $0 || kind.hasPrefix($0 + ".") } ?? true
        }
        var actions: [JSONValue] = []
        let diagnostics = target.snapshot.diagnostics.filter { $0.span.file == target.file }
        if isWanted(CodeActionKind.quickFix) {
            for diagnostic in diagnostics {
                guard let fix = diagnostic.fix, diagnostic.span.touches(span) || fix.span.touches(span) else {
                    continue
                }
                actions.append(quickFix(fix, for: diagnostic, in: target))
            }
        }
        // Not among what a key press offers, unless it is asked for.
        if only != nil, isWanted(CodeActionKind.fixAll) {
            let fixes = Self.separate(diagnostics.compactMap(\.fix).filter { $0.applicability == .safe })
            if !fixes.isEmpty {
                actions.append(
                    .object([
                        ("title", .text("Apply all safe fixes")), ("kind", .text(CodeActionKind.fixAll)),
                        ("edit", edit(fixes, in: target)),
                    ]))
            }
        }
        return .list(actions)
    }

    private func quickFix(_ fix: Diagnostic.Fix, for diagnostic: Diagnostic, in target: Target) -> JSONValue {
        let replaced = target.snapshot.text(at: fix.span)
        let title =
            fix.replacement.isEmpty
            ? "Remove '\(replaced.displayed)'"
            : replaced.isEmpty
                ? "Insert '\(fix.replacement.displayed)'" : "Write '\(fix.replacement.displayed)'"
        return .object([
            ("title", .text(title)), ("kind", .text(CodeActionKind.quickFix)),
            ("diagnostics", .list([json(diagnostic, in: target.snapshot)])),
            ("isPreferred", .boolean(fix.applicability == .safe)),
            ("edit", edit([fix], in: target)),
        ])
    }

    /// `WorkspaceEdit`
    private func edit(_ fixes: [Diagnostic.Fix], in target: Target) -> JSONValue {
        let edits = fixes.map { fix in
            JSONValue.object([
                ("range", target.snapshot.range(of: fix.span, in: client.encoding)),
                ("newText", .text(fix.replacement)),
            ])
        }
        return .object([("changes", .object([(workspace.uri(of: target.name), .list(edits))]))])
    }

    /// The fixes that do not touch an earlier one.
    private static func separate(_ fixes: [Diagnostic.Fix]) -> [Diagnostic.Fix] {
        var result: [Diagnostic.Fix] = []
        for fix in fixes.sorted(by: { $0.span < $1.span }) {
            if let last = result.last, last.span.end >= fix.span.start { continue }
            result.append(fix)
        }
        return result
    }
}

extension SourceSpan {
    /// Whether two spans of one file overlap or meet.
    fileprivate func touches(_ other: SourceSpan) -> Bool { start <= other.end && other.start <= end }
}

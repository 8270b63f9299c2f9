package import RuleText

/// Diagnostics as commands to a GitHub Actions runner, which shows them at their lines in a pull request.
///
/// ```
/// ::error file=rules/daily.secrule,line=3,endLine=3,col=8,endColumn=17,title=E0301::'device' has no field 'risklevel'
/// ```
/// - SeeAlso: GitHub, "Workflow commands for GitHub Actions".
package struct DiagnosticAnnotations: Sendable {
    private let files: [SourceFile]

    /// - Parameter files: Those that the spans name by their place.
    package init(files: [SourceFile]) {
        self.files = files
    }

    /// A line for each, in display order.
    package func rendered(_ diagnostics: [Diagnostic]) -> String {
        var positions = FilePositions(files: files)
        return diagnostics.sortedForDisplay().map { Self.line($0, &positions) }.joined()
    }

    private static func line(_ diagnostic: Diagnostic, _ positions: inout FilePositions) -> String {
        var properties: [(name: String, value: String)] = []
        if let (file, index) = positions.file(of: diagnostic.span) {
            let start = index.utf16Position(at: diagnostic.span.start)
            let end = index.utf16Position(at: diagnostic.span.end)
            properties = [
                ("file", String(file.name.withoutCurrentDirectory)), ("line", String(start.line)),
                ("endLine", String(end.line)),
            ]
            // Columns are taken on one line alone.
            if start.line == end.line {
                properties += [("col", String(start.column)), ("endColumn", String(end.column))]
            }
        }
        properties.append(("title", diagnostic.code.rawValue))

        var text = [diagnostic.message]
        for note in diagnostic.notes {
            var place = ""
            if let (file, index) = positions.file(of: note.span) {
                place = " (\(file.name):\(index.line(at: note.span.start)))"
            }
            text.append("note: \(note.message)\(place)")
        }
        if let help = diagnostic.help { text.append("help: \(help)") }
        let list = properties.map { "\($0.name)=\(escaped($0.value, isProperty: true))" }.joined(separator: ",")
        return "::\(diagnostic.severity.rawValue) \(list)::"
            + escaped(text.joined(separator: "\n"), isProperty: false) + "\n"
    }

    /// So that no text ends a command or begins another one.
    private static func escaped(_ text: String, isProperty: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where isProperty: result += "%3A"
            case "," where isProperty: result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

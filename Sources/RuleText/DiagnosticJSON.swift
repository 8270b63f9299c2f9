/// Diagnostics as a document for other programs (`check --format json`): sorted, every key always there.
public struct DiagnosticJSON: Sendable {
    /// Raised when a reader of the old form could not read the new one.
    public static let format = 1

    private let files: [SourceFile]

    /// - Parameter files: Those that the spans name by their place.
    public init(files: [SourceFile]) {
        self.files = files
    }

    /// Ends with a line break.
    public func rendered(_ diagnostics: [Diagnostic]) -> String {
        var positions = FilePositions(files: files)
        let list = diagnostics.sortedForDisplay().map { Self.object($0, &positions) }
        return JSONValue.object([("format", .integer(Self.format)), ("diagnostics", .list(list))]).pretty
    }

    private static func object(_ diagnostic: Diagnostic, _ positions: inout FilePositions) -> JSONValue {
        let place = Place(diagnostic.span, &positions)
        return .object([
            ("code", .text(diagnostic.code.rawValue)),
            ("severity", .text(diagnostic.severity.rawValue)),
            ("message", .text(diagnostic.message)),
            ("file", .text(place.file)),
            ("line", .integer(place.start.line)),
            ("column", .integer(place.start.column)),
            ("endLine", .integer(place.end.line)),
            ("endColumn", .integer(place.end.column)),
            ("help", .text(orNull: diagnostic.help)),
            (
                "related",
                .list(
                    diagnostic.notes.map { note in
                        let place = Place(note.span, &positions)
                        return .object([
                            ("message", .text(note.message)),
                            ("file", .text(place.file)),
                            ("line", .integer(place.start.line)),
                            ("column", .integer(place.start.column)),
                        ])
                    })
            ),
        ])
    }

    private struct Place {
        var file = ""
        var start = SourcePosition(line: 1, column: 1)
        var end = SourcePosition(line: 1, column: 1)

        init(_ span: SourceSpan, _ positions: inout FilePositions) {
            guard let (file, index) = positions.file(of: span) else { return }
            self.file = file.name
            start = index.position(at: span.start)
            end = index.position(at: span.end)
        }
    }
}

/// Shows diagnostics to people: message, place, the line of source with the span underlined, further places, help.
///
/// ```
/// error[E0301]: 'device' has no field 'risklevel'
///  --> rules/daily.secrule:3:8
///   |
/// 3 |   when risklevel >= high
///   |        ^^^^^^^^^
/// note: 'device' is declared here
///  --> rules/model.secrule:1:8
///   |
/// 1 | entity device {
///   |        ------
/// help: did you mean 'risk_level'?
/// ```
public struct DiagnosticText: Sendable {
    private let files: [SourceFile]
    private let isColored: Bool

    /// - Parameters:
    ///   - files: Those that the spans name by their place.
    ///   - isColored: Whether the text goes to a terminal that shows colours.
    public init(files: [SourceFile], isColored: Bool = false) {
        self.files = files
        self.isColored = isColored
    }

    /// Every diagnostic in display order, a blank line between two; each ends with a line break.
    public func rendered(_ diagnostics: [Diagnostic]) -> String {
        var indexes = FilePositions(files: files)
        return diagnostics.sortedForDisplay().map { rendered($0, &indexes) }.joined(separator: "\n")
    }

    public func rendered(_ diagnostic: Diagnostic) -> String { rendered([diagnostic]) }

    private func rendered(_ diagnostic: Diagnostic, _ positions: inout FilePositions) -> String {
        let spans = [diagnostic.span] + diagnostic.notes.map(\.span)
        let lastLine = spans.map { positions.lastLine(of: $0) }.max() ?? 1
        let margin = String(repeating: " ", count: String(lastLine).count)

        let style: TerminalStyle = diagnostic.severity == .error ? .boldRed : .boldYellow
        var result = "\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]".styled(style, if: isColored)
        result += ": \(diagnostic.message.displayed)".styled(.bold, if: isColored) + "\n"
        result += snippet(of: diagnostic.span, underline: "^", style, margin: margin, &positions)
        for note in diagnostic.notes {
            result += "note".styled(.boldCyan, if: isColored) + ": \(note.message.displayed)\n"
            result += snippet(of: note.span, underline: "-", .boldCyan, margin: margin, &positions)
        }
        if let help = diagnostic.help {
            result += "help".styled(.boldCyan, if: isColored) + ": \(help.displayed)\n"
        }
        return result
    }

    private func snippet(
        of span: SourceSpan, underline: Character, _ style: TerminalStyle, margin: String,
        _ positions: inout FilePositions
    ) -> String {
        guard let (file, index) = positions.file(of: span) else { return "" }
        let position = index.position(at: span.start)
        let arrow = "\(margin)-->".styled(.boldBlue, if: isColored)
        var result = "\(arrow) \(file.name.displayed):\(position.line):\(position.column)\n"
        result += "\(margin) |".styled(.boldBlue, if: isColored) + "\n"
        let snippet = SourceSnippet(of: span, in: file.bytes, index: index)
        for (place, line) in snippet.lines.enumerated() {
            if place > 0, snippet.isShortened { result += "...".styled(.boldBlue, if: isColored) + "\n" }
            let number = String(line.number)
            let blanks = String(repeating: " ", count: max(0, margin.utf8.count - number.utf8.count))
            result += "\(blanks)\(number) |".styled(.boldBlue, if: isColored)
            result += line.text.isEmpty ? "\n" : " \(line.text)\n"
            result += "\(margin) |".styled(.boldBlue, if: isColored) + " "
            result += String(repeating: " ", count: line.indent)
            result += String(repeating: underline, count: line.width).styled(style, if: isColored) + "\n"
        }
        return result
    }
}

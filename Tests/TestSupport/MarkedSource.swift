package import RuleText

/// Source text in which diagnostics stand where they belong.
///
/// Under a line that has diagnostics stands a line for each: carets under the exact span, the code, the message. An
/// empty span is marked with `|` at its place; of a span that goes on in the next line the first line is marked, and
/// `…` follows. Where a marked source holds any line that begins with `help:`, `note:` or `fix:` below a mark, all of
/// these are compared; else none.
///
/// ```
/// when ownr > 60 then require improve_score daily
///      ^^^^ E0301 'asset' has no field 'ownr'
///           help: did you mean 'owner'?
/// ```
package struct MarkedSource: Sendable {
    /// The source without its marks.
    package let text: String
    /// As it was given, but for blank space at the ends of lines.
    package let marked: String
    /// Whether help, notes and fixes are part of the marks.
    package let hasDetails: Bool

    package init(_ marked: String) {
        var source: [String] = []
        var all: [String] = []
        var isBelowMark = false
        var hasDetails = false
        for line in marked.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if Self.isMark(line) {
                isBelowMark = true
            } else if isBelowMark, Self.isDetail(line) {
                hasDetails = true
            } else {
                isBelowMark = false
                source.append(line)
            }
            all.append(line.withoutTrailingBlanks)
        }
        text = source.joined(separator: "\n")
        self.marked = all.joined(separator: "\n")
        self.hasDetails = hasDetails
    }

    /// The source with other diagnostics for marks: equal to `marked` exactly if they are the ones that were marked.
    /// - Parameter file: The file of the source among those of the diagnostics; those of other files are listed at
    ///   the end, since they have no line here.
    package func marked(with diagnostics: [Diagnostic], in file: FileIndex = FileIndex(0)) -> String {
        var result: [String] = []
        var rest = diagnostics.sortedForDisplay()
        var lineStart = 0
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Array($0.utf8) }
        for (number, line) in lines.enumerated() {
            result.append(String(decoding: line, as: UTF8.self).withoutTrailingBlanks)
            let lineEnd = lineStart + line.count
            let isLast = number == lines.count - 1
            let here = rest.filter { $0.span.file == file && ($0.span.start <= lineEnd || isLast) }
            rest.removeAll { here.contains($0) }
            for diagnostic in here { result += marks(of: diagnostic, under: line, from: lineStart) }
            lineStart = lineEnd + 1
        }
        result += rest.map { "(file \($0.span.file.rawValue)) \($0.code.rawValue) \($0.message)" }
        return result.joined(separator: "\n")
    }

    private func marks(of diagnostic: Diagnostic, under line: [UInt8], from lineStart: Int) -> [String] {
        let start = min(max(Int(diagnostic.span.start) - lineStart, 0), line.count)
        let end = min(max(Int(diagnostic.span.end) - lineStart, start), line.count)
        let lead = String(String(decoding: line[..<start], as: UTF8.self).map { $0 == "\t" ? "\t" : " " })
        let covered = String(decoding: line[start..<end], as: UTF8.self).count
        var mark = covered == 0 ? "|" : String(repeating: "^", count: covered)
        if Int(diagnostic.span.end) - lineStart > line.count { mark += "…" }
        var result = ["\(lead)\(mark) \(diagnostic.code.rawValue) \(diagnostic.message)"]
        guard hasDetails else { return result }
        let indented = lead + String(repeating: " ", count: mark.count + 1)
        result += diagnostic.notes.map { "\(indented)note: \($0.message)" }
        if let help = diagnostic.help { result.append("\(indented)help: \(help)") }
        if let fix = diagnostic.fix { result.append("\(indented)fix: \(described(fix))") }
        return result
    }

    /// `'=' -> '==' (safe)`
    private func described(_ fix: Diagnostic.Fix) -> String {
        let bytes = Array(text.utf8)
        let replaced = String(
            decoding: bytes[min(Int(fix.span.start), bytes.count)..<min(Int(fix.span.end), bytes.count)], as: UTF8.self)
        return "'\(replaced)' -> '\(fix.replacement)'" + (fix.applicability == .safe ? "" : " (changes the meaning)")
    }

    /// The source after every fix of some diagnostics has been applied.
    package func fixed(by diagnostics: [Diagnostic], in file: FileIndex = FileIndex(0)) -> String {
        var bytes = Array(text.utf8)
        let fixes = diagnostics.compactMap(\.fix).filter { $0.span.file == file }
        for fix in fixes.sorted(by: { $0.span > $1.span }) {
            let end = min(Int(fix.span.end), bytes.count)
            bytes.replaceSubrange(min(Int(fix.span.start), end)..<end, with: fix.replacement.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Carets, or one `|`, and a code behind them.
    private static func isMark(_ line: String) -> Bool {
        let content = line.drop { $0 == " " || $0 == "\t" }
        let mark = content.prefix { $0 == "^" }
        var rest = content.dropFirst(mark.isEmpty && content.first == "|" ? 1 : mark.count)
        guard rest.startIndex > content.startIndex else { return false }
        if rest.first == "…" { rest.removeFirst() }
        guard rest.first == " " else { return false }
        return DiagnosticCode(rawValue: String(rest.dropFirst().prefix(5))) != nil
    }

    private static func isDetail(_ line: String) -> Bool {
        let content = line.drop { $0 == " " || $0 == "\t" }
        return ["help: ", "note: ", "fix: "].contains { content.hasPrefix($0) }
    }
}

extension String {
    fileprivate var withoutTrailingBlanks: String {
        var result = self
        while result.last == " " || result.last == "\t" { result.removeLast() }
        return result
    }
}

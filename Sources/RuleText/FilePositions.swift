/// The files of a program with their line indexes, made when first asked for: most files have nothing to report.
package struct FilePositions {
    private let files: [SourceFile]
    private var indexes: [Int: LineIndex] = [:]

    package init(files: [SourceFile]) {
        self.files = files
    }

    /// Nothing where the program has no such file.
    package mutating func file(of span: SourceSpan) -> (file: SourceFile, index: LineIndex)? {
        let place = Int(span.file.rawValue)
        guard files.indices.contains(place) else { return nil }
        if let index = indexes[place] { return (files[place], index) }
        let index = LineIndex(files[place])
        indexes[place] = index
        return (files[place], index)
    }

    mutating func lastLine(of span: SourceSpan) -> Int {
        file(of: span)?.index.position(at: span.end).line ?? 1
    }
}

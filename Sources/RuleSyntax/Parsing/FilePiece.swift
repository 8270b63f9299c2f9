package import RuleText

/// Reads the files of a program, each as `parse` does.
///
/// Several cores read several files, and large files in pieces. What comes of it is the same.
/// - Parameter pieceSize: How many bytes are worth a piece of their own.
package func parse(
    _ files: [SourceFile], _ parallelism: Parallelism, pieceSize: Int = 1 << 16
) -> [Parsed<RuleFile>] {
    let pieces = files.indices.map {
        FilePiece.pieces(of: files[$0], FileIndex($0), count: min(parallelism.width, files[$0].bytes.count / pieceSize))
    }
    let work = pieces.flatMap(\.self)
    let read = parallelism.map(work.count) { work[$0].read() }
    var place = 0
    return files.indices.map { index in
        let mine = place..<place + pieces[index].count
        place = mine.upperBound
        return FilePiece.joined(pieces[index], Array(read[mine]), files[index], FileIndex(index))
    }
}

/// A stretch of a file: the beginning, or from a line that begins with `rule`.
struct FilePiece: Sendable {
    let file: SourceFile
    let index: FileIndex
    let range: Range<Int>

    /// What was read of it.
    struct Reading: Sendable {
        var parsed: Parsed<RuleFile>
        /// Where the declaration behind the last one begins.
        var next: Int
    }

    /// The pieces of a file, as even as its rules allow.
    static func pieces(of file: SourceFile, _ index: FileIndex, count: Int) -> [FilePiece] {
        var starts = [0]
        for number in 1..<max(count, 1) {
            guard let start = startOfRule(in: file.bytes, from: file.bytes.count / count * number) else { break }
            if start > starts[starts.count - 1] { starts.append(start) }
        }
        return starts.indices.map { place in
            let end = place + 1 < starts.count ? starts[place + 1] : file.bytes.count
            return FilePiece(file: file, index: index, range: starts[place]..<end)
        }
    }

    /// The first line from an offset on that begins with `rule`.
    private static func startOfRule(in bytes: [UInt8], from start: Int) -> Int? {
        let head = Array("\nrule ".utf8)
        var offset = start
        while offset <= bytes.count - head.count {
            if bytes[offset] == head[0], bytes[offset..<offset + head.count].elementsEqual(head) { return offset + 1 }
            offset += 1
        }
        return nil
    }

    func read() -> Reading {
        var parser = Parser(file, index: index, range)
        let declarations = parser.parseDeclarations(before: range.upperBound)
        parser.arena.fill(parser.tables)
        let comments = parser.lexer.comments.filter { Int($0.span.start) < range.upperBound }
        return Reading(
            parsed: Parsed(
                tree: RuleFile(
                    declarations: declarations, comments: comments,
                    span: SourceSpan(file: index, start: 0, end: file.bytes.count)),
                diagnostics: parser.lexer.diagnostics),
            next: parser.token.startOffset)
    }

    /// What the whole file says.
    ///
    /// Where nothing is wrong with a piece and it ends where the next one begins, the next one is read as it would have been behind it.
    /// All other files are read once more, in one go.
    static func joined(
        _ pieces: [FilePiece], _ readings: [Reading], _ file: SourceFile, _ index: FileIndex
    ) -> Parsed<RuleFile> {
        if let only = readings.first, readings.count == 1 {
            return Parsed(tree: only.parsed.tree, diagnostics: only.parsed.diagnostics.sortedForDisplay())
        }
        let areWhole = zip(pieces, readings).allSatisfy { piece, reading in
            reading.parsed.diagnostics.isEmpty && reading.next == piece.range.upperBound
        }
        guard areWhole, var whole = readings.first?.parsed else { return parse(file, index: index) }
        whole.tree.declarations = readings.flatMap(\.parsed.tree.declarations)
        whole.tree.comments = readings.flatMap(\.parsed.tree.comments)
        return whole
    }
}

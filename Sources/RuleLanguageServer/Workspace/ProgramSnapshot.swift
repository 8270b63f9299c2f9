import RuleAnalysis
import RuleCompiler
import RuleSyntax
import RuleText

/// A program at one time, with what it means.
///
/// A class, so that what is asked for often is made once and kept.
final class ProgramSnapshot {
    let compilation: Compilation
    /// By file: what the server calls it.
    let names: [DocumentName]
    private let places: [DocumentName: FileIndex]
    private var indexes: [FileIndex: LineIndex] = [:]

    /// By file: what its names mean, as far as that was asked for.
    var occurrences: [FileIndex: [NameOccurrence]] = [:]
    /// What is declared by the name at a place.
    private(set) lazy var declaredBySpan = symbols.declaredBySpan

    /// What the program's conditions, taken together, show to be wrong: known once the client left time for that.
    private(set) var analysis: Compilation?

    /// What is wrong with the program, as far as that was looked for.
    var diagnostics: [Diagnostic] { analysis?.diagnostics ?? compilation.diagnostics }

    /// Looks for what takes longer to find. The amount of work is bounded.
    func analyze() {
        if analysis == nil { analysis = compilation.analyzed() }
    }

    init(_ compilation: Compilation, names: [DocumentName]) {
        self.compilation = compilation
        self.names = names
        places = Dictionary(names.enumerated().map { ($1, FileIndex($0)) }, uniquingKeysWith: { first, _ in first })
    }

    var symbols: Symbols { compilation.symbols }

    func file(_ name: DocumentName) -> FileIndex? { places[name] }

    func bytes(of file: FileIndex) -> [UInt8] { compilation.files[Int(file.rawValue)].bytes }

    func tree(of file: FileIndex) -> RuleFile { compilation.trees[Int(file.rawValue)] }

    func text(at span: SourceSpan) -> String {
        let bytes = bytes(of: span.file)
        let end = min(Int(span.end), bytes.count)
        return String(decoding: bytes[min(Int(span.start), end)..<end], as: UTF8.self)
    }

    func lineIndex(of file: FileIndex) -> LineIndex {
        if let index = indexes[file] { return index }
        let index = LineIndex(bytes(of: file))
        indexes[file] = index
        return index
    }

    func range(of span: SourceSpan, in encoding: PositionEncoding) -> JSONValue {
        lineIndex(of: span.file).range(of: span, in: encoding)
    }

    /// `Location`
    func location(of span: SourceSpan, in encoding: PositionEncoding, _ uri: (DocumentName) -> String) -> JSONValue {
        .object([
            ("uri", .text(uri(names[Int(span.file.rawValue)]))), ("range", range(of: span, in: encoding)),
        ])
    }
}

import RuleCompiler
import RuleSyntax
import RuleText

/// Finds out what may stand at the cursor by asking the parser: something is put there, and what comes of it is looked at.
///
/// So what is offered is what the language has, also in a text that has mistakes elsewhere.
struct CompletionProbe {
    private let written: WrittenSoFar
    private let snapshot: ProgramSnapshot
    /// The declaration up to the word, on one line with it, so that what is wrong with the word is reported at the word.
    private let line: [UInt8]
    private let isInterpolation: Bool

    init(_ written: WrittenSoFar, _ snapshot: ProgramSnapshot) {
        self.written = written
        self.snapshot = snapshot
        isInterpolation = written.surroundings == .interpolation
        var line = written.before
        if !isInterpolation {
            while let last = line.last, last == 32 || last == 9 || last == 10 || last == 13 { line.removeLast() }
            if !line.isEmpty, line.last != UInt8(ascii: ".") { line.append(32) }
        }
        self.line = line
    }

    // MARK: Names

    /// What a name here may be; nothing where none may stand.
    func place() -> NamePlace? {
        let name = Array("zz".utf8)
        let behind: [[UInt8]] =
            isInterpolation
            ? [written.after, Array("}\"".utf8)]
            : [written.after] + ["", " = 0", ".x = 0", " \"x\" {}", " at now"].map { Array($0.utf8) }
        for rest in behind {
            if let place = place(written.before + name + [32] + rest, at: written.before.count) { return place }
            if rest.first == UInt8(ascii: "."),
                let place = place(written.before + name + rest, at: written.before.count)
            {
                return place
            }
        }
        return nil
    }

    private func place(_ bytes: [UInt8], at offset: Int) -> NamePlace? {
        place(in: read(bytes).tree, at: offset)
    }

    private func place(in tree: RuleFile, at offset: Int) -> NamePlace? {
        var walk = NameWalk(snapshot.compilation, [:])
        walk.soughtOffset = UInt32(truncatingIfNeeded: offset)
        for declaration in tree.declarations { walk.visit(declaration) }
        return walk.sought
    }

    private func read(_ bytes: [UInt8]) -> Parsed<RuleFile> {
        // No file of the program has this index, so that no name here is taken for one of its declarations.
        parse(SourceFile(name: "", bytes: bytes), index: FileIndex(Int(UInt16.max)))
    }

    // MARK: Words

    /// The words of the grammar that may stand here, in their order.
    /// - Parameter place: What a name here may be.
    func words(besides place: NamePlace?) -> [String] {
        guard !written.isBehindDot, line.count <= WrittenSoFar.maximumByteCount else { return [] }
        guard isRead else { return Self.wordsThatGoOn.map(\.spelling) }
        var strangers: [Trial: Outcome] = [:]
        let functions = place.map(\.isValue) ?? false ? (Keyword.aggregates + Keyword.functions).map(\.spelling) : []
        return functions
            + Self.candidates.filter { word, endings in
                endings.contains { ending in
                    let outcome = outcome(of: word, ending)
                    guard !outcome.isRefused else { return false }
                    let trial = Trial(length: word.utf8.count, ending: ending)
                    let stranger =
                        strangers[trial] ?? self.outcome(of: String(repeating: "z", count: trial.length), ending)
                    strangers[trial] = stranger
                    // Where any word would do, it is a keyword if it is none of the names.
                    return outcome.mistakes != stranger.mistakes || stranger.isName && !outcome.isName
                }
            }.map(\.word)
    }

    /// What still makes sense behind what the parser passes over.
    private static let wordsThatGoOn: [Keyword] = [.then, .and, .or, .because]

    private static let candidates: [(word: String, endings: [String])] = {
        Keyword.allCases.map { keyword in
            (keyword.spelling, [" zz", " \"\""] + (continuations[keyword].map { [" \($0)"] } ?? []))
        } + Vocabulary.weekdays.map { ($0, [" zz"]) }
    }()

    /// What follows words that are known only by it.
    private static let continuations: [Keyword: String] = [
        .is: "known", .on: "monday", .time: "zone", .nothing: "else", .higher: "is better", .lower: "is better",
        .at: "most 1", .per: "day", .as: "needed", .every: "3 days",
        .list: "of text",
    ]

    private struct Trial: Hashable {
        var length: Int
        var ending: String
    }

    private struct Outcome {
        /// Whether something is wrong with the word itself.
        var isRefused: Bool
        var isName: Bool
        var mistakes: [Mistake]

        struct Mistake: Hashable {
            var span: SourceSpan
            var code: DiagnosticCode
        }
    }

    private func outcome(of word: String, _ ending: String) -> Outcome {
        let start = line.count
        let end = start + word.utf8.count
        let parsed = read(line + Array(word.utf8) + Array(ending.utf8) + (isInterpolation ? Array("}\"".utf8) : []))
        let isRefused = parsed.diagnostics.contains { Int($0.span.start) < end && Int($0.span.end) > start }
        return Outcome(
            isRefused: isRefused, isName: !isRefused && place(in: parsed.tree, at: start) != nil,
            mistakes: parsed.diagnostics.map { Outcome.Mistake(span: $0.span, code: $0.code) })
    }

    /// Whether the parser looks at what stands here: of two brackets that close at least one is wrong.
    private var isRead: Bool {
        ["]", ")"].contains { outcome(of: $0, "").isRefused }
    }
}

import RuleCompiler
import RulePlan
import RuleSyntax
import RuleText

/// What a name in a program means.
enum NameMeaning: Hashable, Sendable {
    case declared(Symbols.Declared)
    /// A row that was given a name with `as`, by the place where that was done.
    case row(EntityID, namedAt: SourceSpan)
    /// A level or choice, by its name, and what has that type.
    case member(String, of: Symbols.Declared?)
    /// A level of `raise` and `severity`.
    case severity(String)
}

/// A name, and what it means where it stands.
struct NameOccurrence: Hashable, Sendable {
    /// With the backquotes, if there are any.
    var span: SourceSpan
    var meaning: NameMeaning
    var isDeclaration: Bool
}

extension ProgramSnapshot {
    /// The names in a file, in the order of the text.
    func occurrences(in file: FileIndex) -> [NameOccurrence] {
        if let known = occurrences[file] { return known }
        let found = occurrences(in: tree(of: file).declarations[...])
        occurrences[file] = found
        return found
    }

    private func occurrences(in declarations: ArraySlice<Declaration>) -> [NameOccurrence] {
        var walk = NameWalk(compilation, declaredBySpan)
        for declaration in declarations { walk.visit(declaration) }
        return walk.occurrences.sorted { $0.span < $1.span }
    }

    /// The name at a byte, or right before it.
    func occurrence(at offset: Int, in file: FileIndex) -> NameOccurrence? {
        // Only the declaration there is looked at.
        let declarations = tree(of: file).declarations
        let first = declarations.partitioned { Int($0.span.end) >= offset }
        let end = declarations.partitioned { Int($0.span.start) > offset }
        guard first < end else { return nil }
        // Where two names meet, the one that begins here.
        return occurrences(in: declarations[first..<end]).last {
            Int($0.span.start) <= offset && Int($0.span.end) >= offset
        }
    }

    /// Every place where a name means this, by file and place.
    func occurrences(of meaning: NameMeaning) -> [NameOccurrence] {
        compilation.trees.indices.flatMap { file in
            occurrences(in: FileIndex(file)).filter { $0.meaning == meaning }
        }
    }
}

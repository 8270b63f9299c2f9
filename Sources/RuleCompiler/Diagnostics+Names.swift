import RuleSyntax
import RuleText

/// The wording of what can be wrong with a name, wherever it stands.
extension Diagnostic {
    static func unknownEntity(_ name: Name, nearest: String?) -> Diagnostic {
        unknown(.unknownEntity, "unknown entity '\(name.text)'", name, nearest: nearest)
    }

    static func unknownField(_ name: Name, of entity: String, nearest: String?) -> Diagnostic {
        unknown(.unknownField, "'\(entity)' has no field '\(name.text)'", name, nearest: nearest)
    }

    /// - Parameter kind: `task`, `action`, `role`, `rule`.
    static func unknownDeclaration(_ kind: String, _ name: Name, nearest: String?) -> Diagnostic {
        unknown(.unknownDeclaration, "unknown \(kind) '\(name.text)'", name, nearest: nearest)
    }

    /// - Parameter kind: What was looked for: `name`, `score`, `param`.
    static func unknownName(_ name: Name, kind: String = "name", nearest: String?) -> Diagnostic {
        unknown(.unknownName, "unknown \(kind) '\(name.text)'", name, nearest: nearest)
    }

    /// A word that is none of a type's levels or choices.
    static func unknownMember(_ word: String, among members: [String], at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(
            .unknownMember, at: span, "'\(word)' is none of \(members.map { "'\($0)'" }.joined(separator: ", "))")
        if let nearest = NearestSpelling.nearest(to: word, among: members) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: span, with: nearest, .safe)
        }
        return diagnostic
    }

    private static func unknown(
        _ code: DiagnosticCode, _ message: String, _ name: Name, nearest: String?
    ) -> Diagnostic {
        var diagnostic = Diagnostic(code, at: name.span, message)
        if let nearest {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        }
        return diagnostic
    }

    /// - Parameters:
    ///   - kind: What is declared now: `entity`, `score`.
    ///   - otherKind: What has the name already.
    static func duplicate(
        _ kind: String, _ name: Name, otherKind: String, firstAt first: SourceSpan?
    ) -> Diagnostic {
        Diagnostic(
            .duplicateDeclaration, at: name.span,
            kind == otherKind
                ? "\(kind) '\(name.text)' is declared twice" : "the name '\(name.text)' is taken by a \(otherKind)",
            notes: first.map { [Note("first declared here", at: $0)] } ?? [])
    }
}

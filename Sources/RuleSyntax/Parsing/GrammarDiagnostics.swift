import RuleText

/// What the parser says.
extension Diagnostic {
    static func keywordCase(_ written: String, _ keyword: Keyword, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.keywordCase, at: span, "keywords are lower case, '\(written)' is not")
        diagnostic.suggest("write '\(keyword.spelling)'", replacing: span, with: keyword.spelling, .safe)
        return diagnostic
    }

    static func mistypedKeyword(
        _ written: String, _ keyword: Keyword, _ code: DiagnosticCode, at span: SourceSpan
    ) -> Diagnostic {
        var diagnostic = Diagnostic(code, at: span, "unexpected '\(written.abbreviated)'")
        diagnostic.suggest(
            "did you mean '\(keyword.spelling)'?", replacing: span, with: keyword.spelling, .safe)
        return diagnostic
    }

    static func reservedWord(_ keyword: Keyword, at span: SourceSpan) -> Diagnostic {
        let word = keyword.spelling
        var diagnostic = Diagnostic(.reservedWord, at: span, "'\(word)' is reserved and no name by itself")
        diagnostic.suggest("write '`\(word)`'", replacing: span, with: "`\(word)`", .safe)
        return diagnostic
    }

    static func doubleEquals(at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedToken, at: span, "expected '=', found '=='; '==' compares")
        diagnostic.suggest("write '='", replacing: span, with: "=", .safe)
        return diagnostic
    }

    static func singleEquals(at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.singleEquals, at: span, "'=' does not compare, '==' does")
        diagnostic.suggest("write '=='", replacing: span, with: "==", .safe)
        return diagnostic
    }

    static func unclosedBracket(
        _ opening: String, _ closing: String, before found: String, _ place: SourceSpan, at span: SourceSpan
    ) -> Diagnostic {
        Diagnostic(
            .unclosedBracket, at: span, "'\(opening)' is not closed",
            notes: [Note("expected '\(closing)' before \(found)", at: place)])
    }

    static func strayBracket(_ bracket: String, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedToken, at: span, "'\(bracket)' closes nothing")
        diagnostic.suggest("remove it", replacing: span, with: "", .safe)
        return diagnostic
    }

    static func partOutOfOrder(_ part: String, before other: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .partOutOfOrder, at: span, "\(part) belongs before \(other)", help: "move it to the front of \(other)")
    }

    static func partOutOfOrder(_ part: String, after other: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.partOutOfOrder, at: span, "\(part) belongs behind \(other)")
    }

    static func duplicatePart(_ part: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(.duplicateClause, at: span, "\(part) stands here a second time", help: "keep one of them")
    }

    static func nestingTooDeep(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .nestingTooDeep, at: span, "this is nested more than \(Parser.maximumNesting) levels deep",
            help: "give a part of it a name with 'define'")
    }

    static func chainedComparison(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .chainedComparison, at: span, "comparisons do not chain",
            help: "join them with 'and', or put the one that is to be compared in parentheses")
    }

    /// - Parameter inserted: What is missing, with the blanks that it needs.
    static func missing(
        _ what: String, inserted: String, before found: String, at span: SourceSpan
    ) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedToken, at: span, "expected '\(what)' before \(found)")
        diagnostic.suggest("insert '\(what)'", replacing: span, with: inserted, .safe)
        return diagnostic
    }

    static func superfluous(_ what: String, _ reason: String, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedToken, at: span, "\(what) does not stand here: \(reason)")
        diagnostic.suggest("remove it", replacing: span, with: "", .safe)
        return diagnostic
    }

    static func misplacedRegex(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .misplacedRegex, at: span, "a regular expression stands only behind 'matches'",
            help: "write 'matches /…/'; for a division, give '/' two operands")
    }
}

import RuleText

/// What the lexer says about numbers, durations and times.
extension Diagnostic {
    static func malformedNumber(
        _ written: String, _ mistake: Lexer.NumberMistake, at span: SourceSpan
    ) -> Diagnostic {
        let text = written.abbreviated
        var diagnostic: Diagnostic
        switch mistake {
        case .severalPoints:
            diagnostic = Diagnostic(.malformedNumber, at: span, "'\(text)' has more than one point")
            diagnostic.suggest(
                "versions and addresses are texts: \"\(text)\"", replacing: span, with: "\"\(written)\"", .safe)
        case .misplacedUnderscore:
            diagnostic = Diagnostic(.malformedNumber, at: span, "in '\(text)' a '_' does not stand between two digits")
        case .tooLarge:
            diagnostic = Diagnostic(.malformedNumber, at: span, "'\(text)' is too large for a number")
        case .noDigitBeforePoint:
            diagnostic = Diagnostic(.malformedNumber, at: span, "a number has a digit on both sides of its point")
            diagnostic.suggest("write '0\(text)'", replacing: span, with: "0\(written)", .safe)
        case .exponent:
            diagnostic = Diagnostic(
                .malformedNumber, at: span, "'\(text)' has an exponent; numbers are written out",
                help: "write all its digits, with '_' between groups: '1_000_000'")
        case .otherBase:
            diagnostic = Diagnostic(.malformedNumber, at: span, "'\(text)' is not decimal; numbers are")
        case .letters:
            diagnostic = Diagnostic(
                .malformedNumber, at: span, "'\(text)' is neither a number nor a duration nor a name",
                help: "durations end in 's', 'm', 'h', 'd' or 'w'; names begin with a letter")
        }
        return diagnostic
    }

    static func numberEndsWithPoint(_ written: String, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.malformedNumber, at: span, "a number has a digit on both sides of its point")
        diagnostic.suggest("write '\(written.abbreviated)'", replacing: span, with: written, .safe)
        return diagnostic
    }

    static func malformedDuration(_ written: String, meant: String?, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(
            .malformedDuration, at: span,
            "'\(written.abbreviated)' is no duration: whole numbers of 'w', 'd', 'h', 'm', 's', the longest unit first")
        if let meant {
            diagnostic.suggest("write '\(meant)'", replacing: span, with: meant, .safe)
        } else {
            diagnostic.help = "write a fraction in a smaller unit: '1h30m'"
        }
        return diagnostic
    }

    static func calendarDuration(
        _ written: String, _ unit: String, meant: String?, at span: SourceSpan
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            .malformedDuration, at: span,
            "'\(written.abbreviated)' has no one length, since no two \(unit)s need be equal")
        if let meant {
            diagnostic.suggest("write it in days: '\(meant)'", replacing: span, with: meant, .changesMeaning)
        } else {
            diagnostic.help = "write it in days"
        }
        return diagnostic
    }

    static func durationTooLong(_ written: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .malformedDuration, at: span, "'\(written.abbreviated)' is too long: a duration is 10000 years at most")
    }

    static func separatedDuration(_ written: String, meant: String, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.malformedDuration, at: span, "a duration is one word, '\(meant)'")
        diagnostic.suggest("write '\(meant)'", replacing: span, with: meant, .safe)
        return diagnostic
    }

    static func impossibleTime(_ written: String, _ mistake: Lexer.TimeMistake, at span: SourceSpan) -> Diagnostic {
        let text = written.abbreviated
        switch mistake {
        case .noSuchDay:
            return Diagnostic(.impossibleTime, at: span, "there is no day '\(written.prefix(10))'")
        case .noSuchTime:
            return Diagnostic(.impossibleTime, at: span, "there is no time '\(text)'")
        case .noOffset:
            var diagnostic = Diagnostic(
                .impossibleTime, at: span, "'\(text)' does not say in which zone: 'Z' or an offset is missing")
            diagnostic.suggest(
                "write '\(text)Z' for UTC, or '\(text)+01:00'", replacing: span.atEnd, with: "Z", .changesMeaning)
            return diagnostic
        case .malformed:
            return Diagnostic(
                .impossibleTime, at: span, "'\(text)' is no time",
                help: "a time is written '2026-11-23T14:05:00Z' or '2026-11-23T14:05:00+01:00'")
        }
    }
}

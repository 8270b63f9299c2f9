import RuleText

/// What the lexer says.
extension Diagnostic {
    static func fileTooLarge(byteCount: Int, at span: SourceSpan) -> Diagnostic {
        let limit = SourceFile.maximumByteCount >> 20
        return Diagnostic(
            .fileTooLarge, at: span, "the file has \(byteCount) bytes; a rule file may have \(limit) MiB at most",
            help: "split it into several files")
    }

    static func invalidUTF8(at span: SourceSpan) -> Diagnostic {
        Diagnostic(.invalidUTF8, at: span, "these bytes are not UTF-8", help: "save the file as UTF-8")
    }

    static func bidirectionalControl(_ scalar: Unicode.Scalar, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(
            .bidirectionalControl, at: span,
            "a bidirectional control character (\(scalar.notation)) can make a rule look like another one")
        diagnostic.suggest("remove it", replacing: span, with: "", .changesMeaning)
        return diagnostic
    }

    static func controlCharacter(_ byte: UInt8, at span: SourceSpan) -> Diagnostic {
        let scalar = Unicode.Scalar(byte)
        guard byte == 0x0D else {
            return Diagnostic(
                .unexpectedCharacter, at: span, "a control character (\(scalar.notation)) stands here",
                help: "remove it, or write '\\u{\(String(byte, radix: 16))}' in a text")
        }
        return Diagnostic(
            .unexpectedCharacter, at: span, "a carriage return stands alone; lines end with LF or CR LF",
            help: "replace it with a line break")
    }

    static func unexpectedCharacter(_ byte: UInt8, at span: SourceSpan) -> Diagnostic {
        guard byte >= 0x20, byte < 0x7F else { return controlCharacter(byte, at: span) }
        let character = String(Unicode.Scalar(byte))
        var diagnostic = Diagnostic(.unexpectedCharacter, at: span, "'\(character)' means nothing here")
        switch character {
        case ";":
            diagnostic.suggest("declarations end by themselves: remove it", replacing: span, with: "", .safe)
        case "%": diagnostic.help = "a percentage is a plain number: '80', or '0.8' where the data holds fractions"
        case "^": diagnostic.help = "there is no power: multiply"
        case "'": diagnostic.help = "a text stands in '\"'"
        case "@", "$": diagnostic.help = "names stand without '\(character)'"
        default: break
        }
        return diagnostic
    }

    static func unexpectedScalar(_ scalar: Unicode.Scalar, isBlank: Bool, at span: SourceSpan) -> Diagnostic {
        guard isBlank else {
            return Diagnostic(.unexpectedCharacter, at: span, "'\(scalar)' (\(scalar.notation)) means nothing here")
        }
        var diagnostic = Diagnostic(
            .unexpectedCharacter, at: span, "\(scalar.notation) looks like a blank, or like nothing, but is neither")
        diagnostic.suggest("write an ordinary blank", replacing: span, with: " ", .safe)
        return diagnostic
    }

    static func lookalike(_ written: String, meant: String, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedCharacter, at: span, "'\(written)' is written '\(meant)'")
        diagnostic.suggest("write '\(meant)'", replacing: span, with: meant, .safe)
        return diagnostic
    }

    static func nonASCIIName(_ word: String, at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .unexpectedCharacter, at: span,
            "'\(word.abbreviated)' is no name: names consist of the letters a to z, digits and '_'")
    }

    static func malformedQuotedName(at span: SourceSpan) -> Diagnostic {
        Diagnostic(.unexpectedCharacter, at: span, "backquotes enclose exactly one name: '`name`'")
    }

    static func misspelledMark(_ written: String, meant: String, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedToken, at: span, "'\(written)' is no operator")
        diagnostic.suggest("write '\(meant)'", replacing: span, with: meant, .safe)
        return diagnostic
    }

    static func wordOperator(
        _ written: String, keyword: Keyword, needsBlank: Bool, at span: SourceSpan
    ) -> Diagnostic {
        let word = keyword.spelling
        var diagnostic = Diagnostic(.wordOperator, at: span, "'\(written)' is written '\(word)'")
        diagnostic.suggest("write '\(word)'", replacing: span, with: needsBlank ? word + " " : word, .safe)
        return diagnostic
    }

    static func foreignComment(isBlock: Bool, at span: SourceSpan) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedCharacter, at: span, "a comment starts with '#'")
        if !isBlock { diagnostic.suggest("write '#'", replacing: span, with: "#", .safe) }
        return diagnostic
    }

    static func unterminatedText(at span: SourceSpan, inInterpolation: Bool) -> Diagnostic {
        Diagnostic(
            .unterminatedText, at: span, "the text is not closed: '\"' is missing",
            help: inInterpolation ? nil : "a text ends on its line; '\\n' stands for a line break")
    }

    static func misquotedText(at span: SourceSpan, replacement: String?) -> Diagnostic {
        var diagnostic = Diagnostic(.unexpectedCharacter, at: span, "a text stands in straight double quotes")
        if let replacement {
            diagnostic.suggest("write \(replacement.abbreviated)", replacing: span, with: replacement, .safe)
        }
        return diagnostic
    }

    static func unterminatedRegex(at span: SourceSpan) -> Diagnostic {
        Diagnostic(
            .unterminatedRegex, at: span, "the regular expression is not closed: '/' is missing",
            help: "a regular expression ends on its line; '\\/' stands for a slash in it")
    }

    static func unknownEscape(_ scalar: Unicode.Scalar?, at span: SourceSpan) -> Diagnostic {
        let forms = "'\\\"', '\\\\', '\\n', '\\t' and '\\u{…}'"
        switch scalar {
        case "u":
            return Diagnostic(
                .unknownEscape, at: span, "'\\u' needs a character's number in braces, as in '\\u{20AC}'")
        case .some(let scalar):
            return Diagnostic(
                .unknownEscape, at: span, "'\\\(scalar)' is no escape; there are \(forms)",
                help: "write '\\\\' for a backslash")
        case nil:
            return Diagnostic(
                .unknownEscape, at: span, "'\\' begins no escape here; there are \(forms)",
                help: "write '\\\\' for a backslash")
        }
    }
}

extension Unicode.Scalar {
    /// `U+202E`
    var notation: String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension String {
    /// What of it fits into a message.
    var abbreviated: String { utf8.count <= 60 ? self : prefix(40) + "…" }
}

extension DiagnosticCode {
    /// E01: what is wrong with the text of a file.
    var textExplanation: DiagnosticExplanation? {
        switch self {
        case .unterminatedText:
            DiagnosticExplanation(
                "a text that does not end on its line",
                "A text literal ends with `\"` on the line where it starts. A line break in a text is written `\\n`.",
                wrong: """
                    when always then require improve_score because "it is time
                    """,
                right: """
                    when always then require improve_score because "it is time"
                    """)
        case .unknownEscape:
            DiagnosticExplanation(
                "an escape that is none",
                "In a text, `\\` stands before `\"`, `\\`, `n`, `t` or `u{…}` with a hexadecimal scalar. Anything else is refused rather than guessed.",
                wrong: #"""
                    for device when name == "C:\PC-1" then require check_device on device
                    """#,
                right: #"""
                    for device when name == "C:\\PC-1" then require check_device on device
                    """#)
        case .invalidUTF8:
            DiagnosticExplanation(
                "bytes that are no UTF-8",
                "Rule files are UTF-8. A file saved in another encoding, such as Windows-1252 or UTF-16, is refused at the first byte that does not fit.",
                wrong: .words("A file in which `é` is the single byte E9."),
                right: .words("The same file saved as UTF-8, where `é` is the bytes C3 A9."))
        case .bidirectionalControl:
            DiagnosticExplanation(
                "a bidirectional control character",
                """
                Characters that turn the direction of text, such as U+202E, can make a rule look different from what runs. They are refused everywhere, also in \
                comments and texts. Write `\\u{202E}` in a text that really needs one.
                """,
                wrong: "when always then require improve_score because \"now \u{202E}or later\"",
                right: """
                    when always then require improve_score because "now \\u{202E}or later"
                    """)
        case .unexpectedCharacter:
            DiagnosticExplanation(
                "a character that starts nothing",
                "Outside of texts and comments the language is ASCII. Typographic quotes, semicolons and the like are often pasted from documents.",
                wrong: """
                    when exposure_score > 60 then require improve_score daily;
                    """,
                right: """
                    when exposure_score > 60 then require improve_score daily
                    """)
        case .malformedNumber:
            DiagnosticExplanation(
                "a malformed number",
                "A number has a digit on both sides of a point, may have `_` between digits, and no exponent.",
                wrong: """
                    when exposure_score > 60. then require improve_score
                    """,
                right: """
                    when exposure_score > 60.0 then require improve_score
                    """)
        case .malformedDuration:
            DiagnosticExplanation(
                "a malformed duration",
                "A duration is made of `w`, `d`, `h`, `m` and `s`: `90s`, `1d12h`. Months and years have no fixed length; say how many days are meant.",
                wrong: """
                    for device when last_seen older than 3months then require check_device on device
                    """,
                right: """
                    for device when last_seen older than 90d then require check_device on device
                    """)
        case .impossibleTime:
            DiagnosticExplanation(
                "a date or time that does not exist",
                "Four, two and two digits joined with `-` are always a date, and must be one that exists.",
                wrong: """
                    waive scan until 2026-02-30 because "moving"
                    rule scan for device when risk_level >= high then run antivirus_scan on device
                    """,
                right: """
                    waive scan until 2026-02-28 because "moving"
                    rule scan for device when risk_level >= high then run antivirus_scan on device
                    """)
        case .unterminatedRegex:
            DiagnosticExplanation(
                "a regular expression that does not end on its line",
                "A regular expression stands between slashes on one line. A slash in it is written `\\/`.",
                wrong: """
                    for device when name matches /^srv- then require check_device on device
                    """,
                right: """
                    for device when name matches /^srv-/ then require check_device on device
                    """)
        case .fileTooLarge:
            DiagnosticExplanation(
                "a file that is too large",
                "A rule file holds at most 64 MiB. Split it: the files under a path are read as one program.",
                wrong: .words("A `.secrule` file of 100 MB."),
                right: .words("Two files of 50 MB."))
        case .malformedInterpolation:
            DiagnosticExplanation(
                "a value in a text that is malformed",
                "In the texts of `because`, `raise` and `notify`, `{` starts a value that ends with `}`. A brace that is meant as such is written twice.",
                wrong: """
                    when exposure_score > 60 then require improve_score because "it is {exposure_score"
                    """,
                right: """
                    when exposure_score > 60 then require improve_score because "it is {exposure_score}, {{really}}"
                    """)
        default: nil
        }
    }
}

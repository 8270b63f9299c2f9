import RuleText

/// How a TextMate grammar colours the language, made from the lexer's own words.
struct TextMateGrammar {
    static let scope = "source.secrule"

    private let words = WordClasses()

    var json: JSONValue {
        .object([
            (
                "information_for_contributors",
                .list([.text("\(EditorFile.mark); it is overwritten when that runs again")])
            ),
            ("name", .text("secrule")),
            ("scopeName", .text(Self.scope)),
            ("patterns", .list(["comment", "text", "pattern", "expression"].map(Self.include))),
            (
                "repository",
                .object([
                    ("comment", Self.match("#.*$", "comment.line.number-sign")),
                    ("text", text), ("value", value), ("pattern", pattern),
                    ("expression", .object([("patterns", .list(expression))])),
                ])
            ),
        ])
    }

    private static func include(_ name: String) -> JSONValue { .object([("include", .text("#\(name)"))]) }

    private static func match(_ pattern: String, _ scope: String) -> JSONValue {
        .object([("match", .text(pattern)), ("name", .text("\(scope).secrule"))])
    }

    private static func word(_ words: [String], _ scope: String, behind: String = "") -> JSONValue {
        match("\\b(?:\(words.joined(separator: "|")))\\b\(behind)", scope)
    }

    /// A text ends on its line, also where its end was forgotten.
    private var text: JSONValue {
        .object([
            ("begin", .text("\"")), ("end", .text("\"|$")), ("name", .text("string.quoted.double.secrule")),
            (
                "patterns",
                .list([
                    Self.match("\\\\(?:[\"\\\\nt]|u\\{[0-9A-Fa-f]+\\})", "constant.character.escape"),
                    Self.match("\\{\\{|\\}\\}", "constant.character.escape"), Self.include("value"),
                ])
            ),
        ])
    }

    /// A value in the braces of a text.
    private var value: JSONValue {
        .object([
            ("begin", .text("\\{")), ("end", .text("\\}|(?=\"|$)")), ("name", .text("meta.interpolation.secrule")),
            ("patterns", .list([Self.include("expression")])),
        ])
    }

    /// A regular expression, which stands behind `matches` alone.
    private var pattern: JSONValue {
        .object([
            ("match", .text("\\b(matches)(?:\\s+(exactly))?\\s+(/(?:\\\\.|[^\\\\/])*(?:/|$))")),
            (
                "captures",
                .object(
                    ["1", "2"].map { ($0, .object([("name", .text("keyword.operator.word.secrule"))])) } + [
                        ("3", .object([("name", .text("string.regexp.secrule"))]))
                    ])
            ),
        ])
    }

    private var expression: [JSONValue] {
        let units = WordClasses.durationLetters
        return [
            // Behind a point every word is a field's name, and in backquotes every word is a name.
            Self.match("(?<=[\\w`]\\.)[A-Za-z_]\\w*", "variable.other.member"),
            Self.match("`[A-Za-z_]\\w*`", "variable.other.quoted"),
            Self.match(
                "\\b\\d{4}-\\d{2}-\\d{2}(?:T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{2}:\\d{2}))?",
                "constant.other.time"),
            Self.match("\\b(?:\\d+[\(units)])+\\b", "constant.numeric.duration"),
            Self.match("\\b\\d[\\d_]*(?:\\.\\d[\\d_]*)?\\b", "constant.numeric"),
            Self.word(words.functions, "support.function", behind: "(?=\\s*\\()"),
            Self.word(words.declarations, "storage.type"),
            Self.word(words.effects, "keyword.control.effect"),
            Self.word(words.quantifiers, "keyword.operator.quantifier"),
            Self.word(words.operators, "keyword.operator.word"),
            Self.word(words.values, "constant.language"),
            Self.word(words.others, "keyword.other"),
            Self.word(words.functions.filter { $0 == "days" }, "keyword.other"),
            Self.word(words.types, "support.type"),
            Self.word(words.weekdays, "constant.language.weekday"),
            Self.match("[=!]=|<=|>=|\\.\\.|[<>=|+*/-]", "keyword.operator"),
        ]
    }
}

extension DiagnosticCode {
    /// E02: what does not fit the grammar.
    var grammarExplanation: DiagnosticExplanation? {
        switch self {
        case .expectedDeclaration:
            DiagnosticExplanation(
                "a declaration that starts with no known word",
                "A declaration starts with `rule`, `for`, `when`, `define`, `param`, `waive`, `entity`, `score`, `task`, `action`, `role` or `test`.",
                wrong: """
                    rul improve when exposure_score > 60 then require improve_score
                    """,
                right: """
                    rule improve when exposure_score > 60 then require improve_score
                    """)
        case .unexpectedToken:
            DiagnosticExplanation(
                "something else than the grammar has there",
                "The message says what was expected and what was found.",
                wrong: """
                    when exposure_score > 60 require improve_score
                    """,
                right: """
                    when exposure_score > 60 then require improve_score
                    """)
        case .wordOperator:
            DiagnosticExplanation(
                "a sign where the language has a word",
                "Conditions are joined with the words `and`, `or` and `not`.",
                wrong: """
                    when exposure_score > 60 && device_secure_score < 300 then require improve_score
                    """,
                right: """
                    when exposure_score > 60 and device_secure_score < 300 then require improve_score
                    """)
        case .singleEquals:
            DiagnosticExplanation(
                "a single equals sign in a comparison",
                "Values are compared with `==`. A single `=` gives a value: in `define`, `param`, `with` and `given`.",
                wrong: """
                    for device when risk_level = high then require check_device on device
                    """,
                right: """
                    for device when risk_level == high then require check_device on device
                    """)
        case .chainedComparison:
            DiagnosticExplanation(
                "comparisons in a chain",
                "A comparison has two sides. A range, its ends included, is written with `between`.",
                wrong: """
                    when 30 <= exposure_score <= 69 then require improve_score
                    """,
                right: """
                    when exposure_score between 30 and 69 then require improve_score
                    """)
        case .nestingTooDeep:
            DiagnosticExplanation(
                "an expression nested too deeply",
                "Expressions nest at most 256 deep. Give parts of it a name with `define`. Terms joined with `and` or `or` do not nest.",
                wrong: .words("A condition within 300 pairs of parentheses."),
                right: .words("The same condition without them."))
        case .unclosedBracket:
            DiagnosticExplanation(
                "a bracket that is not closed",
                "The message points to the bracket that was opened.",
                wrong: """
                    when (exposure_score > 60 then require improve_score
                    """,
                right: """
                    when (exposure_score > 60) then require improve_score
                    """)
        case .partOutOfOrder:
            DiagnosticExplanation(
                "a part in the wrong place",
                "The parts of an effect or declaration stand in a fixed order, so that all rules read alike: a `require` has its target, cadence, `within`, `due` and `by`.",
                wrong: """
                    when exposure_score > 60 then require improve_score by security_admin daily
                    """,
                right: """
                    when exposure_score > 60 then require improve_score daily by security_admin
                    """)
        case .reservedWord:
            DiagnosticExplanation(
                "a reserved word as a name",
                "`when`, `then`, `and`, `or`, `not` and the first words of declarations are reserved. In backquotes any word is a name.",
                wrong: """
                    define score = exposure_score
                    """,
                right: """
                    define current_score = exposure_score
                    """)
        case .expectedExpression:
            DiagnosticExplanation(
                "nothing where a value or condition is needed",
                "The message says where it was expected.",
                wrong: """
                    when exposure_score > then require improve_score
                    """,
                right: """
                    when exposure_score > 60 then require improve_score
                    """)
        case .misplacedRegex:
            DiagnosticExplanation(
                "a regular expression in the wrong place",
                "A regular expression stands after `matches`, and nowhere else.",
                wrong: """
                    for device when name == /^srv-/ then require check_device on device
                    """,
                right: """
                    for device when name matches /^srv-/ then require check_device on device
                    """)
        case .duplicateClause:
            DiagnosticExplanation(
                "a clause given twice",
                "A rule has one severity, one list of tags and one list of links.",
                wrong: """
                    rule improve severity high severity low when exposure_score > 60 then require improve_score
                    """,
                right: """
                    rule improve severity high when exposure_score > 60 then require improve_score
                    """)
        case .keywordCase:
            DiagnosticExplanation(
                "a keyword in capitals",
                "Keywords are lower case.",
                wrong: """
                    When exposure_score > 60 then require improve_score
                    """,
                right: """
                    when exposure_score > 60 then require improve_score
                    """)
        default: nil
        }
    }
}

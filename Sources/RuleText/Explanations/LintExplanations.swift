extension DiagnosticCode {
    /// L04: what is allowed, but probably not meant.
    var lintExplanation: DiagnosticExplanation? {
        switch self {
        case .bareEntity:
            DiagnosticExplanation(
                "all rows of the organisation, in a rule about one row",
                """
                In a rule `for device`, a bare `alert` means every alert of the organisation: the rule fires for every device as soon as one has an alert. \
                `alert of device` are that device's; if all are meant, write `alert anywhere`.
                """,
                wrong: """
                    for device
                    when any alert where severity >= high
                    then require check_device on device because "it has a severe alert"
                    """,
                right: """
                    for device
                    when any alert of device where severity >= high
                    then require check_device on device because "it has a severe alert"
                    """)
        case .neverTrue:
            DiagnosticExplanation(
                "a condition that is never true",
                """
                By the declared range or levels nothing can fulfil a comparison, or two parts contradict each other, also by way of a `define` and whatever a `param` may be set to. A rule \
                that never fires looks like an estate without problems.
                """,
                wrong: """
                    when exposure_score > 100 then require improve_score because "all is exposed"
                    """,
                right: """
                    when exposure_score >= 100 then require improve_score because "all is exposed"
                    """)
        case .alwaysTrue:
            DiagnosticExplanation(
                "a condition that is always true",
                """
                By the declared range or levels everything fulfils a comparison, or of two parts joined by `or` one holds wherever the other does not. If the rule is meant for every row, \
                write `when always`.
                """,
                wrong: """
                    when exposure_score >= 0 then require review_exposure_score daily because "it is due"
                    """,
                right: """
                    when always then require review_exposure_score daily because "it is due"
                    """)
        case .goodSideOfScore:
            DiagnosticExplanation(
                "work asked for on a score's good side",
                """
                Scores know their direction: an exposure score is better the lower it is. A rule that asks for work with only an upper bound on it, or with only a lower bound on a score \
                where higher is better, asks for work where all is well.
                """,
                wrong: """
                    when exposure_score < 30 then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    when exposure_score > 30 then require improve_score because "it is {exposure_score}"
                    """)
        case .fractionEquality:
            DiagnosticExplanation(
                "a fraction compared with `==`",
                "Measured numbers have many digits (33.491554051195706), and are hardly ever equal to a fraction that is written down. Compare with `<`, `>` or `between`.",
                wrong: """
                    when exposure_score == 33.5 then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    when exposure_score between 33 and 34 then require improve_score because "it is {exposure_score}"
                    """)
        case .conjunctIgnoresRow:
            DiagnosticExplanation(
                "a part of a `where` that reads nothing of its row",
                "A `where` takes everything to its right. A part that says nothing of the row was probably meant outside: put the rows into parentheses, or the part before them.",
                wrong: """
                    for device
                    when any alert of device where severity >= high and device.risk_level >= high
                    then require check_device on device because "it is at risk"
                    """,
                right: """
                    for device
                    when device.risk_level >= high and any alert of device where severity >= high
                    then require check_device on device because "it is at risk"
                    """)
        case .ruleWithoutReason:
            DiagnosticExplanation(
                "a rule without a reason",
                "With `--strict`. Whoever gets the work wants to know why: end the rule with `because`.",
                wrong: """
                    when exposure_score > 60 then require improve_score
                    """,
                right: """
                    when exposure_score > 60 then require improve_score because "it is {exposure_score}"
                    """)
        case .ruleWithoutTest:
            DiagnosticExplanation(
                "a rule without a test",
                "With `--strict`. A test that names the rule shows that it fires where it should, and keeps quiet where it should.",
                wrong: """
                    rule improve when exposure_score > 60 then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    rule improve when exposure_score > 60 then require improve_score because "it is {exposure_score}"
                    test "a high score is improved" of improve {
                      given exposure_score = 61
                      expect require improve_score
                    }
                    """)
        default: analysisExplanation
        }
    }
}

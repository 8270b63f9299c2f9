extension DiagnosticCode {
    /// L04: what only shows where conditions and rules are taken together.
    var analysisExplanation: DiagnosticExplanation? {
        switch self {
        case .partChangesNothing:
            DiagnosticExplanation(
                "a part of a condition that changes nothing",
                """
                Without it the condition would be true, false and unknown for the same rows: the other parts say it already. It may be left out; often one of the numbers is not the one \
                that was meant.
                """,
                wrong: """
                    when exposure_score > 30 and exposure_score > 70
                    then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    when exposure_score > 70 then require improve_score because "it is {exposure_score}"
                    """)
        case .impliedRule:
            DiagnosticExplanation(
                "a rule that fires only where another one does, which asks for the same",
                """
                It adds nothing. A rule that asks for it sooner, more often, of somebody else or at a higher severity asks for more, and is left alone; so is one beside a rule that is waived.
                """,
                wrong: """
                    when exposure_score > 30 then require improve_score weekly because "it is {exposure_score}"
                    when exposure_score > 70 then require improve_score weekly because "it is {exposure_score}"
                    """,
                right: """
                    when exposure_score > 30 then require improve_score weekly because "it is {exposure_score}"
                    when exposure_score > 70 then require improve_score daily because "it is {exposure_score}"
                    """)
        case .reversingRules:
            DiagnosticExplanation(
                "two rules whose actions reverse each other",
                """
                For some row both fire, and one of their actions takes the other back. Both are then held for approval. The message names such a row; it was tried on the evaluator.
                """,
                wrong: """
                    for device when risk_level >= medium then run isolate on device because "it is at {risk_level} risk"
                    for device when risk_level <= medium then run release on device because "it is at {risk_level} risk"
                    """,
                right: """
                    for device when risk_level >= medium then run isolate on device because "it is at {risk_level} risk"
                    for device when risk_level < medium then run release on device because "it is at {risk_level} risk"
                    """)
        case .alwaysForbidden:
            DiagnosticExplanation(
                "an action that other rules always take away",
                "`forbid` always wins. Wherever this rule fires, the action is forbidden, so it never comes of the rule.",
                wrong: """
                    for device when risk_level >= high then run isolate on device because "it is at risk"
                    for device when risk_level >= medium then forbid isolate on device because "it is in use"
                    """,
                right: """
                    for device when risk_level >= high then run isolate on device because "it is at risk"
                    for device when risk_level == medium then forbid isolate on device because "it is in use"
                    """)
        case .ladderGap:
            DiagnosticExplanation(
                "a value between the ranges of two rules",
                """
                Rules that ask for nothing but a range of one number are read as a ladder. A single value between two of them is in neither; or three ranges and more cover everything but \
                one gap. Parameters are taken as they are by default.
                """,
                wrong: """
                    rule good when exposure_score < 30 then raise informational "it is good" because "it is {exposure_score}"
                    rule bad when exposure_score > 30 then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    rule good when exposure_score <= 30 then raise informational "it is good" because "it is {exposure_score}"
                    rule bad when exposure_score > 30 then require improve_score because "it is {exposure_score}"
                    """)
        case .ladderOverlap:
            DiagnosticExplanation(
                "values in the ranges of two rules",
                """
                Rules that ask for nothing but a range of one number are read as a ladder. Two of them share a value at their border, or more, though neither lies within the other. Both \
                ends of `between` are included. Parameters are taken as they are by default.
                """,
                wrong: """
                    when exposure_score between 30 and 70 then require improve_score weekly because "it is {exposure_score}"
                    when exposure_score >= 70 then require improve_score daily because "it is {exposure_score}"
                    """,
                right: """
                    when exposure_score >= 30 and exposure_score < 70
                    then require improve_score weekly because "it is {exposure_score}"
                    when exposure_score >= 70 then require improve_score daily because "it is {exposure_score}"
                    """)
        case .allOfNone:
            DiagnosticExplanation(
                "`all` of rows of which there may be none",
                "Of no rows, all satisfy everything: the rule also fires where there is no row of the kind at all. If there has to be one, ask for it too.",
                wrong: """
                    for device
                    when all alert of device satisfy status == resolved
                    then run release on device because "all is resolved"
                    """,
                right: """
                    for device
                    when (any alert of device) and all alert of device satisfy status == resolved
                    then run release on device because "all is resolved"
                    """)
        case .unusedParameter:
            DiagnosticExplanation(
                "a parameter that no rule needs",
                "Whoever sets it believes that it changes something. Of a program without rules, which others are to use, nothing is said.",
                wrong: """
                    param limit = 60 in 0..100
                    when exposure_score > 70 then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    param limit = 60 in 0..100
                    when exposure_score > limit then require improve_score because "it is {exposure_score}"
                    """)
        case .unusedDefinition:
            DiagnosticExplanation(
                "a derived value that no rule needs",
                "Neither a rule nor a waiver reads it, also not by way of another. Of a program without rules, which others are to use, nothing is said.",
                wrong: """
                    define is_high = exposure_score > 70
                    when exposure_score > 60 then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    define is_high = exposure_score > 70
                    when is_high then require improve_score because "it is {exposure_score}"
                    """)
        case .waiverWithoutEffect:
            DiagnosticExplanation(
                "a waiver that waives nothing",
                "Its condition is never true where the rule fires.",
                wrong: """
                    rule check_risky for device when risk_level >= high then require check_device on device because "it is at risk"
                    waive check_risky for device where risk_level == low until 2027-01-31 because "they are being replaced"
                    """,
                right: """
                    rule check_risky for device when risk_level >= high then require check_device on device because "it is at risk"
                    waive check_risky for device where name == "kiosk" until 2027-01-31 because "it is being replaced"
                    """)
        case .absentRow:
            DiagnosticExplanation(
                "a field asked to be missing, of a row that may not be there",
                """
                A field through a reference is also missing where the reference leads to no row. Anywhere else that makes a condition unknown, which the outcome says; `is missing` makes it \
                true.
                """,
                wrong: """
                    for alert when device.risk_level is missing then require triage_alert on alert because "no risk is known"
                    """,
                right: """
                    for alert
                    when device is known and device.risk_level is missing
                    then require triage_alert on alert because "no risk is known"
                    """)
        case .allowanceWithoutReason:
            DiagnosticExplanation(
                "a lint allowed without a reason",
                "What is behind the code says why the lint is wrong here, for whoever reads the rule in a year.",
                wrong: """
                    # allow: L0404
                    when exposure_score < 30 then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    # allow: L0404 the drill takes place while all is well
                    when exposure_score < 30 then require improve_score because "it is {exposure_score}"
                    """)
        case .unusedAllowance:
            DiagnosticExplanation(
                "a lint allowed where there is none",
                """
                A comment `# allow: L0404 reason` allows a lint for the declaration that it stands in or before. Where the declaration has no such lint, or the code is no lint's, the \
                comment says something that is not so (any more). Lints that `--strict` adds are missed only with `--strict`.
                """,
                wrong: """
                    # allow: L0404 the drill takes place while all is well
                    when exposure_score > 30 then require improve_score because "it is {exposure_score}"
                    """,
                right: """
                    when exposure_score > 30 then require improve_score because "it is {exposure_score}"
                    """)
        default: nil
        }
    }
}

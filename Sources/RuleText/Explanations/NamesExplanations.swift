extension DiagnosticCode {
    /// E03: names, types and the model.
    var namesExplanation: DiagnosticExplanation? { nameExplanation ?? typeExplanation ?? modelExplanation }

    private var nameExplanation: DiagnosticExplanation? {
        switch self {
        case .unknownField:
            DiagnosticExplanation(
                "a field that the entity does not have",
                "`secops-rules model` prints every entity with its fields. A derived value is declared with `define ENTITY.NAME = …`.",
                wrong: """
                    for device when device.risk_levl >= high then require check_device on device
                    """,
                right: """
                    for device when device.risk_level >= high then require check_device on device
                    """)
        case .unknownName:
            DiagnosticExplanation(
                "a name that means nothing here",
                "A bare name is a field of the innermost row, a row in scope, a score, a parameter or a definition. The fields of an outer row are written with its name.",
                wrong: """
                    when exposure_scor > 60 then require improve_score
                    """,
                right: """
                    when exposure_score > 60 then require improve_score
                    """)
        case .unknownEntity:
            DiagnosticExplanation(
                "an entity that the model does not have",
                "`secops-rules model` prints every entity. Others can be declared with `entity`.",
                wrong: """
                    for devices when risk_level >= high then require check_device on device
                    """,
                right: """
                    for device when risk_level >= high then require check_device on device
                    """)
        case .unknownDeclaration:
            DiagnosticExplanation(
                "a task, action, role or rule that is not declared",
                "What may be asked for is declared in the model or the program, so that a slip of the pen can't invent a task.",
                wrong: """
                    when exposure_score > 60 then require improve_scores
                    """,
                right: """
                    when exposure_score > 60 then require improve_score
                    """)
        case .duplicateDeclaration:
            DiagnosticExplanation(
                "a name declared twice",
                "Names are unique per kind across the whole program; scores, parameters, definitions of the organisation and roles share one namespace.",
                wrong: """
                    param limit = 60
                    param limit = 70
                    when exposure_score > limit then require improve_score
                    """,
                right: """
                    param limit = 60
                    when exposure_score > limit then require improve_score
                    """)
        case .ambiguousName:
            DiagnosticExplanation(
                "a name that means two things",
                "The name is both a field of the innermost row and a value of the organisation. Write the field with its row's name, or rename the other.",
                wrong: """
                    param os_version = "24H2"
                    for device when os_version != "24H2" then require check_device on device
                    """,
                right: """
                    param wanted_version = "24H2"
                    for device when os_version != wanted_version then require check_device on device
                    """)
        case .duplicateRowName:
            DiagnosticExplanation(
                "two rows in scope with one name",
                "Give one of them a name of its own with `as`.",
                wrong: """
                    for alert
                    when any alert anywhere where incident == alert.incident
                    then require triage_alert on alert
                    """,
                right: """
                    for alert
                    when any alert as other anywhere where other.incident == alert.incident
                    then require triage_alert on alert
                    """)
        case .unnamedRule:
            DiagnosticExplanation(
                "a message of a rule without a name",
                "The ids of findings and notifications are made of the rule's name, so that tomorrow's run continues today's. Give the rule a head: `rule NAME`.",
                wrong: """
                    when exposure_score > 60 then raise high "exposed"
                    """,
                right: """
                    rule exposed when exposure_score > 60 then raise high "exposed"
                    """)
        case .unknownFunction:
            DiagnosticExplanation(
                "a function that does not exist",
                "There are `count`, `sum`, `min`, `max`, `average`, `latest`, `earliest` over rows, and `abs`, `lower`, `length`, `days`, `hours` of one value.",
                wrong: """
                    for device when len(name) > 15 then require check_device on device
                    """,
                right: """
                    for device when length(name) > 15 then require check_device on device
                    """)
        default: nil
        }
    }

    private var typeExplanation: DiagnosticExplanation? {
        switch self {
        case .typeMismatch:
            DiagnosticExplanation(
                "a value of another type than is needed",
                "Nothing is converted silently. The message says what is needed and what was found.",
                wrong: """
                    for device when name > 60 then require check_device on device
                    """,
                right: """
                    for device when length(name) > 60 then require check_device on device
                    """)
        case .unitMismatch:
            DiagnosticExplanation(
                "numbers, times and durations mixed",
                "A time minus a time is a duration; a time plus or minus a duration is a time; a duration times a number is a duration. Nothing else mixes, so a unit can't be forgotten.",
                wrong: """
                    for device when now - last_seen > 7 then require check_device on device
                    """,
                right: """
                    for device when now - last_seen > 7d then require check_device on device
                    """)
        case .unknownMember:
            DiagnosticExplanation(
                "a level or choice that the type does not have",
                "Where a level or choice is expected, a bare word is one of its declared values.",
                wrong: """
                    for device when risk_level >= hgih then require check_device on device
                    """,
                right: """
                    for device when risk_level >= high then require check_device on device
                    """)
        case .outOfRange:
            DiagnosticExplanation(
                "a number that the field can never have",
                "The score or field has a declared range, and the number lies outside of it: probably the wrong unit, or a digit too many.",
                wrong: """
                    when exposure_score > 600 then require improve_score
                    """,
                right: """
                    when exposure_score > 60 then require improve_score
                    """)
        case .unorderedComparison:
            DiagnosticExplanation(
                "an order where there is none",
                "`<` and its kin need numbers, times, durations, versions or levels. Choices and texts are compared with `==`, `!=` and `in`.",
                wrong: """
                    for device when health_status > active then require check_device on device
                    """,
                right: """
                    for device when health_status != active then require check_device on device
                    """)
        case .definitionCycle:
            DiagnosticExplanation(
                "definitions in a circle",
                "A definition can't depend on itself, also not by way of others.",
                wrong: """
                    define exposed = worried
                    define worried = exposed
                    when exposed then require improve_score
                    """,
                right: """
                    define exposed = exposure_score > 60
                    define worried = exposed
                    when worried then require improve_score
                    """)
        case .notACondition:
            DiagnosticExplanation(
                "a value where a condition is needed",
                "A condition is true or false: a comparison, a boolean field, or these joined with `and`, `or` and `not`.",
                wrong: """
                    when exposure_score then require improve_score
                    """,
                right: """
                    when exposure_score > 60 then require improve_score
                    """)
        case .looserApproval:
            DiagnosticExplanation(
                "an approval looser than the action's",
                "How an action is approved is decided where it is declared. A rule can only be stricter: ask for approval, or lower the limit.",
                wrong: """
                    for device when risk_level >= high then run isolate on device automatically at most 5
                    """,
                right: """
                    for device when risk_level >= high then run isolate on device on approval
                    """)
        case .automaticWithoutLimit:
            DiagnosticExplanation(
                "an automatic action without a limit",
                "What runs unasked has a limit on how many targets it may touch in one run, so that one bad export can't scan or isolate everything.",
                wrong: """
                    action ping on device automatically "Ping the device"
                    """,
                right: """
                    action ping on device automatically at most 20 "Ping the device"
                    """)
        case .wrongTarget:
            DiagnosticExplanation(
                "a target that the task or action is not for",
                "A task or action declared `on` an entity needs a row of it: the rule's row, or a reference.",
                wrong: """
                    for alert when severity >= high then run antivirus_scan on alert
                    """,
                right: """
                    for alert when severity >= high then run antivirus_scan on alert.device
                    """)
        case .invalidRegex:
            DiagnosticExplanation(
                "a malformed regular expression",
                "Expressions are matched in linear time, so there are no back-references and no look-around; an unknown escape is an error.",
                wrong: """
                    for device when name matches /(a)\\1/ then require check_device on device
                    """,
                right: """
                    for device when name matches /aa/ then require check_device on device
                    """)
        case .regexTooLarge:
            DiagnosticExplanation(
                "a regular expression that is too large",
                "Counted repetitions multiply. The compiled size is bounded so that matching stays fast.",
                wrong: """
                    for device when name matches /((a{99}){99}){99}/ then require check_device on device
                    """,
                right: """
                    for device when name matches /a{99}/ then require check_device on device
                    """)
        case .invalidLiteralText:
            DiagnosticExplanation(
                "a text that is no version, address or network",
                "A text literal compared with a version, an address or a network is read as one.",
                wrong: """
                    for device when last_ip in "10.0.0.0/33" then require check_device on device
                    """,
                right: """
                    for device when last_ip in "10.0.0.0/8" then require check_device on device
                    """)
        case .wrongArgument:
            DiagnosticExplanation(
                "a wrong argument of an action or function",
                "An action takes the arguments that its declaration names, each at most once; a function takes one.",
                wrong: """
                    for device when risk_level >= high then run antivirus_scan on device with kind = full
                    """,
                right: """
                    for device when risk_level >= high then run antivirus_scan on device with type = full
                    """)
        case .noReference:
            DiagnosticExplanation(
                "rows that do not refer to that row",
                "`alert of device` are the alerts that refer to the device. Where the reference goes the other way, write it as a field: `alert.device`.",
                wrong: """
                    for alert when any device of alert where risk_level >= high then require triage_alert on alert
                    """,
                right: """
                    for alert when alert.device.risk_level >= high then require triage_alert on alert
                    """)
        case .severalReferences:
            DiagnosticExplanation(
                "rows that refer to that row in several ways",
                "Say which reference is meant: `via FIELD of …`.",
                wrong: """
                    entity transfer from "transfers" key id { id text  source device  destination device }
                    for device when any transfer of device then require check_device on device
                    """,
                right: """
                    entity transfer from "transfers" key id { id text  source device  destination device }
                    for device when any transfer via source of device then require check_device on device
                    """)
        case .literalExpected:
            DiagnosticExplanation(
                "something else than a literal",
                "The default and the range of a parameter, and the pattern of `like`, are written out.",
                wrong: """
                    param limit = exposure_score
                    when exposure_score > 60 then require improve_score
                    """,
                right: """
                    param limit = 60
                    when exposure_score > limit then require improve_score
                    """)
        default: nil
        }
    }

    private var modelExplanation: DiagnosticExplanation? {
        switch self {
        case .invalidKey:
            DiagnosticExplanation(
                "a key that can't identify rows",
                "A key names fields of its entity, and none of them is a list.",
                wrong: """
                    entity door from "doors" key number { id text }
                    """,
                right: """
                    entity door from "doors" key id { id text }
                    """)
        case .invalidType:
            DiagnosticExplanation(
                "a type that does not exist or contradicts itself",
                "Types are `boolean`, `number`, `text`, `time`, `duration`, `version`, `ip`, `list of T`, levels `a < b`, choices `a | b`, and entities.",
                wrong: """
                    entity door from "doors" key id { id text  weight number 10..0 }
                    """,
                right: """
                    entity door from "doors" key id { id text  weight number 0..10 }
                    """)
        case .waivedForbidder:
            DiagnosticExplanation(
                "a waiver of a rule that forbids",
                "A `forbid` is a safety catch. To lift it for some rows, write the exception into the rule's condition, where it is reviewed.",
                wrong: """
                    rule spare_servers for device when os_platform like "WindowsServer*" then forbid isolate on device
                    waive spare_servers until 2027-01-31 because "moving"
                    """,
                right: """
                    rule spare_servers for device when os_platform like "WindowsServer*" and tags not contains "moving" then forbid isolate on device
                    """)
        case .invalidCadence:
            DiagnosticExplanation(
                "a cadence that no calendar has",
                "Weekdays are `monday` to `sunday`, days of a month 1 to 31, and `every N days` takes a whole number from 1 on.",
                wrong: """
                    when always then require improve_score monthly on day 32
                    """,
                right: """
                    when always then require improve_score monthly on day 31
                    """)
        case .invalidModel:
            DiagnosticExplanation(
                "a declaration that the model can't have",
                "The message says what contradicts what: entities nested in a circle, a nested entity without a field for its parent, an action that reverses itself.",
                wrong: """
                    entity lock from "locks" in device key id { id text }
                    """,
                right: """
                    entity lock from "locks" in device key id { id text  device device }
                    """)
        default: nil
        }
    }
}

extension DiagnosticCode {
    /// E05: what is wrong with the data of a run. These are counted in the outcome, with the first place as an example.
    var dataExplanation: DiagnosticExplanation {
        switch self {
        case .unreadableFile:
            DiagnosticExplanation(
                "a data file that can't be read whole",
                """
                The file is cut short or is no JSON or CSV. Nothing is evaluated on half of the data. Export it again, or run with `--partial`: its entity is then treated \
                as absent.
                """,
                wrong: .data(file: "machines.json", #"{"value": [{"id": "d1", "riskScore": "High"}"#),
                right: .data(file: "machines.json", #"{"value": [{"id": "d1", "riskScore": "High"}]}"#))
        case .notText:
            DiagnosticExplanation(
                "a data file that is no text",
                "Data files are UTF-8 or UTF-16 text, with or without a byte-order mark.",
                wrong: .words("A compressed export, `machines.json.gz` renamed to `machines.json`."),
                right: .words("The export after `gunzip`."))
        case .unknownFile:
            DiagnosticExplanation(
                "a data file that belongs to nothing",
                "Neither its OData context nor its name says which entity or score it holds, so it was left out. Name it: `--data device=PATH`.",
                wrong: .data(file: "export.json", #"[{"id": "d1"}]"#),
                right: .data(file: "devices.json", #"[{"id": "d1"}]"#))
        case .rowNotObject:
            DiagnosticExplanation(
                "a row that is no object",
                "A row was left out because it is a bare value instead of an object with fields.",
                wrong: .data(file: "machines.json", #"[{"id": "d1"}, "d2"]"#),
                right: .data(file: "machines.json", #"[{"id": "d1"}, {"id": "d2"}]"#))
        case .rowWithoutKey:
            DiagnosticExplanation(
                "a row without its key",
                "A row was left out because a field of its entity's key is missing.",
                wrong: .data(file: "machines.json", #"[{"computerDnsName": "pc-1"}]"#),
                right: .data(file: "machines.json", #"[{"id": "d1", "computerDnsName": "pc-1"}]"#))
        case .duplicateKey:
            DiagnosticExplanation(
                "two rows with one key",
                "Keys are compared without regard to case. Of such rows the newest counts, by the entity's `newest` field, or the later one where it has none.",
                wrong: .data(file: "machines.json", #"[{"id": "d1"}, {"id": "D1"}]"#),
                right: .data(file: "machines.json", #"[{"id": "d1"}, {"id": "d2"}]"#))
        case .wrongType:
            DiagnosticExplanation(
                "a value of the wrong type",
                "The value was taken as missing, because the field's declaration says what it must be.",
                wrong: .data(file: "machines.json", #"[{"id": "d1", "osBuild": "next"}]"#),
                right: .data(file: "machines.json", #"[{"id": "d1", "osBuild": "26100"}]"#))
        case .unknownValue:
            DiagnosticExplanation(
                "a level or choice that the model does not know",
                "The value was taken as missing, never as the lowest level. If it is a new spelling, the model can read it: `reading \"Severe\" as high`.",
                wrong: .data(file: "machines.json", #"[{"id": "d1", "riskScore": "Severe"}]"#),
                right: .data(file: "machines.json", #"[{"id": "d1", "riskScore": "High"}]"#))
        case .valueOutOfRange:
            DiagnosticExplanation(
                "a number out of its declared range",
                "The value was taken as missing. The model says which numbers a field or score can have.",
                wrong: .data(file: "scores.json", #"{"exposureScore": 163}"#),
                right: .data(file: "scores.json", #"{"exposureScore": 63}"#))
        case .danglingReference:
            DiagnosticExplanation(
                "a reference to a row that is not there",
                "The row belongs to no row of the entity that it refers to. Often the two exports were made at different times, or one is filtered.",
                wrong: .data(file: "alerts.json", #"[{"id": "a1", "machineId": "gone"}]"#),
                right: .data(file: "alerts.json", #"[{"id": "a1", "machineId": "d1"}]"#))
        case .missingReference:
            DiagnosticExplanation(
                "a row without its reference",
                "The row belongs to no row of the entity that its field refers to: an alert about an account has no device. Rules over the alerts of a device do not see it.",
                wrong: .data(file: "alerts.json", #"[{"id": "a1", "machineId": null}]"#),
                right: .data(file: "alerts.json", #"[{"id": "a1", "machineId": "d1"}]"#))
        case .malformedTime:
            DiagnosticExplanation(
                "a time that can't be read",
                "Times are ISO 8601, with `T` or a blank between date and time, and exist in the calendar. The value was taken as missing.",
                wrong: .data(file: "machines.json", #"[{"id": "d1", "lastSeen": "23/11/2026"}]"#),
                right: .data(file: "machines.json", #"[{"id": "d1", "lastSeen": "2026-11-23T08:00:00Z"}]"#))
        case .staleData:
            DiagnosticExplanation(
                "data that is out of date",
                "The newest row is older than the model's `stale after`. The export was probably not renewed; what the rules say is about the past.",
                wrong: .data(file: "machines.json", #"[{"id": "d1", "lastSeen": "2020-01-01T00:00:00Z"}]"#),
                right: .data(file: "machines.json", #"[{"id": "d1", "lastSeen": "2026-11-23T08:00:00Z"}]"#))
        case .duplicateScore:
            DiagnosticExplanation(
                "a score given twice",
                "The later value counts. Two files hold the same score: keep one of them.",
                wrong: .words("Both `scores.json` and `exposureScore.json` hold an exposure score."),
                right: .words("One of them does."))
        case .wrongCellCount:
            DiagnosticExplanation(
                "a CSV row with too many or too few cells",
                "The row was left out, since its cells may stand under the wrong headings. A text with a separator in it must be quoted.",
                wrong: .data(file: "machines.csv", "id,computerDnsName,riskScore\nd1,pc-1, first floor,High"),
                right: .data(file: "machines.csv", "id,computerDnsName,riskScore\nd1,\"pc-1, first floor\",High"))
        case .duplicateMember:
            DiagnosticExplanation(
                "a key that stands twice in one object",
                "The later value counts.",
                wrong: .data(file: "machines.json", #"[{"id": "d1", "riskScore": "Low", "riskScore": "High"}]"#),
                right: .data(file: "machines.json", #"[{"id": "d1", "riskScore": "High"}]"#))
        case .invalidHistoryLine:
            DiagnosticExplanation(
                "a line of the history that can't be read",
                "A history is a JSON object a line, with an item's `id`, an `event` (`opened`, `completed`, `closed`, `failed`) and a time `at`. The line was left out.",
                wrong: .history(#"{"id": "task/improve_score", "event": "finished", "at": "2026-11-22T10:00:00Z"}"#),
                right: .history(#"{"id": "task/improve_score", "event": "completed", "at": "2026-11-22T10:00:00Z"}"#))
        default:
            DiagnosticExplanation("", "", wrong: .words(""), right: .words(""))
        }
    }
}

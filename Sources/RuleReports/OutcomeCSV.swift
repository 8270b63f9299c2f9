package import RuleEngine
import RulePlan
import RuleText

/// The items of an outcome for a spreadsheet (`run --format csv`): RFC 4180, UTF-8, a header, lines ended by CR LF.
///
/// A cell that a spreadsheet would take for a formula, because it starts with `=`, `+`, `-`, `@`, a tab or a carriage return, gets an
/// apostrophe before it: names of devices and files are chosen by people one does not know. Several values in a cell are separated by
/// `; `. Control characters are shown by stand-ins, line breaks and tabs by a blank.
package struct OutcomeCSV: Sendable {
    package init() {}

    package func rendered(_ outcome: Outcome) -> String {
        var result = Self.columns.map(\.name).joined(separator: ",") + "\r\n"
        for item in outcome.items {
            result += Self.columns.map { Self.cell($0.text(item) ?? "") }.joined(separator: ",") + "\r\n"
        }
        return result
    }

    private struct Column {
        var name: String
        var text: @Sendable (WorkItem) -> String?
    }

    private static let columns: [Column] = [
        Column(name: "id") { $0.id },
        Column(name: "kind") { $0.kind.rawValue },
        Column(name: "name") { $0.name },
        Column(name: "title") { $0.title },
        Column(name: "entity") { $0.target?.entity },
        Column(name: "key") { $0.target?.key },
        Column(name: "label") { $0.target?.label },
        Column(name: "arguments") {
            $0.arguments.map { "\($0.name)=\($0.value.text(in: .utc))" }.joined(separator: "; ")
        },
        Column(name: "severity") { $0.severity?.name },
        Column(name: "approval") { $0.approval?.rawValue },
        Column(name: "held_because") { $0.heldBecause?.rawValue },
        Column(name: "approvers") { $0.approvers.joined(separator: "; ") },
        Column(name: "role") { $0.role },
        Column(name: "text") { $0.text },
        Column(name: "cadence") { $0.cadence },
        Column(name: "first_seen") { $0.firstSeen.utcText },
        Column(name: "due") { $0.due?.utcText },
        Column(name: "rules") { $0.reasons.map(\.rule).joined(separator: "; ") },
        Column(name: "because") { $0.reasons.compactMap(\.because).joined(separator: "; ") },
    ]

    private static func cell(_ text: String) -> String {
        var result = isFormula(text) ? "'" : ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r": result += " "
            case "\"": result += "\"\""
            case _ where scalar.isUnsafeToShow: result += String(scalar).displayed
            default: result.unicodeScalars.append(scalar)
            }
        }
        let needsQuotes = result.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == ";" || $0 == "'" }
        return needsQuotes ? "\"\(result)\"" : result
    }

    private static func isFormula(_ text: String) -> Bool {
        if let first = text.unicodeScalars.first, first == "\t" || first == "\r" { return true }
        // Some spreadsheets drop blanks before they look.
        switch text.unicodeScalars.first(where: { $0 != " " && $0 != "\n" && $0 != "\t" && $0 != "\r" }) {
        case "=", "+", "-", "@": return true
        default: return false
        }
    }
}

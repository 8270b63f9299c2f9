import RuleText

/// A line of a CSV document for spreadsheets: RFC 4180, ended by CR LF.
///
/// A cell that a spreadsheet would take for a formula, because it starts with `=`, `+`, `-`, `@`, a tab or a carriage return, gets an
/// apostrophe before it: names of devices and files are chosen by people one does not know. Control characters are shown by stand-ins,
/// line breaks and tabs by a blank.
enum SpreadsheetLine {
    static func rendered(_ cells: [String?]) -> String {
        cells.map { cell($0 ?? "") }.joined(separator: ",") + "\r\n"
    }

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

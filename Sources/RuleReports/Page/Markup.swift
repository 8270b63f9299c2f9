import RuleText

/// HTML as it is written, element by element.
///
/// The names of elements and attributes are fixed in the code; all else is text that anybody may have written, and is escaped. So no
/// text can become markup, whoever wrote it.
///
/// ```swift
/// html.element("p", ["class": "note"]) { html in
///     html.append("3 < 4")
/// }
/// ```
package struct Markup: Sendable {
    package typealias Attributes = KeyValuePairs<StaticString, String>

    /// What has been written.
    package private(set) var html = ""

    package init() {}

    /// How many bytes have been written.
    package var byteCount: Int { html.utf8.count }

    /// Text, with visible stand-ins for controls and for what reorders or hides text.
    package mutating func append(_ text: some StringProtocol) {
        Self.write(text.displayed, into: &html)
    }

    /// What has been written elsewhere.
    package mutating func append(_ other: Markup) {
        html += other.html
    }

    /// An element with what `content` writes into it.
    package mutating func element(
        _ name: StaticString, _ attributes: Attributes = [:], content: (inout Markup) -> Void
    ) {
        start(name, attributes)
        content(&self)
        html += "</\(name)>"
    }

    /// An element with a text in it.
    package mutating func element(_ name: StaticString, _ attributes: Attributes, _ text: some StringProtocol) {
        element(name, attributes) { $0.append(text) }
    }

    /// An element without attributes, with a text in it.
    package mutating func element(_ name: StaticString, _ text: some StringProtocol) {
        element(name, [:]) { $0.append(text) }
    }

    /// An element that HTML leaves without an end: `br`, `input`, `meta`, and `dt`, `dd` or `li` before their next one.
    package mutating func start(_ name: StaticString, _ attributes: Attributes = [:]) {
        html += "<\(name)"
        for (name, value) in attributes {
            html += " \(name)"
            if value.isEmpty { continue }
            html += "=\""
            Self.write(value.displayed, into: &html)
            html += "\""
        }
        html += ">"
    }

    /// A line break between elements, where blanks mean nothing.
    package mutating func breakLine() { html += "\n" }

    /// The style or the script of a page, which stands in it as it is.
    mutating func append(raw source: String) { html += source }

    private static func write(_ text: String, into html: inout String) {
        guard text.utf8.contains(where: isMarkup) else {
            html += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isMarkup(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
        default: false
        }
    }
}

extension Markup {
    /// A text of the data, of any length and direction: kept apart from the text around it, and cut where it is long.
    package mutating func data(_ text: some StringProtocol, limit: Int = Self.textLimit) {
        element("bdi", text.shortened(to: limit))
    }

    /// So many characters of a text of the data are shown.
    package static let textLimit = 240
}

extension StringProtocol {
    /// The text, or where it is longer than `limit` characters its beginning, with how many characters were left out.
    package func shortened(to limit: Int) -> String {
        // A character has a byte at least, so most texts need not be walked through.
        guard utf8.count > limit, let end = index(startIndex, offsetBy: limit, limitedBy: endIndex), end < endIndex
        else { return String(self) }
        return "\(self[..<end])… (\(self[end...].count) more characters)"
    }
}

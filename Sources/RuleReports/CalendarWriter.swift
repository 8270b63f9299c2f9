import RuleText

/// Writes the lines of a calendar (RFC 5545, section 3.1): ended by CR LF, folded so that none has more than 75 octets.
struct CalendarWriter {
    private(set) var output = ""

    mutating func begin(_ component: String) { add("BEGIN", component) }

    mutating func end(_ component: String) { add("END", component) }

    /// A property whose value needs no escaping.
    mutating func add(_ name: String, _ value: String) { add("\(name):\(value)") }

    /// A property whose value is text that somebody else wrote (section 3.3.11). Line breaks are kept, other controls stood in for.
    mutating func addText(_ name: String, _ text: String) {
        var value = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": value += "\\\(scalar)"
            case "\n": value += "\\n"
            case "\r": break
            case _ where scalar.isUnsafeToShow: value += String(scalar).displayed
            default: value.unicodeScalars.append(scalar)
            }
        }
        add(name, value)
    }

    /// A whole line, without its end. A character is not cut in two.
    mutating func add(_ line: String) {
        var length = 0
        for scalar in line.unicodeScalars {
            let count = String(scalar).utf8.count
            if length + count > 75 {
                output += "\r\n "
                length = 1
            }
            output.unicodeScalars.append(scalar)
            length += count
        }
        output += "\r\n"
    }
}

import RuleText

/// Expressions on one line, in the one form that does not depend on how they were laid out.
///
/// Reading the text again gives the same tree, but for places and needless backquotes; a tree with an `.invalid` part
/// has no such text.
package enum CanonicalText {
    /// The text of an expression: `any alert of device where severity >= high`.
    package static func of(_ expression: Expression) -> String {
        var text = ""
        append(expression, to: &text)
        return text
    }

    /// The text of a path.
    package static func of(_ first: Name, members: some Sequence<Name>) -> String {
        members.reduce(value(first)) { "\($0).\($1.text)" }
    }

    /// The text of rows, without what stands around them: `alert of device where severity >= high`.
    package static func of(_ rows: RowSet) -> String {
        var text = ""
        append(rows, to: &text)
        return text
    }

    /// A text literal that says what is given.
    package static func literal(_ value: String) -> String {
        var text = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.isBidirectionalControl:
                text += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text + "\""
    }

    /// A duration literal without weeks: `1d12h`, `14d`, `0s`.
    package static func duration(seconds: Int64) -> String {
        var rest = seconds
        var text = ""
        for (letter, unit) in Vocabulary.durationUnits where letter != "w" {
            let (amount, remainder) = rest.quotientAndRemainder(dividingBy: unit)
            if amount != 0 { text += "\(amount)\(letter)" }
            rest = remainder
        }
        return text.isEmpty ? "0s" : text
    }

    /// A date or time literal, in UTC.
    package static func time(_ kind: TimeLiteral.Kind) -> String {
        switch kind {
        case .date(let year, let month, let day):
            return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        case .instant(let seconds, let nanoseconds):
            let days = Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
            let date = CivilCalendar.date(days: days)
            let second = Int(seconds) - days * 86_400
            var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
            text += "T\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
            if nanoseconds > 0 {
                var digits = padded(Int(nanoseconds), 9)
                while digits.last == "0" { digits.removeLast() }
                text += ".\(digits)"
            }
            return text + "Z"
        }
    }

    /// A regular expression between its slashes.
    package static func pattern(_ pattern: String) -> String {
        var text = "/"
        for scalar in pattern.unicodeScalars {
            if scalar == "/" { text += "\\" }
            text.unicodeScalars.append(scalar)
        }
        return text + "/"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

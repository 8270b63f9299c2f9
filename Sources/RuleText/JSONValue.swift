/// A JSON document to be written (RFC 8259).
package indirect enum JSONValue: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    /// `null` where it is not finite, which JSON can't say.
    case number(Double)
    case text(String)
    case list([JSONValue])
    /// In the order given; names are unique.
    case object([(name: String, value: JSONValue)])

    package static func text(orNull text: String?) -> JSONValue { text.map(JSONValue.text) ?? .null }

    /// On one line, with a blank behind each colon and comma.
    package var compact: String {
        var writer = JSONWriter(lineLength: .max)
        writer.write(self)
        return writer.output
    }

    /// Indented by two blanks; what fits on a line of 120 characters stays on one. The same value always gives the same text.
    ///
    /// The outermost object is broken up in any case. Ends with a line break.
    package var pretty: String {
        var writer = JSONWriter(lineLength: 120)
        writer.writeBroken(self)
        return writer.output + "\n"
    }

    /// In shortest form: `60`, `0.5`, `1e+300`.
    package static func text(of number: Double) -> String {
        guard number.isFinite else { return "null" }
        // Not `Int64(exactly:)`: in debug builds it needs the system's mathematics library, which embedders do not link.
        if number.magnitude < 0x1p63 {
            let integer = Int64(number)
            if Double(integer) == number { return String(integer) }
        }
        return "\(number)"
    }
}

/// Lays JSON out.
private struct JSONWriter {
    let lineLength: Int
    var output = ""
    private var depth = 0

    init(lineLength: Int) {
        self.lineLength = lineLength
    }

    mutating func write(_ value: JSONValue, after prefixLength: Int = 0) {
        if lineLength != .max {
            var budget = lineLength - depth * 2 - prefixLength
            guard Self.fits(value, in: &budget) else {
                writeBroken(value)
                return
            }
        }
        switch value {
        case .null: output += "null"
        case .boolean(let truth): output += truth ? "true" : "false"
        case .integer(let integer): output += String(integer)
        case .number(let number): output += JSONValue.text(of: number)
        case .text(let text): write(text)
        case .list(let elements):
            output += "["
            for (place, element) in elements.enumerated() {
                if place > 0 { output += ", " }
                write(element)
            }
            output += "]"
        case .object(let members):
            output += members.isEmpty ? "{" : "{ "
            for (place, member) in members.enumerated() {
                if place > 0 { output += ", " }
                write(member.name)
                output += ": "
                write(member.value)
            }
            output += members.isEmpty ? "}" : " }"
        }
    }

    mutating func writeBroken(_ value: JSONValue) {
        switch value {
        case .list(let elements) where !elements.isEmpty:
            output += "["
            depth += 1
            for (place, element) in elements.enumerated() {
                beginLine(isFirst: place == 0)
                write(element, after: 1)
            }
            depth -= 1
            endLines("]")
        case .object(let members) where !members.isEmpty:
            output += "{"
            depth += 1
            for (place, member) in members.enumerated() {
                beginLine(isFirst: place == 0)
                write(member.name)
                output += ": "
                write(member.value, after: member.name.utf8.count + 5)
            }
            depth -= 1
            endLines("}")
        case .text(let text): write(text)
        case .null, .boolean, .integer, .number, .list, .object:
            // What can't be broken is written as it is, however long.
            var writer = JSONWriter(lineLength: .max)
            writer.write(value)
            output += writer.output
        }
    }

    private mutating func beginLine(isFirst: Bool) {
        output += isFirst ? "\n" : ",\n"
        output += String(repeating: "  ", count: depth)
    }

    private mutating func endLines(_ bracket: String) {
        output += "\n"
        output += String(repeating: "  ", count: depth)
        output += bracket
    }

    private mutating func write(_ text: String) {
        output += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\r": output += "\\r"
            case "\t": output += "\\t"
            // Beside what JSON asks for, C1 controls and those that reorder text: a document may be shown on a terminal.
            case _ where scalar.isUnsafeToShow:
                output += Self.escape(scalar)
            default: output.unicodeScalars.append(scalar)
            }
        }
        output += "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    /// Whether a value on one line takes at most `budget` bytes; stops as soon as it does not.
    private static func fits(_ value: JSONValue, in budget: inout Int) -> Bool {
        switch value {
        case .null, .boolean: budget -= 5
        case .integer, .number: budget -= 8
        case .text(let text): budget -= text.utf8.count + 2
        case .list(let elements):
            budget -= 2
            for element in elements {
                budget -= 2
                guard budget >= 0, fits(element, in: &budget) else { return false }
            }
        case .object(let members):
            budget -= 4
            for member in members {
                budget -= member.name.utf8.count + 6
                guard budget >= 0, fits(member.value, in: &budget) else { return false }
            }
        }
        return budget >= 0
    }
}

extension Unicode.Scalar {
    /// Whether a terminal may take it for a command, or show other text than there is: controls, and what reorders or hides text.
    package var isUnsafeToShow: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }

    /// Itself, or for what is unsafe to show a visible stand-in: `␛`, `<U+202E>`.
    fileprivate var shown: String {
        guard isUnsafeToShow else { return String(self) }
        switch value {
        case 0x00...0x1F: return Unicode.Scalar(0x2400 + value).map(String.init) ?? "?"
        case 0x7F: return "\u{2421}"
        default: return "<U+" + Self.hexadecimal(value) + ">"
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension StringProtocol {
    /// The text with visible stand-ins for every control character and for what reorders or hides text, so that it can be shown on a
    /// terminal whoever wrote it. Line breaks are stood in for too.
    package var displayed: String {
        guard unicodeScalars.contains(where: \.isUnsafeToShow) else { return String(self) }
        var result = ""
        for scalar in unicodeScalars {
            result += scalar.shown
        }
        return result
    }

    /// How many columns of a terminal the text takes, as well as can be known: two for East Asian wide characters and emoji.
    package var displayWidth: Int {
        // Up to U+02FF (whose first byte is 0xCB) every scalar is a character of one column.
        if utf8.allSatisfy({ $0 < 0xCC }) { return unicodeScalars.count }
        return reduce(0) { $0 + $1.displayWidth }
    }
}

extension Character {
    /// 0 to 2 columns.
    package var displayWidth: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.value {
        case 0x20..<0x7F: return 1
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
            0x20000...0x3FFFD:
            return 2
        default:
            return first.properties.generalCategory == .nonspacingMark ? 0 : 1
        }
    }
}

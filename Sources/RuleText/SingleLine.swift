extension StringProtocol {
    /// The text on one line: blanks for line breaks and tabs, and stand-ins for every other control character and for what reorders or
    /// hides text.
    package var onOneLine: String {
        guard unicodeScalars.contains(where: \.isUnsafeToShow) else { return String(self) }
        var result = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "\t", "\n", "\r", "\u{2028}", "\u{2029}": result += " "
            case _ where scalar.isUnsafeToShow: result += String(scalar).displayed
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// At most so many Unicode scalars, the last one then being `…`.
    package func clipped(to count: Int) -> String {
        let scalars = unicodeScalars
        guard let last = scalars.index(scalars.startIndex, offsetBy: count - 1, limitedBy: scalars.endIndex),
            last < scalars.endIndex, scalars.index(after: last) < scalars.endIndex
        else { return String(self) }
        return String(String.UnicodeScalarView(scalars[..<last])) + "…"
    }
}

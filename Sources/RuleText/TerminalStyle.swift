/// How a piece of text stands out on a terminal (ECMA-48, "select graphic rendition").
package enum TerminalStyle: String, Sendable {
    case bold = "1"
    case faint = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
    case boldRed = "1;31"
    case boldYellow = "1;33"
    case boldBlue = "1;34"
    case boldCyan = "1;36"
}

extension String {
    /// The text in a style, or as it is where there is no colour.
    package func styled(_ style: TerminalStyle?, if isColored: Bool) -> String {
        guard isColored, let style, !isEmpty else { return self }
        return "\u{1B}[\(style.rawValue)m\(self)\u{1B}[0m"
    }
}

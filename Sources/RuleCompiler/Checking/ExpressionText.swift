package import RuleSyntax

extension Expression {
    /// On one line, as reasons name it.
    package var canonicalText: String { CanonicalText.of(self) }

    /// For messages: long ones are cut.
    package var shortText: String { canonicalText.shortened }
}

extension String {
    /// For messages: what is long is cut.
    var shortened: String {
        guard let end = index(startIndex, offsetBy: 60, limitedBy: endIndex), end < endIndex else { return self }
        return "\(prefix(59))…"
    }
}

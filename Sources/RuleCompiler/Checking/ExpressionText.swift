package import RuleSyntax

extension Expression {
    /// On one line, as reasons name it.
    package var canonicalText: String { CanonicalText.of(self) }

    /// For messages: long ones are cut.
    package var shortText: String {
        let text = canonicalText
        guard text.count > 60 else { return text }
        return "\(text.prefix(59))…"
    }
}

import RuleSyntax

extension Expression {
    /// As it is written, on one line.
    var canonicalText: String {
        switch self {
        case .name(let node): node.text
        case .member(let node): "\(node.base.canonicalText).\(node.member.text)"
        case .number(let node): node.digits
        case .text(let node): "\"\(node.value)\""
        case .boolean(let node): node.isAlways ? "always" : "\(node.value)"
        case .parenthesized(let node): "(\(node.content.canonicalText))"
        default: "this"
        }
    }

    /// For messages: long ones are cut.
    var shortText: String {
        let text = canonicalText
        guard text.count > 60 else { return text }
        return "\(text.prefix(59))…"
    }
}

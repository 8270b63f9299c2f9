import RuleSyntax
import RuleText

/// A tree as text, without places and without what is not there: one form for every type of node.
///
/// Names and literals stand for themselves; every other node is its type or case and its parts, in parentheses.
func outline(of value: Any) -> String {
    switch value {
    case let expression as Expression: return outline(of: expression)
    case let name as Name: return name.isMissing ? "<missing>" : name.text
    case let text as TextLiteral: return CanonicalText.literal(text.value)
    case let number as NumberLiteral: return number.digits
    case let duration as DurationLiteral: return CanonicalText.duration(seconds: duration.seconds)
    case let time as TimeLiteral: return CanonicalText.time(time.kind)
    case let boolean as BooleanLiteral: return boolean.isAlways ? "<always>" : "<\(boolean.value)>"
    case let regex as RegexLiteral: return CanonicalText.pattern(regex.pattern)
    case let text as String: return CanonicalText.literal(text)
    case is Bool, is Int, is Int64, is Int32, is Double: return "\(value)"
    default: return outlineOfNode(value)
    }
}

private func outlineOfNode(_ value: Any) -> String {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { outline(of: $0.value) } ?? "nil"
    case .collection: return "[" + mirror.children.map { outline(of: $0.value) }.joined(separator: " ") + "]"
    case .enum:
        guard let child = mirror.children.first else { return "\(value)" }
        let label = child.label ?? ""
        if child.value is SourceSpan { return label }
        let content = outline(of: child.value)
        // A case that only wraps a node of the same name adds nothing.
        if child.value is any Hashable, Mirror(reflecting: child.value).displayStyle == .struct { return content }
        return "(\(label) \(content))"
    default:
        var parts: [String] = []
        for child in mirror.children {
            if child.value is SourceSpan { continue }
            let label = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 } ?? ""
            if let flag = child.value as? Bool {
                if flag { parts.append(label) }
                continue
            }
            let content = outline(of: child.value)
            if content == "nil" || content == "[]" { continue }
            parts.append(["within", "due", "by"].contains(label) ? "\(label): \(content)" : content)
        }
        if mirror.displayStyle == .tuple { return parts.joined(separator: " ") }
        return "(" + (["\(type(of: value))"] + parts).joined(separator: " ") + ")"
    }
}

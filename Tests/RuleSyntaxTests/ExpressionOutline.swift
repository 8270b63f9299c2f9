import RuleSyntax

/// An expression as text, without places: every operator with its operands in parentheses.
func outline(of expression: Expression) -> String {
    func text(_ expression: Expression) -> String { outline(of: expression) }
    switch expression {
    case .number(let node): return node.digits
    case .text(let node): return CanonicalText.literal(node.value)
    case .boolean(let node): return outline(of: node)
    case .duration(let node): return CanonicalText.duration(seconds: node.seconds)
    case .time(let node): return CanonicalText.time(node.kind)
    case .list(let node): return "[\(node.elements.map(text).joined(separator: ", "))]"
    case .clock(let node): return "<\(node.kind.rawValue)>"
    case .name(let node): return outline(of: node)
    case .member(let node): return "\(text(node.base)).\(outline(of: node.member))"
    case .call(let node): return "\(node.function.text)(\(node.arguments.map(text).joined(separator: ", ")))"
    case .aggregate(let node):
        let value = node.value.map { "\(text($0)) of " } ?? ""
        return "\(node.function)(\(value)\(rows(node.rows))\(node.by.map { " by \(text($0))" } ?? ""))"
    case .quantifier(let node):
        return "{\(node.kind) \(rows(node.rows))\(node.satisfy.map { " satisfy \(text($0))" } ?? "")}"
    case .parenthesized(let node): return "group(\(text(node.content)))"
    case .negative(let node): return "(-\(text(node.operand)))"
    case .arithmetic(let node): return "(\(text(node.left)) \(node.operator.rawValue) \(text(node.right)))"
    case .otherwise(let node): return "(\(text(node.value)) otherwise \(text(node.fallback)))"
    case .comparison(let node):
        let exactly = node.isExact ? "exactly " : ""
        return "(\(text(node.left)) \(node.comparator.rawValue) \(exactly)\(text(node.right)))"
    case .between(let node):
        return "(\(text(node.value))\(node.isNegated ? " not" : "") between \(text(node.lower)) \(text(node.upper)))"
    case .test(let node):
        let exactly = node.isExact ? "exactly " : ""
        return
            "(\(text(node.left))\(node.isNegated ? " not" : "") \(node.operator.rawValue) \(exactly)\(text(node.right)))"
    case .match(let node):
        let exactly = node.isExact ? "exactly " : ""
        return
            "(\(text(node.value))\(node.isNegated ? " not" : "") matches \(exactly)\(CanonicalText.pattern(node.pattern.pattern)))"
    case .presence(let node): return "(\(text(node.value)) is \(node.kind))"
    case .not(let node): return "(not \(text(node.operand)))"
    case .all(let node): return "(\(node.terms.map(text).joined(separator: " and ")))"
    case .any(let node): return "(\(node.terms.map(text).joined(separator: " or ")))"
    case .invalid: return "?"
    }
}

private func rows(_ rows: RowSet) -> String {
    var text = outline(of: rows.entity)
    if let alias = rows.alias { text += " as \(outline(of: alias))" }
    switch rows.scope {
    case .bare: break
    case .of(let path, let via): text += "\(via.map { " via \(outline(of: $0))" } ?? "") of \(outline(of: path))"
    case .anywhere: text += " anywhere"
    }
    if let condition = rows.condition { text += " where \(outline(of: condition))" }
    return text
}

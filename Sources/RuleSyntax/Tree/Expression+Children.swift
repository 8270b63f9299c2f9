extension Expression {
    /// Calls `body` with each expression that stands directly in this one, in the order written.
    package func forEachChild(_ body: (Expression) -> Void) {
        switch self {
        case .number, .text, .boolean, .duration, .time, .clock, .name, .invalid: break
        case .list(let node): node.elements.forEach(body)
        case .member(let node): body(node.base)
        case .call(let node): node.arguments.forEach(body)
        case .aggregate(let node):
            if let value = node.value { body(value) }
            node.rows.forEachChild(body)
            if let by = node.by { body(by) }
        case .quantifier(let node):
            node.rows.forEachChild(body)
            if let satisfy = node.satisfy { body(satisfy) }
        case .parenthesized(let node): body(node.content)
        case .negative(let node): body(node.operand)
        case .arithmetic(let node):
            body(node.left)
            body(node.right)
        case .otherwise(let node):
            body(node.value)
            body(node.fallback)
        case .comparison(let node):
            body(node.left)
            body(node.right)
        case .between(let node):
            body(node.value)
            body(node.lower)
            body(node.upper)
        case .test(let node):
            body(node.left)
            body(node.right)
        case .match(let node): body(node.value)
        case .presence(let node): body(node.value)
        case .not(let node): body(node.operand)
        case .all(let node): node.terms.forEach(body)
        case .any(let node): node.terms.forEach(body)
        }
    }
}

extension RowSet {
    /// Calls `body` with each expression that stands directly in this row set, in the order written.
    package func forEachChild(_ body: (Expression) -> Void) {
        if case .of(let path, _) = scope { body(path) }
        if let condition { body(condition) }
    }
}

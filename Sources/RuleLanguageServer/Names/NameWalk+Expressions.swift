import RuleCompiler
import RulePlan
import RuleSyntax

extension NameWalk {
    /// Notes the names in an expression.
    /// - Parameter expected: What a bare word is read as a level or choice of.
    /// - Returns: The type of a path, and of what passes a path's value on; nothing for the rest, whose type no name depends on.
    @discardableResult
    mutating func visit(_ expression: Expression, expecting expected: Typed? = nil) -> Typed? {
        switch expression {
        case .number, .text, .boolean, .duration, .time, .clock, .invalid: return nil
        case .list(let node):
            let element: Typed? = expected.map {
                if case .list(let type) = $0.type { Typed(type: type, owner: $0.owner) } else { $0 }
            }
            for child in node.elements { visit(child, expecting: element) }
            return nil
        case .name(let name): return visit(name, expecting: expected)
        case .member(let node):
            guard case .reference(let entity)? = visit(node.base)?.type else { return nil }
            return noteField(node.member, of: entity)
        case .call(let node):
            for argument in node.arguments { visit(argument) }
            return nil
        case .aggregate(let node): return visit(node)
        case .quantifier(let node):
            inRows(node.rows) { walk in
                if let condition = node.rows.condition { walk.visit(condition) }
                if let satisfy = node.satisfy { walk.visit(satisfy) }
                return nil
            }
            return nil
        case .parenthesized(let node): return visit(node.content, expecting: expected)
        case .negative(let node):
            visit(node.operand)
            return nil
        case .arithmetic(let node):
            visit(node.left)
            visit(node.right)
            return nil
        case .otherwise(let node):
            guard let expected else {
                let (left, right) = visitPair(node.value, node.fallback)
                return left ?? right
            }
            visit(node.value, expecting: expected)
            visit(node.fallback, expecting: expected)
            return expected
        case .comparison(let node):
            visitPair(node.left, node.right)
            return nil
        case .between(let node):
            let value = isContextual(node.value) ? visit(node.lower) : visit(node.value)
            if isContextual(node.value) {
                visit(node.value, expecting: value)
            } else {
                visit(node.lower, expecting: value)
            }
            visit(node.upper, expecting: value)
            return nil
        case .test(let node):
            visit(node)
            return nil
        case .match(let node):
            visit(node.value)
            return nil
        case .presence(let node):
            visit(node.value)
            return nil
        case .not(let node):
            visit(node.operand)
            return nil
        case .all(let node):
            for term in node.terms { visit(term) }
            return nil
        case .any(let node):
            for term in node.terms { visit(term) }
            return nil
        }
    }

    private mutating func visit(_ node: OperatorTest) {
        switch node.operator {
        case .contains:
            let left = visit(node.left)
            let element: Typed? = left.flatMap {
                if case .list(let type) = $0.type { Typed(type: type, owner: $0.owner) } else { nil }
            }
            visit(node.right, expecting: element)
        case .in, .startsWith, .endsWith, .like, .before, .after, .olderThan, .newerThan:
            visitPair(node.left, node.right)
        }
    }

    /// Two expressions of which one says how words in the other are read.
    @discardableResult
    private mutating func visitPair(_ left: Expression, _ right: Expression) -> (Typed?, Typed?) {
        if isContextual(left), !isContextual(right) {
            let second = visit(right)
            return (visit(left, expecting: second), second)
        }
        let first = visit(left)
        return (first, visit(right, expecting: first))
    }

    /// Whether an expression is a word, or words, that no name in scope is.
    private func isContextual(_ expression: Expression) -> Bool {
        switch expression {
        case .text: true
        case .parenthesized(let node): isContextual(node.content)
        case .name(let name): !isInScope(name.text)
        case .list(let node): node.elements.allSatisfy { isContextual($0) }
        case .otherwise(let node): isContextual(node.value) && isContextual(node.fallback)
        default: false
        }
    }

    private func isInScope(_ name: String) -> Bool {
        if symbols.organization[name] != nil || rows.contains(where: { $0.name == name }) { return true }
        return rows.last.map { symbols.rowNames[$0.entity.index][name] != nil } ?? false
    }

    private mutating func visit(_ name: Name, expecting expected: Typed?) -> Typed? {
        seek(name, .value(rows, expecting: expected))
        if let expected, expected.type.members?.contains(name.text) == true {
            note(name, .member(name.text, of: expected.owner))
            return expected
        }
        if let row = rows.last(where: { $0.name == name.text }) {
            note(name, row.meaning)
            return Typed(type: .reference(row.entity), owner: nil)
        }
        if let row = rows.last, symbols.rowNames[row.entity.index][name.text] != nil {
            return noteField(name, of: row.entity)
        }
        switch symbols.organization[name.text] {
        case .score(let id)?:
            note(name, .declared(.score(id)))
            return symbols.type(of: id).map { Typed(type: $0, owner: .score(id)) }
        case .parameter(let id)?:
            note(name, .declared(.parameter(id)))
            return symbols[id].type.map { Typed(type: $0, owner: .parameter(id)) }
        case .definition(let id)?:
            note(name, .declared(.definition(id)))
            return definitionType(id).map { Typed(type: $0, owner: .definition(id)) }
        case .role(let id)?: note(name, .declared(.role(id)))
        case nil: break
        }
        return nil
    }

    // MARK: Rows

    private mutating func visit(_ node: Aggregate) -> Typed? {
        let value = inRows(node.rows) { walk in
            let value = node.value.flatMap { walk.visit($0) }
            if let by = node.by { walk.visit(by) }
            if let condition = node.rows.condition { walk.visit(condition) }
            return value
        }
        switch node.function {
        case .min, .max, .latest, .earliest: return value
        case .count, .sum, .average: return nil
        }
    }

    @discardableResult
    private mutating func inRows(_ node: RowSet, _ body: (inout NameWalk) -> Typed?) -> Typed? {
        let entity = noteEntity(node.entity)
        if case .of(let path, let via) = node.scope {
            visit(path)
            if let via, let entity { noteField(via, of: entity) }
        }
        guard let entity else { return nil }
        var row = Row(name: node.entity.text, entity: entity, meaning: .declared(.entity(entity)))
        if let alias = node.alias, !alias.isMissing {
            seek(alias, .declaration)
            row.name = alias.text
            row.meaning = .row(entity, namedAt: alias.span)
            note(alias, row.meaning, isDeclaration: true)
        }
        if rows.contains(where: { $0.name == row.name }) { row.name = "" }
        rows.append(row)
        defer { rows.removeLast() }
        return body(&self)
    }
}

extension CanonicalText {
    static func append(_ expression: Expression, to text: inout String) {
        switch expression {
        case .number(let node): text += node.digits
        case .text(let node): text += literal(node.value)
        case .boolean(let node): text += node.isAlways ? "always" : node.value ? "true" : "false"
        case .duration(let node): text += duration(seconds: node.seconds)
        case .time(let node): text += time(node.kind)
        case .list(let node):
            text += "["
            append(node.elements, to: &text)
            text += "]"
        case .clock(let node): text += node.kind.rawValue
        case .name(let node): text += value(node)
        case .member(let node):
            append(node.base, to: &text)
            text += "." + node.member.text
        case .call(let node):
            text += node.function.text + "("
            append(node.arguments, to: &text)
            text += ")"
        case .aggregate(let node): append(node, to: &text)
        case .quantifier(let node):
            text += node.kind.rawValue + " "
            append(node.rows, to: &text)
            append(" satisfy ", node.satisfy, to: &text)
        case .parenthesized(let node):
            text += "("
            append(node.content, to: &text)
            text += ")"
        case .negative(let node):
            text += "-"
            append(node.operand, to: &text)
        case .arithmetic(let node):
            append(node.left, to: &text)
            append(" \(node.operator.rawValue) ", node.right, to: &text)
        case .otherwise(let node):
            append(node.value, to: &text)
            append(" otherwise ", node.fallback, to: &text)
        case .comparison(let node):
            append(node.left, to: &text)
            append(" \(node.comparator.rawValue) " + (node.isExact ? "exactly " : ""), node.right, to: &text)
        case .between(let node):
            append(node.value, to: &text)
            append(node.isNegated ? " not between " : " between ", node.lower, to: &text)
            append(" and ", node.upper, to: &text)
        case .test(let node):
            append(node.left, to: &text)
            text += node.isNegated ? " not " : " "
            append(node.operator.rawValue + (node.isExact ? " exactly " : " "), node.right, to: &text)
        case .match(let node):
            append(node.value, to: &text)
            text += node.isNegated ? " not matches " : " matches "
            text += (node.isExact ? "exactly " : "") + pattern(node.pattern.pattern)
        case .presence(let node):
            append(node.value, to: &text)
            text += " is " + node.kind.rawValue
        case .not(let node): append("not ", node.operand, to: &text)
        case .all(let node): append(node.terms, " and ", to: &text)
        case .any(let node): append(node.terms, " or ", to: &text)
        case .invalid: text += "?"
        }
    }

    static func append(_ rows: RowSet, to text: inout String) {
        text += entity(rows.entity)
        if let alias = rows.alias { text += " as " + name(alias) }
        switch rows.scope {
        case .bare: break
        case .of(let path, let via):
            if let via { text += " via " + via.text }
            append(" of ", path, to: &text)
        case .anywhere: text += " anywhere"
        }
        append(" where ", rows.condition, to: &text)
    }

    private static func append(_ aggregate: Aggregate, to text: inout String) {
        text += aggregate.function.rawValue + "("
        if let value = aggregate.value {
            append(value, to: &text)
            text += " of "
        }
        append(aggregate.rows, to: &text)
        append(" by ", aggregate.by, to: &text)
        text += ")"
    }

    private static func append(_ lead: String, _ expression: Expression?, to text: inout String) {
        guard let expression else { return }
        text += lead
        append(expression, to: &text)
    }

    private static func append(_ expressions: [Expression], _ separator: String = ", ", to text: inout String) {
        for (index, expression) in expressions.enumerated() {
            if index > 0 { text += separator }
            append(expression, to: &text)
        }
    }

    /// A name where only names stand: reserved words need quotes.
    package static func name(_ name: Name) -> String {
        KeywordTable.shared.keyword(name.text)?.isReserved == true ? "`\(name.text)`" : name.text
    }

    /// The entity of some rows: quoted too where the word would make the quantifier before it a name.
    private static func entity(_ name: Name) -> String {
        guard let keyword = KeywordTable.shared.keyword(name.text), keyword.isReserved || keyword.endsOperand else {
            return name.text
        }
        return "`\(name.text)`"
    }

    /// A name where a value stands: quoted too where the word alone would be something else.
    static func value(_ name: Name) -> String {
        guard let keyword = KeywordTable.shared.keyword(ignoringCaseOf: name.text.utf8) else { return name.text }
        let isCaseTolerant =
            Keyword.quantifiers.contains(keyword) || Keyword.values.contains(keyword) || keyword == .not
        let isAmbiguous = isCaseTolerant || keyword == .exactly || keyword == .for
        if isAmbiguous || keyword.isReserved && keyword.spelling == name.text { return "`\(name.text)`" }
        return name.text
    }
}

extension KeywordTable {
    /// The keyword that a word is.
    func keyword(_ word: String) -> Keyword? {
        keyword(ignoringCaseOf: word.utf8).flatMap { $0.spelling == word ? $0 : nil }
    }
}

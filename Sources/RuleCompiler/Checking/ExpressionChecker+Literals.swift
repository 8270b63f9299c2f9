import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    mutating func number(_ node: NumberLiteral) -> TypedExpression? {
        guard node.value.isFinite else { return nil }
        return constant(.number(node.value), .number(NumberRange(lower: node.value, upper: node.value)))
    }

    mutating func time(_ node: TimeLiteral) -> TypedExpression? {
        switch node.kind {
        case .date(let year, let month, let day):
            typed(.date(year: year, month: month, day: day), .time)
        case .instant(let seconds, let nanoseconds):
            // Outside the years 0001 to 9999 the text has been refused already.
            Instant(secondsSinceEpoch: seconds, nanoseconds: nanoseconds).flatMap { constant(.time($0), .time) }
        }
    }

    /// A text, or what it spells where a version, an address or a network is expected.
    mutating func text(_ node: TextLiteral, expecting expected: Expectation) -> TypedExpression? {
        guard case .type(let type, let owner) = expected else { return constant(.text(Text(node.value)), .text) }
        switch type {
        case .version:
            guard let version = Version(node.value) else { return refuse(node, as: "version", such: "10.0.19045") }
            return constant(.version(version), .version)
        case .address:
            guard let address = IPAddress(node.value) else { return refuse(node, as: "IP address", such: "10.0.0.1") }
            return constant(.address(address), .address)
        case .network:
            guard let network = IPNetwork(node.value) else { return refuse(node, as: "network", such: "10.0.0.0/8") }
            return constant(.network(network), .network)
        case .levels(let names), .choices(let names):
            report(.textForMember(node, names: names, of: type, owner: owner?.text))
            return nil
        case .boolean, .number, .text, .time, .duration, .list, .reference:
            return constant(.text(Text(node.value)), .text)
        }
    }

    private mutating func refuse(_ node: TextLiteral, as kind: String, such example: String) -> TypedExpression? {
        report(
            Diagnostic(
                .invalidLiteralText, at: node.span,
                "\"\(node.value)\" is no \(kind); one such as \"\(example)\" is needed"))
        return nil
    }

    mutating func list(_ node: ListLiteral, expecting expected: Expectation) -> TypedExpression? {
        var expected = expected.ofElements
        // Without an expectation, the first element with a type of its own says how words in the others are read.
        var known: [Int: TypedExpression?] = [:]
        if case .anything = expected, let first = node.elements.firstIndex(where: { !isContextual($0) }) {
            let element = check(node.elements[first])
            known[first] = .some(element)
            expected = element.map { .type($0.type, owner: nil) } ?? .undetermined
        }
        var elements: [TypedExpression?] = []
        for (index, element) in node.elements.enumerated() {
            elements.append(known[index] ?? check(element, expecting: expected))
        }
        guard let elements = allKnown(elements) else { return nil }
        guard var type = elements.first?.type ?? expected.type else {
            report(.emptyList(node))
            return nil
        }
        for (element, written) in zip(elements, node.elements) {
            guard let joined = type.joined(with: element.type) else {
                report(.mixedList(written, type: element.type, first: type, schema: symbols.schema))
                return nil
            }
            type = joined
        }
        return listValue(elements, ofElements: type)
    }

    /// A constant where every element is one.
    mutating func listValue(_ elements: [TypedExpression], ofElements type: ValueType) -> TypedExpression {
        let values = elements.map { constantValue($0.id) }
        if let values = allKnown(values) { return constant(.list(values), .list(type)) }
        return typed(.list(elements.map(\.id)), .list(type))
    }

    func constantValue(_ id: ExpressionID) -> Value? {
        if case .constant(let value) = plan[id] { value } else { nil }
    }

    /// Whether an expression says nothing of its own about its type: a text, or a word that is no name in scope.
    func isContextual(_ expression: Expression) -> Bool {
        switch expression.unparenthesized {
        case .text: true
        case .name(let name): resolution(of: name.text) == .none
        case .list(let node): node.elements.allSatisfy { isContextual($0) }
        case .otherwise(let node): isContextual(node.value) && isContextual(node.fallback)
        default: false
        }
    }
}

extension Diagnostic {
    fileprivate static func textForMember(
        _ node: TextLiteral, names: [String], of type: ValueType, owner: String?
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            .typeMismatch, at: node.span,
            "\(owner.map { "'\($0)'" } ?? "what is needed here") is one of \(type.memberText), \"\(node.value)\" is text"
        )
        if names.contains(node.value) {
            diagnostic.suggest(
                "write \(node.value) without quotes", replacing: node.span, with: node.value, .safe)
        } else if let nearest = NearestSpelling.nearest(to: node.value, among: names) {
            diagnostic.suggest(
                "did you mean \(nearest), without quotes?", replacing: node.span, with: nearest, .safe)
        }
        return diagnostic
    }

    fileprivate static func emptyList(_ node: ListLiteral) -> Diagnostic {
        Diagnostic(.typeMismatch, at: node.span, "an empty list says nothing about what it would hold")
    }

    fileprivate static func mixedList(
        _ element: Expression, type: ValueType, first: ValueType, schema: Schema
    ) -> Diagnostic {
        Diagnostic(
            .typeMismatch, at: element.span,
            "'\(element.shortText)' is \(type.phrase(in: schema)), the elements before it are \(first.phrase(in: schema))"
        )
    }
}

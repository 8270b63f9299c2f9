import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    mutating func test(_ node: OperatorTest) -> TypedExpression? {
        switch node.operator {
        case .in: isIn(node)
        case .contains: contains(node)
        case .startsWith: textTest(node, .startsWith)
        case .endsWith: textTest(node, .endsWith)
        case .like: like(node)
        case .before: order(node, .less)
        case .after: order(node, .greater)
        case .olderThan: age(node, .less)
        case .newerThan: age(node, .greater)
        }
    }

    // MARK: - Lists and networks

    private mutating func isIn(_ node: OperatorTest) -> TypedExpression? {
        let left: TypedExpression?
        let right: TypedExpression?
        if isContextual(node.left), !isContextual(node.right) {
            right = check(node.right)
            let expected = expectation(from: right, written: node.right)
            left = check(
                node.left,
                expecting: right?.type == .network ? .type(.address, owner: nil) : expected.ofElements)
        } else {
            left = check(node.left)
            right = container(node.right, for: left, written: node.left)
        }
        guard let left, let right else { return nil }
        if case .list = left.type {
            report(
                Diagnostic(
                    .typeMismatch, at: node.left.span,
                    "'in' needs a single value on its left, \(described(node.left, left.type))",
                    help: "write '\(node.left.shortText) contains …' for each value"))
            return nil
        }
        if left.type == .address, right.type == .network {
            let networks = listValue([right], ofElements: .network)
            return truth(.isIn(left.id, list: networks.id, folding: false), negated: node.isNegated)
        }
        guard case .list(let element) = right.type else {
            reportNoList(node, left.type, right.type)
            return nil
        }
        guard element.isSameKind(as: left.type) || left.type == .address && element == .network else {
            report(
                Diagnostic(
                    .typeMismatch, at: node.right.span,
                    "'in' needs a list of what is on its left: \(described(node.left, left.type)), "
                        + described(node.right, right.type)))
            return nil
        }
        if node.isExact, !requiresText(left.type, in: node.left, word: "exactly") { return nil }
        checkLimits(node, left, right)
        return truth(
            .isIn(left.id, list: right.id, folding: left.type.folds(node.isExact)), negated: node.isNegated)
    }

    private mutating func reportNoList(_ node: OperatorTest, _ left: ValueType, _ right: ValueType) {
        var diagnostic = Diagnostic(
            .typeMismatch, at: node.right.span,
            "'in' needs a \(left == .address ? "network or a list" : "list such as [a, b]"), \(described(node.right, right))"
        )
        if left == .text, right == .text {
            diagnostic.help =
                "to find a part, write '\(node.right.shortText) contains \(node.left.shortText)' or the other way round"
        } else if left.isSameKind(as: right) {
            diagnostic.help = "to compare with one value, write '=='"
        }
        report(diagnostic)
    }

    /// The right side of `in`, in which texts and words are read as the left side's type says. An address may be in networks.
    private mutating func container(
        _ expression: Expression, for left: TypedExpression?, written: Expression
    ) -> TypedExpression? {
        guard let left else { return check(expression, expecting: .undetermined) }
        let owner = Expectation.Owner.written(written)
        guard case .list(let literal) = expression.unparenthesized else {
            return check(
                expression, expecting: .type(left.type == .address ? .network : .list(left.type), owner: owner))
        }
        var types: Set<ValueType> = []
        let elements = literal.elements.map { element -> TypedExpression? in
            let isNetwork = left.type == .address && element.isNetworkText
            let expected: ValueType = isNetwork ? .network : left.type
            guard let found = check(element, expecting: .type(expected, owner: owner)) else { return nil }
            guard found.type.isSameKind(as: expected) || left.type == .address && found.type == .network else {
                reportIncomparable(written, left.type, element, found.type)
                return nil
            }
            types.insert(found.type)
            return found
        }
        // A list of networks and addresses is one of addresses.
        let type: ValueType = left.type == .address && types == [.network] ? .network : left.type
        return allKnown(elements).map { listValue($0, ofElements: type.widened) }
    }

    private mutating func contains(_ node: OperatorTest) -> TypedExpression? {
        guard let left = check(node.left) else {
            _ = check(node.right, expecting: .undetermined)
            return nil
        }
        switch left.type {
        case .list(let element):
            guard let right = check(node.right, expecting: .type(element, owner: .written(node.left))) else {
                return nil
            }
            guard right.type.isSameKind(as: element) else {
                reportMismatch(
                    node.left, left.type, node.right, right.type, orElse: "'contains' needs one of what the list holds")
                return nil
            }
            if node.isExact, !requiresText(element, in: node.left, word: "exactly") { return nil }
            return truth(
                .contains(left.id, element: right.id, folding: element.folds(node.isExact)), negated: node.isNegated)
        case .text:
            return textTest(node, .contains, left: left)
        default:
            _ = check(node.right, expecting: .undetermined)
            var diagnostic = Diagnostic(
                .typeMismatch, at: node.left.span,
                "'contains' needs a list or text on its left, \(described(node.left, left.type))")
            if left.type == .network { diagnostic.help = "write 'ADDRESS in \(node.left.shortText)'" }
            report(diagnostic)
            return nil
        }
    }

    // MARK: - Text

    private mutating func textTest(
        _ node: OperatorTest, _ test: TextTest, left known: TypedExpression? = nil
    ) -> TypedExpression? {
        let left = known ?? check(node.left)
        let right = check(node.right, expecting: left == nil ? .undetermined : .anything)
        guard let left = left.flatMap({ text($0, node.left, test.rawValue) }),
            let right = right.flatMap({ text($0, node.right, test.rawValue) })
        else { return nil }
        return truth(.textTest(test, left.id, right.id, folding: !node.isExact), negated: node.isNegated)
    }

    private mutating func text(_ operand: TypedExpression, _ written: Expression, _ word: String) -> TypedExpression? {
        if operand.type == .text { return operand }
        report(
            Diagnostic(.typeMismatch, at: written.span, "'\(word)' needs text, \(described(written, operand.type))"))
        return nil
    }

    private mutating func like(_ node: OperatorTest) -> TypedExpression? {
        let left = check(node.left).flatMap { text($0, node.left, "like") }
        guard case .text(let pattern) = node.right.unparenthesized else {
            report(
                Diagnostic(
                    .literalExpected, at: node.right.span, "'like' needs a pattern in quotes, such as \"pc-*\"",
                    help: "to compare with a value, use '==', 'contains', 'starts with' or 'ends with'"))
            return nil
        }
        guard let left else { return nil }
        return truth(.like(left.id, LikePattern(pattern.value, folding: !node.isExact)), negated: node.isNegated)
    }

    mutating func match(_ node: PatternMatch) -> TypedExpression? {
        let value = check(node.value).flatMap { text($0, node.value, "matches") }
        do throws(Regex.Failure) {
            let regex = try Regex(node.pattern.pattern, folding: !node.isExact)
            return value.map { truth(.matches($0.id, regex), negated: node.isNegated) }
        } catch {
            report(
                Diagnostic(
                    error.isTooLarge ? .regexTooLarge : .invalidRegex, at: node.pattern.span(of: error), error.message))
            return nil
        }
    }

    // MARK: - Time

    private mutating func order(_ node: OperatorTest, _ comparator: PlanComparator) -> TypedExpression? {
        let left = check(node.left)
        let right = check(node.right, expecting: left == nil ? .undetermined : .anything)
        var isMeaningful = true
        for (operand, written) in [(left, node.left), (right, node.right)] {
            guard let operand, operand.type != .time else { continue }
            reportNeed(of: .time, for: written, operand.type, word: node.operator.rawValue)
            isMeaningful = false
        }
        guard let left, let right, isMeaningful else { return nil }
        return truth(.comparison(comparator, left.id, right.id, folding: false), negated: node.isNegated)
    }

    /// `E older than D` is `E < now - D`.
    private mutating func age(_ node: OperatorTest, _ comparator: PlanComparator) -> TypedExpression? {
        let left = check(node.left)
        let right = check(node.right, expecting: left == nil ? .undetermined : .anything)
        guard let left else { return nil }
        if left.type != .time {
            reportNeed(of: .time, for: node.left, left.type, word: node.operator.rawValue)
            return nil
        }
        guard let right else { return nil }
        if right.type != .duration {
            reportNeed(.duration, for: node.right, right.type, beside: node.left, left.type)
            return nil
        }
        let now = typed(.now, .time)
        let start = typed(.arithmetic(.subtract, now.id, right.id), .time)
        return truth(.comparison(comparator, left.id, start.id, folding: false), negated: node.isNegated)
    }

    /// Reports that a value of another type is needed.
    mutating func reportNeed(of needed: ValueType, for written: Expression, _ type: ValueType, word: String) {
        let example = Self.example(of: needed, for: written) ?? needed.phrase(in: symbols.schema)
        var diagnostic = Diagnostic(
            needed.isQuantity && type.isQuantity ? .unitMismatch : .typeMismatch, at: written.span,
            "'\(word)' needs \(example), \(described(written, type))")
        Self.suggestLiteral(&diagnostic, for: written, needing: needed)
        report(diagnostic)
    }

    // MARK: - Presence

    mutating func presence(_ node: PresenceTest) -> TypedExpression? {
        guard let value = check(node.value) else { return nil }
        return truth(.isKnown(value.id), negated: node.kind == .missing)
    }
}

extension Expression {
    fileprivate var isNetworkText: Bool {
        if case .text(let literal) = unparenthesized { literal.value.utf8.contains(UInt8(ascii: "/")) } else { false }
    }
}

extension RegexLiteral {
    /// The place of a mistake in the literal, in which each `/` of the pattern is written `\/`.
    fileprivate func span(of failure: Regex.Failure) -> SourceSpan {
        let bytes = Array(pattern.utf8)
        func offset(_ place: Int) -> Int {
            let place = min(max(place, 0), bytes.count)
            return place + bytes[..<place].count { $0 == UInt8(ascii: "/") }
        }
        let end = failure.offset.addingReportingOverflow(failure.length)
        let start = Int(span.start) + 1
        return SourceSpan(
            file: span.file, start: start + offset(failure.offset),
            end: start + offset(end.overflow ? bytes.count : end.partialValue))
    }
}

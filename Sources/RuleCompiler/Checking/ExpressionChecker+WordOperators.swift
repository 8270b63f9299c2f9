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
            let expected: Expectation =
                right.map { .type($0.type, owner: node.right.shortText) } ?? .undetermined
            left = check(node.left, expecting: expected.ofElements)
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
            let networks = listValue([right], of: .list(.network))
            return truth(.isIn(left.id, list: networks.id, folding: false), negated: node.isNegated)
        }
        guard case .list(let element) = right.type else {
            reportMismatch(
                node.left, left.type, node.right, right.type,
                orElse: left.type == .address ? "'in' needs a network or a list" : "'in' needs a list, such as [a, b]")
            return nil
        }
        let isInNetworks = left.type == .address && element == .network
        guard isInNetworks || left.type.isSameKind(as: element) else {
            reportMismatch(
                node.left, left.type, node.right, right.type,
                orElse: "'in' needs a list of what is on its left")
            return nil
        }
        if node.isExact, !requiresText(left.type, in: node.left, word: "exactly") { return nil }
        checkLimits(node, left, right)
        return truth(
            .isIn(left.id, list: right.id, folding: left.type.folds(node.isExact)), negated: node.isNegated)
    }

    /// The right side of `in`, in which texts and words are read as the left side's type says.
    private mutating func container(
        _ expression: Expression, for left: TypedExpression?, written: Expression
    ) -> TypedExpression? {
        guard let left else { return check(expression, expecting: .undetermined) }
        let owner = written.shortText
        guard left.type == .address else {
            return check(expression, expecting: .type(.list(left.type), owner: owner))
        }
        // An address may be in networks and be one of some addresses; a list of both is one of addresses.
        guard case .list(let literal) = expression.unparenthesized else {
            return check(expression, expecting: .type(.network, owner: owner))
        }
        var isOfNetworks = true
        var elements: [TypedExpression?] = []
        for element in literal.elements {
            let isNetwork =
                if case .text(let text) = element.unparenthesized { text.value.contains("/") } else { false }
            let found = check(element, expecting: .type(isNetwork ? .network : .address, owner: owner))
            if let type = found?.type, type != .address, type != .network {
                reportMismatch(written, left.type, element, type, orElse: "'in' needs networks or addresses")
                return nil
            }
            if found?.type == .address { isOfNetworks = false }
            elements.append(found)
        }
        return allKnown(elements).map { listValue($0, of: .list(isOfNetworks ? .network : .address)) }
    }

    private mutating func contains(_ node: OperatorTest) -> TypedExpression? {
        guard let left = check(node.left) else {
            _ = check(node.right, expecting: .undetermined)
            return nil
        }
        switch left.type {
        case .list(let element):
            guard let right = check(node.right, expecting: .type(element, owner: node.left.shortText)) else {
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
            reportMismatch(node.left, left.type, node.right, right.type, needing: .duration)
            return nil
        }
        let now = typed(.now, .time)
        let start = typed(.arithmetic(.subtract, now.id, right.id), .time)
        return truth(.comparison(comparator, left.id, start.id, folding: false), negated: node.isNegated)
    }

    /// Reports that a value of another type is needed.
    mutating func reportNeed(of needed: ValueType, for written: Expression, _ type: ValueType, word: String) {
        let example = Self.example(of: needed, for: written) ?? needed.phrase(in: symbols.schema)
        report(
            Diagnostic(
                needed.isQuantity && type.isQuantity ? .unitMismatch : .typeMismatch, at: written.span,
                "'\(word)' needs \(example), \(described(written, type))"))
    }

    private mutating func reportMismatch(
        _ left: Expression, _ leftType: ValueType, _ right: Expression, _ rightType: ValueType, needing type: ValueType
    ) {
        let example = Self.example(of: type, for: right) ?? type.phrase(in: symbols.schema)
        report(
            Diagnostic(
                rightType.isQuantity ? .unitMismatch : .typeMismatch, at: right.span,
                "\(described(left, leftType)), \(described(right, rightType)); \(example) is needed"))
    }

    // MARK: - Presence

    mutating func presence(_ node: PresenceTest) -> TypedExpression? {
        guard let value = check(node.value) else { return nil }
        return truth(.isKnown(value.id), negated: node.kind == .missing)
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

import RulePlan
import RuleSyntax
import RuleText

/// Finds literals outside what they are compared with can be, and comparisons that come out one way whatever the data.
extension ExpressionChecker {
    /// - Parameter reads: How often the operands read data.
    mutating func checkLimits(_ node: Comparison, _ left: TypedExpression, _ right: TypedExpression, reads: Int) {
        if isOutOfRange(node.right, right, of: node.left, left) || isOutOfRange(node.left, left, of: node.right, right)
        {
            return
        }
        if let outcome = outcome(of: node.comparator, left, right) {
            settle(.comparison(node), outcome, because: reason(node, left, right))
            return
        }
        if case .score(let score) = plan[left.id], reads == 1 {
            facts[node.span] = ComparisonFact(bound: node.comparator.side.map { .init(score: score, side: $0) })
        } else if case .score(let score) = plan[right.id], reads == 1 {
            facts[node.span] = ComparisonFact(
                bound: node.comparator.mirrored.side.map { .init(score: score, side: $0) })
        }
        checkFraction(node)
    }

    mutating func checkLimits(
        _ node: Between, _ value: TypedExpression, _ lower: TypedExpression, _ upper: TypedExpression
    ) {
        let isLowerOut = isOutOfRange(node.lower, lower, of: node.value, value)
        let isUpperOut = isOutOfRange(node.upper, upper, of: node.value, value)
        if isLowerOut || isUpperOut { return }
        if !node.isNegated, case .score(let score) = plan[value.id] {
            facts[node.span] = ComparisonFact(bound: .init(score: score, side: .both))
        }
        func settle(_ outcome: ComparisonFact.Outcome, because reason: String?) {
            self.settle(.between(node), node.isNegated ? outcome.opposite : outcome, because: reason)
        }
        if outcome(of: .greater, lower, upper) == .always {
            settle(.never, because: "'\(node.lower.shortText)' is above '\(node.upper.shortText)'")
        } else if outcome(of: .less, value, lower) == .always || outcome(of: .greater, value, upper) == .always {
            settle(.never, because: limits(of: value, node.value))
        } else if outcome(of: .greaterOrEqual, value, lower) == .always,
            outcome(of: .lessOrEqual, value, upper) == .always
        {
            settle(.always, because: limits(of: value, node.value))
        }
    }

    /// For `value in list`.
    mutating func checkLimits(_ node: OperatorTest, _ value: TypedExpression, _ list: TypedExpression) {
        guard case .constant(.list(let values)) = plan[list.id] else { return }
        var outcome: ComparisonFact.Outcome?
        var reason: String?
        if values.isEmpty {
            outcome = .never
            reason = "the list is empty"
        } else if let members = value.type.members, Set(values).count == members.count {
            outcome = .always
            reason = "the list names every \(value.type.memberKind)"
        } else if case .number = value.type, case .list(let literal) = node.right.unparenthesized {
            for (element, number) in zip(literal.elements, values) {
                let extent = Extent(low: number, high: number)
                guard Extent.outcome(of: .equal, self.extent(of: value), extent) == .never else { continue }
                let constant = constant(number, .number)
                if !isOutOfRange(element, constant, of: node.left, value) {
                    report(.neverEqual(element, limits(of: value, node.left)))
                }
            }
        }
        if let outcome {
            settle(.test(node), node.isNegated ? outcome.opposite : outcome, because: reason)
        }
    }

    private mutating func settle(_ node: Expression, _ outcome: ComparisonFact.Outcome, because reason: String?) {
        facts[node.span] = ComparisonFact(outcome: outcome)
        report(.settled(node, outcome, because: reason))
    }

    // MARK: - Extents

    private func outcome(
        of comparator: Comparison.Comparator, _ left: TypedExpression, _ right: TypedExpression
    ) -> ComparisonFact.Outcome? {
        if left.id == right.id, constantValue(left.id) == nil {
            switch comparator {
            case .equal, .lessOrEqual, .greaterOrEqual: return .always
            case .notEqual, .less, .greater: return .never
            }
        }
        if case .date(let year, let month, let day) = plan[left.id],
            case .date(let otherYear, let otherMonth, let otherDay) = plan[right.id]
        {
            let first = Value.number(Double((year * 16 + month) * 32 + day))
            let second = Value.number(Double((otherYear * 16 + otherMonth) * 32 + otherDay))
            return Extent.outcome(of: comparator, Extent(low: first, high: first), Extent(low: second, high: second))
        }
        return Extent.outcome(of: comparator, extent(of: left), extent(of: right))
    }

    private func extent(of operand: TypedExpression) -> Extent {
        if let value = constantValue(operand.id) { return Extent(low: value, high: value) }
        switch operand.type {
        case .number(let range):
            return Extent(
                low: range.lower.isFinite ? .number(range.lower) : nil,
                high: range.upper.isFinite ? .number(range.upper) : nil)
        case .levels(let names):
            return Extent(low: .member(0), high: .member(max(names.count - 1, 0)))
        default:
            return Extent()
        }
    }

    /// Reports a number that what it is compared with is declared never to be.
    private mutating func isOutOfRange(
        _ written: Expression, _ literal: TypedExpression, of other: Expression, _ operand: TypedExpression
    ) -> Bool {
        guard case .number(let number)? = constantValue(literal.id), case .number(let range) = operand.type,
            !range.contains(number)
        else { return false }
        let declared: Symbols.Declared
        switch plan[operand.id] {
        case .score(let id): declared = .score(id)
        case .parameter(let id): declared = .parameter(id)
        case .field(let slot, let row):
            guard case .reference(let entity) = plan.type(of: row) else { return false }
            declared = .field(entity, slot)
        default: return false
        }
        report(
            Diagnostic(
                .outOfRange, at: written.span,
                "\(written.shortText) is outside \(range.spelling), the range of '\(other.shortText)'",
                notes: symbols.span(of: declared).map { [.init("'\(other.shortText)' is declared here", at: $0)] } ?? []
            ))
        return true
    }

    // MARK: - Reasons

    private func reason(_ node: Comparison, _ left: TypedExpression, _ right: TypedExpression) -> String? {
        if left.id == right.id, constantValue(left.id) == nil { return "both sides are the same" }
        return limits(of: left, node.left) ?? limits(of: right, node.right)
    }

    /// `'exposure_score' is in 0..100`
    private func limits(of operand: TypedExpression, _ written: Expression) -> String? {
        guard constantValue(operand.id) == nil else { return nil }
        switch operand.type {
        case .number(let range) where range != .unbounded: return "'\(written.shortText)' is in \(range.spelling)"
        case .levels: return "'\(written.shortText)' is one of \(operand.type.memberText)"
        default: return nil
        }
    }

    // MARK: - Fractions

    private mutating func checkFraction(_ node: Comparison) {
        guard !node.comparator.isOrdering else { return }
        for side in [node.left, node.right] {
            var literal = side.unparenthesized
            if case .negative(let negative) = literal { literal = negative.operand.unparenthesized }
            guard case .number(let number) = literal, number.hasFraction, number.value.wholeNumber == nil
            else { continue }
            report(
                Diagnostic(
                    .fractionEquality, at: node.span,
                    "'\(node.comparator.rawValue)' with a fraction such as \(number.digits) depends on how numbers are rounded",
                    help: "compare with '<' or '>', or use 'between'"))
            return
        }
    }
}

extension Comparison.Comparator {
    /// On which side the left operand is held by the right one.
    fileprivate var side: ComparisonFact.Bound.Side? {
        switch self {
        case .less, .lessOrEqual: .above
        case .greater, .greaterOrEqual: .below
        case .equal: .both
        case .notEqual: nil
        }
    }
}

extension Diagnostic {
    fileprivate static func settled(
        _ node: Expression, _ outcome: ComparisonFact.Outcome, because reason: String?
    ) -> Diagnostic {
        let reason = reason.map { ": \($0)" } ?? ""
        return switch outcome {
        case .never:
            Diagnostic(.neverTrue, at: node.span, "'\(node.shortText)' is never true\(reason)")
        case .always:
            Diagnostic(
                .alwaysTrue, at: node.span, "'\(node.shortText)' is always true where it is known\(reason)",
                help: "leave it out, or ask whether the value 'is known'")
        }
    }

    fileprivate static func neverEqual(_ element: Expression, _ limits: String?) -> Diagnostic {
        Diagnostic(
            .neverTrue, at: element.span, "it is never \(element.shortText)\(limits.map { ": \($0)" } ?? "")")
    }
}

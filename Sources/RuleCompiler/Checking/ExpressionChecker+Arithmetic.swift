import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    mutating func negative(_ node: Negative) -> TypedExpression? {
        guard let operand = check(node.operand) else { return nil }
        switch operand.type {
        case .number(let range):
            if case .number(let number)? = constantValue(operand.id) {
                return constant(.number(-number), .number(NumberRange(lower: -number, upper: -number)))
            }
            return typed(
                .negated(operand.id), .number(NumberRange(lower: -range.upper, upper: -range.lower)))
        case .duration:
            if case .duration(let span)? = constantValue(operand.id) {
                return constant(.duration(span.negated), .duration)
            }
            return typed(.negated(operand.id), .duration)
        default:
            report(
                Diagnostic(
                    operand.type == .time ? .unitMismatch : .typeMismatch, at: node.operand.span,
                    "'-' needs a number or a duration, \(described(node.operand, operand.type))"))
            return nil
        }
    }

    mutating func arithmetic(_ node: Arithmetic) -> TypedExpression? {
        let left = check(node.left)
        let right = check(node.right)
        var isMeaningful = true
        for (operand, written) in [(left, node.left), (right, node.right)] {
            guard let operand, !operand.type.isQuantity else { continue }
            report(
                Diagnostic(
                    .typeMismatch, at: written.span,
                    "'\(node.operator.rawValue)' needs numbers, times or durations, \(described(written, operand.type))"
                ))
            isMeaningful = false
        }
        guard let left, let right, isMeaningful else { return nil }
        guard let type = resultType(left.type, node.operator, right.type) else {
            if let missing = missingUnit(node, left.type, right.type) {
                reportNeed(.duration, for: missing.number, .number, beside: missing.other, missing.type)
                return nil
            }
            report(
                Diagnostic(
                    .unitMismatch, at: node.span,
                    "\(described(node.left, left.type)), \(described(node.right, right.type)); \(node.operator.rule)"))
            return nil
        }
        return typed(.arithmetic(node.operator.planned, left.id, right.id), type)
    }

    /// Units can't be forgotten: what is not listed here doesn't mix.
    private func resultType(
        _ left: ValueType, _ operation: Arithmetic.Operator, _ right: ValueType
    ) -> ValueType? {
        switch (left, operation, right) {
        case (.number, _, .number): .number
        case (.time, .subtract, .time): .duration
        case (.time, .add, .duration), (.time, .subtract, .duration), (.duration, .add, .time): .time
        case (.duration, .add, .duration), (.duration, .subtract, .duration): .duration
        case (.duration, .multiply, .number), (.number, .multiply, .duration), (.duration, .divide, .number): .duration
        default: nil
        }
    }

    /// The number to which a unit is missing, where that is the whole mistake: `now - 5`.
    private func missingUnit(
        _ node: Arithmetic, _ left: ValueType, _ right: ValueType
    ) -> (number: Expression, other: Expression, type: ValueType)? {
        switch (left, node.operator, right) {
        case (.time, .add, .number), (.time, .subtract, .number), (.duration, .add, .number),
            (.duration, .subtract, .number):
            (node.right, node.left, left)
        case (.number, .add, .time), (.number, .add, .duration), (.number, .subtract, .duration):
            (node.left, node.right, right)
        default: nil
        }
    }

    mutating func otherwise(_ node: Otherwise, expecting expected: Expectation) -> TypedExpression? {
        let left: TypedExpression?
        let right: TypedExpression?
        if case .anything = expected {
            (left, right) = operands(node.value, node.fallback)
        } else {
            left = check(node.value, expecting: expected)
            right = check(node.fallback, expecting: expected)
        }
        guard let left, let right else { return nil }
        guard let type = left.type.joined(with: right.type) else {
            reportMismatch(node.value, left.type, node.fallback, right.type, orElse: "'otherwise' needs two of a kind")
            return nil
        }
        return typed(.otherwise(left.id, right.id), type)
    }

    // MARK: - Pairs of operands

    /// Checks two operands of which one tells how words and texts in the other are read.
    mutating func operands(_ left: Expression, _ right: Expression) -> (TypedExpression?, TypedExpression?) {
        if isContextual(left), !isContextual(right) {
            let second = check(right)
            return (check(left, expecting: expectation(from: second, written: right)), second)
        }
        let first = check(left)
        return (first, check(right, expecting: expectation(from: first, written: left)))
    }

    func expectation(from operand: TypedExpression?, written: Expression) -> Expectation {
        operand.map { .type($0.type, owner: .written(written)) } ?? .undetermined
    }

    /// `'last_seen' is a time`
    func described(_ expression: Expression, _ type: ValueType) -> String {
        "'\(expression.shortText)' is \(type.phrase(in: symbols.schema))"
    }

    /// Reports two operands of different kinds, at the one that is easier to change.
    mutating func reportMismatch(
        _ left: Expression, _ leftType: ValueType, _ right: Expression, _ rightType: ValueType, orElse rule: String
    ) {
        let isLiteralLeft = left.isLiteral && !right.isLiteral
        let (kept, keptType) = isLiteralLeft ? (right, rightType) : (left, leftType)
        let (changed, changedType) = isLiteralLeft ? (left, leftType) : (right, rightType)
        let isUnit = keptType.isQuantity && changedType.isQuantity
        let need = Self.example(of: keptType, for: changed).map { "\($0) is needed" } ?? rule
        var diagnostic = Diagnostic(
            isUnit ? .unitMismatch : .typeMismatch, at: changed.span,
            "\(described(kept, keptType)), \(described(changed, changedType)); \(need)")
        Self.suggestLiteral(&diagnostic, for: changed, needing: keptType)
        report(diagnostic)
    }

    /// Reports that one of two operands should be of another type.
    mutating func reportNeed(
        _ needed: ValueType, for changed: Expression, _ changedType: ValueType, beside kept: Expression,
        _ keptType: ValueType
    ) {
        let example = Self.example(of: needed, for: changed) ?? needed.phrase(in: symbols.schema)
        report(
            Diagnostic(
                changedType.isQuantity ? .unitMismatch : .typeMismatch, at: changed.span,
                "\(described(kept, keptType)), \(described(changed, changedType)); \(example) is needed"))
    }

    /// What could stand where another type does: `a duration such as 5d`.
    static func example(of type: ValueType, for written: Expression) -> String? {
        switch type {
        case .number: return "a number"
        case .time: return "a time such as 'now - 5d' or 2026-11-23"
        case .duration:
            if case .number(let number) = written.unparenthesized, !number.hasFraction {
                return "a duration such as \(number.digits)d"
            }
            return "a duration such as 5d"
        case .text: return "a text such as \"…\""
        case .version: return "a version such as \"10.0.19045\""
        case .address: return "an IP address such as \"10.0.0.1\""
        case .network: return "a network such as \"10.0.0.0/8\""
        case .boolean, .levels, .choices, .list, .reference: return nil
        }
    }

    /// Offers the literal that was meant, where quotes too many or too few are the whole mistake.
    static func suggestLiteral(
        _ diagnostic: inout Diagnostic, for written: Expression, needing needed: ValueType
    ) {
        switch (written.unparenthesized, needed) {
        case (.text(let text), .number) where text.value.isPlainNumber,
            (.text(let text), .duration) where text.value.isPlainDuration:
            diagnostic.suggest(
                "write \(text.value) without quotes", replacing: text.span, with: text.value, .safe)
        case (.text(let text), .time) where text.value.isPlainDate,
            (.text(let text), .boolean) where text.value == "true" || text.value == "false":
            diagnostic.suggest("write \(text.value) without quotes", replacing: text.span, with: text.value, .safe)
        case (.number(let number), .version), (.number(let number), .text):
            diagnostic.suggest(
                "write it as a text: \"\(number.digits)\"", replacing: number.span, with: "\"\(number.digits)\"", .safe)
        default: break
        }
    }
}

extension String {
    fileprivate var isPlainNumber: Bool {
        let parts = split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy {
                !$0.isEmpty && $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            }
    }

    fileprivate var isPlainDate: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2, 2] && parts.allSatisfy { String($0).isPlainNumber && !$0.contains(".") }
    }

    fileprivate var isPlainDuration: Bool {
        guard let unit = last, "smhdw".contains(unit) else { return false }
        let digits = dropLast()
        return !digits.isEmpty && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension Expression {
    /// Whether it is a literal, perhaps negated.
    var isLiteral: Bool {
        switch unparenthesized {
        case .number, .text, .boolean, .duration, .time, .list: true
        case .negative(let node): node.operand.isLiteral
        default: false
        }
    }
}

extension Arithmetic.Operator {
    fileprivate var planned: ArithmeticOperator {
        switch self {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        }
    }

    /// What the operator takes.
    fileprivate var rule: String {
        switch self {
        case .add: "'+' adds numbers, durations, or a duration to a time"
        case .subtract:
            "'-' takes a number from a number, a time or a duration from a time, or a duration from a duration"
        case .multiply: "'*' multiplies numbers, or a duration by a number"
        case .divide: "'/' divides a number or a duration by a number"
        }
    }
}

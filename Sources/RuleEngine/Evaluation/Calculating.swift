import RulePlan

/// The result of an arithmetic operator; missing where an operand is, or where the result leaves its type's range.
func arithmetic(_ operator: ArithmeticOperator, _ left: Value, _ right: Value) -> Value {
    switch (`operator`, left, right) {
    case (.add, .number(let left), .number(let right)): .finite(left + right)
    case (.subtract, .number(let left), .number(let right)): .finite(left - right)
    case (.multiply, .number(let left), .number(let right)): .finite(left * right)
    case (.divide, .number(let left), .number(let right)): right == 0 ? .missing : .finite(left / right)

    case (.subtract, .time(let left), .time(let right)): .duration(left.timeSpan(since: right))
    case (.add, .time(let time), .duration(let span)), (.add, .duration(let span), .time(let time)):
        Value(time: time.advanced(by: span))
    case (.subtract, .time(let time), .duration(let span)): Value(time: time.advanced(by: span.negated))

    case (.add, .duration(let left), .duration(let right)): Value(duration: left.adding(right))
    case (.subtract, .duration(let left), .duration(let right)): Value(duration: left.adding(right.negated))
    case (.multiply, .duration(let span), .number(let factor)), (.multiply, .number(let factor), .duration(let span)):
        Value(duration: span.scaled(by: factor))
    case (.divide, .duration(let span), .number(let divisor)): Value(duration: span.divided(by: divisor))
    case (.divide, .duration(let left), .duration(let right)):
        right == .zero ? .missing : .finite(Double(left.nanoseconds) / Double(right.nanoseconds))
    default: .missing
    }
}

/// Minus a number or a duration.
func negated(_ value: Value) -> Value {
    switch value {
    case .number(let number): .number(-number)
    case .duration(let span): .duration(span.negated)
    default: .missing
    }
}

/// The result of a function of one value.
func result(of function: PlanFunction, _ value: Value) -> Value {
    switch (function, value) {
    case (.abs, .number(let number)): .number(abs(number))
    case (.abs, .duration(let span)): .duration(span < .zero ? span.negated : span)
    case (.lower, .text(let text)): .text(text.lowercased)
    case (.length, .text(let text)): .number(Double(text.scalarCount))
    case (.length, .list(let elements)): .number(Double(elements.count))
    case (.days, .duration(let span)): .finite(span.seconds / 86_400)
    case (.hours, .duration(let span)): .finite(span.seconds / 3_600)
    default: .missing
    }
}

extension TimeSpan {
    /// To the nearest nanosecond, exactly for whole factors; nothing beyond 20 000 years.
    fileprivate func scaled(by factor: Double) -> TimeSpan? {
        // Invariant: spans have less than 70 bits and whole numbers 53, so that the product fits.
        factor.wholeNumber.flatMap { TimeSpan(nanoseconds: nanoseconds * Int128($0)) } ?? multiplied(by: factor)
    }

    /// To the nearest nanosecond, exactly for whole divisors; nothing for a division by zero or beyond 20 000 years.
    fileprivate func divided(by divisor: Double) -> TimeSpan? {
        if divisor == 0 { return nil }
        guard let whole = divisor.wholeNumber.map({ Int128($0) }) else {
            let quotient = Double(nanoseconds) / divisor
            // Far beyond the bounds of spans, but within those of integers.
            guard abs(quotient) < 1e30 else { return nil }
            return TimeSpan(nanoseconds: Int128(quotient < 0 ? quotient - 0.5 : quotient + 0.5))
        }
        let (quotient, remainder) = nanoseconds.quotientAndRemainder(dividingBy: whole)
        guard remainder.magnitude * 2 >= whole.magnitude else { return TimeSpan(nanoseconds: quotient) }
        return TimeSpan(nanoseconds: (nanoseconds < 0) == (whole < 0) ? quotient + 1 : quotient - 1)
    }
}

extension Value {
    init(time: Instant?) {
        self = time.map(Value.time) ?? .missing
    }

    init(duration: TimeSpan?) {
        self = duration.map(Value.duration) ?? .missing
    }
}

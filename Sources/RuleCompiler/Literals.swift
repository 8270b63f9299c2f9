import RulePlan
import RuleSyntax
import RuleText

/// The value of a number, text, boolean, duration or instant that is written out, perhaps negated; nothing for any other expression.
///
/// A date has no value until the run's zone is known.
func literalValue(_ expression: Expression) -> Value? {
    switch expression {
    case .number(let literal): return .finite(literal.value)
    case .text(let literal): return .text(Text(literal.value))
    case .boolean(let literal): return .boolean(literal.value)
    case .duration(let literal): return .duration(TimeSpan(seconds: literal.seconds))
    case .time(let literal):
        guard case .instant(let seconds, let nanoseconds) = literal.kind else { return nil }
        return Instant(secondsSinceEpoch: seconds, nanoseconds: nanoseconds).map(Value.time)
    case .negative(let negative):
        switch negative.operand {
        case .number(let literal): return .finite(-literal.value)
        case .duration(let literal): return .duration(TimeSpan(seconds: literal.seconds).negated)
        default: return nil
        }
    default: return nil
    }
}

/// Reads literals where a type is expected and nothing may be computed: defaults, domains, what a test sets.
struct LiteralReader {
    enum Reading {
        case value(Value)
        /// Midnight of a day in the run's zone.
        case date(CivilDate)
        /// What is wrong; nothing where that has been reported.
        case invalid(Diagnostic?)
    }

    let schema: Schema

    /// Reads a literal of the given type: a bare word is a level or choice of it, a text a version or address.
    func read(_ expression: Expression, as type: ValueType) -> Reading {
        switch (type, expression) {
        case (_, .invalid): return .invalid(nil)
        case (.levels(let members), .name(let name)), (.choices(let members), .name(let name)):
            if name.text.isEmpty { return .invalid(nil) }
            if let place = members.firstIndex(of: name.text) { return .value(.member(place)) }
            return .invalid(.unknownMember(name.text, among: members, at: name.span))
        case (.levels(let members), .text(let text)), (.choices(let members), .text(let text)):
            var diagnostic = mismatch(expression, expected: type)
            if members.contains(text.value) {
                diagnostic.suggest(
                    "use the bare word '\(text.value)'", replacing: text.span, with: text.value, .safe)
            }
            return .invalid(diagnostic)
        case (.version, .text(let text)):
            return converted(Version(text.value).map(Value.version), text, "version")
        case (.address, .text(let text)):
            return converted(IPAddress(text.value).map(Value.address), text, "address")
        case (.network, .text(let text)):
            return converted(IPNetwork(text.value).map(Value.network), text, "network")
        case (.list(let element), .list(let list)):
            return elements(list, as: element)
        case (.time, .time(let literal)):
            if case .date(let year, let month, let day) = literal.kind {
                return CivilDate(year: year, month: month, day: day).map(Reading.date) ?? .invalid(nil)
            }
        case (.number(let range), _):
            if case .number(let number)? = literalValue(expression), !range.contains(number) {
                return .invalid(
                    Diagnostic(.outOfRange, at: expression.span, "this number is outside \(range.spelling)"))
            }
        default: break
        }
        guard let value = literalValue(expression) else { return .invalid(notALiteral(expression, type)) }
        switch (type, value) {
        case (.boolean, .boolean), (.number, .number), (.text, .text), (.time, .time), (.duration, .duration):
            return .value(value)
        default: return .invalid(mismatch(expression, expected: type))
        }
    }

    /// The type that a literal has of itself.
    func type(of expression: Expression) -> ValueType? {
        switch expression {
        case .time: .time
        case .list(let list): list.elements.first.flatMap { type(of: $0) }.map(ValueType.list)
        default:
            switch literalValue(expression) {
            case .boolean: .boolean
            case .number: .number
            case .text: .text
            case .time: .time
            case .duration: .duration
            default: nil
            }
        }
    }

    private func elements(_ list: ListLiteral, as type: ValueType) -> Reading {
        var values: [Value] = []
        for element in list.elements {
            switch read(element, as: type) {
            case .value(let value): values.append(value)
            case .date:
                return .invalid(
                    Diagnostic(
                        .literalExpected, at: element.span,
                        "a time in this list needs its time of day and zone, as in 2026-11-23T00:00:00Z"))
            case .invalid(let diagnostic): return .invalid(diagnostic)
            }
        }
        return .value(.list(values))
    }

    private func converted(_ value: Value?, _ text: TextLiteral, _ kind: String) -> Reading {
        value.map(Reading.value)
            ?? .invalid(Diagnostic(.invalidLiteralText, at: text.span, "\"\(text.value)\" is no \(kind)"))
    }

    private func notALiteral(_ expression: Expression, _ type: ValueType) -> Diagnostic {
        if self.type(of: expression) != nil { return mismatch(expression, expected: type) }
        return Diagnostic(
            .literalExpected, at: expression.span, "\(type.phrase(in: schema)) has to be written out here")
    }

    private func mismatch(_ expression: Expression, expected: ValueType) -> Diagnostic {
        let found = type(of: expression)
        let code: DiagnosticCode =
            switch (expected, found) {
            case (.number, .duration?), (.duration, .number?): .unitMismatch
            default: .typeMismatch
            }
        return Diagnostic(
            code, at: expression.span,
            "\(expected.phrase(in: schema)) is needed here, this is \(found?.phrase(in: schema) ?? "something else")")
    }
}

extension NumberRange {
    /// As it is written: `0..100`, `0..`.
    var spelling: String {
        "\(lower.isFinite ? lower.shortestText : "")..\(upper.isFinite ? upper.shortestText : "")"
    }
}

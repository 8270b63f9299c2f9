import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    mutating func call(_ node: FunctionCall) -> TypedExpression? {
        guard let function = PlanFunction(rawValue: node.function.text) else {
            report(.unknownFunction(node.function))
            for argument in node.arguments { _ = check(argument, expecting: .undetermined) }
            return nil
        }
        guard node.arguments.count == 1, let argument = node.arguments.first else {
            report(
                Diagnostic(
                    .wrongArgument, at: node.span,
                    "'\(function.rawValue)' takes one value, here are \(node.arguments.count)"))
            return nil
        }
        guard let operand = check(argument) else { return nil }
        guard let type = function.resultType(of: operand.type) else {
            report(
                Diagnostic(
                    operand.type.isQuantity && function.takesQuantity ? .unitMismatch : .typeMismatch,
                    at: argument.span,
                    "'\(function.rawValue)' needs \(function.need), \(described(argument, operand.type))"))
            return nil
        }
        return typed(.function(function, operand.id), type)
    }
}

extension PlanFunction {
    /// Nothing where it can't be applied.
    fileprivate func resultType(of operand: ValueType) -> ValueType? {
        let count = ValueType.number(NumberRange(lower: 0, upper: .infinity))
        switch (self, operand) {
        case (.abs, .number): return count
        case (.abs, .duration): return .duration
        case (.lower, .text): return .text
        case (.length, .text), (.length, .list): return count
        case (.days, .duration), (.hours, .duration): return .number
        default: return nil
        }
    }

    fileprivate var need: String {
        switch self {
        case .abs: "a number or a duration"
        case .lower: "text"
        case .length: "text or a list"
        case .days, .hours: "a duration such as 'now - last_seen'"
        }
    }

    fileprivate var takesQuantity: Bool {
        switch self {
        case .abs, .days, .hours: true
        case .lower, .length: false
        }
    }
}

extension Diagnostic {
    fileprivate static func unknownFunction(_ name: Name) -> Diagnostic {
        let known = PlanFunction.allCases.map(\.rawValue) + Aggregate.Function.allCases.map(\.rawValue)
        var diagnostic = Diagnostic(.unknownFunction, at: name.span, "there is no function '\(name.text)'")
        if let nearest = NearestSpelling.nearest(to: name.text, among: known) {
            diagnostic.suggest("did you mean '\(nearest)'?", replacing: name.span, with: nearest, .safe)
        } else {
            diagnostic.help = "the functions are \(known.joined(separator: ", "))"
        }
        return diagnostic
    }
}

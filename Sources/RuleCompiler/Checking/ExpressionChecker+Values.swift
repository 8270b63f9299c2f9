import RulePlan
import RuleSyntax
import RuleText

extension ExpressionChecker {
    /// Checks an expression that has to be of a type.
    /// - Parameters:
    ///   - owner: What has that type, as written.
    ///   - code: How a wrong type is reported; by default as a mismatch of types or units.
    mutating func value(
        _ expression: Expression, of type: ValueType, owner: String? = nil, code: DiagnosticCode? = nil
    ) -> TypedExpression? {
        guard let value = check(expression, expecting: .type(type, owner: owner.map { .named($0) })) else { return nil }
        guard value.type.isSameKind(as: type) else {
            reportNeed(of: type, for: expression, value.type, owner: owner, code: code)
            return nil
        }
        if case .number(let range) = type, case .number(let number)? = constantValue(value.id), !range.contains(number)
        {
            let owner = owner.map { ", the range of '\($0)'" } ?? ""
            report(
                Diagnostic(
                    .outOfRange, at: expression.span, "\(expression.shortText) is outside \(range.spelling)\(owner)"))
            return nil
        }
        return value
    }

    private mutating func reportNeed(
        of needed: ValueType, for written: Expression, _ type: ValueType, owner: String?, code: DiagnosticCode?
    ) {
        let example = Self.example(of: needed, for: written) ?? needed.phrase(in: symbols.schema)
        let isUnit = needed.isQuantity && type.isQuantity
        var diagnostic = Diagnostic(
            code ?? (isUnit ? .unitMismatch : .typeMismatch), at: written.span,
            "\(owner.map { "'\($0)' needs \(example)" } ?? "\(example) is needed"), \(described(written, type))")
        Self.suggestLiteral(&diagnostic, for: written, needing: needed)
        report(diagnostic)
    }
}

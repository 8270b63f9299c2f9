import RulePlan
import RuleSyntax
import RuleText

/// Checks expressions and lowers them to the plan's.
///
/// Whatever returns nothing has reported why.
struct ExpressionChecker {
    let symbols: Symbols
    var plan: Plan
    var diagnostics: [Diagnostic] = []

    init(symbols: Symbols) {
        self.symbols = symbols
        plan = Plan(schema: symbols.schema)
    }

    /// Checks an expression that has to be true or false.
    mutating func condition(_ expression: Expression, in frame: Frame) -> ExpressionID? {
        nil
    }

    /// Checks an expression, of the given type where one is expected: a bare word is then a level or choice of it, and a text
    /// literal a version, address or network.
    mutating func value(_ expression: Expression, expecting type: ValueType?, in frame: Frame) -> ExpressionID? {
        nil
    }

    /// Checks and lowers every `define`, into `plan.definitions`.
    mutating func checkDefinitions() {}

    /// Checks and lowers every rule, into `plan.rules`.
    mutating func checkRules() {}
}

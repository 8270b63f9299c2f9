import RuleCompiler
import RuleText

/// *Checks* comments that allow a lint for a declaration: each needs a reason, and has to allow something.
///
/// *Why*: a year later nobody knows why it stands there, or whether it still has to.
///
/// *Example*: `# allow: L0404`
///
/// *Instead*: `# allow: L0404 a low score brings the bonus, which is to be claimed`
///
/// *Fix safety*: no fix.
struct AllowanceLints {
    let allowances: Allowances
    let isStrict: Bool

    var diagnostics: [Diagnostic] {
        allowances.allowances.compactMap { allowance in
            let code = DiagnosticCode(rawValue: allowance.code)
            guard let code, code.isLint else {
                return Diagnostic(
                    .unusedAllowance, at: allowance.span, "'\(allowance.code)' is no lint, and can't be allowed",
                    help: "lints have codes such as L0404; 'secops-rules explain L0404' tells of one")
            }
            if !allowance.isUsed, isStrict || !code.isStrict {
                return Diagnostic(
                    .unusedAllowance, at: allowance.span,
                    allowance.declaration == nil
                        ? "no declaration follows for which \(code.rawValue) could be allowed"
                        : "there is no \(code.rawValue) here to be allowed")
            }
            if allowance.reason.isEmpty {
                return Diagnostic(
                    .allowanceWithoutReason, at: allowance.span, "this says not why \(code.rawValue) is allowed",
                    help: "write the reason behind it: '# allow: \(code.rawValue) …'")
            }
            return nil
        }
    }
}

extension DiagnosticCode {
    /// Whether it is looked for only where the lints about style of work are asked for.
    package var isStrict: Bool { self == .ruleWithoutReason || self == .ruleWithoutTest }
}

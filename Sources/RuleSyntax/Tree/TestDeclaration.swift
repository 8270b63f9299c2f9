package import RuleText

/// `test "title" [of RULE, …] { statements }`
package struct TestDeclaration: Hashable, Sendable {
    package var title: TextLiteral
    package var rules: [Name]
    package var statements: [TestStatement]
    package var span: SourceSpan

    package init(title: TextLiteral, rules: [Name], statements: [TestStatement], span: SourceSpan) {
        self.title = title
        self.rules = rules
        self.statements = statements
        self.span = span
    }
}

package enum TestStatement: Hashable, Sendable {
    /// `now 2026-11-23T09:00:00Z`
    case now(TimeLiteral, span: SourceSpan)
    /// `time zone "Europe/Amsterdam"`
    case timeZone(TextLiteral, span: SourceSpan)
    /// `set NAME = LITERAL`
    case set(Name, Expression, span: SourceSpan)
    /// `given SCORE = EXPR`
    case givenScore(Name, Expression, span: SourceSpan)
    /// `given ENTITY "key", … { field: EXPR, … }`
    case givenRow(GivenRow)
    /// `given no ENTITY`
    case givenNone(Name, span: SourceSpan)
    /// `given completed TASK [on ENTITY "key"] at TIME`, and the same with `opened`, `closed`, `failed` and an action
    case givenEvent(GivenEvent)
    case expectation(Expectation)
    case invalid(SourceSpan)

    package var span: SourceSpan {
        switch self {
        case .now(_, let span), .timeZone(_, let span), .set(_, _, let span), .givenScore(_, _, let span): span
        case .givenRow(let node): node.span
        case .givenNone(_, let span): span
        case .givenEvent(let node): node.span
        case .expectation(let node): node.span
        case .invalid(let span): span
        }
    }
}

/// A row by its key: `device "d1"`, `evidence "a1", "9f…"`.
package struct RowLiteral: Hashable, Sendable {
    package var entity: Name
    package var key: [TextLiteral]
    package var span: SourceSpan

    package init(entity: Name, key: [TextLiteral], span: SourceSpan) {
        self.entity = entity
        self.key = key
        self.span = span
    }
}

package struct GivenRow: Hashable, Sendable {
    package struct Member: Hashable, Sendable {
        package var field: Name
        package var value: Expression

        package init(field: Name, value: Expression) {
            self.field = field
            self.value = value
        }
    }

    package var row: RowLiteral
    package var members: [Member]
    package var span: SourceSpan

    package init(row: RowLiteral, members: [Member], span: SourceSpan) {
        self.row = row
        self.members = members
        self.span = span
    }
}

package struct GivenEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case opened, completed, closed, failed
    }

    package var kind: Kind
    /// A task or an action.
    package var subject: Name
    package var target: RowLiteral?
    package var at: Expression
    package var span: SourceSpan

    package init(kind: Kind, subject: Name, target: RowLiteral?, at: Expression, span: SourceSpan) {
        self.kind = kind
        self.subject = subject
        self.target = target
        self.at = at
        self.span = span
    }
}

/// `expect …`
package struct Expectation: Hashable, Sendable {
    package enum RuleState: String, Hashable, Sendable, CaseIterable {
        case fires, quiet, undetermined
    }

    package enum Kind: Hashable, Sendable {
        /// `expect [no] require TASK [on ENTITY "key"] [due TIME]`
        case require(task: Name, target: RowLiteral?, due: Expression?)
        /// `expect [no] run ACTION [on ENTITY "key"] [automatically | on approval | held] [due TIME]`
        case run(action: Name, target: RowLiteral?, approval: ExpectedApproval?, due: Expression?)
        /// `expect [no] raise LEVEL ["text"] [for ENTITY "key"]`
        case raise(level: Name, text: TextLiteral?, target: RowLiteral?)
        /// `expect [no] notify ROLE ["text"] [for ENTITY "key"]`
        case notify(role: Name, text: TextLiteral?, target: RowLiteral?)
        /// `expect [no] forbid ACTION [on ENTITY "key"]`
        case forbid(action: Name, target: RowLiteral?)
        /// `expect no NAME [on ENTITY "key"]`: a task or an action, without its verb
        case item(name: Name, target: RowLiteral?)
        /// `expect RULE fires|quiet|undetermined [for ENTITY "key"]`
        case rule(Name, RuleState, target: RowLiteral?)
        /// `expect nothing else`
        case nothingElse
    }

    package enum ExpectedApproval: String, Hashable, Sendable {
        case automatic, required, held
    }

    /// Whether `no` stands before it.
    package var isNegated: Bool
    package var kind: Kind
    package var span: SourceSpan

    package init(isNegated: Bool, kind: Kind, span: SourceSpan) {
        self.isNegated = isNegated
        self.kind = kind
        self.span = span
    }
}

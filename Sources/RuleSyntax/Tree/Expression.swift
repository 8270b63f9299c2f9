package import RuleText

/// An expression as written.
package indirect enum Expression: Hashable, Sendable {
    case number(NumberLiteral)
    case text(TextLiteral)
    case boolean(BooleanLiteral)
    case duration(DurationLiteral)
    case time(TimeLiteral)
    case list(ListLiteral)
    /// `now` or `today`
    case clock(ClockReference)
    /// A bare name: a field, a row, a score, a param, a define, or a level where one is expected.
    case name(Name)
    /// `device.name`
    case member(MemberAccess)
    /// `abs(N)`, `lower(T)`, `length(…)`, `days(D)`, `hours(D)`
    case call(FunctionCall)
    /// `count(ROWS)`, `sum(EXPR of ROWS)`, …
    case aggregate(Aggregate)
    /// `any ROWS`, `no ROWS`, `all ROWS satisfy COND`
    case quantifier(Quantifier)
    case parenthesized(Parenthesized)
    /// `-E`
    case negative(Negative)
    case arithmetic(Arithmetic)
    case otherwise(Otherwise)
    case comparison(Comparison)
    case between(Between)
    /// A word operator with a right side: `in`, `contains`, `like`, `before`, …
    case test(OperatorTest)
    /// `E matches /…/`
    case match(PatternMatch)
    /// `E is missing`, `E is known`
    case presence(PresenceTest)
    case not(Negation)
    /// Flat: two terms or more.
    case all(Conjunction)
    /// Flat: two terms or more.
    case any(Disjunction)
    /// What recovery leaves behind.
    case invalid(SourceSpan)

    package var span: SourceSpan {
        switch self {
        case .number(let node): node.span
        case .text(let node): node.span
        case .boolean(let node): node.span
        case .duration(let node): node.span
        case .time(let node): node.span
        case .list(let node): node.span
        case .clock(let node): node.span
        case .name(let node): node.span
        case .member(let node): node.span
        case .call(let node): node.span
        case .aggregate(let node): node.span
        case .quantifier(let node): node.span
        case .parenthesized(let node): node.span
        case .negative(let node): node.span
        case .arithmetic(let node): node.span
        case .otherwise(let node): node.span
        case .comparison(let node): node.span
        case .between(let node): node.span
        case .test(let node): node.span
        case .match(let node): node.span
        case .presence(let node): node.span
        case .not(let node): node.span
        case .all(let node): node.span
        case .any(let node): node.span
        case .invalid(let span): span
        }
    }
}

package struct ClockReference: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case now, today
    }

    package var kind: Kind
    package var span: SourceSpan

    package init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}

package struct MemberAccess: Hashable, Sendable {
    package var base: Expression
    package var member: Name
    package var span: SourceSpan

    package init(base: Expression, member: Name, span: SourceSpan) {
        self.base = base
        self.member = member
        self.span = span
    }
}

package struct FunctionCall: Hashable, Sendable {
    package var function: Name
    package var arguments: [Expression]
    package var span: SourceSpan

    package init(function: Name, arguments: [Expression], span: SourceSpan) {
        self.function = function
        self.arguments = arguments
        self.span = span
    }
}

/// `ENTITY [as VAR] [of PATH | via FIELD of PATH | anywhere] [where COND]`
package struct RowSet: Hashable, Sendable {
    package enum Scope: Hashable, Sendable {
        case bare
        /// `of PATH` or `via FIELD of PATH`
        case of(Expression, via: Name?)
        case anywhere(SourceSpan)
    }

    package var entity: Name
    package var alias: Name?
    package var scope: Scope
    package var condition: Expression?
    package var span: SourceSpan

    package init(entity: Name, alias: Name?, scope: Scope, condition: Expression?, span: SourceSpan) {
        self.entity = entity
        self.alias = alias
        self.scope = scope
        self.condition = condition
        self.span = span
    }
}

package struct Aggregate: Hashable, Sendable {
    package enum Function: String, Hashable, Sendable, CaseIterable {
        case count, sum, min, max, average, latest, earliest
    }

    package var function: Function
    /// Nothing for `count`.
    package var value: Expression?
    package var rows: RowSet
    /// `by FIELD`, with `latest` and `earliest`.
    package var by: Expression?
    package var span: SourceSpan

    package init(function: Function, value: Expression?, rows: RowSet, by: Expression?, span: SourceSpan) {
        self.function = function
        self.value = value
        self.rows = rows
        self.by = by
        self.span = span
    }
}

package struct Quantifier: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case any, no, all
    }

    package var kind: Kind
    package var rows: RowSet
    /// With `all` only.
    package var satisfy: Expression?
    package var span: SourceSpan

    package init(kind: Kind, rows: RowSet, satisfy: Expression?, span: SourceSpan) {
        self.kind = kind
        self.rows = rows
        self.satisfy = satisfy
        self.span = span
    }
}

package struct Parenthesized: Hashable, Sendable {
    package var content: Expression
    package var span: SourceSpan

    package init(content: Expression, span: SourceSpan) {
        self.content = content
        self.span = span
    }
}

package struct Negative: Hashable, Sendable {
    package var operand: Expression
    package var span: SourceSpan

    package init(operand: Expression, span: SourceSpan) {
        self.operand = operand
        self.span = span
    }
}

package struct Arithmetic: Hashable, Sendable {
    package enum Operator: String, Hashable, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
    }

    package var left: Expression
    package var `operator`: Operator
    package var operatorSpan: SourceSpan
    package var right: Expression
    package var span: SourceSpan

    package init(
        left: Expression, operator: Operator, operatorSpan: SourceSpan, right: Expression, span: SourceSpan
    ) {
        self.left = left
        self.operator = `operator`
        self.operatorSpan = operatorSpan
        self.right = right
        self.span = span
    }
}

/// `a otherwise b otherwise c`: grouped to the right.
package struct Otherwise: Hashable, Sendable {
    package var value: Expression
    package var fallback: Expression
    package var span: SourceSpan

    package init(value: Expression, fallback: Expression, span: SourceSpan) {
        self.value = value
        self.fallback = fallback
        self.span = span
    }
}

package struct Comparison: Hashable, Sendable {
    package enum Comparator: String, Hashable, Sendable, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    package var left: Expression
    package var comparator: Comparator
    package var comparatorSpan: SourceSpan
    /// Whether `exactly` stands before the right side.
    package var isExact: Bool
    package var right: Expression
    package var span: SourceSpan

    package init(
        left: Expression, comparator: Comparator, comparatorSpan: SourceSpan, isExact: Bool, right: Expression,
        span: SourceSpan
    ) {
        self.left = left
        self.comparator = comparator
        self.comparatorSpan = comparatorSpan
        self.isExact = isExact
        self.right = right
        self.span = span
    }
}

/// `E [not] between A and B`
package struct Between: Hashable, Sendable {
    package var value: Expression
    package var isNegated: Bool
    package var lower: Expression
    package var upper: Expression
    package var span: SourceSpan

    package init(value: Expression, isNegated: Bool, lower: Expression, upper: Expression, span: SourceSpan) {
        self.value = value
        self.isNegated = isNegated
        self.lower = lower
        self.upper = upper
        self.span = span
    }
}

package struct OperatorTest: Hashable, Sendable {
    package enum Operator: String, Hashable, Sendable, CaseIterable {
        case `in`
        case contains
        case startsWith = "starts with"
        case endsWith = "ends with"
        case like
        case before
        case after
        case olderThan = "older than"
        case newerThan = "newer than"
    }

    package var left: Expression
    package var isNegated: Bool
    package var `operator`: Operator
    package var operatorSpan: SourceSpan
    package var isExact: Bool
    package var right: Expression
    package var span: SourceSpan

    package init(
        left: Expression, isNegated: Bool, operator: Operator, operatorSpan: SourceSpan, isExact: Bool,
        right: Expression, span: SourceSpan
    ) {
        self.left = left
        self.isNegated = isNegated
        self.operator = `operator`
        self.operatorSpan = operatorSpan
        self.isExact = isExact
        self.right = right
        self.span = span
    }
}

/// `E [not] matches [exactly] /…/`
package struct PatternMatch: Hashable, Sendable {
    package var value: Expression
    package var isNegated: Bool
    package var isExact: Bool
    package var pattern: RegexLiteral
    package var span: SourceSpan

    package init(value: Expression, isNegated: Bool, isExact: Bool, pattern: RegexLiteral, span: SourceSpan) {
        self.value = value
        self.isNegated = isNegated
        self.isExact = isExact
        self.pattern = pattern
        self.span = span
    }
}

package struct PresenceTest: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case missing, known
    }

    package var value: Expression
    package var kind: Kind
    package var span: SourceSpan

    package init(value: Expression, kind: Kind, span: SourceSpan) {
        self.value = value
        self.kind = kind
        self.span = span
    }
}

package struct Negation: Hashable, Sendable {
    package var operand: Expression
    package var span: SourceSpan

    package init(operand: Expression, span: SourceSpan) {
        self.operand = operand
        self.span = span
    }
}

package struct Conjunction: Hashable, Sendable {
    package var terms: [Expression]
    package var span: SourceSpan

    package init(terms: [Expression], span: SourceSpan) {
        self.terms = terms
        self.span = span
    }
}

package struct Disjunction: Hashable, Sendable {
    package var terms: [Expression]
    package var span: SourceSpan

    package init(terms: [Expression], span: SourceSpan) {
        self.terms = terms
        self.span = span
    }
}

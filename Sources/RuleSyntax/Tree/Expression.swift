package import RuleText

/// An expression as written.
package enum Expression: Hashable, Sendable {
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

extension SyntaxArena {
    /// The view of a node that is an expression.
    package func expression(_ index: NodeIndex) -> Expression { tables.expression(index, in: self) }
}

extension SyntaxTables {
    /// - Parameter arena: The one that holds these tables, or will once everything is read.
    @inline(__always)
    func expression(_ index: NodeIndex, in arena: SyntaxArena) -> Expression {
        let node = self[index]
        let place = SyntaxPlace(arena, index)
        switch node.kind {
        case .number: return .number(number(index))
        case .text: return .text(text(index))
        case .boolean:
            return .boolean(
                BooleanLiteral(value: node.detail != 0, isAlways: node.detail == 2, span: span(of: node)))
        case .duration:
            return .duration(DurationLiteral(seconds: Int64(bitPattern: node.wide), span: span(of: node)))
        case .date, .instant: return .time(TimeLiteral(timeKind(node), at: span(of: node)))
        case .list: return .list(list(index, in: arena))
        case .clock: return .clock(ClockReference(node.detail == 0 ? .now : .today, at: span(of: node)))
        case .name: return .name(name(index))
        case .member: return .member(MemberAccess(place))
        case .call: return .call(FunctionCall(place))
        case .aggregate: return .aggregate(Aggregate(place))
        case .quantifier: return .quantifier(Quantifier(place))
        case .parenthesized: return .parenthesized(Parenthesized(place))
        case .negative: return .negative(Negative(place))
        case .arithmetic: return .arithmetic(Arithmetic(place))
        case .otherwise: return .otherwise(Otherwise(place))
        case .comparison: return .comparison(Comparison(place))
        case .between: return .between(Between(place))
        case .test: return .test(OperatorTest(place))
        case .match: return .match(PatternMatch(place))
        case .presence: return .presence(PresenceTest(place))
        case .not: return .not(Negation(place))
        case .all: return .all(Conjunction(place))
        case .any: return .any(Disjunction(place))
        case .invalid, .none, .regex, .rows, .rowsOf, .rowsAnywhere, .template, .templateText, .rule, .severity, .tags,
            .see, .subject, .require, .run, .raise, .notify, .forbid, .invalidEffect, .cadence, .approval, .argument:
            return .invalid(span(of: node))
        }
    }

    private func element(_ index: NodeIndex, in arena: SyntaxArena) -> Expression { expression(index, in: arena) }

    func list(_ index: NodeIndex, in arena: SyntaxArena) -> ListLiteral {
        let node = self[index]
        return ListLiteral(
            elements: (0..<count(ofList: node.a)).map { element(element($0, ofList: node.a), in: arena) },
            span: span(of: node))
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

package struct MemberAccess: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var base: Expression { place.expression(place.node.a) }
    package var member: Name { place.name(place.node.b) }
}

package struct FunctionCall: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var function: Name { place.name(place.node.a) }
    package var arguments: [Expression] { place.expressions(ofList: place.node.b) }
}

/// `ENTITY [as VAR] [of PATH | via FIELD of PATH | anywhere] [where COND]`
package struct RowSet: SyntaxView {
    package enum Scope: Hashable, Sendable {
        case bare
        /// `of PATH` or `via FIELD of PATH`
        case of(Expression, via: Name?)
        case anywhere(SourceSpan)
    }

    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var entity: Name { place.name(place.node.a) }
    package var alias: Name? { place.optionalName(place.node.b) }

    package var scope: Scope {
        let scope = place.arena[NodeIndex(rawValue: place.node.c)]
        return switch scope.kind {
        case .rowsOf: .of(place.expression(scope.a), via: place.optionalName(scope.b))
        case .rowsAnywhere: .anywhere(place.arena.tables.span(of: scope))
        default: .bare
        }
    }

    package var condition: Expression? { place.optionalExpression(place.node.d) }
}

package struct Aggregate: SyntaxView {
    package enum Function: String, Hashable, Sendable, CaseIterable {
        case count, sum, min, max, average, latest, earliest
    }

    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var function: Function { Function(number: place.node.detail) }
    /// Nothing for `count`.
    package var value: Expression? { place.optionalExpression(place.node.a) }
    package var rows: RowSet { RowSet(SyntaxPlace(place.arena, NodeIndex(rawValue: place.node.b))) }
    /// `by FIELD`, with `latest` and `earliest`.
    package var by: Expression? { place.optionalExpression(place.node.c) }
}

package struct Quantifier: SyntaxView {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case any, no, all
    }

    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var kind: Kind { Kind(number: place.node.detail) }
    package var rows: RowSet { RowSet(SyntaxPlace(place.arena, NodeIndex(rawValue: place.node.a))) }
    /// With `all` only.
    package var satisfy: Expression? { place.optionalExpression(place.node.b) }
}

package struct Parenthesized: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var content: Expression { place.expression(place.node.a) }
}

package struct Negative: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var operand: Expression { place.expression(place.node.a) }
}

package struct Arithmetic: SyntaxView {
    package enum Operator: String, Hashable, Sendable, CaseIterable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
    }

    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var left: Expression { place.expression(place.node.a) }
    package var `operator`: Operator { Operator(number: place.node.detail) }
    package var operatorSpan: SourceSpan { place.operatorSpan }
    package var right: Expression { place.expression(place.node.b) }
}

/// `a otherwise b otherwise c`: grouped to the right.
package struct Otherwise: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var value: Expression { place.expression(place.node.a) }
    package var fallback: Expression { place.expression(place.node.b) }
}

package struct Comparison: SyntaxView {
    package enum Comparator: String, Hashable, Sendable, CaseIterable {
        case equal = "=="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }

    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var left: Expression { place.expression(place.node.a) }
    package var comparator: Comparator { Comparator(number: place.node.detail) }
    package var comparatorSpan: SourceSpan { place.operatorSpan }
    /// Whether `exactly` stands before the right side.
    package var isExact: Bool { place.node.detail & SyntaxNode.isExact != 0 }
    package var right: Expression { place.expression(place.node.b) }
}

/// `E [not] between A and B`
package struct Between: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var value: Expression { place.expression(place.node.a) }
    package var isNegated: Bool { place.node.detail & SyntaxNode.isNegated != 0 }
    package var lower: Expression { place.expression(place.node.b) }
    package var upper: Expression { place.expression(place.node.c) }
}

package struct OperatorTest: SyntaxView {
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

    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var left: Expression { place.expression(place.node.a) }
    package var isNegated: Bool { place.node.detail & SyntaxNode.isNegated != 0 }
    package var `operator`: Operator { Operator(number: place.node.detail) }
    package var operatorSpan: SourceSpan { place.operatorSpan }
    package var isExact: Bool { place.node.detail & SyntaxNode.isExact != 0 }
    package var right: Expression { place.expression(place.node.b) }
}

/// `E [not] matches [exactly] /…/`
package struct PatternMatch: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var value: Expression { place.expression(place.node.a) }
    package var isNegated: Bool { place.node.detail & SyntaxNode.isNegated != 0 }
    package var isExact: Bool { place.node.detail & SyntaxNode.isExact != 0 }

    package var pattern: RegexLiteral {
        let node = place.arena[NodeIndex(rawValue: place.node.b)]
        return RegexLiteral(pattern: place.arena.tables.text(of: node), span: place.arena.tables.span(of: node))
    }
}

package struct PresenceTest: SyntaxView {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case missing, known
    }

    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var value: Expression { place.expression(place.node.a) }
    package var kind: Kind { Kind(number: place.node.detail) }
}

package struct Negation: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var operand: Expression { place.expression(place.node.a) }
}

package struct Conjunction: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var terms: [Expression] { place.expressions(ofList: place.node.a) }
}

package struct Disjunction: SyntaxView {
    package let place: SyntaxPlace

    init(_ place: SyntaxPlace) { self.place = place }

    package var terms: [Expression] { place.expressions(ofList: place.node.a) }
}

// MARK: - Operators in nodes

/// An operator or kind that a node keeps as its place among all of them.
package protocol SyntaxOperator: CaseIterable, Equatable where AllCases == [Self] {}

extension SyntaxOperator {
    @inline(__always)
    init(number: UInt8) { self = Self.allCases[Int(number & SyntaxNode.operatorBits)] }

    @inline(__always)
    package var number: UInt8 { UInt8(truncatingIfNeeded: Self.allCases.firstIndex(of: self) ?? 0) }
}

extension Aggregate.Function: SyntaxOperator {}
extension Quantifier.Kind: SyntaxOperator {}
extension Arithmetic.Operator: SyntaxOperator {}
extension Comparison.Comparator: SyntaxOperator {}
extension OperatorTest.Operator: SyntaxOperator {}
extension PresenceTest.Kind: SyntaxOperator {}

package import RuleSyntax
import RuleText

/// Makes expressions as the parser could have read them: every operand stands where the grammar has it.
///
/// Names are any words, keywords too, so what is made need not make sense.
package struct RandomSyntax {
    package var random: SeededRandom
    /// How many more operators and brackets may be made; leaves are made behind that.
    private var budget = 0

    package init(seed: UInt64) {
        random = SeededRandom(seed: seed)
    }

    /// - Parameter size: About how many operators and brackets it has at most.
    package mutating func expression(size: Int) -> Expression {
        budget = size
        return disjunction(isLast: true)
    }

    private let place = SourceSpan(file: FileIndex(0), start: 0, end: 0)

    private mutating func spends() -> Bool {
        guard budget > 0 else { return false }
        budget -= 1
        return true
    }

    // MARK: Conditions

    // Row conditions take everything to their right, so what ends with one stands last: `isLast`.

    private mutating func disjunction(isLast: Bool) -> Expression {
        guard random.oneIn(5), spends() else { return conjunction(isLast: isLast) }
        let count = 2 + random.below(3)
        let terms = (1...count).map { conjunction(isLast: isLast && $0 == count) }
        return .any(Disjunction(terms: terms, span: place))
    }

    private mutating func conjunction(isLast: Bool) -> Expression {
        guard random.oneIn(4), spends() else { return negation(isLast: isLast) }
        let count = 2 + random.below(3)
        let terms = (1...count).map { negation(isLast: isLast && $0 == count) }
        return .all(Conjunction(terms: terms, span: place))
    }

    private mutating func negation(isLast: Bool) -> Expression {
        switch random.below(8) {
        case 0 where spends(): return .not(Negation(operand: negation(isLast: isLast), span: place))
        case 1 where isLast && spends(): return .quantifier(quantifier())
        default: return comparison()
        }
    }

    private mutating func quantifier() -> Quantifier {
        let kind = random.pick(Quantifier.Kind.allCases)
        let rows = rows(isLast: kind != .all)
        return Quantifier(
            kind: kind, rows: rows, satisfy: kind == .all ? disjunction(isLast: true) : nil, span: place)
    }

    private mutating func rows(isLast: Bool) -> RowSet {
        let scope: RowSet.Scope =
            switch random.below(4) {
            case 0: .of(path(), via: nil)
            case 1: .of(path(), via: name())
            case 2: .anywhere(place)
            default: .bare
            }
        return RowSet(
            entity: name(), alias: random.oneIn(3) ? name() : nil, scope: scope,
            condition: random.oneIn(2) ? disjunction(isLast: isLast) : nil, span: place)
    }

    private mutating func path() -> Expression {
        var path = Expression.name(name())
        while random.oneIn(3) { path = .member(MemberAccess(base: path, member: name(), span: place)) }
        return path
    }

    private mutating func comparison() -> Expression {
        guard !random.oneIn(4), spends() else { return fallback() }
        let left = fallback()
        let isNegated = random.oneIn(3)
        switch random.below(6) {
        case 0, 1:
            let comparator = random.pick(Comparison.Comparator.allCases)
            let isExact = random.oneIn(3) && (comparator == .equal || comparator == .notEqual)
            return .comparison(
                Comparison(
                    left: left, comparator: comparator, comparatorSpan: place, isExact: isExact,
                    right: isExact ? texts() : fallback(), span: place))
        case 2:
            return .between(
                Between(value: left, isNegated: isNegated, lower: fallback(), upper: fallback(), span: place))
        case 3:
            return .presence(PresenceTest(value: left, kind: isNegated ? .missing : .known, span: place))
        case 4:
            return .match(
                PatternMatch(
                    value: left, isNegated: isNegated, isExact: random.oneIn(3),
                    pattern: RegexLiteral(pattern: pattern(), span: place), span: place))
        default:
            let test = random.pick(OperatorTest.Operator.allCases)
            let isExact = random.oneIn(3) && [.in, .contains, .startsWith, .endsWith, .like].contains(test)
            return .test(
                OperatorTest(
                    left: left, isNegated: isNegated, operator: test, operatorSpan: place, isExact: isExact,
                    right: isExact ? texts() : fallback(), span: place))
        }
    }

    // MARK: Values

    private mutating func fallback() -> Expression {
        guard random.oneIn(6), spends() else { return sum() }
        return .otherwise(Otherwise(value: sum(), fallback: fallback(), span: place))
    }

    private mutating func sum() -> Expression {
        guard random.oneIn(5), spends() else { return product() }
        return arithmetic(sum(), random.oneIn(2) ? .add : .subtract, product())
    }

    private mutating func product() -> Expression {
        guard random.oneIn(6), spends() else { return unary() }
        return arithmetic(product(), random.oneIn(2) ? .multiply : .divide, unary())
    }

    private func arithmetic(_ left: Expression, _ sign: Arithmetic.Operator, _ right: Expression) -> Expression {
        .arithmetic(Arithmetic(left: left, operator: sign, operatorSpan: place, right: right, span: place))
    }

    private mutating func unary() -> Expression {
        guard random.oneIn(8), spends() else { return primary() }
        return .negative(Negative(operand: unary(), span: place))
    }

    private mutating func primary() -> Expression {
        guard random.oneIn(2), spends() else { return random.oneIn(2) ? literal() : path() }
        switch random.below(5) {
        case 0:
            let elements = (0..<random.below(4)).map { _ in disjunction(isLast: true) }
            return .list(ListLiteral(elements: elements, span: place))
        case 1:
            let function = random.pick(["abs", "lower", "length", "days", "hours", "frobnicate"])
            let arguments = (0..<random.below(3)).map { _ in disjunction(isLast: true) }
            return .call(
                FunctionCall(function: Name(function, at: place), arguments: arguments, span: place))
        case 2: return .aggregate(aggregate())
        case 3:
            let content = Expression.parenthesized(
                Parenthesized(content: disjunction(isLast: true), span: place))
            return random.oneIn(4) ? .member(MemberAccess(base: content, member: name(), span: place)) : content
        default: return path()
        }
    }

    private mutating func aggregate() -> Aggregate {
        let function = random.pick(Aggregate.Function.allCases)
        return Aggregate(
            function: function, value: function == .count ? nil : disjunction(isLast: false), rows: rows(isLast: true),
            by: function == .latest || function == .earliest ? fallback() : nil, span: place)
    }

    private mutating func literal() -> Expression {
        switch random.below(7) {
        case 0: return .boolean(BooleanLiteral(value: random.oneIn(2), isAlways: false, span: place))
        case 1: return .boolean(BooleanLiteral(value: true, isAlways: true, span: place))
        case 2: return .clock(ClockReference(random.oneIn(2) ? .now : .today, at: place))
        case 3: return .text(text())
        case 4: return .duration(DurationLiteral(seconds: Int64(random.below(10_000_000)), span: place))
        case 5: return .time(TimeLiteral(time(), at: place))
        default:
            let digits = random.pick(["0", "60", "0.5", "1000000", "12345678901234567890", "3.14159", "007"])
            return .number(NumberLiteral(value: Double(digits) ?? 0, digits: digits, span: place))
        }
    }

    /// What `exactly` may stand before.
    private mutating func texts() -> Expression {
        random.oneIn(2)
            ? .text(text()) : .list(ListLiteral(elements: [.text(text()), .text(text())], span: place))
    }

    private mutating func text() -> TextLiteral {
        TextLiteral(
            value: random.text(of: "ab \"\\{}#/'\n\t\r\u{0}\u{7F}\u{202E}é\u{301}😀", through: 6), span: place)
    }

    private mutating func time() -> TimeLiteral.Kind {
        if random.oneIn(2) {
            return .date(year: 1 + random.below(9_999), month: 1 + random.below(12), day: 1 + random.below(28))
        }
        let seconds = -62_135_596_800 + random.below(253_402_300_799 + 62_135_596_800)
        return .instant(
            seconds: Int64(seconds), nanoseconds: Int32(random.pick([0, 1, 500_000_000, 123_456_789, 999_000_000])))
    }

    /// A backslash goes with a character behind it, as in everything that has been read.
    private mutating func pattern() -> String {
        var pattern = ""
        for _ in 0..<random.below(5) { pattern += random.pick(["a", ".*", "/", "\\d", "\\\\", "[^#\"]", "é", " "]) }
        return pattern
    }

    private static let words =
        ["device", "risk_level", "_", "x1", "NOT", "True", "Any", "ALWAYS", "Now"]
        + Keyword.allCases.map(\.spelling)

    private mutating func name() -> Name { Name(random.pick(Self.words), at: place) }
}

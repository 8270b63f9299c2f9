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
        tables = SyntaxTables(file: FileIndex(0), bytes: [])
        let root = disjunction(isLast: true)
        return SyntaxArena(tables).expression(root)
    }

    private var tables = SyntaxTables(file: FileIndex(0), bytes: [])

    private mutating func add(
        _ kind: SyntaxNode.Kind, _ detail: UInt8 = 0, _ a: NodeIndex = .none, _ b: NodeIndex = .none,
        _ c: NodeIndex = .none, _ d: NodeIndex = .none
    ) -> NodeIndex {
        add(kind, detail, a.rawValue, b.rawValue, c.rawValue, d.rawValue)
    }

    private mutating func add(
        _ kind: SyntaxNode.Kind, _ detail: UInt8, _ a: UInt32, _ b: UInt32 = 0, _ c: UInt32 = 0, _ d: UInt32 = 0
    ) -> NodeIndex {
        tables.add(SyntaxNode(kind, detail: detail, start: 0, end: 0, a: a, b: b, c: c, d: d))
    }

    private mutating func add(_ kind: SyntaxNode.Kind, wide: UInt64, _ c: UInt32 = 0) -> NodeIndex {
        add(kind, 0, UInt32(truncatingIfNeeded: wide), UInt32(truncatingIfNeeded: wide >> 32), c)
    }

    private func flags(_ isNegated: Bool, _ isExact: Bool) -> UInt8 {
        (isNegated ? SyntaxNode.isNegated : 0) | (isExact ? SyntaxNode.isExact : 0)
    }

    private mutating func spends() -> Bool {
        guard budget > 0 else { return false }
        budget -= 1
        return true
    }

    // MARK: Conditions

    // Row conditions take everything to their right, so what ends with one stands last: `isLast`.

    private mutating func disjunction(isLast: Bool) -> NodeIndex {
        guard random.oneIn(5), spends() else { return conjunction(isLast: isLast) }
        let count = 2 + random.below(3)
        let terms = (1...count).map { conjunction(isLast: isLast && $0 == count) }
        return add(.any, 0, tables.addList(terms))
    }

    private mutating func conjunction(isLast: Bool) -> NodeIndex {
        guard random.oneIn(4), spends() else { return negation(isLast: isLast) }
        let count = 2 + random.below(3)
        let terms = (1...count).map { negation(isLast: isLast && $0 == count) }
        return add(.all, 0, tables.addList(terms))
    }

    private mutating func negation(isLast: Bool) -> NodeIndex {
        switch random.below(8) {
        case 0 where spends(): return add(.not, 0, negation(isLast: isLast))
        case 1 where isLast && spends(): return quantifier()
        default: return comparison()
        }
    }

    private mutating func quantifier() -> NodeIndex {
        let kind = random.pick(Quantifier.Kind.allCases)
        let rows = rows(isLast: kind != .all)
        return add(.quantifier, kind.number, rows, kind == .all ? disjunction(isLast: true) : .none)
    }

    private mutating func rows(isLast: Bool) -> NodeIndex {
        let scope =
            switch random.below(4) {
            case 0: add(.rowsOf, 0, path())
            case 1: add(.rowsOf, 0, path(), name())
            case 2: add(.rowsAnywhere)
            default: NodeIndex.none
            }
        return add(
            .rows, 0, name(), random.oneIn(3) ? name() : .none, scope,
            random.oneIn(2) ? disjunction(isLast: isLast) : .none)
    }

    private mutating func path() -> NodeIndex {
        var path = name()
        while random.oneIn(3) { path = add(.member, 0, path, name()) }
        return path
    }

    private mutating func comparison() -> NodeIndex {
        guard !random.oneIn(4), spends() else { return fallback() }
        let left = fallback()
        let isNegated = random.oneIn(3)
        switch random.below(6) {
        case 0, 1:
            let comparator = random.pick(Comparison.Comparator.allCases)
            let isExact = random.oneIn(3) && (comparator == .equal || comparator == .notEqual)
            return add(
                .comparison, comparator.number | flags(false, isExact), left, isExact ? texts() : fallback())
        case 2:
            return add(.between, flags(isNegated, false), left, fallback(), fallback())
        case 3:
            return add(.presence, (isNegated ? PresenceTest.Kind.missing : .known).number, left)
        case 4:
            return add(
                .match, flags(isNegated, random.oneIn(3)), left, add(.regex, 0, tables.addText(pattern())))
        default:
            let test = random.pick(OperatorTest.Operator.allCases)
            let isExact = random.oneIn(3) && [.in, .contains, .startsWith, .endsWith, .like].contains(test)
            return add(.test, test.number | flags(isNegated, isExact), left, isExact ? texts() : fallback())
        }
    }

    // MARK: Values

    private mutating func fallback() -> NodeIndex {
        guard random.oneIn(6), spends() else { return sum() }
        return add(.otherwise, 0, sum(), fallback())
    }

    private mutating func sum() -> NodeIndex {
        guard random.oneIn(5), spends() else { return product() }
        return arithmetic(sum(), random.oneIn(2) ? .add : .subtract, product())
    }

    private mutating func product() -> NodeIndex {
        guard random.oneIn(6), spends() else { return unary() }
        return arithmetic(product(), random.oneIn(2) ? .multiply : .divide, unary())
    }

    private mutating func arithmetic(_ left: NodeIndex, _ sign: Arithmetic.Operator, _ right: NodeIndex) -> NodeIndex {
        add(.arithmetic, sign.number, left, right)
    }

    private mutating func unary() -> NodeIndex {
        guard random.oneIn(8), spends() else { return primary() }
        return add(.negative, 0, unary())
    }

    private mutating func primary() -> NodeIndex {
        guard random.oneIn(2), spends() else { return random.oneIn(2) ? literal() : path() }
        switch random.below(5) {
        case 0:
            let elements = (0..<random.below(4)).map { _ in disjunction(isLast: true) }
            return add(.list, 0, tables.addList(elements))
        case 1:
            let function = random.pick(["abs", "lower", "length", "days", "hours", "frobnicate"])
            let arguments = (0..<random.below(3)).map { _ in disjunction(isLast: true) }
            return add(.call, 0, name(function).rawValue, tables.addList(arguments))
        case 2: return aggregate()
        case 3:
            let content = add(.parenthesized, 0, disjunction(isLast: true))
            return random.oneIn(4) ? add(.member, 0, content, name()) : content
        default: return path()
        }
    }

    private mutating func aggregate() -> NodeIndex {
        let function = random.pick(Aggregate.Function.allCases)
        return add(
            .aggregate, function.number, function == .count ? .none : disjunction(isLast: false), rows(isLast: true),
            function == .latest || function == .earliest ? fallback() : .none)
    }

    private mutating func literal() -> NodeIndex {
        switch random.below(7) {
        case 0: return add(.boolean, random.oneIn(2) ? 1 : 0)
        case 1: return add(.boolean, 2)
        case 2: return add(.clock, random.oneIn(2) ? 0 : 1)
        case 3: return text()
        case 4: return add(.duration, wide: UInt64(random.below(10_000_000)))
        case 5: return time()
        default:
            let digits = random.pick(["0", "60", "0.5", "1000000", "12345678901234567890", "3.14159", "007"])
            return add(.number, wide: (Double(digits) ?? 0).bitPattern, tables.addText(digits))
        }
    }

    /// What `exactly` may stand before.
    private mutating func texts() -> NodeIndex {
        random.oneIn(2) ? text() : add(.list, 0, tables.addList([text(), text()]))
    }

    private mutating func text() -> NodeIndex {
        add(
            .text, 0,
            tables.addText(random.text(of: "ab \"\\{}#/'\n\t\r\u{0}\u{7F}\u{202E}é\u{301}😀", through: 6)))
    }

    private mutating func time() -> NodeIndex {
        if random.oneIn(2) {
            return add(
                .date, 0, UInt32(1 + random.below(9_999)), UInt32(1 + random.below(12)), UInt32(1 + random.below(28)))
        }
        let seconds = -62_135_596_800 + random.below(253_402_300_799 + 62_135_596_800)
        return add(
            .instant, wide: UInt64(bitPattern: Int64(seconds)),
            UInt32(random.pick([0, 1, 500_000_000, 123_456_789, 999_000_000])))
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

    private mutating func name() -> NodeIndex { name(random.pick(Self.words)) }

    private mutating func name(_ text: String) -> NodeIndex { add(.name, 0, tables.addName(text)) }
}

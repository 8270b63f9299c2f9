import RulePlan

/// Whether quantities that depend on each other may have some values together, as far as that is looked at.
struct Consistency {
    let reader: ConditionReader
    /// Pairs of counts of which the first counts no more than the second.
    let containments: [(inner: ExpressionID, outer: ExpressionID)]

    /// Where a text may be one of more than these, they are not tried.
    private static let mostTexts = 32

    func holds(_ state: Assignment, steps: inout Int) -> Bool {
        steps += state.domains.count + containments.count
        let tests = TextTests.byText(reader, state)
        for (quantity, domain) in state.domains where !tests.isEmpty {
            guard case .value(let id) = reader.table[quantity].kind, let tests = tests[id] else { continue }
            if case .values(let values) = domain.known, values.count <= Self.mostTexts {
                steps += values.reduce(0) { $0 + tests.work(on: $1) }
            }
        }
        for (quantity, domain) in state.domains {
            let isPossible: Bool =
                switch reader.table[quantity].kind {
                case .certain(let count): isBelow(.certain(count), .possible(count), state)
                case .difference(let left, let right): hasSign(domain, left, right, state)
                case .value(let id): hasText(domain, tests[id])
                case .possible, .equality, .day, .truth: true
                }
            if !isPossible { return false }
        }
        return containments.allSatisfy { inner, outer in
            isBelow(.certain(inner), .certain(outer), state) && isPossibleBelow(inner, outer, state)
                && isBelow(.certain(inner), .possible(outer), state)
        }
    }

    private func domain(of kind: Quantity.Kind, _ state: Assignment) -> Domain? {
        guard let quantity = reader.table.place(of: kind) else { return nil }
        return state.domains[quantity] ?? reader.table[quantity].universe
    }

    /// The ends of what a quantity may be; nothing where it has none, or may be missing.
    private func ends(of kind: Quantity.Kind, _ state: Assignment) -> RangeSet.Range? {
        guard let domain = domain(of: kind, state) else { return nil }
        switch domain.known {
        case .ordered(let set):
            guard let first = set.ranges.first, let last = set.ranges.last else { return nil }
            return RangeSet.Range(lower: first.lower, upper: last.upper)
        case .members(let bits):
            guard bits != 0 else { return nil }
            return RangeSet.Range(
                lower: .init(value: .member(bits.trailingZeroBitCount), isIncluded: true),
                upper: .init(value: .member(63 - bits.leadingZeroBitCount), isIncluded: true))
        case .values, .others: return nil
        }
    }

    /// Whether the first may be no more than the second.
    private func isBelow(_ first: Quantity.Kind, _ second: Quantity.Kind, _ state: Assignment) -> Bool {
        guard let low = ends(of: first, state)?.lower, let high = ends(of: second, state)?.upper,
            domain(of: first, state)?.mayBeMissing == false, domain(of: second, state)?.mayBeMissing == false
        else { return true }
        return !high.value.isLess(than: low.value)
    }

    /// Whether the first count may be bounded as the second is: it has a bound where that has one, and no higher one.
    private func isPossibleBelow(_ inner: ExpressionID, _ outer: ExpressionID, _ state: Assignment) -> Bool {
        guard let bound = domain(of: .possible(outer), state), !bound.mayBeMissing,
            let high = ends(of: .possible(outer), state)?.upper, let own = domain(of: .possible(inner), state)
        else { return true }
        if own.known.isEmpty { return false }
        guard let low = ends(of: .possible(inner), state)?.lower else { return true }
        return !high.value.isLess(than: low.value)
    }

    /// Whether a difference may have its sign, by what each of the two may be.
    private func hasSign(_ domain: Domain, _ left: ExpressionID, _ right: ExpressionID, _ state: Assignment) -> Bool {
        guard !domain.mayBeMissing, case .ordered(let set) = domain.known,
            let first = ends(of: .value(left), state), let second = ends(of: .value(right), state)
        else { return true }
        let type = reader.space.type(of: left)
        let zero: Value = type == .time || type == .duration ? .duration(.zero) : .number(0)
        func isBefore(_ first: RangeSet.End?, _ second: RangeSet.End?) -> Bool? {
            guard let first, let second else { return nil }
            if first.value.isLess(than: second.value) { return true }
            if second.value.isLess(than: first.value) { return false }
            return first.isIncluded && second.isIncluded ? nil : true
        }
        // All of the first are below all of the second, or the other way round.
        if isBefore(first.upper, second.lower) == true { return !set.intersection(RangeSet(.less, zero)).isEmpty }
        if isBefore(second.upper, first.lower) == true { return !set.intersection(RangeSet(.greater, zero)).isEmpty }
        if let top = first.upper, let bottom = second.lower, !bottom.value.isLess(than: top.value) {
            return !set.intersection(RangeSet(.lessOrEqual, zero)).isEmpty
        }
        if let top = second.upper, let bottom = first.lower, !bottom.value.isLess(than: top.value) {
            return !set.intersection(RangeSet(.greaterOrEqual, zero)).isEmpty
        }
        return true
    }

    /// Where a text is one of a few: whether one of them passes every test of it.
    private func hasText(_ domain: Domain, _ tests: TextTests?) -> Bool {
        guard let tests, !domain.mayBeMissing, case .values(let values) = domain.known,
            values.count <= Self.mostTexts
        else { return true }
        return values.contains { value in
            if case .text(let text) = value { tests.pass(text, foldingOnly: true) } else { true }
        }
    }
}

/// What is asked of the parts of one text.
struct TextTests {
    private var tests: [(test: PlanExpression, part: Text?, isWanted: Bool)] = []

    /// The tests of every text of which there are any.
    static func byText(_ reader: ConditionReader, _ state: Assignment) -> [ExpressionID: TextTests] {
        var asked: [(condition: ExpressionID, isWanted: Bool)] = []
        for (quantity, domain) in state.domains {
            guard case .truth(let condition) = reader.table[quantity].kind, !domain.mayBeMissing,
                case .members(let bits) = domain.known, bits == 0b01 || bits == 0b10
            else { continue }
            asked.append((condition, bits == 0b10))
        }
        var result: [ExpressionID: TextTests] = [:]
        for (condition, isWanted) in asked.sorted(by: { $0.condition < $1.condition }) {
            let node = reader.space[condition]
            switch node {
            case .textTest(_, let id, let part, _), .comparison(.equal, let id, let part, folding: false):
                guard case .constant(.text(let text)) = reader.space[part] else { continue }
                result[id, default: TextTests()].tests.append((node, text, isWanted))
            case .like(let id, _), .matches(let id, _):
                result[id, default: TextTests()].tests.append((node, nil, isWanted))
            default: continue
            }
        }
        return result
    }

    /// How many steps it takes to ask them of a value.
    func work(on value: Value) -> Int {
        guard case .text(let text) = value else { return 1 }
        return tests.count * (1 + text.string.utf8.count / 64)
    }

    /// Texts that the tests ask for or speak of: candidates for one that passes all.
    var candidates: [Text] {
        var texts: [Text] = []
        var (start, middle, end) = ("", "", "")
        for (test, part, isWanted) in tests.sorted(by: { "\($0.part?.string ?? "")" < "\($1.part?.string ?? "")" }) {
            switch test {
            case .textTest(let kind, _, _, _) where isWanted:
                let part = part?.string ?? ""
                switch kind {
                case .contains: middle += part
                case .startsWith: if part.utf8.count > start.utf8.count { start = part }
                case .endsWith: if part.utf8.count > end.utf8.count { end = part }
                }
            case .comparison where isWanted: if let part { texts.append(part) }
            case .like(_, let pattern) where isWanted:
                texts.append(Text(pattern.source.filter { $0 != "*" }.map { $0 == "?" ? "x" : String($0) }.joined()))
            default: break
            }
        }
        let base = start + middle + end
        return texts + [base, base + "x", "x" + base, base.uppercased(), "x"].map { Text($0) }
    }

    /// - Parameter foldingOnly: Whether only tests count whose answer is the same for all texts that are equal after case folding.
    func pass(_ text: Text, foldingOnly: Bool = false) -> Bool {
        tests.allSatisfy { test, part, isWanted in
            switch test {
            case .textTest(let kind, _, _, let folding):
                guard let part, folding || !foldingOnly else { return true }
                let passes =
                    switch kind {
                    case .contains: text.contains(part, folding: folding)
                    case .startsWith: text.starts(with: part, folding: folding)
                    case .endsWith: text.ends(with: part, folding: folding)
                    }
                return passes == isWanted
            case .like(_, let pattern):
                return foldingOnly && !pattern.folding || pattern.matches(text.string) == isWanted
            case .matches(_, let regex): return foldingOnly || regex.matches(text.string) == isWanted
            case .comparison: return foldingOnly || (text == part) == isWanted
            default: return true
            }
        }
    }
}

import RulePlan

/// Turns conditions into formulas.
///
/// A condition that is true, one that is false and one that is unknown are three different things: `formula(_:is:)` says when it is
/// true, or when it is false; the complement of the first says when it is false or unknown.
///
/// Bounded: when a great many formulas have been put together, a condition is no longer taken apart, and may be anything.
///
/// Soundness: of every state of the world there is a choice for the quantities under which each formula says what the evaluator would.
/// So what no choice makes true is never true. One thing is taken for granted: that `now` is far enough from the years 1 and 9999 for
/// the durations that rules add to it.
struct ConditionReader: Sendable {
    var space: MeaningSpace
    var table = FormulaTable()
    private var whenTrue: [ExpressionID: FormulaID] = [:]
    private var whenFalse: [ExpressionID: FormulaID] = [:]
    private var whenKnown: [ExpressionID: FormulaID] = [:]

    /// How much of formulas may be put together, beside what grows with the program.
    private static let usualWork = 1_000_000

    init(space: MeaningSpace) {
        self.space = space
        table = FormulaTable(largestWork: Self.usualWork + 4 * space.plan.expressions.count)
    }

    mutating func formula(_ id: ExpressionID, is truth: Bool = true) -> FormulaID {
        if let known = truth ? whenTrue[id] : whenFalse[id] { return known }
        let result = read(id, truth)
        if truth { whenTrue[id] = result } else { whenFalse[id] = result }
        return result
    }

    /// When a condition is false or unknown.
    mutating func formula(notTrue id: ExpressionID) -> FormulaID {
        table.complement(formula(id))
    }

    private mutating func read(_ id: ExpressionID, _ truth: Bool) -> FormulaID {
        if table.isExhausted { return opaque(id, truth) }
        switch space[id] {
        case .constant(let value): return value.truth == truth ? FormulaTable.always : FormulaTable.never
        case .and(let terms), .or(let terms):
            let parts = terms.map { formula($0, is: truth) }
            if case .and = space[id] { return truth ? table.all(parts) : table.any(parts) }
            return truth ? table.any(parts) : table.all(parts)
        case .not(let term): return formula(term, is: !truth)
        case .quantifier(let kind, let rows, let satisfy): return quantifier(kind, rows, satisfy, truth)
        case .comparison(let comparator, let left, let right, let folding):
            return comparison(truth ? comparator : comparator.negated, left, right, folding: folding)
        case .between(let value, let lower, let upper): return between(id, value, lower, upper, truth)
        case .isIn(let value, let list, let folding): return isIn(id, value, list, folding, truth)
        case .isKnown(let value):
            let known = known(value)
            return truth ? known : table.complement(known)
        case .otherwise(let value, let fallback):
            let isUnknown = table.complement(table.any([formula(value), formula(value, is: false)]))
            return table.any([formula(value, is: truth), table.all([isUnknown, formula(fallback, is: truth)])])
        case .textTest(_, let value, let part, _): return opaque(id, truth, knowing: [value, part])
        case .contains(let list, let element, _): return opaque(id, truth, knowing: [list, element])
        case .like(let value, _), .matches(let value, _): return opaque(id, truth, knowing: [value])
        case .field, .score, .parameter, .definition, .aggregate:
            return table.all([literal(id, .truth(truth))] + needs(id))
        case .now, .today, .date, .row, .negated, .arithmetic, .function, .list: return opaque(id, truth)
        }
    }

    /// A condition of which nothing more is understood than that it needs some values.
    mutating func opaque(_ id: ExpressionID, _ truth: Bool, knowing values: [ExpressionID] = []) -> FormulaID {
        let quantity = table.add(Quantity(kind: .truth(id), universe: .anyTruth))
        return table.all([table.literal(quantity, .truth(truth))] + values.map { known($0) })
    }

    /// `no` and `all` in the words of `any`; and that there is any is that the count is 1 or more.
    private mutating func quantifier(
        _ kind: PlanQuantifier, _ rows: PlanRowSet, _ satisfy: ExpressionID?, _ truth: Bool
    ) -> FormulaID {
        var rows = rows
        if let satisfy {
            let isNot = space.intern(.not(satisfy), type: .boolean)
            rows.condition = rows.condition.map { space.intern(.and([$0, isNot]), type: .boolean) } ?? isNot
        }
        let count = count(of: rows)
        let isAny = (kind == .any) == truth
        return isAny
            ? certain(count, RangeSet(.greaterOrEqual, .number(1))) : possible(count, RangeSet(.less, .number(1)))
    }

    mutating func count(of rows: PlanRowSet) -> ExpressionID {
        space.intern(
            .aggregate(.count, value: nil, by: nil, rows: rows),
            type: .number(NumberRange(lower: 0, upper: .infinity)))
    }

    // MARK: - What is known

    /// When an expression has a value.
    mutating func known(_ id: ExpressionID) -> FormulaID {
        if let known = whenKnown[id] { return known }
        let result = readKnown(id)
        whenKnown[id] = result
        return result
    }

    private mutating func readKnown(_ id: ExpressionID) -> FormulaID {
        switch space[id] {
        case .constant(let value): return value.isMissing ? FormulaTable.never : FormulaTable.always
        case .now, .today, .date, .row, .list: return FormulaTable.always
        case _ where table.isExhausted: return hasValue(id)
        case .otherwise(let value, let fallback) where space.type(of: id) != .boolean:
            return table.any([known(value), known(fallback)])
        case .field, .score, .parameter, .definition: break
        default:
            if space.type(of: id) == .boolean, !isAggregate(id) {
                return table.any([formula(id), formula(id, is: false)])
            }
        }
        return table.all([hasValue(id)] + needs(id))
    }

    private mutating func hasValue(_ id: ExpressionID) -> FormulaID {
        let quantity = value(id)
        var domain = table[quantity].universe
        domain.mayBeMissing = false
        return table.literal(quantity, domain)
    }

    /// What must have a value for an expression to have one, besides itself.
    private mutating func needs(_ id: ExpressionID) -> [FormulaID] {
        switch space[id] {
        case .field(_, let row): [known(row)]
        case .negated(let value), .function(_, let value): isCount(value) ? [] : [known(value)]
        case .arithmetic(_, let left, let right): [left, right].filter { !isCount($0) }.map { known($0) }
        default: []
        }
    }

    func isCount(_ id: ExpressionID) -> Bool {
        if case .aggregate(.count, _, _, _) = space[id] { true } else { false }
    }

    private func isAggregate(_ id: ExpressionID) -> Bool {
        if case .aggregate = space[id] { true } else { false }
    }

    // MARK: - Quantities

    /// The value of an expression.
    mutating func value(_ id: ExpressionID) -> QuantityID {
        if let known = table.place(of: .value(id)) { return known }
        let type = space.type(of: id)
        var universe = Domain(of: type) ?? Domain(mayBeMissing: true, known: .others([]))
        if case .parameter(let parameter) = space[id] {
            let parameter = space.plan[parameter]
            universe.mayBeMissing = parameter.defaultValue.isMissing
            if let domain = parameter.domain {
                universe.known = universe.known.intersection(Domain.Known(domain, universe.known))
            }
        }
        var isWhole = false
        if case .function(.length, _) = space[id] { isWhole = true }
        if case .ordered(let set) = universe.known, isWhole { universe.known = .ordered(set.whole) }
        return table.add(Quantity(kind: .value(id), universe: universe, isWhole: isWhole))
    }

    /// All that an expression may be.
    mutating func universe(of id: ExpressionID) -> Domain {
        let quantity = value(id)
        return table[quantity].universe
    }

    mutating func literal(_ id: ExpressionID, _ domain: Domain) -> FormulaID { table.literal(value(id), domain) }

    mutating func certain(_ count: ExpressionID, _ set: RangeSet) -> FormulaID { bound(.certain(count), set) }
    mutating func possible(_ count: ExpressionID, _ set: RangeSet) -> FormulaID { bound(.possible(count), set) }

    private mutating func bound(_ kind: Quantity.Kind, _ set: RangeSet) -> FormulaID {
        let all = RangeSet(.greaterOrEqual, .number(0))
        // There are always so many rows that are certain, if only none; how many there may be has no bound without data.
        var isOpen = true
        if case .certain = kind { isOpen = false }
        let quantity = table.add(
            Quantity(kind: kind, universe: Domain(mayBeMissing: isOpen, known: .ordered(all)), isWhole: true))
        return table.literal(quantity, Domain(mayBeMissing: false, known: .ordered(set)))
    }
}

extension Domain.Known {
    /// What a parameter may be set to, as a set of the same kind as `other`.
    fileprivate init(_ domain: PlanParameter.Domain, _ other: Domain.Known) {
        switch (domain, other) {
        case (.range(let lower, let upper), .ordered):
            let end = upper.isMissing ? nil : RangeSet.End(value: upper, isIncluded: true)
            self = .ordered(RangeSet(.init(lower: .init(value: lower, isIncluded: true), upper: end)))
        case (.list(let values), _): self = Domain.Known(values, like: other)
        case (.range, _): self = other
        }
    }

    /// Some values, as a set of the same kind as `other`.
    init(_ values: [Value], like other: Domain.Known) {
        switch other {
        case .ordered: self = .ordered(RangeSet(values))
        case .members:
            self = .members(
                values.reduce(0) { bits, value in
                    switch value {
                    case .member(let place) where place < 64: bits | 1 << UInt64(place)
                    case .boolean(let truth): bits | (truth ? 0b10 : 0b01)
                    default: bits
                    }
                })
        case .values, .others: self = .values(Set(values.map { $0.folded }))
        }
    }
}

extension Value {
    /// A text after case folding, anything else as it is.
    var folded: Value { if case .text(let text) = self { .text(text.folded) } else { self } }
}

import RulePlan

extension ConditionReader {
    /// When a comparison is true.
    mutating func comparison(
        _ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID, folding: Bool
    ) -> FormulaID {
        if let split = splitOtherwise(comparator, left, right, folding: folding) { return split }
        let type = space.type(of: left)
        if type == .boolean { return booleans(left, right, areEqual: comparator == .equal) }
        if space.type(of: right) == .network || type == .network {
            return opaqueComparison(comparator, left, right, folding: folding)
        }
        if isCount(left) || isCount(right) { return counts(comparator, left, right, folding: folding) }
        if case .constant(let value) = space[right] {
            return toConstant(comparator, left, value, right, folding: folding)
        }
        if case .constant(let value) = space[left] {
            return toConstant(comparator.mirrored, right, value, left, folding: folding)
        }
        if case .date(let year, let month, let day) = space[right] {
            return toDay(comparator, left, (year * 16 + month) * 32 + day, right)
        }
        if case .date(let year, let month, let day) = space[left] {
            return toDay(comparator.mirrored, right, (year * 16 + month) * 32 + day, left)
        }
        switch type {
        case .number, .time, .duration, .version, .levels:
            return difference(comparator, left, right)
        case .text, .choices, .address, .reference:
            return equality(comparator, left, right, folding: folding)
        case .boolean, .network, .list:
            return opaqueComparison(comparator, left, right, folding: folding)
        }
    }

    /// Nothing more is understood than that the opposite comparison is not true at the same time.
    private mutating func opaqueComparison(
        _ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID, folding: Bool
    ) -> FormulaID {
        let isPlain: Bool =
            switch comparator {
            case .equal, .less, .lessOrEqual: true
            case .notEqual, .greater, .greaterOrEqual: false
            }
        let plain = isPlain ? comparator : comparator.negated
        let id = space.intern(.comparison(plain, left, right, folding: folding), type: .boolean)
        return opaque(id, isPlain, knowing: [left, right].filter { !isCount($0) })
    }

    /// `a otherwise b` is a where that is known, else b.
    private mutating func splitOtherwise(
        _ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID, folding: Bool
    ) -> FormulaID? {
        guard space.type(of: left) != .boolean else { return nil }
        if table.isExhausted { return opaqueComparison(comparator, left, right, folding: folding) }
        for (side, isLeft) in [(left, true), (right, false)] {
            // A count within bounds counts as missing here, which its bounds do not say.
            guard case .otherwise(let value, let fallback) = space[side], !isCount(value), !isCount(fallback)
            else { continue }
            let isUnknown = table.complement(known(value))
            let first = comparison(comparator, isLeft ? value : left, isLeft ? right : value, folding: folding)
            let second = comparison(comparator, isLeft ? fallback : left, isLeft ? right : fallback, folding: folding)
            return table.any([first, table.all([isUnknown, second])])
        }
        return nil
    }

    private mutating func booleans(_ left: ExpressionID, _ right: ExpressionID, areEqual: Bool) -> FormulaID {
        table.any([
            table.all([formula(left), formula(right, is: areEqual)]),
            table.all([formula(left, is: false), formula(right, is: !areEqual)]),
        ])
    }

    // MARK: - With something fixed

    private mutating func toConstant(
        _ comparator: PlanComparator, _ id: ExpressionID, _ value: Value, _ constant: ExpressionID, folding: Bool
    ) -> FormulaID {
        if value.isMissing { return FormulaTable.never }
        if case .constant(let own) = space[id] { return fixed(comparator, own, value, folding: folding) }
        let known = universe(of: id).known
        switch known {
        case .ordered: return hold(id, .ordered(RangeSet(comparator, value)))
        case .members:
            guard case .member(let place) = value, place < 64 else { break }
            let below = (UInt64(1) << UInt64(place)) - 1
            let at = UInt64(1) << UInt64(place)
            let bits: UInt64 =
                switch comparator {
                case .equal: at
                case .notEqual: ~at
                case .less: below
                case .lessOrEqual: below | at
                case .greater: ~(below | at)
                case .greaterOrEqual: ~below
                }
            return hold(id, .members(bits))
        case .values, .others:
            guard comparator == .equal || comparator == .notEqual, Domain(of: space.type(of: id)) != nil else { break }
            if case .text = value, !folding { return exactly(comparator, id, value, constant) }
            let same = Domain.Known([value], like: known)
            return hold(id, comparator == .equal ? same : same.complement)
        }
        return opaqueComparison(comparator, id, constant, folding: folding)
    }

    /// A text that is equal to the letter is equal after case folding too.
    private mutating func exactly(
        _ comparator: PlanComparator, _ id: ExpressionID, _ value: Value, _ constant: ExpressionID
    ) -> FormulaID {
        let same = opaqueComparison(.equal, id, constant, folding: false)
        if comparator == .equal { return table.all([same, hold(id, .values([value.folded]))]) }
        return opaqueComparison(.notEqual, id, constant, folding: false)
    }

    /// The value is known and in a set.
    mutating func hold(_ id: ExpressionID, _ known: Domain.Known) -> FormulaID {
        table.all([literal(id, Domain(mayBeMissing: false, known: known)), self.known(id)])
    }

    private func fixed(_ comparator: PlanComparator, _ left: Value, _ right: Value, folding: Bool) -> FormulaID {
        if left.isMissing { return FormulaTable.never }
        let isEqual: Bool
        if case .text(let text) = left, case .text(let other) = right {
            isEqual = text.equals(other, folding: folding)
        } else {
            isEqual = left == right
        }
        let holds =
            switch comparator {
            case .equal: isEqual
            case .notEqual: !isEqual
            case .less: left.isLess(than: right)
            case .lessOrEqual: !right.isLess(than: left)
            case .greater: right.isLess(than: left)
            case .greaterOrEqual: !left.isLess(than: right)
            }
        return holds ? FormulaTable.always : FormulaTable.never
    }

    /// Midnights rise with the days of the calendar, but not strictly: a zone may have left out a day. So that a time is at a midnight
    /// is a question of its own.
    private mutating func toDay(
        _ comparator: PlanComparator, _ id: ExpressionID, _ day: Int, _ date: ExpressionID
    ) -> FormulaID {
        if case .date(let year, let month, let first) = space[id] {
            // Two days are hardly worth a thought; equal ones are the same node.
            return fixed(
                comparator, .number(Double((year * 16 + month) * 32 + first)), .number(Double(day)), folding: true)
        }
        let all = Domain(mayBeMissing: true, known: .ordered(.all))
        let position = table.add(Quantity(kind: .day(id), universe: all, isWhole: true))
        func from(_ comparator: PlanComparator) -> Domain {
            Domain(mayBeMissing: false, known: .ordered(RangeSet(comparator, .number(Double(day)))))
        }
        let before = table.all([table.literal(position, from(.less)), known(id)])
        let notBefore = table.all([table.literal(position, from(.greaterOrEqual)), known(id)])
        let equal = space.intern(.comparison(.equal, id, date, folding: false), type: .boolean)
        switch comparator {
        case .less: return before
        case .greaterOrEqual: return notBefore
        case .equal: return table.all([opaque(equal, true), notBefore])
        case .notEqual: return table.all([opaque(equal, false), known(id)])
        case .greater: return table.all([opaque(equal, false), notBefore])
        case .lessOrEqual: return table.any([before, table.all([opaque(equal, true), notBefore])])
        }
    }

    // MARK: - Counts

    private mutating func counts(
        _ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID, folding: Bool
    ) -> FormulaID {
        if isCount(left), case .constant(let value) = space[right] {
            return value.isMissing ? FormulaTable.never : within(left, RangeSet(comparator, value))
        }
        if isCount(right), case .constant(let value) = space[left] {
            return value.isMissing ? FormulaTable.never : within(right, RangeSet(comparator.mirrored, value))
        }
        return opaqueComparison(comparator, left, right, folding: folding)
    }

    /// All that the count may be is in the set.
    private mutating func within(_ count: ExpressionID, _ set: RangeSet) -> FormulaID {
        let runs = set.whole.ranges
        return table.any(
            runs.map { run in
                let from = RangeSet(RangeSet.Range(lower: run.lower, upper: nil))
                let to = RangeSet(RangeSet.Range(lower: nil, upper: run.upper))
                return table.all([certain(count, from), possible(count, to)])
            })
    }

    // MARK: - Two that vary

    private mutating func difference(
        _ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID
    ) -> FormulaID {
        let (first, second) = (shifted(left), shifted(right))
        let known = [self.known(first.base), self.known(second.base)]
        // left - right = (first - second) + (first.by - second.by)
        let type = space.type(of: left)
        let isTimed = type == .time || type == .duration
        let offset = second.by.adding(first.by.negated)
        guard let offset else { return opaqueComparison(comparator, left, right, folding: true) }
        if first.base == second.base {
            let zero = Value.duration(.zero)
            return table.all([fixed(comparator, zero, .duration(offset), folding: true)] + known)
        }
        let isTurned = second.base < first.base
        let (low, high) = isTurned ? (second.base, first.base) : (first.base, second.base)
        let limit: Value = isTimed ? .duration(isTurned ? offset.negated : offset) : .number(0)
        let all = Domain(mayBeMissing: true, known: .ordered(.all))
        let quantity = table.add(Quantity(kind: .difference(low, high), universe: all))
        let set = RangeSet(isTurned ? comparator.mirrored : comparator, limit)
        return table.all([table.literal(quantity, Domain(mayBeMissing: false, known: .ordered(set)))] + known)
    }

    /// `now - 7d` as `now` and minus seven days.
    private func shifted(_ id: ExpressionID) -> (base: ExpressionID, by: TimeSpan) {
        guard case .arithmetic(let sign, let left, let right) = space[id] else { return (id, .zero) }
        func isClock(_ id: ExpressionID) -> Bool { space[id] == .now || space[id] == .today }
        switch (sign, space[left], space[right]) {
        case (.add, _, .constant(.duration(let span))) where isClock(left): return (left, span)
        case (.add, .constant(.duration(let span)), _) where isClock(right): return (right, span)
        case (.subtract, _, .constant(.duration(let span))) where isClock(left): return (left, span.negated)
        default: return (id, .zero)
        }
    }

    private mutating func equality(
        _ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID, folding: Bool
    ) -> FormulaID {
        guard comparator == .equal || comparator == .notEqual else {
            return opaqueComparison(comparator, left, right, folding: folding)
        }
        let known = [self.known(left), self.known(right)]
        if left == right { return comparator == .equal ? table.all(known) : FormulaTable.never }
        let kind = Quantity.Kind.equality(min(left, right), max(left, right), folding: folding)
        let quantity = table.add(Quantity(kind: kind, universe: .anyTruth))
        return table.all([table.literal(quantity, .truth(comparator == .equal))] + known)
    }

    // MARK: - Between and in

    mutating func between(
        _ id: ExpressionID, _ value: ExpressionID, _ lower: ExpressionID, _ upper: ExpressionID, _ truth: Bool
    ) -> FormulaID {
        let areFixed = [lower, upper].allSatisfy { if case .constant = space[$0] { true } else { false } }
        // Of a range turned round, a count within bounds is outside as a whole, whatever each bound says.
        if !areFixed, [value, lower, upper].contains(where: { isCount($0) }) { return opaque(id, truth) }
        let parts = [
            comparison(truth ? .greaterOrEqual : .less, value, lower, folding: true),
            comparison(truth ? .lessOrEqual : .greater, value, upper, folding: true),
        ]
        return truth ? table.all(parts) : table.any(parts)
    }

    mutating func isIn(
        _ id: ExpressionID, _ value: ExpressionID, _ list: ExpressionID, _ folding: Bool, _ truth: Bool
    ) -> FormulaID {
        switch space[list] {
        case .constant(.list(let values)):
            if isCount(value) {
                let set = RangeSet(values)
                return within(value, truth ? set : set.complement)
            }
            let isText = space.type(of: value) == .text
            let isPlain = !values.contains { $0.isNetworkOrMissing } && (folding || !isText)
            if isPlain, case .constant = space[value] {
            } else if isPlain, Domain(of: space.type(of: value)) != nil {
                let set = Domain.Known(values, like: universe(of: value).known)
                return hold(value, truth ? set : set.complement)
            }
        case .list(let elements) where elements.count <= 64 && !isCount(value) && space.type(of: value) != .address:
            let parts = elements.map { comparison(truth ? .equal : .notEqual, value, $0, folding: folding) }
            // In an empty list there is nothing, of what is known.
            return truth ? table.any(parts) : table.all(parts + [known(value)])
        default: break
        }
        return opaque(id, truth, knowing: isCount(value) ? [] : [value])
    }
}

extension Value {
    fileprivate var isNetworkOrMissing: Bool {
        switch self {
        case .network, .missing: true
        default: false
        }
    }
}

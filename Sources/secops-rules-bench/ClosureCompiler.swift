import RuleEngine
import RulePlan

/// Makes closures of the plan's conditions.
struct ClosureCompiler {
    typealias Condition = ClosureReference.Condition
    typealias Truth = ClosureReference.Truth

    private let plan: Plan
    private let evaluator: ScalarEvaluator
    /// By entity, then field.
    private let columns: [[PlainColumn]]
    /// By device: the places of its alerts in `alerts`.
    private let alertPlaces: PlainValues<Range<Int>>
    private let alerts: PlainValues<Int>

    init(_ plan: Plan, _ estate: GeneratedEstate) {
        self.plan = plan
        let nothing = Dataset(tables: plan.schema.entities.map { _ in nil }, scores: [], summaries: [])
        evaluator = ScalarEvaluator(plan: plan, data: nothing, context: GeneratedEstate.context)
        columns = [estate.devices, estate.alerts].enumerated().map { entity, table in
            zip(table.columns, plan.schema.entities[entity].fields).map { PlainColumn($0, as: $1.type) }
        }
        let lists = estate.alertsByDevice
        var place = 0
        alertPlaces = PlainValues(
            lists.map { list in
                defer { place += list.count }
                return place..<place + list.count
            })
        alerts = PlainValues(lists.flatMap { $0 })
    }

    func condition(_ id: ExpressionID) -> Condition {
        switch plan[id] {
        case .and(let terms): conjunction(terms.map(condition))
        case .or(let terms): disjunction(terms.map(condition))
        case .not(let operand): negation(condition(operand))
        case .field: booleanField(id)
        case .comparison(let comparator, let left, let right, _): comparison(comparator, left, right)
        case .isIn(let operand, let list, _): membership(of: operand, in: constant(list))
        case .textTest(let test, let operand, let part, _): textTest(test, operand, constant(part))
        case .like(let operand, let pattern): coded(operand) { $0.text.map(pattern.matches) }
        case .matches(let operand, let regex): coded(operand) { $0.text.map(regex.matches) }
        case .quantifier(let kind, let rows, let satisfy): quantifier(kind, rows, satisfy)
        default: unsupported(id)
        }
    }

    private func constant(_ id: ExpressionID) -> Value { evaluator.value(of: id, in: []) }

    private func unsupported(_ id: ExpressionID) -> Never {
        preconditionFailure("the closures do not know \(plan[id])")
    }
}

// MARK: - Junctions

extension ClosureCompiler {
    private func conjunction(_ terms: [Condition]) -> Condition {
        switch terms.count {
        case 2:
            let (first, second) = (terms[0], terms[1])
            return { row in
                let truth = first(row)
                return truth == .isFalse ? truth : least(truth, second(row))
            }
        case 3:
            let (first, second, third) = (terms[0], terms[1], terms[2])
            return { row in
                let truth = first(row)
                if truth == .isFalse { return truth }
                let both = least(truth, second(row))
                return both == .isFalse ? both : least(both, third(row))
            }
        default:
            return { row in
                var result = Truth.isTrue
                for term in terms {
                    result = least(result, term(row))
                    if result == .isFalse { break }
                }
                return result
            }
        }
    }

    private func disjunction(_ terms: [Condition]) -> Condition {
        switch terms.count {
        case 2:
            let (first, second) = (terms[0], terms[1])
            return { row in
                let truth = first(row)
                return truth == .isTrue ? truth : greatest(truth, second(row))
            }
        case 3:
            let (first, second, third) = (terms[0], terms[1], terms[2])
            return { row in
                let truth = first(row)
                if truth == .isTrue { return truth }
                let either = greatest(truth, second(row))
                return either == .isTrue ? either : greatest(either, third(row))
            }
        default:
            return { row in
                var result = Truth.isFalse
                for term in terms {
                    result = greatest(result, term(row))
                    if result == .isTrue { break }
                }
                return result
            }
        }
    }

    private func negation(_ condition: @escaping Condition) -> Condition {
        { opposite(condition($0)) }
    }
}

@inline(__always)
private func least(_ first: ClosureReference.Truth, _ second: ClosureReference.Truth) -> ClosureReference.Truth {
    first.rawValue < second.rawValue ? first : second
}

@inline(__always)
private func greatest(_ first: ClosureReference.Truth, _ second: ClosureReference.Truth) -> ClosureReference.Truth {
    first.rawValue > second.rawValue ? first : second
}

@inline(__always)
private func opposite(_ truth: ClosureReference.Truth) -> ClosureReference.Truth {
    switch truth {
    case .isTrue: .isFalse
    case .isFalse: .isTrue
    case .isUnknown: .isUnknown
    }
}

// MARK: - Fields and constants

extension ClosureCompiler {
    /// The column of a field of the innermost row.
    private func column(_ id: ExpressionID) -> PlainColumn? {
        guard case .field(let slot, let row) = plan[id], case .row(depth: 0) = plan[row],
            case .reference(let entity) = plan.type(of: row)
        else { return nil }
        return columns[entity.index][slot.index]
    }

    private func booleanField(_ id: ExpressionID) -> Condition {
        guard case .booleans(let truths)? = column(id) else { unsupported(id) }
        return { truths[$0] }
    }

    private func comparison(_ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID) -> Condition {
        if case .aggregate(.count, _, _, let rows) = plan[left], case .number(let bound) = constant(right) {
            return count(rows, comparator, bound)
        }
        let bound = constant(right)
        switch (column(left), bound) {
        case (.numbers(let numbers), .number(let bound)): return compared(comparator, numbers, bound)
        // Both have whole seconds.
        case (.times(let times), .time(let bound)): return compared(comparator, times, bound.secondsSinceEpoch)
        case (.coded, _):
            return coded(left) { value in
                switch comparator {
                case .equal: value == bound
                case .notEqual: value != bound
                case .less: value.isLess(than: bound)
                case .greater: bound.isLess(than: value)
                case .lessOrEqual: !bound.isLess(than: value)
                case .greaterOrEqual: !value.isLess(than: bound)
                }
            }
        default: unsupported(left)
        }
    }

    private func compared<Element: PlainValue>(
        _ comparator: PlanComparator, _ column: PlainValues<Element>, _ bound: Element
    ) -> Condition {
        switch comparator {
        case .equal: tested(column) { $0 == bound }
        case .notEqual: tested(column) { $0 != bound }
        case .less: tested(column) { $0 < bound }
        case .lessOrEqual: tested(column) { $0 <= bound }
        case .greater: tested(column) { $0 > bound }
        case .greaterOrEqual: tested(column) { $0 >= bound }
        }
    }

    @inline(__always)
    private func tested<Element: PlainValue>(
        _ column: PlainValues<Element>, _ holds: @escaping (Element) -> Bool
    ) -> Condition {
        { row in
            let value = column[row]
            return value.isMissing ? .isUnknown : holds(value) ? .isTrue : .isFalse
        }
    }

    /// Asks once for each entry of a dictionary; a row looks its answer up.
    private func coded(_ id: ExpressionID, _ holds: (Value) -> Bool?) -> Condition {
        guard case .coded(let codes, let dictionary)? = column(id) else { unsupported(id) }
        // A bit for each entry, so that the answers of many conditions fit into the caches; the missing value comes first.
        var bits = [UInt64](repeating: 0, count: dictionary.count / 64 + 1)
        for (place, value) in dictionary.enumerated() where holds(value) ?? false {
            bits[(place + 1) / 64] |= 1 << UInt64((place + 1) % 64)
        }
        let truths = PlainValues(bits)
        return { row in
            let code = codes[row]
            let holds = truths[Int(code &>> 6)] &>> UInt64(code & 63) & 1 != 0
            return code == 0 ? .isUnknown : holds ? .isTrue : .isFalse
        }
    }

    private func membership(of operand: ExpressionID, in list: Value) -> Condition {
        guard case .list(let elements) = list else { unsupported(operand) }
        return coded(operand) { elements.contains($0) }
    }

    private func textTest(_ test: TextTest, _ operand: ExpressionID, _ part: Value) -> Condition {
        guard let part = part.text else { unsupported(operand) }
        // Generated texts are in lower case already.
        return coded(operand) { value in
            switch test {
            case .contains: value.text.map { Text($0).contains(Text(part), folding: false) }
            case .startsWith: value.text.map { $0.hasPrefix(part) }
            case .endsWith: value.text.map { $0.hasSuffix(part) }
            }
        }
    }
}

extension Value {
    fileprivate var text: String? {
        if case .text(let text) = self { text.string } else { nil }
    }

    /// Of two levels, or two versions.
    fileprivate func isLess(than other: Value) -> Bool {
        switch (self, other) {
        case (.member(let left), .member(let right)): left < right
        case (.version(let left), .version(let right)): left < right
        default: false
        }
    }
}

// MARK: - Rows of rows

extension ClosureCompiler {
    /// Runs over the alerts of the innermost row.
    private func rows(_ rows: PlanRowSet) -> (places: PlainValues<Range<Int>>, condition: Condition?) {
        guard case .referring(_, let target) = rows.scope, case .row(depth: 0) = plan[target] else {
            preconditionFailure("the closures know the alerts of a device, and no other rows")
        }
        return (alertPlaces, rows.condition.map(condition))
    }

    private func quantifier(_ kind: PlanQuantifier, _ set: PlanRowSet, _ satisfy: ExpressionID?) -> Condition {
        let (places, condition) = rows(set)
        let alerts = alerts
        var terms = condition.map { [$0] } ?? []
        if let satisfy { terms.append(negation(self.condition(satisfy))) }
        // All of them are one question: whether there is a row for which all of these are true.
        let isFound = terms.count == 1 ? terms[0] : conjunction(terms)
        let any: Condition = { row in
            var result = Truth.isFalse
            for place in places[row] {
                let truth = isFound(alerts[place])
                if truth == .isTrue { return .isTrue }
                if truth == .isUnknown { result = .isUnknown }
            }
            return result
        }
        return kind == .any ? any : negation(any)
    }

    private func count(_ set: PlanRowSet, _ comparator: PlanComparator, _ bound: Double) -> Condition {
        guard comparator == .greaterOrEqual else { preconditionFailure("the closures know counts that are at least n") }
        let (places, condition) = rows(set)
        let alerts = alerts
        let least = Int(bound)
        return { row in
            var certain = 0
            var possible = 0
            for place in places[row] {
                switch condition?(alerts[place]) ?? .isTrue {
                case .isTrue:
                    certain += 1
                    possible += 1
                case .isUnknown: possible += 1
                case .isFalse: break
                }
            }
            return certain >= least ? .isTrue : possible < least ? .isFalse : .isUnknown
        }
    }
}

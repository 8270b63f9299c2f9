import RuleEngine
import RulePlan

/// Makes closures of the plan's conditions.
struct ClosureCompiler {
    typealias Condition = ClosureReference.Condition
    typealias Truth = ClosureReference.Truth
    typealias Frame = ClosureReference.Frame

    private let plan: Plan
    private let evaluator: ScalarEvaluator
    /// By entity, then field.
    private let columns: [[PlainColumn]]
    /// By device: the places of its alerts in `alerts`.
    private let alertPlaces: [Range<Int>]
    private let alerts: [Int]

    init(_ plan: Plan, _ estate: GeneratedEstate) {
        self.plan = plan
        let nothing = Dataset(tables: plan.schema.entities.map { _ in nil }, scores: [], summaries: [])
        evaluator = ScalarEvaluator(plan: plan, data: nothing, context: GeneratedEstate.context)
        columns = [estate.devices, estate.alerts].enumerated().map { entity, table in
            zip(table.columns, plan.schema.entities[entity].fields).map { PlainColumn($0, as: $1.type) }
        }
        let lists = estate.alertsByDevice
        var place = 0
        alertPlaces = lists.map { list in
            defer { place += list.count }
            return place..<place + list.count
        }
        alerts = lists.flatMap { $0 }
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
        case .like(let operand, let pattern): text(operand) { pattern.matches($0) }
        case .matches(let operand, let regex): text(operand) { regex.matches($0) }
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
        guard terms.count != 2 else {
            let (first, second) = (terms[0], terms[1])
            return { frame in
                let left = first(frame)
                if left == .isFalse { return .isFalse }
                let right = second(frame)
                return left == .isTrue ? right : right == .isFalse ? .isFalse : .isUnknown
            }
        }
        return { frame in
            var result = Truth.isTrue
            for term in terms {
                let truth = term(frame)
                if truth == .isFalse { return .isFalse }
                if truth == .isUnknown { result = .isUnknown }
            }
            return result
        }
    }

    private func disjunction(_ terms: [Condition]) -> Condition {
        guard terms.count != 2 else {
            let (first, second) = (terms[0], terms[1])
            return { frame in
                let left = first(frame)
                if left == .isTrue { return .isTrue }
                let right = second(frame)
                return left == .isFalse ? right : right == .isTrue ? .isTrue : .isUnknown
            }
        }
        return { frame in
            var result = Truth.isFalse
            for term in terms {
                let truth = term(frame)
                if truth == .isTrue { return .isTrue }
                if truth == .isUnknown { result = .isUnknown }
            }
            return result
        }
    }

    private func negation(_ condition: @escaping Condition) -> Condition {
        { frame in
            switch condition(frame) {
            case .isTrue: .isFalse
            case .isFalse: .isTrue
            case .isUnknown: .isUnknown
            }
        }
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
        // The column's numbers are those of the truths.
        return { Truth(rawValue: truths[$0.innermost]) ?? .isUnknown }
    }

    private func comparison(_ comparator: PlanComparator, _ left: ExpressionID, _ right: ExpressionID) -> Condition {
        if case .aggregate(.count, _, _, let rows) = plan[left], case .number(let bound) = constant(right) {
            return count(rows, comparator, bound)
        }
        switch (column(left), constant(right)) {
        case (.numbers(let numbers), .number(let bound)): return compared(comparator, numbers, bound)
        // Both have whole seconds.
        case (.times(let times), .time(let bound)): return compared(comparator, times, bound.secondsSinceEpoch)
        case (.members(let places), .member(let bound)): return compared(comparator, places, UInt8(bound))
        case (.versions(let versions), .version(let bound)):
            return compared(comparator, versions, PlainVersion(version: bound))
        case (.texts, .text(let bound)):
            let isEqual = text(left) { $0 == bound.string }
            return comparator == .equal ? isEqual : negation(isEqual)
        default: unsupported(left)
        }
    }

    private func compared<Element: PlainValue>(
        _ comparator: PlanComparator, _ column: [Element], _ bound: Element
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
        _ column: [Element], _ holds: @escaping (Element) -> Bool
    ) -> Condition {
        { frame in
            let value = column[frame.innermost]
            return value.isMissing ? .isUnknown : holds(value) ? .isTrue : .isFalse
        }
    }

    @inline(__always)
    private func text(_ id: ExpressionID, _ holds: @escaping (String) -> Bool) -> Condition {
        guard case .texts(let texts)? = column(id) else { unsupported(id) }
        return { frame in
            guard let text = texts[frame.innermost] else { return .isUnknown }
            return holds(text) ? .isTrue : .isFalse
        }
    }

    private func membership(of operand: ExpressionID, in list: Value) -> Condition {
        guard case .list(let elements) = list else { unsupported(operand) }
        if case .members(let places)? = column(operand) {
            var set: UInt64 = 0
            for case .member(let place) in elements { set |= 1 << UInt64(place) }
            return tested(places) { set >> UInt64($0) & 1 == 1 }
        }
        var texts: Set<String> = []
        for case .text(let text) in elements { texts.insert(text.string) }
        return text(operand) { texts.contains($0) }
    }

    private func textTest(_ test: TextTest, _ operand: ExpressionID, _ part: Value) -> Condition {
        guard case .text(let part) = part else { unsupported(operand) }
        let string = part.string
        return switch test {
        case .contains: text(operand) { Text($0).contains(part, folding: false) }
        case .startsWith: text(operand) { $0.hasPrefix(string) }
        case .endsWith: text(operand) { $0.hasSuffix(string) }
        }
    }
}

// MARK: - Rows of rows

extension ClosureCompiler {
    /// Runs over the alerts of the innermost row.
    private func rows(_ rows: PlanRowSet) -> (places: [Range<Int>], condition: Condition?) {
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
        let any: Condition = { frame in
            var result = Truth.isFalse
            for place in places[frame.innermost] {
                let truth = isFound(Frame(innermost: alerts[place]))
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
        return { frame in
            var certain = 0
            var possible = 0
            for place in places[frame.innermost] {
                switch condition?(Frame(innermost: alerts[place])) ?? .isTrue {
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

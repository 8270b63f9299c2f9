import RulePlan

/// Compares two operands; nothing where one is missing, or where the bounds of a count leave it open.
func compared(_ comparator: PlanComparator, _ left: Evaluated, _ right: Evaluated, folding: Bool) -> Bool? {
    if let left = left.interval, let right = right.interval { return left.compared(comparator, to: right) }
    let (left, right) = (left.value, right.value)
    guard !left.isMissing, !right.isMissing else { return nil }
    switch comparator {
    case .equal: return isEqual(left, right, folding: folding)
    case .notEqual: return isEqual(left, right, folding: folding).map { !$0 }
    case .less: return precedes(left, right)
    case .lessOrEqual: return precedes(right, left).map { !$0 }
    case .greater: return precedes(right, left)
    case .greaterOrEqual: return precedes(left, right).map { !$0 }
    }
}

/// Whether two known values are equal; an address is also equal to a network that holds it.
private func isEqual(_ left: Value, _ right: Value, folding: Bool) -> Bool? {
    switch (left, right) {
    case (.text(let left), .text(let right)): return left.equals(right, folding: folding)
    case (.address(let address), .network(let network)), (.network(let network), .address(let address)):
        return network.contains(address)
    case (.list(let left), .list(let right)):
        guard left.count == right.count else { return false }
        return conjunction(
            zip(left, right).map { left, right in
                left.isMissing || right.isMissing ? nil : isEqual(left, right, folding: folding)
            })
    default: return left == right
    }
}

/// Whether the first of two known values of one ordered type is less.
func precedes(_ left: Value, _ right: Value) -> Bool? {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.time(let left), .time(let right)): left < right
    case (.duration(let left), .duration(let right)): left < right
    case (.version(let left), .version(let right)): left < right
    case (.member(let left), .member(let right)): left < right
    default: nil
    }
}

/// Whether a value lies between two others, both included.
func isBetween(_ value: Evaluated, _ lower: Evaluated, _ upper: Evaluated) -> Bool? {
    // Nothing lies in a range that is turned round, whatever the value.
    if compared(.greater, lower, upper, folding: true) == true { return value.isMissingEntirely ? nil : false }
    return conjunction([
        compared(.greaterOrEqual, value, lower, folding: true), compared(.lessOrEqual, value, upper, folding: true),
    ])
}

/// Whether a list holds an element equal to the value.
func isIn(_ value: Evaluated, _ list: Value, folding: Bool) -> Bool? {
    guard case .list(let elements) = list else { return nil }
    if case .count(let lower, let upper?) = value, upper - lower < elements.count {
        // Every number that the count may be is in the list.
        let covers = (lower...upper).allSatisfy { elements.contains(.number(Double($0))) }
        if covers { return true }
    }
    return value.isMissingEntirely
        ? nil : disjunction(elements.map { compared(.equal, value, .value($0), folding: folding) })
}

/// A test of a text's parts; nothing where one of both is missing.
func passes(_ test: TextTest, _ text: Value, _ part: Value, folding: Bool) -> Bool? {
    guard case .text(let text) = text, case .text(let part) = part else { return nil }
    return switch test {
    case .contains: text.contains(part, folding: folding)
    case .startsWith: text.starts(with: part, folding: folding)
    case .endsWith: text.ends(with: part, folding: folding)
    }
}

extension Evaluated {
    /// Whether nothing at all is known; bounds of a count are something.
    fileprivate var isMissingEntirely: Bool { self == .value(.missing) }
}

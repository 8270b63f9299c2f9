import RulePlan

/// Asks a leaf that reads its row by one source alone for values of that source: as often as there are values, not rows.
struct LeafTest: Sendable {
    private let answer: @Sendable (Evaluated) -> Bool?

    /// - Parameter source: What the leaf reads, beside what is the same for all rows.
    init(_ leaf: Leaf, reading source: ExpressionID, with evaluator: ScalarEvaluator, _ reads: FrameReads) {
        switch leaf {
        case .truth(let id):
            if let direct = Self.direct(id, source, evaluator, reads) {
                answer = direct
            } else {
                answer = { evaluator.substituting($0, for: source).truth(of: id, in: [-1]) }
            }
        case .known(let id):
            if id == source {
                answer = { $0 != .value(.missing) }
            } else {
                answer = { evaluator.substituting($0, for: source).evaluated(id, in: [-1]) != .value(.missing) }
            }
        case .member: answer = { _ in nil }
        }
    }

    /// Whether the leaf holds where its source has a value; nothing where that is unknown.
    func callAsFunction(_ value: Evaluated) -> Bool? { answer(value) }

    /// The test of a leaf that compares its source with what is the same for all rows: the evaluator's own functions, without a frame.
    private static func direct(
        _ id: ExpressionID, _ source: ExpressionID, _ evaluator: ScalarEvaluator, _ reads: FrameReads
    ) -> (@Sendable (Evaluated) -> Bool?)? {
        func fixed(_ id: ExpressionID) -> Evaluated? {
            reads.isNothing(of: id) ? evaluator.evaluated(id, in: []) : nil
        }
        switch evaluator.plan[id] {
        case .comparison(let comparator, source, let right, let folding):
            guard let right = fixed(right) else { return nil }
            return { compared(comparator, $0, right, folding: folding) }
        case .comparison(let comparator, let left, source, let folding):
            guard let left = fixed(left) else { return nil }
            return { compared(comparator, left, $0, folding: folding) }
        case .between(source, let lower, let upper):
            guard let lower = fixed(lower), let upper = fixed(upper) else { return nil }
            return { isBetween($0, lower, upper) }
        case .isIn(source, let list, let folding):
            guard let list = fixed(list)?.value else { return nil }
            if let test = TextListTest(list, folding: folding) { return { test($0.value) } }
            return { isIn($0, list, folding: folding) }
        case .contains(source, let element, let folding):
            guard let element = fixed(element) else { return nil }
            return { isIn(element, $0.value, folding: folding) }
        case .textTest(let test, source, let part, let folding):
            guard let part = fixed(part)?.value else { return nil }
            return { passes(test, $0.value, part, folding: folding) }
        case .like(source, let pattern):
            return { if case .text(let text) = $0.value { pattern.matches(text.string) } else { nil } }
        case .matches(source, let regex):
            return { if case .text(let text) = $0.value { regex.matches(text.string) } else { nil } }
        case .isKnown(source):
            return { !$0.value.isMissing }
        default:
            guard id == source else { return nil }
            return { $0.value.truth }
        }
    }
}

/// `in` a list of texts that are all known: one look-up however long the list is.
private struct TextListTest: Sendable {
    private let texts: Set<Text>
    private let folding: Bool

    init?(_ list: Value, folding: Bool) {
        guard case .list(let elements) = list, elements.count > 8 else { return nil }
        var texts: Set<Text> = []
        for element in elements {
            guard case .text(let text) = element else { return nil }
            texts.insert(folding ? text.folded : text)
        }
        self.texts = texts
        self.folding = folding
    }

    func callAsFunction(_ value: Value) -> Bool? {
        guard case .text(let text) = value else { return nil }
        return texts.contains(folding ? text.folded : text)
    }
}

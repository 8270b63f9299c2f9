import RulePlan

/// The values at which conditions on one source change: between two neighbours they all stay as they are.
struct Thresholds {
    /// Numbers, or ticks of times and durations; by the evaluator's comparisons.
    private(set) var bounds: [Evaluated] = []
    private let source: ExpressionID
    private let evaluator: ScalarEvaluator
    private let reads: FrameReads

    init(of source: ExpressionID, _ evaluator: ScalarEvaluator, _ reads: FrameReads) {
        self.source = source
        self.evaluator = evaluator
        self.reads = reads
    }

    /// Takes the bounds of one more leaf.
    /// - Returns: Whether it depends on nothing but where its source lies among bounds; else nothing is taken.
    mutating func add(_ leaf: Leaf) -> Bool {
        let before = bounds
        let depends: Bool
        switch leaf {
        case .truth(let id): depends = collect(id)
        case .known(let id): depends = isSource(id)
        case .member: depends = false
        }
        if !depends { bounds = before }
        return depends
    }

    private mutating func collect(_ id: ExpressionID) -> Bool {
        if reads.isNothing(of: id) { return true }
        switch evaluator.plan[id] {
        case .comparison(_, let left, let right, _):
            return isSource(left) && take(right) || isSource(right) && take(left)
        case .between(let value, let lower, let upper):
            return isSource(value) && take(lower) && take(upper)
        case .isIn(let value, let list, _):
            return isSource(value) && take(list)
        case .isKnown(let value): return isSource(value)
        case .not(let operand): return collect(operand)
        case .and(let terms), .or(let terms):
            for term in terms where !collect(term) { return false }
            return true
        default: return false
        }
    }

    /// The source, perhaps with another value where it is missing.
    private func isSource(_ id: ExpressionID) -> Bool {
        if id == source { return true }
        if case .otherwise(let first, let second) = evaluator.plan[id] {
            return isSource(first) && reads.isNothing(of: second)
        }
        return false
    }

    /// Takes what is the same for all rows.
    private mutating func take(_ id: ExpressionID) -> Bool {
        guard reads.isNothing(of: id) else { return false }
        switch evaluator.evaluated(id, in: []) {
        case .value(.list(let elements)): bounds += elements.map(Evaluated.value)
        // Within its bounds a count differs from every fraction, so that more than the bounds matters.
        case .count: return false
        case .value(let value): bounds.append(.value(value))
        }
        return true
    }
}

/// Numbers or ticks ranked among bounds: 0 missing, 1 below the first, 2 the first itself, 3 between it and the second, …
struct Ranks<Number: Comparable & Sendable>: Sendable {
    /// Ascending, each once.
    let bounds: [Number]

    init(_ bounds: [Number]) {
        var distinct: [Number] = []
        for bound in bounds.sorted() where distinct.last != bound { distinct.append(bound) }
        self.bounds = distinct
    }

    /// One more than the greatest rank.
    var count: Int { 2 * bounds.count + 2 }
}

extension Ranks {
    /// The rank of a number that is not missing.
    @inline(__always)
    func rank(of number: Number, in bounds: UnsafeBufferPointer<Number>) -> Int {
        // The number of bounds below it, halving without branches that would be guessed wrong.
        var start = 0
        var length = bounds.count
        while length > 1 {
            let half = length / 2
            start = unsafe bounds[start + half - 1] < number ? start + half : start
            length -= half
        }
        if length == 1, unsafe bounds[start] < number { start += 1 }
        let isBound = unsafe start < bounds.count && !(number < bounds[start])
        return 2 * start + (isBound ? 2 : 1)
    }
}

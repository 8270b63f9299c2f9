/// What a regular expression says, as a tree. The parser bounds its depth, so that recursion over it is safe.
indirect enum RegexNode: Hashable, Sendable {
    /// Nothing, which is found everywhere.
    case empty
    /// One scalar of a set.
    case scalar(ScalarSet)
    case boundary(RegexBoundary)
    case sequence([RegexNode])
    case choice([RegexNode])
    case repetition(RegexNode, minimum: Int, maximum: Int?)

    /// How many states it takes, and one at least, so that it bounds the steps of compiling too; `Int.max` beyond all bounds.
    var size: Int {
        switch self {
        case .empty, .scalar, .boundary:
            return 1
        case .sequence(let nodes):
            return nodes.reduce(0) { $0.addingWithinBounds($1.size) }
        case .choice(let nodes):
            return nodes.reduce(nodes.count - 1) { $0.addingWithinBounds($1.size) }
        case .repetition(let node, let minimum, let maximum):
            // Each copy that may be left out, and each loop, takes a fork beside.
            let size = node.size
            guard let maximum else { return size.multipliedWithinBounds(by: max(minimum, 1)).addingWithinBounds(1) }
            return max(1, size.multipliedWithinBounds(by: maximum).addingWithinBounds(maximum - minimum))
        }
    }
}

/// A place between two scalars, or at an end of the text.
enum RegexBoundary: Hashable, Sendable {
    case textStart, textEnd, wordBoundary, insideOrOutsideWord

    /// What stands on one side of a place.
    enum Side: Hashable, Sendable {
        /// Nothing: an end of the text.
        case end
        /// An ASCII letter or digit, or `_`.
        case word
        case other
    }

    func isAt(before: Side, after: Side) -> Bool {
        switch self {
        case .textStart: before == .end
        case .textEnd: after == .end
        case .wordBoundary: (before == .word) != (after == .word)
        case .insideOrOutsideWord: (before == .word) == (after == .word)
        }
    }
}

extension Int {
    fileprivate func addingWithinBounds(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? .max : sum
    }

    fileprivate func multipliedWithinBounds(by other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}

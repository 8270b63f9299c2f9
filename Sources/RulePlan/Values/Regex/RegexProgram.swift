/// A regular expression as a nondeterministic automaton.
struct RegexProgram: Sendable {
    enum Instruction: Hashable, Sendable {
        /// Takes one scalar of a set.
        case scalar(set: Int, next: Int)
        /// Goes on at both.
        case fork(Int, Int)
        /// Goes on where the place is right.
        case boundary(RegexBoundary, next: Int)
        case match
    }

    /// The bound on `RegexNode.size`.
    static let largestSize = 10_000

    private(set) var instructions: [Instruction] = [.match]
    private(set) var start = 0
    /// Each once.
    private(set) var sets: [ScalarSet] = []
    private(set) var asksForWords = false
    private(set) var asksForTextStart = false
    private var setIndexes: [ScalarSet: Int] = [:]

    // Invariant: the node's size is at most `largestSize`.
    init(_ node: RegexNode) {
        start = add(node, next: 0)
    }

    /// What stands beside a place: told apart only as far as the program asks.
    func side(_ scalar: UInt32) -> RegexBoundary.Side {
        asksForWords && ScalarSet.wordScalars.contains(scalar) ? .word : .other
    }

    /// What stands before the first scalar.
    var sideOfStart: RegexBoundary.Side { asksForTextStart ? .end : .other }

    /// Adds a node that goes on at `next`.
    /// - Returns: Where it begins.
    private mutating func add(_ node: RegexNode, next: Int) -> Int {
        switch node {
        case .empty:
            return next
        case .scalar(let set):
            return add(.scalar(set: index(of: set), next: next))
        case .boundary(let boundary):
            switch boundary {
            case .textStart: asksForTextStart = true
            case .wordBoundary, .insideOrOutsideWord: asksForWords = true
            case .textEnd: break
            }
            return add(.boundary(boundary, next: next))
        case .sequence(let nodes):
            return nodes.reversed().reduce(next) { add($1, next: $0) }
        case .choice(let nodes):
            let entries = nodes.map { add($0, next: next) }
            return entries.dropLast().reversed().reduce(entries.last ?? next) { add(.fork($1, $0)) }
        case .repetition(let node, let minimum, let maximum):
            return addRepetition(of: node, minimum: minimum, maximum: maximum, next: next)
        }
    }

    private mutating func addRepetition(of node: RegexNode, minimum: Int, maximum: Int?, next: Int) -> Int {
        var entry = next
        var required = minimum
        if let maximum {
            for _ in 0..<max(0, maximum - minimum) {
                let body = add(node, next: entry)
                entry = add(.fork(body, next))
            }
        } else {
            let loop = add(.fork(next, next))
            let body = add(node, next: loop)
            instructions[loop] = .fork(body, next)
            // The body of the loop is one of the required ones.
            entry = required > 0 ? body : loop
            required -= 1
        }
        for _ in 0..<max(0, required) { entry = add(node, next: entry) }
        return entry
    }

    private mutating func add(_ instruction: Instruction) -> Int {
        instructions.append(instruction)
        return instructions.count - 1
    }

    private mutating func index(of set: ScalarSet) -> Int {
        if let index = setIndexes[set] { return index }
        sets.append(set)
        setIndexes[set] = sets.count - 1
        return sets.count - 1
    }
}

/// Follows all paths through a program at once, each state once a step: linear time whatever the expression.
struct RegexThreads {
    private let program: RegexProgram
    /// The instructions at which paths wait for a scalar, of the last `advance`.
    private(set) var waiting: [Int] = []
    /// How many instructions were looked at in all.
    private(set) var work = 0
    /// By instruction: the step that came by last.
    private var visits: [UInt32]
    private var step: UInt32 = 0
    private var pending: [Int] = []

    init(_ program: RegexProgram) {
        self.program = program
        visits = [UInt32](repeating: 0, count: program.instructions.count)
    }

    /// Follows everything that needs no scalar, from `places`.
    /// - Returns: Whether a path is at the end of the expression.
    mutating func advance(from places: [Int], before: RegexBoundary.Side, after: RegexBoundary.Side) -> Bool {
        waiting.removeAll(keepingCapacity: true)
        beginStep()
        pending.append(contentsOf: places)
        while let place = pending.popLast() {
            guard visits[place] != step else { continue }
            visits[place] = step
            work += 1
            switch program.instructions[place] {
            case .scalar:
                waiting.append(place)
            case .fork(let first, let second):
                pending.append(second)
                pending.append(first)
            case .boundary(let boundary, let next):
                if boundary.isAt(before: before, after: after) { pending.append(next) }
            case .match:
                pending.removeAll(keepingCapacity: true)
                return true
            }
        }
        return false
    }

    /// Where the waiting paths go on behind a scalar, each place once; and where the search begins anew.
    mutating func places(behind scalar: UInt32) -> [Int] {
        beginStep()
        var places: [Int] = [program.start]
        visits[program.start] = step
        for place in waiting {
            work += 1
            guard case .scalar(let set, let next) = program.instructions[place], visits[next] != step,
                program.sets[set].contains(scalar)
            else { continue }
            visits[next] = step
            places.append(next)
        }
        return places
    }

    private mutating func beginStep() {
        step &+= 1
        if step == 0 {
            // Invariant: no visit is of this step. After 2³² of them, the numbers begin again.
            for place in visits.indices { visits[place] = 0 }
            step = 1
        }
    }
}

extension RegexProgram {
    /// - Parameter scalars: Folded, if the program is for folded text.
    /// - Complexity: O(*n* · *m*), *m* being the number of instructions.
    func isFound(in scalars: some Sequence<UInt32>) -> Bool {
        var threads = RegexThreads(self)
        var places = [start]
        var before = sideOfStart
        for scalar in scalars {
            let after = side(scalar)
            if threads.advance(from: places, before: before, after: after) { return true }
            places = threads.places(behind: scalar)
            before = after
        }
        return threads.advance(from: places, before: before, after: .end)
    }
}

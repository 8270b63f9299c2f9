/// A program made deterministic: one step a scalar, by table.
///
/// Made whole and ahead of time, so that it is shared freely between threads; programs for which it would grow too large do without.
struct RegexAutomaton: Sendable {
    private static let largestTable = 1 << 16
    /// Of the search for states, in places looked at: some milliseconds.
    private static let largestWork = 150_000

    private let alphabet: RegexAlphabet
    /// By state, then class of scalars: the state behind it.
    private var table: [UInt16] = []
    /// By state: whether a text that ends there matches.
    private var isFoundAtEnd: [Bool] = []

    /// A match has been found, whatever comes.
    private static let found: UInt16 = 0
    private static let start: UInt16 = 1

    private struct State: Hashable {
        /// Ascending.
        var places: [Int]
        var before: RegexBoundary.Side
    }

    /// - Returns: Nothing where it would be too large, or take too long to make.
    init?(_ program: RegexProgram) {
        guard let alphabet = RegexAlphabet(program) else { return nil }
        self.alphabet = alphabet
        let classCount = alphabet.representatives.count
        let sides = alphabet.representatives.map(program.side)

        let first = State(places: [program.start], before: program.sideOfStart)
        var states = [State(places: [], before: .other), first]
        var numbers: [State: UInt16] = [first: Self.start]
        table = [UInt16](repeating: Self.found, count: classCount)
        isFoundAtEnd = [true]

        var threads = RegexThreads(program)
        var work = 0
        while isFoundAtEnd.count < states.count {
            let state = states[isFoundAtEnd.count]
            isFoundAtEnd.append(threads.advance(from: state.places, before: state.before, after: .end))
            var row = [UInt16](repeating: Self.found, count: classCount)
            for side in program.asksForWords ? [RegexBoundary.Side.other, .word] : [.other] {
                if threads.advance(from: state.places, before: state.before, after: side) { continue }
                // By class: where the paths go on; everywhere the search begins anew, too.
                var places = [[Int]](repeating: [program.start], count: classCount)
                for case .scalar(let set, let next) in threads.waiting.lazy.map({ program.instructions[$0] }) {
                    for number in alphabet.classesBySet[set] where sides[number] == side { places[number].append(next) }
                }
                for number in 0..<classCount where sides[number] == side {
                    work += places[number].count
                    let next = State(places: places[number].sortedOnce(), before: side)
                    if numbers[next] == nil {
                        // Invariant: states fit their numbers and the table.
                        guard (states.count + 1) * classCount <= Self.largestTable, states.count < Int(UInt16.max),
                            work + threads.work <= Self.largestWork
                        else { return nil }
                        numbers[next] = UInt16(states.count)
                        states.append(next)
                    }
                    row[number] = numbers[next] ?? Self.found
                }
            }
            table += row
        }
    }

    /// - Parameter scalars: Folded, if the program is for folded text.
    func isFound(in scalars: some Sequence<UInt32>) -> Bool {
        let classCount = alphabet.representatives.count
        var state = Int(Self.start)
        for scalar in scalars {
            state = Int(table[state * classCount + alphabet.index(of: scalar)])
            if state == Int(Self.found) { return true }
        }
        return isFoundAtEnd[state]
    }
}

/// The scalars, in classes that a program treats alike.
struct RegexAlphabet: Sendable {
    private static let largestWork = 500_000

    /// One scalar of each class.
    private(set) var representatives: [UInt32] = []
    /// Where stretches of one class begin, ascending; the first at 0.
    private var boundaries: [UInt32]
    /// By stretch.
    private var classes: [UInt16] = []
    private var asciiClasses: [UInt16] = []
    /// By set of the program: its classes.
    private(set) var classesBySet: [[Int]] = []

    /// - Returns: Nothing where finding the classes would take too long.
    init?(_ program: RegexProgram) {
        var sets = program.sets
        if program.asksForWords { sets.append(.wordScalars) }
        var starts: Set<UInt32> = [0]
        for range in sets.lazy.flatMap(\.ranges) {
            starts.insert(range.lowerBound)
            if range.upperBound < ScalarSet.all.upperBound { starts.insert(range.upperBound + 1) }
            guard starts.count * sets.count <= Self.largestWork else { return nil }
        }
        boundaries = starts.sorted()
        guard boundaries.count < Int(UInt16.max) else { return nil }

        var numbers: [[UInt64]: UInt16] = [:]
        for boundary in boundaries {
            var membership = [UInt64](repeating: 0, count: sets.count / 64 + 1)
            for (index, set) in sets.enumerated() where set.contains(boundary) {
                membership[index / 64] |= 1 << UInt64(index % 64)
            }
            if numbers[membership] == nil {
                numbers[membership] = UInt16(representatives.count)
                representatives.append(boundary)
            }
            classes.append(numbers[membership] ?? 0)
        }
        asciiClasses = (0..<128).map { classes[stretch(of: $0)] }
        classesBySet = program.sets.map { set in
            representatives.indices.filter { set.contains(representatives[$0]) }
        }
    }

    func index(of scalar: UInt32) -> Int {
        scalar < 128 ? Int(asciiClasses[Int(scalar)]) : Int(classes[stretch(of: scalar)])
    }

    /// The last stretch that begins at the scalar or before it.
    private func stretch(of scalar: UInt32) -> Int {
        var (low, high) = (0, boundaries.count)
        while low < high {
            let middle = low + (high - low) / 2
            if boundaries[middle] <= scalar { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}

extension [Int] {
    /// Ascending, each number once.
    fileprivate func sortedOnce() -> [Int] {
        var result: [Int] = []
        result.reserveCapacity(count)
        for number in sorted() where result.last != number { result.append(number) }
        return result
    }
}

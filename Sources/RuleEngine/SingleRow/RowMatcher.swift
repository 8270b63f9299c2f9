import RulePlan

/// Asks an index about one row after another, in memory that it keeps: it allocates nothing from row to row, as long as values are known
/// to the index and no condition has to be asked of the evaluator. Not to be shared between threads; make one for each.
@safe package final class RowMatcher {
    package let index: RuleIndex

    // Copies of what the index holds, so that nothing is retained from row to row.
    private let bitmaps: UnsafeMutablePointer<UInt64>
    private let wordCount: Int
    private let starts: UnsafeMutablePointer<Int>
    private let classCounts: UnsafeMutablePointer<Int>
    private let possibleByRow: UnsafeMutablePointer<UInt32>
    private let fieldCount: Int
    /// By block its first word; then the last word's end.
    private let blockStarts: UnsafeMutablePointer<Int>
    private let blockCount: Int
    private let otherCount: Int
    private var asksOthers: Bool { otherCount > 0 }

    private let firingRows: UnsafeMutablePointer<UnsafePointer<UInt64>>
    private let possibleRows: UnsafeMutablePointer<UnsafePointer<UInt64>>
    /// What is ruled out, by alternative; then what is true, by rule.
    private let firing: AlignedMemory
    private let possible: AlignedMemory
    private var unseen: [UnseenValues]
    /// By leaf that no field decides: what it came to for this row; not asked yet where its round is not this one.
    private var answers: [(round: UInt64, truth: Bool?)]
    private var round: UInt64 = 0
    private var frame = [0]
    /// Words with a bit for each rule.
    private let ruleWordCount: Int
    private var waivedWords: [UInt64]

    package init(_ index: RuleIndex) {
        self.index = index
        let table = index.table
        unsafe bitmaps = table.memory.words
        wordCount = table.wordCount
        unsafe starts = .copy(of: table.starts)
        unsafe classCounts = .copy(of: table.classCounts)
        unsafe possibleByRow = .copy(of: table.possible)
        fieldCount = index.fields.count
        unsafe blockStarts = .copy(of: index.blocks.map(\.lowerBound) + [index.blocks.last?.upperBound ?? 0])
        blockCount = index.blocks.count
        otherCount = index.others.leaves.count
        let count = index.fields.count + 1
        unsafe firingRows = .allocate(capacity: count)
        unsafe firingRows.initialize(repeating: index.table.words(0), count: count)
        unsafe possibleRows = .allocate(capacity: count)
        unsafe possibleRows.initialize(repeating: index.table.words(1), count: count)
        firing = AlignedMemory(byteCount: index.table.wordCount * 8)
        possible = AlignedMemory(byteCount: index.table.wordCount * 8)
        unseen = index.fields.map { _ in UnseenValues() }
        answers = index.others.leaves.map { _ in (0, nil) }
        ruleWordCount = index.blocks.first?.count ?? 0
        waivedWords = index.waivedWords.map { _ in 0 }
    }

    deinit {
        unsafe starts.deallocate()
        unsafe blockStarts.deallocate()
        unsafe classCounts.deallocate()
        unsafe possibleByRow.deallocate()
        unsafe firingRows.deallocate()
        unsafe possibleRows.deallocate()
    }

    // MARK: - Asking

    /// Asks about a row of the data.
    package func match(row: Int) { match(row: row, in: index.evaluator) }

    /// Asks about a row of an evaluator's data, in which all that the index takes for the same for all rows is so.
    func match(row: Int, in evaluator: ScalarEvaluator) {
        match(row: row, of: evaluator.data) { evaluator }
    }

    /// Asks about a row of some data.
    /// - Parameter evaluator: For that data; made only where it is needed.
    func match(row: Int, of data: Dataset, with evaluator: () -> ScalarEvaluator) {
        let table = data.table(index.entity)
        for (place, field) in index.fields.enumerated() {
            let value =
                field.path.steps.isEmpty
                ? table?.value(field.slot, row) ?? .missing : field.value(in: row, of: data)
            take(value, of: place)
        }
        match(row, findsUndetermined: true, with: evaluator) {
            round += 1
            frame[0] = row
            let evaluator = evaluator()
            askOthers { answer($0, evaluator) }
        }
    }

    /// Asks about a row of the data by its codes.
    /// - Parameters:
    ///   - codes: As the index gives them for that row.
    ///   - findsUndetermined: Whether to find more than the rules that fire.
    @inline(__always)
    package func match(codes: Span<UInt16>, row: Int, findsUndetermined: Bool = true) {
        precondition(codes.count == fieldCount + otherCount)
        for place in 0..<fieldCount { point(place, to: Int(codes[place])) }
        unsafe codes.withUnsafeBufferPointer { codes in
            match(row, findsUndetermined: findsUndetermined, with: { index.evaluator }) {
                // Invariant: there is a code for each.
                askOthers { unsafe OtherLeaves.truth(of: codes[fieldCount &+ $0]) }
            }
        }
    }

    @inline(__always)
    private func match(
        _ row: Int, findsUndetermined: Bool, with evaluator: () -> ScalarEvaluator, askingOthers askOthers: () -> Void
    ) {
        unsafe unite(firingRows, fieldCount + 1, wordCount: wordCount, into: firing.words)
        if findsUndetermined || asksOthers {
            unsafe unite(possibleRows, fieldCount + 1, wordCount: wordCount, into: possible.words)
        }
        if asksOthers, isOpen { askOthers() }
        fold(firing)
        if findsUndetermined { fold(possible) }
        if !waivedWords.isEmpty, mayWaive { waive(row, evaluator()) }
    }

    // MARK: - Answers

    /// Calls `body` with each rule that fires, a place in `index.rules`, in no order.
    package func forEachFired(_ body: (Int) -> Void) {
        for word in 0..<ruleWordCount {
            forEachRule(in: unsafe firing.words[word], word, body)
        }
    }

    /// The same with each rule that can't be decided; to be asked only where it was looked for.
    package func forEachUndetermined(_ body: (Int) -> Void) {
        for word in 0..<ruleWordCount {
            var bits = unsafe possible.words[word] & ~firing.words[word]
            if !waivedWords.isEmpty { bits &= ~waivedWords[word] }
            forEachRule(in: bits, word, body)
        }
    }

    /// The same with each rule that would fire and is waived.
    package func forEachWaived(_ body: (Int) -> Void) {
        for (word, bits) in waivedWords.enumerated() { forEachRule(in: bits, word, body) }
    }

    /// Whether a rule fires.
    package var firesAny: Bool {
        for word in 0..<ruleWordCount {
            if unsafe firing.words[word] != 0 { return true }
        }
        return false
    }

    /// How many rules fire.
    package var firedCount: Int {
        var count = 0
        for word in 0..<ruleWordCount { count &+= unsafe firing.words[word].nonzeroBitCount }
        return count
    }

    @inline(__always)
    private func forEachRule(in bits: UInt64, _ word: Int, _ body: (Int) -> Void) {
        var rest = bits
        while rest != 0 {
            body(index.ruleByBit[word * 64 + rest.trailingZeroBitCount])
            rest &= rest - 1
        }
    }

    // MARK: - Fields

    @inline(__always)
    private func point(_ field: Int, to code: Int) {
        unsafe precondition(code < classCounts[field])
        let row = unsafe starts[field] + code
        unsafe firingRows[field + 1] = UnsafePointer(bitmaps + row &* wordCount)
        unsafe possibleRows[field + 1] = UnsafePointer(bitmaps + Int(possibleByRow[row]) &* wordCount)
    }

    private func take(_ value: Value, of place: Int) {
        let field = index.fields[place]
        if let code = field.code(of: value) { return point(place, to: Int(code)) }
        switch unseen[place].home(of: value, in: field, index.table) {
        case .code(let code): point(place, to: Int(code))
        case .place(let home):
            guard let rows = unsafe unseen[place].rows(at: home, index.table) else { return }
            unsafe firingRows[place + 1] = rows.firing
            unsafe possibleRows[place + 1] = rows.possible
        }
    }

    // MARK: - Other leaves

    /// Whether an alternative is left that no field has ruled out, and that wants something else too.
    private var isOpen: Bool {
        index.others.words.contains { unsafe $0.bits & ~possible.words[$0.word] != 0 }
    }

    /// Whether a rule fires that has waivers; else none is waived.
    private var mayWaive: Bool {
        var result = false
        for (word, bits) in index.waivedWords.enumerated() {
            waivedWords[word] = 0
            if unsafe bits & firing.words[word] != 0 { result = true }
        }
        return result
    }

    /// Asks what is left undecided where no field has ruled it out.
    /// - Parameter answer: What a leaf comes to.
    @inline(__always)
    private func askOthers(_ answer: (Int) -> Bool?) {
        let others = index.others
        for word in others.words {
            var rest = unsafe word.bits & ~possible.words[word.word]
            while rest != 0 {
                let bit = rest.trailingZeroBitCount
                rest &= rest - 1
                for place in others.literals(of: bit, in: word) {
                    let literal = others.literals[place]
                    let truth = answer(literal.leaf)
                    if truth != literal.wanted { unsafe firing.words[word.word] |= 1 << UInt64(bit) }
                    if literal.isImpossible(truth) {
                        unsafe possible.words[word.word] |= 1 << UInt64(bit)
                        break
                    }
                }
            }
        }
    }

    private func answer(_ leaf: Int, _ evaluator: ScalarEvaluator) -> Bool? {
        if answers[leaf].round != round {
            answers[leaf] = (round, evaluator.truth(of: index.others.leaves[leaf], in: frame))
        }
        return answers[leaf].truth
    }

    private func waive(_ row: Int, _ evaluator: ScalarEvaluator) {
        frame[0] = row
        for (word, bits) in index.waivedWords.enumerated() {
            waivedWords[word] = 0
            var rest = unsafe bits & firing.words[word]
            while rest != 0 {
                let bit = rest.trailingZeroBitCount
                rest &= rest - 1
                let conditions = index.waivers[index.ruleByBit[word * 64 + bit]] ?? []
                let isWaived = conditions.contains { condition in
                    condition.map { evaluator.truth(of: $0, in: frame) == true } ?? true
                }
                if isWaived { waivedWords[word] |= 1 << UInt64(bit) }
            }
            unsafe firing.words[word] &= ~waivedWords[word]
        }
    }

    /// From what is ruled out by alternative to what is true by rule.
    @inline(__always)
    private func fold(_ memory: AlignedMemory) {
        let words = unsafe memory.words
        for word in 0..<ruleWordCount { unsafe words[word] = ~words[word] }
        for block in 1..<max(blockCount, 1) {
            let (start, count) = unsafe (blockStarts[block], blockStarts[block + 1] - blockStarts[block])
            for word in 0..<count { unsafe words[word] |= ~words[start + word] }
        }
    }
}

extension UnsafeMutablePointer {
    fileprivate static func copy(of elements: [Pointee]) -> UnsafeMutablePointer {
        let copy = UnsafeMutablePointer.allocate(capacity: Swift.max(elements.count, 1))
        for (place, element) in elements.enumerated() { unsafe (copy + place).initialize(to: element) }
        return unsafe copy
    }
}

/// The union of bitmaps.
/// - Parameter wordCount: A multiple of eight.
@inline(__always)
private func unite(
    _ rows: UnsafeMutablePointer<UnsafePointer<UInt64>>, _ count: Int, wordCount: Int,
    into target: UnsafeMutablePointer<UInt64>
) {
    var word = 0
    while word < wordCount {
        var bits = SIMD8<UInt64>.zero
        for row in 0..<count {
            bits |= unsafe UnsafeRawPointer(rows[row] + word).load(as: SIMD8<UInt64>.self)
        }
        unsafe UnsafeMutableRawPointer(target + word).storeBytes(of: bits, as: SIMD8<UInt64>.self)
        word &+= 8
    }
}

import RulePlan

extension LeafResolution {
    /// Makes columns of classes for leaves that read one coded source, and sets of classes for each leaf.
    /// - Parameters:
    ///   - truths: By leaf its truth by code.
    ///   - path: Leads from a row to the one that has the code. Where it leads nowhere everything is missing: code 0.
    mutating func classify<Code: UnsignedInteger & FixedWidthInteger & Sendable>(
        _ truths: [(leaf: Int, byCode: [Bool?])], _ codes: [Code], along path: RowSources.Path
    ) {
        // With a class for every code that the type has, no code needs a check; wider ones are too many for that.
        let isChecked = Code.bitWidth > 16
        unsafe classify(truths, along: path, paddedTo: isChecked ? 0 : 1 << Code.bitWidth) {
            rows, ends, classes, target in
            if let ends {
                for row in rows {
                    let end = ends[row]
                    let code = end == Column.missingRow ? 0 : Int(codes[Int(end)])
                    unsafe target[row - rows.lowerBound] = classes[isChecked ? min(code, classes.count - 1) : code]
                }
            } else if rows.upperBound <= codes.count {
                unsafe codes.withUnsafeBufferPointer { codes in
                    for row in rows {
                        let code = unsafe Int(codes[row])
                        unsafe target[row - rows.lowerBound] = classes[isChecked ? min(code, classes.count - 1) : code]
                    }
                }
            }
        }
    }

    /// The same for numbers, which have the codes of their ranks.
    /// - Parameters:
    ///   - missing: The number that stands for none.
    ///   - greatest: No number is above it.
    ///   - isKnown: Whether a number stands for one.
    @inline(__always)
    mutating func classify<Number: Comparable & Sendable>(
        _ truths: [(leaf: Int, byCode: [Bool?])], _ numbers: [Number], _ ranks: Ranks<Number>,
        along path: RowSources.Path, missing: Number, greatest: Number, isKnown: @Sendable (Number) -> Bool
    ) {
        let search = RankSearch(ranks, greatest: greatest)
        unsafe classify(truths, along: path, paddedTo: 0) { rows, ends, classes, target in
            unsafe numbers.withUnsafeBufferPointer { numbers in
                unsafe search.bounds.withUnsafeBufferPointer { bounds in
                    @inline(__always) func number(_ row: Int) -> Number {
                        let end = ends.map { Int($0[row]) } ?? row
                        return end < numbers.count ? unsafe numbers[end] : missing
                    }
                    @inline(__always) func place(_ row: Int, _ number: Number, _ position: Int) {
                        let rank = unsafe isKnown(number) ? search.rank(number, position, bounds) : 0
                        unsafe target[row - rows.lowerBound] = classes[rank]
                    }
                    var row = rows.lowerBound
                    // Four searches at a time: each waits for its own comparisons alone.
                    while row + 4 <= rows.upperBound {
                        let (first, second) = (number(row), number(row + 1))
                        let (third, fourth) = (number(row + 2), number(row + 3))
                        var (one, two, three, four) = (0, 0, 0, 0)
                        var step = bounds.count / 2
                        while step > 0 {
                            one &+= unsafe bounds[one &+ step &- 1] < first ? step : 0
                            two &+= unsafe bounds[two &+ step &- 1] < second ? step : 0
                            three &+= unsafe bounds[three &+ step &- 1] < third ? step : 0
                            four &+= unsafe bounds[four &+ step &- 1] < fourth ? step : 0
                            step /= 2
                        }
                        place(row, first, one)
                        place(row + 1, second, two)
                        place(row + 2, third, three)
                        place(row + 3, fourth, four)
                        row += 4
                    }
                    while row < rows.upperBound {
                        let last = number(row)
                        var position = 0
                        var step = bounds.count / 2
                        while step > 0 {
                            position &+= unsafe bounds[position &+ step &- 1] < last ? step : 0
                            step /= 2
                        }
                        place(row, last, position)
                        row += 1
                    }
                }
            }
        }
    }

    /// - Parameters:
    ///   - count: How many classes the table by code has at least.
    ///   - fill: Writes one more than the classes of some rows, by the table and the places where the rows' values stand.
    @inline(__always)
    private mutating func classify(
        _ truths: [(leaf: Int, byCode: [Bool?])], along path: RowSources.Path, paddedTo count: Int,
        _ fill: @Sendable (Range<Int>, [UInt32]?, UnsafeBufferPointer<UInt8>, UnsafeMutablePointer<UInt8>) -> Void
    ) {
        let partition = ClassPartition(
            codeCount: truths.first?.byCode.count ?? 1, truths: truths, limit: engine.options.classLimit)
        let ends = rows(along: path)
        for part in partition.parts {
            let column = ClassColumn(rowCount: rowCount, classCount: part.classCount)
            let table = part.classes.map { $0 + 1 } + [UInt8](repeating: 1, count: max(count - part.classes.count, 0))
            engine.forEachPiece(of: rowCount) { piece in
                unsafe table.withUnsafeBufferPointer { table in
                    unsafe column.fill(piece) { rows, target in unsafe fill(rows, ends, table, target) }
                }
            }
            for (leaf, whereTrue, whereFalse) in part.sets {
                let literals = LeafLiterals(
                    whereTrue: .classes(whereTrue, of: column), whereFalse: .classes(whereFalse, of: column))
                set(leaf, literals)
            }
        }
    }
}

/// Bounds in a number that is a power of two, so that every search takes the same steps.
private struct RankSearch<Number: Comparable & Sendable>: Sendable {
    let bounds: [Number]
    private let count: Int

    /// - Parameter greatest: No number is above it.
    init(_ ranks: Ranks<Number>, greatest: Number) {
        count = ranks.bounds.count
        var length = 2
        while length <= count { length *= 2 }
        bounds = ranks.bounds + [Number](repeating: greatest, count: length - count)
    }

    /// - Parameter position: How many bounds are below the number.
    @inline(__always)
    func rank(_ number: Number, _ position: Int, _ bounds: UnsafeBufferPointer<Number>) -> Int {
        let isBound = unsafe position < count && !(number < bounds[position])
        return 2 * position + (isBound ? 2 : 1)
    }
}

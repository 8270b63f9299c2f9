import RulePlan
package import RuleText

/// How conditions are evaluated over columns.
package struct ColumnarOptions: Sendable {
    package var parallelism: Parallelism
    package var kernel: BitKernel
    /// How many classes of values a column of classes may tell apart: 3 to 255.
    package var classLimit: Int
    /// Tables with fewer rows are evaluated row by row, which takes less preparation.
    package var minimumRowCount: Int

    package init(
        parallelism: Parallelism = .serial, kernel: BitKernel = .best, classLimit: Int = ClassColumn.limit,
        minimumRowCount: Int = 256
    ) {
        self.parallelism = parallelism
        self.kernel = kernel
        self.minimumRowCount = minimumRowCount
        self.classLimit = min(max(classLimit, 3), ClassColumn.limit)
    }
}

/// What the passes over columns share: the evaluator, whose answers they must give, and how the work is done.
struct ColumnarEngine: Sendable {
    /// Answers what is the same for all rows, each leaf once for every value of its source, and row by row what is left.
    let evaluator: ScalarEvaluator
    let options: ColumnarOptions

    var plan: Plan { evaluator.plan }
    var data: Dataset { evaluator.data }
    var reads: FrameReads { evaluator.reads }

    init(_ evaluator: ScalarEvaluator, _ options: ColumnarOptions) {
        self.evaluator = evaluator
        self.options = options
    }

    /// Splits rows for several cores, at multiples of 512, so that no two write to one word.
    func pieces(of rowCount: Int) -> [Range<Int>] {
        options.parallelism.ranges(of: (rowCount + 511) / 512, minimum: 8).map {
            min($0.lowerBound * 512, rowCount)..<min($0.upperBound * 512, rowCount)
        }
    }

    /// The words of a bitmap for each core, at multiples of eight.
    func wordRanges(of wordCount: Int) -> [Range<Int>] {
        options.parallelism.ranges(of: wordCount / 8, minimum: 8).map { $0.lowerBound * 8..<$0.upperBound * 8 }
    }

    /// Does something for each piece of a table's rows, perhaps at the same time.
    func forEachPiece(of rowCount: Int, _ body: @Sendable (Range<Int>) -> Void) {
        let pieces = pieces(of: rowCount)
        _ = options.parallelism.map(pieces.count) { body(pieces[$0]) }
    }

    // MARK: - Row by row

    /// Asks a leaf of every row.
    /// - Parameter order: By place its row, for places that stand in another order; none where it is `Column.missingRow`.
    func truths(of leaf: Leaf, rowCount: Int, in order: [UInt32]? = nil) -> (whereTrue: Bitmap, whereFalse: Bitmap) {
        let (whereTrue, whereFalse) = (Bitmap(rowCount: rowCount), Bitmap(rowCount: rowCount))
        forEachPiece(of: rowCount) { rows in
            var frame = [0]
            for row in rows {
                if let order {
                    if order[row] == Column.missingRow { continue }
                    frame[0] = Int(order[row])
                } else {
                    frame[0] = row
                }
                switch evaluator.truth(of: leaf, in: frame) {
                case true?: whereTrue.insert(row)
                case false?: whereFalse.insert(row)
                case nil: break
                }
            }
        }
        return (whereTrue, whereFalse)
    }

    /// What an expression comes to for every row.
    func values(of id: ExpressionID, rowCount: Int) -> [Evaluated] {
        let pieces = pieces(of: rowCount)
        return options.parallelism.map(pieces.count) { piece in
            var frame = [0]
            return pieces[piece].map { row in
                frame[0] = row
                return evaluator.evaluated(id, in: frame)
            }
        }.flatMap(\.self)
    }
}

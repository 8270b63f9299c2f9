import RulePlan

extension LeafResolution {
    /// Makes columns of classes for leaves that read one coded source, and sets of classes for each leaf.
    /// - Parameters:
    ///   - truths: By leaf its truth by code.
    ///   - path: Leads from a row to the one that has the code. Where it leads nowhere everything is missing: code 0.
    ///   - code: The code of a row at the end of the path.
    @inline(__always)
    mutating func classify(
        _ truths: [(leaf: Int, byCode: [Bool?])], along path: RowSources.Path, code: @Sendable (Int) -> Int
    ) {
        let partition = ClassPartition(
            codeCount: truths.first?.byCode.count ?? 1, truths: truths, limit: engine.options.classLimit)
        let ends = rows(along: path)
        for part in partition.parts {
            let column = ClassColumn(rowCount: rowCount, classCount: part.classCount)
            engine.forEachPiece(of: rowCount) { rows in
                unsafe part.classes.withUnsafeBufferPointer { classes in
                    let target = unsafe column.memory.bytes
                    if let ends {
                        for row in rows {
                            let place = ends[row]
                            unsafe target[row] = classes[place == Column.missingRow ? 0 : code(Int(place))]
                        }
                    } else {
                        for row in rows { unsafe target[row] = classes[code(row)] }
                    }
                }
            }
            for (leaf, whereTrue, whereFalse) in part.sets {
                let literals = LeafLiterals(
                    whereTrue: .classes(whereTrue, of: column), whereFalse: .classes(whereFalse, of: column))
                set(leaf, literals)
            }
        }
    }

    /// The same for numbers, which have the codes of their ranks.
    @inline(__always)
    mutating func classify<Number: Comparable & Sendable>(
        _ truths: [(leaf: Int, byCode: [Bool?])], _ numbers: [Number], _ ranks: Ranks<Number>,
        along path: RowSources.Path, isKnown: @Sendable (Number) -> Bool
    ) {
        unsafe numbers.withUnsafeBufferPointer { numbers in
            unsafe ranks.bounds.withUnsafeBufferPointer { bounds in
                let (numbers, bounds) = unsafe (SharedBuffer(numbers), SharedBuffer(bounds))
                classify(truths, along: path) { place in
                    let number = unsafe numbers.base[place]
                    return unsafe isKnown(number) ? ranks.rank(of: number, in: bounds.base) : 0
                }
            }
        }
    }
}

/// A buffer that several threads read.
@safe private struct SharedBuffer<Element>: @unchecked Sendable {
    let base: UnsafeBufferPointer<Element>

    init(_ base: UnsafeBufferPointer<Element>) {
        unsafe self.base = base
    }
}

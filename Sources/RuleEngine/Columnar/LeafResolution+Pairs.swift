import RulePlan

/// What a source comes to for each place of a pass.
struct PlacedValues {
    var values: SourceValues
    /// By place, where its value stands; the place itself where it is nothing.
    var ends: [UInt32]?

    /// Where the value of a place stands; nothing where a path led nowhere.
    @inline(__always)
    func end(_ place: Int) -> Int? {
        guard let ends else { return place }
        return ends[place] == Column.missingRow ? nil : Int(ends[place])
    }

    func value(_ place: Int) -> Evaluated {
        guard let end = end(place) else { return .value(.missing) }
        return switch values {
        case .constant(let value): value
        case .codes8(let codes, let values): values[Int(codes[end])]
        case .codes16(let codes, let values): values[Int(codes[end])]
        case .codes32(let codes, let values): values[Int(codes[end])]
        case .numbers(let numbers): .value(numbers[end].isNaN ? .missing : .number(numbers[end]))
        case .ticks(let ticks, let isTime): .value(Column.value(tick: ticks[end], isTime: isTime))
        case .rows(let rows): .value(rows[end] == Column.missingRow ? .missing : .row(Int(rows[end])))
        case .column(let column): .value(column[end])
        case .truths(let whereTrue, let whereFalse):
            .value(whereTrue[end] ? .boolean(true) : whereFalse[end] ? .boolean(false) : .missing)
        }
    }

    /// The number of codes; nothing where there are none.
    fileprivate var entries: [Evaluated]? {
        switch values {
        case .codes8(_, let values), .codes16(_, let values), .codes32(_, let values): values
        default: nil
        }
    }

    fileprivate func code(_ place: Int) -> Int {
        guard let end = end(place) else { return 0 }
        return switch values {
        case .codes8(let codes, _): Int(codes[end])
        case .codes16(let codes, _): Int(codes[end])
        case .codes32(let codes, _): Int(codes[end])
        default: 0
        }
    }
}

extension LeafResolution {
    /// Compares two sources place by place.
    func compared(_ comparator: PlanComparator, _ left: PlacedValues, _ right: PlacedValues, folding: Bool)
        -> LeafLiterals
    {
        switch (left.values, right.values) {
        case (.numbers(let first), .numbers(let second)):
            return ordered(comparator) { place in
                guard let one = left.end(place), let other = right.end(place) else { return (Double.nan, Double.nan) }
                return (first[one], second[other])
            } isKnown: {
                !($0 as Double).isNaN
            }
        case (.ticks(let first, let isTime), .ticks(let second, let isOtherTime)) where isTime == isOtherTime:
            return ordered(comparator) { place in
                guard let one = left.end(place), let other = right.end(place) else {
                    return (Column.missingTick, Column.missingTick)
                }
                return (first[one], second[other])
            } isKnown: {
                ($0 as Int64) != Column.missingTick
            }
        default: break
        }
        if let lefts = left.entries, let rights = right.entries, lefts.count * rights.count <= max(rowCount, 4_096) {
            // Every pair of values once.
            let truths = lefts.flatMap { left in
                rights.map { RuleEngine.compared(comparator, left, $0, folding: folding) }
            }
            return asked { truths[left.code($0) * rights.count + right.code($0)] }
        }
        return asked { RuleEngine.compared(comparator, left.value($0), right.value($0), folding: folding) }
    }

    private func asked(_ holds: @Sendable (Int) -> Bool?) -> LeafLiterals {
        let (whereTrue, whereFalse) = (Bitmap(rowCount: rowCount), Bitmap(rowCount: rowCount))
        engine.forEachPiece(of: rowCount) { places in
            for place in places {
                switch holds(place) {
                case true?: whereTrue.insert(place)
                case false?: whereFalse.insert(place)
                case nil: break
                }
            }
        }
        return LeafLiterals(whereTrue: .bitmap(whereTrue), whereFalse: .bitmap(whereFalse))
    }

    /// Without a branch, 64 places to a word.
    @inline(__always)
    private func ordered<Number: Comparable & Sendable>(
        _ comparator: PlanComparator, _ pair: @Sendable (Int) -> (Number, Number),
        isKnown: @Sendable (Number) -> Bool
    ) -> LeafLiterals {
        let (whereTrue, whereFalse) = (Bitmap(rowCount: rowCount), Bitmap(rowCount: rowCount))
        engine.forEachPiece(of: rowCount) { places in
            for start in stride(from: places.lowerBound, to: places.upperBound, by: 64) {
                var (less, greater, known): (UInt64, UInt64, UInt64) = (0, 0, 0)
                for place in start..<min(start + 64, places.upperBound) {
                    let (left, right) = pair(place)
                    let bit = UInt64(place - start)
                    less |= (left < right ? 1 : 0) &<< bit
                    greater |= (right < left ? 1 : 0) &<< bit
                    known |= (isKnown(left) && isKnown(right) ? 1 : 0) &<< bit
                }
                let (isLess, isGreater) = (less & known, greater & known)
                let (isTrue, isFalse) =
                    switch comparator {
                    case .less: (isLess, known & ~isLess)
                    case .greater: (isGreater, known & ~isGreater)
                    case .lessOrEqual: (known & ~isGreater, isGreater)
                    case .greaterOrEqual: (known & ~isLess, isLess)
                    case .equal: (known & ~isLess & ~isGreater, isLess | isGreater)
                    case .notEqual: (isLess | isGreater, known & ~isLess & ~isGreater)
                    }
                unsafe whereTrue.memory.words[start / 64] = isTrue
                unsafe whereFalse.memory.words[start / 64] = isFalse
            }
        }
        return LeafLiterals(whereTrue: .bitmap(whereTrue), whereFalse: .bitmap(whereFalse))
    }
}

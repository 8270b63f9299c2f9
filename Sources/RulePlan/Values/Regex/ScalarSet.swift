/// A set of Unicode scalars, by their numbers.
struct ScalarSet: Hashable, Sendable {
    /// Ascending, with a gap between one and the next.
    let ranges: [ClosedRange<UInt32>]

    static let all: ClosedRange<UInt32> = 0...0x10FFFF

    static let any = ScalarSet([all])
    static let digits = ScalarSet(["0"..."9"])
    static let wordScalars = ScalarSet(["0"..."9", "A"..."Z", "_"..."_", "a"..."z"])
    /// Blank, tab, line feed, vertical tab, form feed, carriage return.
    static let spaces = ScalarSet(["\t"..."\r", " "..." "])

    /// - Parameter ranges: Within `all`; in any order, and overlapping as they like.
    init(_ ranges: [ClosedRange<UInt32>]) {
        var merged: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        self.ranges = merged
    }

    private init(_ ranges: [ClosedRange<Unicode.Scalar>]) {
        self.init(ranges.map { $0.lowerBound.value...$0.upperBound.value })
    }

    func contains(_ scalar: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = low + (high - low) / 2
            if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= scalar
    }

    var inverted: ScalarSet {
        var gaps: [ClosedRange<UInt32>] = []
        var next = Self.all.lowerBound
        for range in ranges {
            if range.lowerBound > next { gaps.append(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= Self.all.upperBound { gaps.append(next...Self.all.upperBound) }
        return ScalarSet(gaps)
    }

    /// With what its scalars fold to, so that it holds the folded form of whatever differs from one of them in case alone.
    var withFoldedScalars: ScalarSet {
        var result = ranges
        for range in ranges {
            for run in CaseFoldingTable.runs(overlapping: range) {
                // The first scalar of the run that is in the range.
                let skipped =
                    range.lowerBound > run.first ? (range.lowerBound - run.first + run.step - 1) / run.step : 0
                var scalar = run.first + skipped * run.step
                while scalar <= min(run.last, range.upperBound) {
                    let folded = scalar.addingDistance(run.distance)
                    result.append(folded...folded)
                    scalar += run.step
                }
            }
        }
        return ScalarSet(result)
    }
}

extension CaseFoldingTable {
    /// The runs that may have a scalar in the range.
    fileprivate static func runs(overlapping range: ClosedRange<UInt32>) -> ArraySlice<Run> {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = low + (high - low) / 2
            if runs[middle].last < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return runs[low...].prefix { $0.first <= range.upperBound }
    }
}

import RulePlan

/// A set of ordered values: ranges in ascending order that do not touch.
struct RangeSet: Hashable, Sendable {
    struct End: Hashable, Sendable {
        var value: Value
        var isIncluded: Bool
    }

    struct Range: Hashable, Sendable {
        /// Without end where there is none.
        var lower: End?
        var upper: End?

        /// Whether it holds no value.
        var isEmpty: Bool {
            guard let lower, let upper else { return false }
            if upper.value.isLess(than: lower.value) { return true }
            return !lower.value.isLess(than: upper.value) && !(lower.isIncluded && upper.isIncluded)
        }
    }

    private(set) var ranges: [Range]

    static let all = RangeSet(ranges: [Range(lower: nil, upper: nil)])
    static let none = RangeSet(ranges: [])

    private init(ranges: [Range]) {
        self.ranges = ranges
    }

    init(_ range: Range) {
        ranges = range.isEmpty ? [] : [range]
    }

    /// The values that compare so with one value.
    init(_ comparator: PlanComparator, _ value: Value) {
        let included = End(value: value, isIncluded: true)
        let excluded = End(value: value, isIncluded: false)
        switch comparator {
        case .equal: ranges = [Range(lower: included, upper: included)]
        case .notEqual: ranges = [Range(lower: nil, upper: excluded), Range(lower: excluded, upper: nil)]
        case .less: ranges = [Range(lower: nil, upper: excluded)]
        case .lessOrEqual: ranges = [Range(lower: nil, upper: included)]
        case .greater: ranges = [Range(lower: excluded, upper: nil)]
        case .greaterOrEqual: ranges = [Range(lower: included, upper: nil)]
        }
    }

    /// One of some values.
    init(_ values: [Value]) {
        ranges = []
        for value in values.sorted(by: { $0.isLess(than: $1) }) {
            if let last = ranges.last?.upper?.value, !last.isLess(than: value) { continue }
            let end = End(value: value, isIncluded: true)
            ranges.append(Range(lower: end, upper: end))
        }
    }

    var isEmpty: Bool { ranges.isEmpty }

    func contains(_ value: Value) -> Bool { !intersection(RangeSet(.equal, value)).isEmpty }

    func intersection(_ other: RangeSet) -> RangeSet {
        var result: [Range] = []
        var (own, others) = (0, 0)
        while own < ranges.count, others < other.ranges.count {
            let (left, right) = (ranges[own], other.ranges[others])
            let range = Range(
                lower: Self.tighter(left.lower, right.lower, isLower: true),
                upper: Self.tighter(left.upper, right.upper, isLower: false))
            if !range.isEmpty { result.append(range) }
            // The one that ends first meets nothing more.
            if range.upper == left.upper { own += 1 } else { others += 1 }
        }
        return RangeSet(ranges: result)
    }

    var complement: RangeSet {
        var result: [Range] = []
        var lower: End?
        var isOpen = true
        for range in ranges {
            if let end = range.lower {
                result.append(Range(lower: lower, upper: End(value: end.value, isIncluded: !end.isIncluded)))
            }
            lower = range.upper.map { End(value: $0.value, isIncluded: !$0.isIncluded) }
            isOpen = range.upper != nil
        }
        if isOpen { result.append(Range(lower: lower, upper: nil)) }
        return RangeSet(ranges: result.filter { !$0.isEmpty })
    }

    /// The tighter one of two ends; of equal values, the one that is not included.
    private static func tighter(_ left: End?, _ right: End?, isLower: Bool) -> End? {
        guard let left else { return right }
        guard let right else { return left }
        if left.value.isLess(than: right.value) { return isLower ? right : left }
        if right.value.isLess(than: left.value) { return isLower ? left : right }
        return left.isIncluded ? right : left
    }

    /// The whole numbers in the set: every end included, ranges that touch joined.
    var whole: RangeSet {
        var result: [Range] = []
        for range in ranges {
            let range = Range(
                lower: range.lower.map { Self.whole($0, isLower: true) },
                upper: range.upper.map { Self.whole($0, isLower: false) })
            if range.isEmpty { continue }
            if let last = result.last, case .number(let end)? = last.upper?.value,
                case .number(let start)? = range.lower?.value, start <= end + 1
            {
                result[result.count - 1].upper = range.upper
            } else {
                result.append(range)
            }
        }
        return RangeSet(ranges: result)
    }

    private static func whole(_ end: End, isLower: Bool) -> End {
        // Beyond this all numbers are whole, and next to one another.
        guard case .number(let number) = end.value, abs(number) < 0x1p52 else { return end }
        let down = Double(Int64(number)) > number ? Double(Int64(number) - 1) : Double(Int64(number))
        if down == number, end.isIncluded { return end }
        let next = isLower ? down + 1 : (down == number ? down - 1 : down)
        return End(value: .number(next), isIncluded: true)
    }
}

extension Value {
    /// Whether it comes before another one of its type, which must be one with an order.
    func isLess(than other: Value) -> Bool {
        switch (self, other) {
        case (.number(let left), .number(let right)): left < right
        case (.time(let left), .time(let right)): left < right
        case (.duration(let left), .duration(let right)): left < right
        case (.version(let left), .version(let right)): left < right
        case (.member(let left), .member(let right)): left < right
        default: false
        }
    }
}

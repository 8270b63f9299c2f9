import CRuleKernels

/// Runs all steps on some words of rows: the definition of what a step means, without any instruction of one processor.
func executeReference(_ steps: UnsafeBufferPointer<rk_step>, _ memory: rk_memory, first: Int, words: Int) {
    guard let slots = unsafe memory.slots, let counts = unsafe memory.counts else { return }
    let stride = unsafe memory.stride
    for index in steps.indices {
        let step = unsafe steps[index]
        let combination = unsafe Combination(step, slots, stride: stride, counts, count: words / 8)
        let result = unsafe slots + Int(step.result) * stride
        switch rk_operation(UInt32(step.operation)) {
        case rk_range:
            guard let classes = unsafe memory.columns[Int(step.a)] else { return }
            for word in 0..<words {
                unsafe result[word] = rangeWord(classes + 64 * (first + word), low: step.low, span: step.span)
            }
        case rk_ranges:
            guard let classes = unsafe memory.columns[Int(step.a)] else { return }
            for word in 0..<words {
                let place = unsafe classes + 64 * (first + word)
                unsafe result[word] =
                    rangeWord(place, low: step.low, span: step.span)
                    | rangeWord(place, low: step.low2, span: step.span2)
            }
        case rk_set:
            guard let classes = unsafe memory.columns[Int(step.a)], let sets = unsafe memory.sets else { return }
            let set = unsafe ClassSet(sets[Int(step.b)])
            for word in 0..<words { unsafe result[word] = 0 }
            for range in set.ranges {
                for word in 0..<words {
                    unsafe result[word] |= rangeWord(
                        classes + 64 * (first + word), low: range.lowerBound, span: range.upperBound - range.lowerBound)
                }
            }
        case rk_load:
            guard let bitmap = unsafe memory.bitmaps[Int(step.a)] else { return }
            for word in 0..<words { unsafe result[word] = bitmap[first + word] }
        case rk_copy: combination.run { unsafe $0.a[$1] }
        case rk_and2: combination.run { unsafe $0.a[$1] & $0.b[$1] }
        case rk_or2: combination.run { unsafe $0.a[$1] | $0.b[$1] }
        case rk_and_not: combination.run { unsafe $0.a[$1] & ~($0.b[$1]) }
        case rk_and3: combination.run { unsafe $0.a[$1] & $0.b[$1] & $0.c[$1] }
        case rk_or3: combination.run { unsafe $0.a[$1] | $0.b[$1] | $0.c[$1] }
        case rk_and_or: combination.run { unsafe $0.a[$1] & ($0.b[$1] | $0.c[$1]) }
        case rk_or_and: combination.run { unsafe $0.a[$1] | ($0.b[$1] & $0.c[$1]) }
        case rk_and4: combination.run { unsafe $0.a[$1] & $0.b[$1] & $0.c[$1] & $0.d[$1] }
        case rk_or4: combination.run { unsafe $0.a[$1] | $0.b[$1] | $0.c[$1] | $0.d[$1] }
        case rk_and2_or2: combination.run { unsafe $0.a[$1] & $0.b[$1] & ($0.c[$1] | $0.d[$1]) }
        case rk_or2_and2: combination.run { unsafe $0.a[$1] | $0.b[$1] | ($0.c[$1] & $0.d[$1]) }
        case rk_both_or2: combination.run { unsafe ($0.a[$1] | $0.b[$1]) & ($0.c[$1] | $0.d[$1]) }
        case rk_either_and2: combination.run { unsafe ($0.a[$1] & $0.b[$1]) | ($0.c[$1] & $0.d[$1]) }
        case rk_and_or3: combination.run { unsafe $0.a[$1] & ($0.b[$1] | $0.c[$1] | $0.d[$1]) }
        case rk_or_and3: combination.run { unsafe $0.a[$1] | ($0.b[$1] & $0.c[$1] & $0.d[$1]) }
        case rk_and_or_and: combination.run { unsafe $0.a[$1] & ($0.b[$1] | ($0.c[$1] & $0.d[$1])) }
        case rk_or_and_or: combination.run { unsafe $0.a[$1] | ($0.b[$1] & ($0.c[$1] | $0.d[$1])) }
        default: return
        }
        if step.operation <= rk_load.rawValue { combination.countKept() }
    }
}

/// 512 bits of a bitmap.
private typealias Words = SIMD8<UInt64>

/// A step on bitmaps of one chunk.
@safe private struct Combination {
    let a: UnsafePointer<Words>
    let b: UnsafePointer<Words>
    let c: UnsafePointer<Words>
    let d: UnsafePointer<Words>
    private let result: UnsafeMutablePointer<Words>
    private let isKept: Bool
    private let isCounted: Bool
    /// Where its bits are counted.
    private let total: UnsafeMutablePointer<UInt64>
    private let length: Int

    /// - Parameter count: How many times 512 bits there are.
    @inline(__always)
    init(
        _ step: rk_step, _ slots: UnsafeMutablePointer<UInt64>, stride: Int, _ counts: UnsafeMutablePointer<UInt64>,
        count: Int
    ) {
        // Invariant: slots begin at multiples of 64 bytes.
        func place(_ slot: UInt32) -> UnsafeMutablePointer<Words> {
            unsafe UnsafeMutableRawPointer(slots + Int(slot) * stride).assumingMemoryBound(to: Words.self)
        }
        unsafe a = UnsafePointer(place(step.a))
        unsafe b = UnsafePointer(place(step.b))
        unsafe c = UnsafePointer(place(step.c))
        unsafe d = UnsafePointer(place(step.d))
        unsafe result = place(step.result)
        isKept = step.use != rk_count.rawValue
        isCounted = step.use != rk_keep.rawValue
        unsafe total = isCounted ? counts + Int(step.output) : counts
        length = count
    }

    @inline(__always)
    func run(_ bits: (Combination, Int) -> Words) {
        var tally = Words.zero
        for place in 0..<length {
            let found = bits(self, place)
            if isKept { unsafe result[place] = found }
            if isCounted { tally &+= bitCounts(found) }
        }
        add(tally)
    }

    /// Counts what was written.
    @inline(__always)
    func countKept() {
        guard isCounted else { return }
        var tally = Words.zero
        for place in 0..<length { unsafe tally &+= bitCounts(result[place]) }
        add(tally)
    }

    /// - Parameter tally: By byte how many bits were set; a chunk has so few that a byte holds them.
    @inline(__always)
    private func add(_ tally: Words) {
        guard isCounted else { return }
        let pairs = Words(repeating: 0x00FF_00FF_00FF_00FF)
        let sums = (tally & pairs) &+ (tally &>> Words(repeating: 8) & pairs)
        var sum: UInt64 = 0
        for lane in 0..<8 { sum &+= (sums[lane] &* 0x0001_0001_0001_0001) &>> 48 }
        unsafe total.pointee &+= sum
    }
}

/// By byte how many of its bits are set.
@inline(__always)
private func bitCounts(_ words: Words) -> Words {
    // Vectors on both sides everywhere: an operator with a scalar on one is an order of magnitude slower.
    var counts = words &- (words &>> Words(repeating: 1) & Words(repeating: 0x5555_5555_5555_5555))
    let fours = Words(repeating: 0x3333_3333_3333_3333)
    counts = (counts & fours) &+ (counts &>> Words(repeating: 2) & fours)
    return (counts &+ (counts &>> Words(repeating: 4))) & Words(repeating: 0x0F0F_0F0F_0F0F_0F0F)
}

/// A bit for each of 64 classes: whether it lies in a range.
@inline(__always)
private func rangeWord(_ classes: UnsafePointer<UInt8>, low: UInt8, span: UInt8) -> UInt64 {
    let values = unsafe UnsafeRawPointer(classes).loadUnaligned(as: SIMD64<UInt8>.self)
    let isIn = (values &- SIMD64<UInt8>(repeating: low)) .<= SIMD64<UInt8>(repeating: span)
    // Invariant: both are 64 bytes of plain numbers, and a mask's are 0 or all ones.
    let flags = unsafe unsafeBitCast(isIn, to: SIMD8<UInt64>.self)
    var word: UInt64 = 0
    // Eight bytes that are 0 or 1 become eight bits: the multiplication brings each to its place in the highest byte.
    for group in 0..<8 {
        let bytes = flags[group] & 0x0101_0101_0101_0101
        word |= ((bytes &* 0x0102_0408_1020_4080) &>> 56) &<< UInt64(8 * group)
    }
    return word
}

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
        case rk_load:
            guard let bitmap = unsafe memory.bitmaps[Int(step.a)] else { return }
            for word in 0..<words { unsafe result[word] = bitmap[first + word] }
        case rk_not: combination.run { unsafe ~$0.a[$1] }
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
        if step.operation == rk_load.rawValue { combination.countKept() }
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
        var place = 0
        while isCounted, place &+ 3 <= length {
            let (first, second, third) = (bits(self, place), bits(self, place &+ 1), bits(self, place &+ 2))
            if isKept {
                unsafe result[place] = first
                unsafe result[place &+ 1] = second
                unsafe result[place &+ 2] = third
            }
            tally &+= bitCounts(first, second, third)
            place &+= 3
        }
        while place < length {
            let found = bits(self, place)
            if isKept { unsafe result[place] = found }
            if isCounted { tally &+= bitCounts(found) }
            place &+= 1
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

/// The same of three at once, which takes two thirds of the steps: each pair of bits has room for a third one.
@inline(__always)
private func bitCounts(_ first: Words, _ second: Words, _ third: Words) -> Words {
    let (one, twos) = (Words(repeating: 1), Words(repeating: 0x5555_5555_5555_5555))
    let fours = Words(repeating: 0x3333_3333_3333_3333)
    @inline(__always) func inFours(_ words: Words, _ more: Words) -> Words {
        let pairs = words &- (words &>> one & twos) &+ (more & twos)
        return (pairs & fours) &+ (pairs &>> Words(repeating: 2) & fours)
    }
    let counts = inFours(first, third) &+ inFours(second, third &>> one)
    let bytes = Words(repeating: 0x0F0F_0F0F_0F0F_0F0F)
    return (counts & bytes) &+ (counts &>> Words(repeating: 4) & bytes)
}

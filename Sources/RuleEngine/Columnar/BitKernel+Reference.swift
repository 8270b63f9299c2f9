import CRuleKernels

/// Runs all steps on some words of rows: the definition of what a step means, without any instruction of one processor.
func executeReference(
    _ steps: UnsafeBufferPointer<rk_step>, _ memory: rk_memory, first: Int, words: Int
) {
    guard let slots = unsafe memory.slots, let counts = unsafe memory.counts else { return }
    let stride = unsafe memory.stride
    for index in steps.indices {
        let step = unsafe steps[index]
        let result = unsafe slots + Int(step.result) * stride
        let a = unsafe slots + Int(step.a) * stride
        let b = unsafe slots + Int(step.b) * stride
        let c = unsafe slots + Int(step.c) * stride
        let d = unsafe slots + Int(step.d) * stride
        switch rk_operation(UInt32(step.operation)) {
        case rk_range:
            guard let classes = unsafe memory.columns[Int(step.a)] else { return }
            for word in 0..<words {
                unsafe result[word] = unsafe rangeWord(classes + 64 * (first + word), low: step.low, span: step.span)
            }
        case rk_ranges:
            guard let classes = unsafe memory.columns[Int(step.a)] else { return }
            for word in 0..<words {
                let place = unsafe classes + 64 * (first + word)
                unsafe result[word] =
                    unsafe rangeWord(place, low: step.low, span: step.span)
                    | rangeWord(place, low: step.low2, span: step.span2)
            }
        case rk_set:
            guard let classes = unsafe memory.columns[Int(step.a)], let sets = unsafe memory.sets else { return }
            let set = unsafe sets + 32 * Int(step.b)
            for word in 0..<words {
                var bits: UInt64 = 0
                for bit in 0..<64 {
                    let member = unsafe classes[64 * (first + word) + bit]
                    let row = unsafe set[Int(member & 15) + Int(member >> 7) * 16]
                    bits |= UInt64(row >> (member >> 4 & 7) & 1) << UInt64(bit)
                }
                unsafe result[word] = bits
            }
        case rk_load:
            guard let bitmap = unsafe memory.bitmaps[Int(step.a)] else { return }
            for word in 0..<words { unsafe result[word] = bitmap[first + word] }
        case rk_copy: for w in 0..<words { unsafe result[w] = a[w] }
        case rk_and2: for w in 0..<words { unsafe result[w] = a[w] & b[w] }
        case rk_or2: for w in 0..<words { unsafe result[w] = a[w] | b[w] }
        case rk_and_not: for w in 0..<words { unsafe result[w] = a[w] & ~b[w] }
        case rk_and3: for w in 0..<words { unsafe result[w] = a[w] & b[w] & c[w] }
        case rk_or3: for w in 0..<words { unsafe result[w] = a[w] | b[w] | c[w] }
        case rk_and_or: for w in 0..<words { unsafe result[w] = a[w] & (b[w] | c[w]) }
        case rk_or_and: for w in 0..<words { unsafe result[w] = a[w] | (b[w] & c[w]) }
        case rk_and4: for w in 0..<words { unsafe result[w] = a[w] & b[w] & c[w] & d[w] }
        case rk_or4: for w in 0..<words { unsafe result[w] = a[w] | b[w] | c[w] | d[w] }
        case rk_and2_or2: for w in 0..<words { unsafe result[w] = a[w] & b[w] & (c[w] | d[w]) }
        case rk_or2_and2: for w in 0..<words { unsafe result[w] = a[w] | b[w] | (c[w] & d[w]) }
        case rk_both_or2: for w in 0..<words { unsafe result[w] = (a[w] | b[w]) & (c[w] | d[w]) }
        case rk_either_and2: for w in 0..<words { unsafe result[w] = (a[w] & b[w]) | (c[w] & d[w]) }
        case rk_and_or3: for w in 0..<words { unsafe result[w] = a[w] & (b[w] | c[w] | d[w]) }
        case rk_or_and3: for w in 0..<words { unsafe result[w] = a[w] | (b[w] & c[w] & d[w]) }
        case rk_and_or_and: for w in 0..<words { unsafe result[w] = a[w] & (b[w] | (c[w] & d[w])) }
        case rk_or_and_or: for w in 0..<words { unsafe result[w] = a[w] | (b[w] & (c[w] | d[w])) }
        default: return
        }
        if step.output != .max {
            var count = 0
            for word in 0..<words { unsafe count += result[word].nonzeroBitCount }
            unsafe counts[Int(step.output)] &+= UInt64(count)
        }
    }
}

/// A bit for each of 64 classes: whether it lies in a range.
@inline(__always)
private func rangeWord(_ classes: UnsafePointer<UInt8>, low: UInt8, span: UInt8) -> UInt64 {
    let values = unsafe UnsafeRawPointer(classes).loadUnaligned(as: SIMD64<UInt8>.self)
    // Vectors on both sides: an operator with a scalar on one is an order of magnitude slower.
    let lows = SIMD64<UInt8>(repeating: low)
    let spans = SIMD64<UInt8>(repeating: span)
    let isIn = (values &- lows) .<= spans
    let flags = SIMD64<UInt8>(repeating: 0).replacing(with: SIMD64(repeating: 1), where: isIn)
    // Invariant: both are 64 bytes of plain numbers, and any bits are a number.
    let groups = unsafe unsafeBitCast(flags, to: SIMD8<UInt64>.self)
    // Eight bytes that are 0 or 1 become eight bits: the multiplication brings each to its place in the highest byte.
    let gathered = (groups &* SIMD8(repeating: 0x0102_0408_1020_4080)) &>> SIMD8(repeating: 56)
    var word: UInt64 = 0
    for group in 0..<8 { word |= gathered[group] << UInt64(8 * group) }
    return word
}

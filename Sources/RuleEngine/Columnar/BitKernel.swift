import CRuleKernels

/// Who runs bit programs: all give the same bits.
package enum BitKernel: CaseIterable, Sendable {
    /// Plain Swift, which says what every step means.
    case reference
    /// C without vector instructions of its own.
    case portable
    case sse2
    case avx2
    case avx512

    /// The fastest that this processor can run.
    package static let best: BitKernel =
        switch UInt32(rk_best_level()) {
        case rk_avx512.rawValue: .avx512
        case rk_avx2.rawValue: .avx2
        case rk_sse2.rawValue: .sse2
        default: .portable
        }

    /// Those that this processor can run.
    package static var available: [BitKernel] {
        allCases.filter { $0.level <= best.level }
    }

    /// As the C functions number them; the reference comes first.
    fileprivate var level: Int {
        switch self {
        case .reference: -1
        case .portable: Int(rk_portable.rawValue)
        case .sse2: Int(rk_sse2.rawValue)
        case .avx2: Int(rk_avx2.rawValue)
        case .avx512: Int(rk_avx512.rawValue)
        }
    }
}

/// The memory in which a thread runs a bit program: nothing is allocated from chunk to chunk.
///
/// Invariant: one thread at a time uses it.
@safe final class BitWorkspace: @unchecked Sendable {
    private let program: BitProgram
    private let kernel: BitKernel
    private let slotMemory: AlignedMemory
    private let counters: AlignedMemory
    private let bitmaps: UnsafeMutablePointer<UnsafePointer<UInt64>?>
    private let stride: Int
    private var memory: rk_memory

    init(_ program: BitProgram, kernel: BitKernel) {
        self.program = program
        self.kernel = kernel
        stride = program.chunkWordCount
        slotMemory = AlignedMemory(byteCount: max(program.slotCount, 1) * stride * 8)
        counters = AlignedMemory(byteCount: max(program.outputCount, 1) * 8)
        unsafe bitmaps = .allocate(capacity: max(program.bitmaps.count, 1))
        unsafe bitmaps.initialize(repeating: nil, count: max(program.bitmaps.count, 1))
        for (place, bitmap) in program.bitmaps.enumerated() {
            unsafe bitmaps[place] = UnsafePointer(bitmap.memory.words)
        }
        unsafe memory = rk_memory()
        unsafe memory.bitmaps = UnsafePointer(bitmaps)
        unsafe memory.slots = slotMemory.words
        unsafe memory.stride = stride
        unsafe memory.counts = counters.words
    }

    deinit {
        unsafe bitmaps.deallocate()
    }

    /// Runs the program on the rows of some words of the table, a chunk at a time.
    /// - Parameters:
    ///   - words: Begins and ends at a multiple of eight.
    ///   - body: Called after each chunk with its first word and its number of words; reads the slots.
    func run(_ words: Range<Int>, afterChunk body: (_ first: Int, _ count: Int) -> Void) {
        unsafe program.steps.withUnsafeBufferPointer { steps in
            var first = words.lowerBound
            while first < words.upperBound {
                let count = min(stride, words.upperBound - first)
                if kernel == .reference {
                    unsafe executeReference(steps, memory, first: first, words: count)
                } else {
                    unsafe rk_execute(
                        CInt(truncatingIfNeeded: kernel.level), steps.baseAddress, steps.count, &memory, first, count)
                }
                body(first, count)
                first += count
            }
        }
    }

    /// Runs the program on the rows of some words of the table, and counts from zero.
    func runCounting(_ words: Range<Int>) {
        for output in 0..<program.outputCount { unsafe counters.words[output] = 0 }
        run(words) { _, _ in }
    }

    /// How many bits of each output were set so far.
    func count(of output: Int) -> Int { Int(unsafe counters.words[output]) }

    /// A word of a result, as the last chunk left it.
    @inline(__always)
    func word(_ index: Int, ofResult result: Int) -> UInt64 {
        unsafe slotMemory.words[Int(program.results[result]) * stride + index]
    }
}

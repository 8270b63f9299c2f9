/// How independent pieces of work are done: one after another, or spread over cores by whoever embeds the engine.
///
/// The library starts no threads of its own. Results never depend on it: pieces are joined in order.
public struct Parallelism: Sendable {
    /// How many pieces may be done at the same time; at least 1.
    public let width: Int
    private let perform: @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void

    /// - Parameters:
    ///   - width: How many pieces may be done at the same time.
    ///   - perform: Calls `body` once with each number from 0 to `count`, perhaps on several threads, and returns when all calls have.
    ///     `DispatchQueue.concurrentPerform` does that.
    public init(width: Int, perform: @escaping @Sendable (_ count: Int, _ body: @Sendable (Int) -> Void) -> Void) {
        self.width = max(width, 1)
        self.perform = perform
    }

    /// Everything on the thread that asks.
    public static let serial = Parallelism(width: 1) { count, body in
        for index in 0..<count { body(index) }
    }

    /// The results of `body` for each number from 0 to `count`, in order.
    package func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
        guard width > 1, count > 1 else { return (0..<max(count, 0)).map(body) }
        let results = UnsafeMutablePointer<Result?>.allocate(capacity: count)
        unsafe results.initialize(repeating: nil, count: count)
        defer {
            unsafe results.deinitialize(count: count)
            unsafe results.deallocate()
        }
        // Invariant: each index is written by one call alone, and read when all calls have returned.
        let places = unsafe Places(base: results)
        perform(count) { index in
            unsafe places.base[index] = body(index)
        }
        // A host that leaves an index out must not cost a result.
        return (0..<count).map { index in unsafe results[index] ?? body(index) }
    }

    /// Splits a count into as many even ranges as may be worked on at the same time, none shorter than `minimum` but for the last.
    package func ranges(of count: Int, minimum: Int) -> [Range<Int>] {
        let pieces = max(1, min(width, count / max(minimum, 1)))
        let length = (count + pieces - 1) / pieces
        return (0..<pieces).map { min($0 * length, count)..<min(($0 + 1) * length, count) }
    }
}

@safe private struct Places<Result>: @unchecked Sendable {
    let base: UnsafeMutablePointer<Result?>
}

import Glibc
import RuleText
import Synchronization

extension Parallelism {
    /// All the cores of the machine: threads are started for each piece of work and end with it.
    static var cores: Parallelism {
        let count = coreCount
        guard count > 1 else { return .serial }
        return Parallelism(width: count) { pieces, body in
            withoutActuallyEscaping(body) { body in
                SharedWork(pieces: pieces, body: body).run(onThreads: min(count, pieces))
            }
        }
    }

    private static var coreCount: Int {
        max(sysconf(CInt(_SC_NPROCESSORS_ONLN)), 1)
    }
}

/// Pieces of work that threads take one after another.
private final class SharedWork: Sendable {
    private let pieces: Int
    private let body: @Sendable (Int) -> Void
    private let next = Atomic(0)

    init(pieces: Int, body: @escaping @Sendable (Int) -> Void) {
        self.pieces = pieces
        self.body = body
    }

    /// Returns when every piece is done. The calling thread takes part, so that one which can't be started is not missed.
    func run(onThreads count: Int) {
        var threads: [pthread_t] = []
        for _ in 1..<max(count, 1) {
            var thread = pthread_t()
            let work = unsafe Unmanaged.passRetained(self)
            let code = unsafe pthread_create(
                &thread, nil,
                { argument in
                    if let argument = unsafe argument {
                        unsafe Unmanaged<SharedWork>.fromOpaque(argument).takeRetainedValue().takePieces()
                    }
                    return nil
                }, work.toOpaque())
            if code == 0 { threads.append(thread) } else { unsafe work.release() }
        }
        takePieces()
        for thread in threads { pthread_join(thread, nil) }
    }

    private func takePieces() {
        while true {
            let piece = next.add(1, ordering: .relaxed).oldValue
            guard piece < pieces else { return }
            body(piece)
        }
    }
}

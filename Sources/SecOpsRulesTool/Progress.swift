import RulePlan
import RuleText

/// Says on standard error how far long work has got: on a terminal alone, once it has taken a second, on one line that goes away again.
package final class Progress {
    private let output: any OutputStreams
    private let clock: () -> Instant
    private let start: Instant
    private var lastShown: Instant?
    private var isShowing = false

    /// In nanoseconds. The first second passes in silence: most work is done by then.
    private static let patience: Int128 = 1_000_000_000
    private static let pause: Int128 = 100_000_000

    init(output: any OutputStreams, clock: @escaping () -> Instant) {
        self.output = output
        self.clock = clock
        start = clock()
    }

    /// Shows what is being done, unless something was shown a moment ago.
    /// - Parameter text: One line; evaluated only where somebody watches.
    func show(_ text: @autoclosure () -> String) {
        guard output.isErrorTerminal else { return }
        let now = clock()
        guard Self.has(Self.patience, passedFrom: start, to: now),
            lastShown.map({ Self.has(Self.pause, passedFrom: $0, to: now) }) ?? true
        else { return }
        lastShown = now
        isShowing = true
        output.writeError("\r\u{1B}[K" + text().displayed.clipped(to: 78))
    }

    /// Takes the line away, before anything else is said.
    func clear() {
        guard isShowing else { return }
        isShowing = false
        output.writeError("\r\u{1B}[K")
    }

    /// A clock that was set back says nothing of how much time has passed.
    private static func has(_ nanoseconds: Int128, passedFrom start: Instant, to now: Instant) -> Bool {
        now.nanoseconds - start.nanoseconds >= nanoseconds
    }
}

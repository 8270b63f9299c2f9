import Glibc

/// Waiting that a signal ends.
enum Pause {
    /// Waits, and keeps signals that ask the process to end for such waits from the first one on.
    /// - Returns: Whether the time went by; false where such a signal came, since the last wait or in this one.
    static func wait(milliseconds: Int) -> Bool {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, signal) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        var time = timespec(tv_sec: milliseconds / 1_000, tv_nsec: milliseconds % 1_000 * 1_000_000)
        // Some other signal may end the wait early, which does no harm.
        return unsafe sigtimedwait(&signals, nil, &time) < 0
    }
}

import Glibc

/// Keeps interrupts waiting while something is done that must not be left half done.
struct DeferredInterrupts {
    private let earlier: sigset_t

    /// Signals that ask the process to end are not delivered from now to `end()`.
    init() {
        var signals = sigset_t()
        var earlier = sigset_t()
        unsafe sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] { unsafe sigaddset(&signals, signal) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, &earlier)
        self.earlier = earlier
    }

    /// Delivers what waited.
    func end() {
        var earlier = earlier
        unsafe pthread_sigmask(SIG_SETMASK, &earlier, nil)
    }
}

import Glibc
import RulePlan

extension Environment {
    /// The process, its files and its clock. To be called once, first of all.
    package static func process(version: String) -> Environment {
        // Writing to a pipe that nobody reads, or beyond a limit, then fails instead of ending the process.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // A standard stream that was closed would otherwise be the next file that is opened. Opened the wrong way round, so that
            // using it still fails.
            _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
        return Environment(
            files: ProcessFileSystem(), output: ProcessOutput(), variables: variables, version: version,
            clock: {
                var time = timespec()
                unsafe clock_gettime(CLOCK_REALTIME, &time)
                return Instant(secondsSinceEpoch: Int64(time.tv_sec), nanoseconds: Int32(clamping: time.tv_nsec))
                    ?? Instant(clampingSeconds: Int64(time.tv_sec))
            },
            pause: Pause.wait(milliseconds:))
    }

    /// Those that a command looks at.
    private static var variables: [String: String] {
        var variables: [String: String] = [:]
        for name in ["NO_COLOR", "TERM", "TZ", "TZDIR", "ZONEINFO"] {
            if let value = unsafe getenv(name) { variables[name] = unsafe String(cString: value) }
        }
        return variables
    }
}

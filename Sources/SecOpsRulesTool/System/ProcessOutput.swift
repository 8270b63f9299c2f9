import Glibc

/// Standard output and standard error of the process.
final class ProcessOutput: OutputStreams {
    let isOutputTerminal = isatty(STDOUT_FILENO) == 1
    let isErrorTerminal = isatty(STDERR_FILENO) == 1

    private static let bufferSize = 64 << 10
    private var buffer: [UInt8] = []
    /// Whether the reader went away, or writing failed and was reported.
    private var isClosed = false

    func writeOutput(_ text: String) throws(FileFailure) {
        guard !isClosed else { return }
        buffer += text.utf8
        if buffer.count >= Self.bufferSize { try flush() }
    }

    func writeError(_ text: String) {
        // Where even this can't be said, there is nobody to say it to.
        _ = FileDescriptor.write(Array(text.utf8)[...], to: STDERR_FILENO)
    }

    func flush() throws(FileFailure) {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard !isClosed, let code = FileDescriptor.write(buffer[...], to: STDOUT_FILENO) else { return }
        isClosed = true
        // A pipe whose reader has seen enough is no failure.
        if code != EPIPE { throw FileFailure(code, attempt: "write", path: "standard output") }
    }
}

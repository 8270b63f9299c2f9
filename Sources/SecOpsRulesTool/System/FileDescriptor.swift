import Glibc

/// An open file. Closed exactly once, when the value dies or at `close`.
struct FileDescriptor: ~Copyable {
    let rawValue: CInt

    /// - Throws: `attempt` says what the file was opened for.
    init(opening path: String, _ flags: CInt, mode: mode_t = 0o666, to attempt: String) throws(FileFailure) {
        guard !path.utf8.contains(0) else {
            throw FileFailure(attempt: attempt, path: path, reason: "a path holds no zero character")
        }
        var descriptor: CInt
        repeat {
            descriptor = unsafe open(path, flags | O_CLOEXEC, mode)
        } while descriptor < 0 && errno == EINTR
        guard descriptor >= 0 else { throw FileFailure(errno, attempt: attempt, path: path) }
        rawValue = descriptor
    }

    init(owning descriptor: CInt) {
        rawValue = descriptor
    }

    deinit { Glibc.close(rawValue) }

    /// What kind of file it is.
    func status(of path: String, to attempt: String) throws(FileFailure) -> stat {
        var information = stat()
        guard unsafe fstat(rawValue, &information) == 0 else { throw FileFailure(errno, attempt: attempt, path: path) }
        return information
    }

    /// Reads to the end, or as many bytes as are allowed.
    static func read(_ descriptor: CInt, limit: Int, expecting size: Int, of path: String) throws(FileFailure)
        -> [UInt8]
    {
        var bytes: [UInt8] = []
        // What a file claims to hold is no promise.
        bytes.reserveCapacity(min(size, limit, 1 << 30))
        // A file that grows while it is read is read to where it ends then.
        while bytes.count < limit {
            let wanted = min(max(min(size, 1 << 40) - bytes.count + 1, 4096), 1 << 20, limit - bytes.count)
            let chunk = try readOnce(descriptor, limit: wanted, of: path)
            guard !chunk.isEmpty else { break }
            bytes += chunk
        }
        return bytes
    }

    /// Reads what is there, waiting until there is something; nothing at the end.
    static func readOnce(_ descriptor: CInt, limit: Int, of path: String) throws(FileFailure) -> [UInt8] {
        var code: CInt = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var received: Int
            repeat {
                received = unsafe Glibc.read(descriptor, buffer.baseAddress, limit)
            } while received < 0 && errno == EINTR
            if received < 0 { code = errno }
            count = max(received, 0)
        }
        guard code == 0 else { throw FileFailure(code, attempt: "read", path: path) }
        return bytes
    }

    /// Writes all of the bytes.
    /// - Returns: The error number of what stopped it, or nothing.
    static func write(_ bytes: ArraySlice<UInt8>, to descriptor: CInt) -> CInt? {
        var rest = bytes
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = rest.dropFirst(written)
        }
        return nil
    }
}

extension FileFailure {
    /// - Parameter code: An `errno`.
    init(_ code: CInt, attempt: String, path: String) {
        var text = [CChar](repeating: 0, count: 256)
        let reason = unsafe text.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, unsafe strerror_r(code, base, buffer.count) == 0 else {
                return "error \(code)"
            }
            return unsafe String(cString: base)
        }
        self.init(attempt: attempt, path: path, reason: reason, isMissing: code == ENOENT)
    }
}

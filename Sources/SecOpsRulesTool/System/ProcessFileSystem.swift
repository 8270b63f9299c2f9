import Glibc
import RuleData

/// The files of the machine.
struct ProcessFileSystem: FileSystem {
    func status(of path: String) throws(FileFailure) -> FileStatus {
        var information = stat()
        guard unsafe stat(path, &information) == 0 else { throw FileFailure(errno, attempt: "read", path: path) }
        return FileStatus(
            kind: Self.kind(information),
            identity: .init(device: UInt64(information.st_dev), number: UInt64(information.st_ino)),
            version: .init(
                size: Int64(information.st_size),
                // Wraps around in 2262, which does no harm.
                modified: Int64(information.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(information.st_mtim.tv_nsec)))
    }

    func names(in directory: String) throws(FileFailure) -> [String] {
        guard let stream = unsafe opendir(directory) else {
            throw FileFailure(errno, attempt: "read", path: directory)
        }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = unsafe readdir(stream) else { break }
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw FileFailure(errno, attempt: "read", path: directory) }
        return names
    }

    func read(_ path: String, limit: Int) throws(FileFailure) -> [UInt8] {
        // Without waiting: opening a pipe would block until somebody writes to it.
        let file = try FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK, to: "read")
        let information = try file.status(of: path, to: "read")
        switch Self.kind(information) {
        case .regular: break
        case .directory: throw FileFailure(EISDIR, attempt: "read", path: path)
        case .other: throw FileFailure(attempt: "read", path: path, reason: "it is no regular file")
        }
        return try FileDescriptor.read(
            file.rawValue, limit: limit, expecting: Int(clamping: information.st_size), of: path)
    }

    func source(of path: String, limit: Int) -> ByteSource? {
        guard let file = try? FileDescriptor(opening: path, O_RDONLY | O_NONBLOCK, to: "read"),
            let information = try? file.status(of: path, to: "read"), Self.kind(information) == .regular,
            let size = Int(exactly: information.st_size), size >= 1 << 20, size <= limit
        else { return nil }
        return OpenFile(file).source(count: size)
    }

    func readStandardInput(limit: Int) throws(FileFailure) -> [UInt8] {
        try FileDescriptor.read(STDIN_FILENO, limit: limit, expecting: 0, of: "-")
    }

    func readStandardInput(waiting milliseconds: Int?) throws(FileFailure) -> InputEvent {
        var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        var count: CInt
        repeat {
            count = unsafe poll(&descriptor, 1, milliseconds.map { CInt(clamping: $0) } ?? -1)
        } while count < 0 && errno == EINTR
        guard count >= 0 else { throw FileFailure(errno, attempt: "read", path: "standard input") }
        if count == 0 { return .silence }
        let bytes = try FileDescriptor.readOnce(STDIN_FILENO, limit: 64 << 10, of: "standard input")
        return bytes.isEmpty ? .end : .bytes(bytes)
    }

    func resolved(_ path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    func replace(_ path: String, with bytes: [UInt8]) throws(FileFailure) {
        try AtomicWrite(path).write(bytes)
    }

    func create(_ path: String, with bytes: [UInt8]) throws(FileFailure) {
        let file = try FileDescriptor(opening: path, O_WRONLY | O_CREAT | O_EXCL, to: "write")
        if let code = FileDescriptor.write(bytes[...], to: file.rawValue) {
            unsafe unlink(path)
            throw FileFailure(code, attempt: "write", path: path)
        }
    }

    func makeDirectory(_ path: String) throws(FileFailure) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/\(part)"
            if unsafe mkdir(made, 0o777) == 0 || errno == EEXIST { continue }
            throw FileFailure(errno, attempt: "make", path: made)
        }
    }

    func append(_ lines: String, to path: String) throws(FileFailure) {
        let attempt = "write"
        let file = try FileDescriptor(opening: path, O_RDWR | O_CREAT | O_APPEND | O_NONBLOCK, to: attempt)
        guard Self.kind(try file.status(of: path, to: attempt)) == .regular else {
            throw FileFailure(attempt: attempt, path: path, reason: "it is no regular file")
        }
        // Two runs at a time must not mix their lines. The lock goes with the descriptor.
        while flock(file.rawValue, LOCK_EX) != 0 {
            guard errno == EINTR else { throw FileFailure(errno, attempt: "lock", path: path) }
        }
        // Until the lines are in whole, an interrupt waits.
        let interrupts = DeferredInterrupts()
        defer { interrupts.end() }
        let size = try file.status(of: path, to: attempt).st_size
        var bytes = Array(lines.utf8)
        if size > 0 {
            // A machine that stopped while it wrote may have left half a line: what is added must not be read with it.
            var last: UInt8 = 0
            let count = unsafe pread(file.rawValue, &last, 1, size - 1)
            if count == 1, last != UInt8(ascii: "\n") { bytes.insert(UInt8(ascii: "\n"), at: 0) }
        }
        var code = FileDescriptor.write(bytes[...], to: file.rawValue)
        if code == nil, fsync(file.rawValue) != 0 { code = errno }
        if let code {
            // All lines or none.
            ftruncate(file.rawValue, size)
            throw FileFailure(code, attempt: attempt, path: path)
        }
    }

    static func kind(_ information: stat) -> FileStatus.Kind {
        switch information.st_mode & S_IFMT {
        case S_IFREG: .regular
        case S_IFDIR: .directory
        default: .other
        }
    }
}

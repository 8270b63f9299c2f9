import Glibc

/// Replaces a file at once and whole, or leaves it as it was.
///
/// The bytes go to a new file beside it, which takes its name only when they are safe on the disk. What is no regular file (a
/// terminal, a pipe, `/dev/null`) is written in place.
struct AtomicWrite {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    func write(_ bytes: [UInt8]) throws(FileFailure) {
        var information = stat()
        let exists = unsafe stat(path, &information) == 0
        if !exists, errno != ENOENT { throw failure() }
        if exists, ProcessFileSystem.kind(information) != .regular {
            guard ProcessFileSystem.kind(information) == .other else {
                throw FileFailure(EISDIR, attempt: "write", path: path)
            }
            let file = try FileDescriptor(opening: path, O_WRONLY, to: "write")
            if let code = FileDescriptor.write(bytes[...], to: file.rawValue) { throw failure(code) }
            return
        }
        // A symbolic link stays one: the file that it leads to is replaced.
        try replace(
            exists ? ProcessFileSystem().resolved(path) ?? path : path,
            mode: exists ? information.st_mode & 0o7777 : nil, bytes)
    }

    private func replace(_ target: String, mode: mode_t?, _ bytes: [UInt8]) throws(FileFailure) {
        let slash = target.utf8.lastIndex(of: UInt8(ascii: "/"))
        let directory = slash.map { $0 == target.startIndex ? "/" : String(target[..<$0]) } ?? "."
        let name = slash.map { String(target[target.utf8.index(after: $0)...]) } ?? target
        let prefix = directory == "/" ? "" : directory

        // From here to the end an interrupt waits, so that it finds either the old file or the new one and nothing beside it.
        let interrupts = DeferredInterrupts()
        defer { interrupts.end() }
        var temporary = ""
        var opened: CInt = -1
        // A process that was killed may have left its file, and its number may be ours now.
        for attempt in 0..<100 where opened < 0 {
            temporary = "\(prefix)/.\(name.prefix(100)).\(getpid()).\(attempt).tmp"
            opened = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if opened < 0, errno != EEXIST { break }
        }
        guard opened >= 0 else { throw failure() }
        let file = FileDescriptor(owning: opened)
        var code = FileDescriptor.write(bytes[...], to: file.rawValue)
        if code == nil, let mode, fchmod(file.rawValue, mode) != 0 { code = errno }
        if code == nil, fsync(file.rawValue) != 0 { code = errno }
        if code == nil, unsafe rename(temporary, target) != 0 { code = errno }
        if let code {
            unsafe unlink(temporary)
            throw failure(code)
        }
        // The new name is safe only when the directory is. The file is whole whether or not this can be done.
        if let parent = try? FileDescriptor(opening: directory, O_RDONLY | O_DIRECTORY, to: "write") {
            fsync(parent.rawValue)
        }
    }

    private func failure(_ code: CInt = errno) -> FileFailure { FileFailure(code, attempt: "write", path: path) }
}

import Glibc
import RuleData

/// A file that several readers share; it is closed when the last one lets go of it.
final class OpenFile: Sendable {
    private let descriptor: FileDescriptor

    init(_ descriptor: consuming FileDescriptor) {
        self.descriptor = descriptor
    }

    /// The file's bytes, each read when it is asked for: a file that is cut short meanwhile ends earlier, and harms nobody.
    func source(count: Int) -> ByteSource {
        unsafe ByteSource(count: count) { offset, target in
            var received: Int
            repeat {
                received = unsafe pread(self.descriptor.rawValue, target.baseAddress, target.count, off_t(offset))
            } while received < 0 && errno == EINTR
            return received < 0 ? nil : received
        }
    }
}

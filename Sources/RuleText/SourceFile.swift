/// One file of source text: its name as a person would write it, and its bytes.
///
/// Offsets into a file are byte offsets. A file holds at most `maximumByteCount` bytes; longer ones are
/// refused with a diagnostic before anything is made of them.
public struct SourceFile: Sendable {
    /// The largest file that is read, in bytes (64 MiB).
    public static let maximumByteCount = 64 << 20

    /// The name shown in diagnostics: a path as it was given, or a made-up name such as `<standard model>`.
    public let name: String
    /// The bytes as they were read, with a byte-order mark if there was one.
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    public init(name: String, text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }
}

/// The place of a file among the files of one program.
public struct FileIndex: Hashable, Comparable, Sendable {
    public let rawValue: UInt32

    public init(_ rawValue: Int) {
        self.rawValue = UInt32(clamping: rawValue)
    }

    public static func < (left: FileIndex, right: FileIndex) -> Bool { left.rawValue < right.rawValue }
}

/// A range of bytes in one source file.
public struct SourceSpan: Hashable, Comparable, Sendable {
    public var file: FileIndex
    /// The offset of the first byte.
    public var start: UInt32
    /// The offset behind the last byte; equal to `start` in an empty span.
    public var end: UInt32

    public init(file: FileIndex, start: UInt32, end: UInt32) {
        self.file = file
        self.start = start
        self.end = max(start, end)
    }

    public init(file: FileIndex, start: Int, end: Int) {
        self.init(file: file, start: UInt32(clamping: start), end: UInt32(clamping: end))
    }

    /// The shortest span that covers both. Spans of different files give the first.
    public func joined(with other: SourceSpan) -> SourceSpan {
        guard file == other.file else { return self }
        return SourceSpan(file: file, start: min(start, other.start), end: max(end, other.end))
    }

    /// The empty span at this one's end.
    public var atEnd: SourceSpan { SourceSpan(file: file, start: end, end: end) }

    /// By file, then start, then end.
    public static func < (left: SourceSpan, right: SourceSpan) -> Bool {
        (left.file, left.start, left.end) < (right.file, right.start, right.end)
    }
}

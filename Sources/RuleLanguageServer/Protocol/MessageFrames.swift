/// Cuts what a client sends into messages (LSP 3.17, "Base Protocol").
///
/// Whatever the bytes are, reading goes on: what is no header is passed over up to the next `Content-Length`, and a message that is
/// too long is passed over as it comes in, without being kept.
package struct MessageFrames {
    package enum Frame: Hashable, Sendable {
        case message([UInt8])
        /// Bytes that are no message, in words.
        case damaged(String)
    }

    /// The longest message that is read, in bytes (128 MiB): a rule file of the largest size, with escapes.
    static let maximumContentLength = 128 << 20
    static let maximumHeaderLength = 8 << 10

    private var buffer: [UInt8] = []
    /// What of the buffer has been used.
    private var start = 0
    /// What is still to be passed over of a message that is too long.
    private var skipping = 0
    /// Whether a damaged header was reported, so that the rest of it is passed over in silence.
    private var isLost = false

    package init() {}

    package mutating func append(_ bytes: [UInt8]) {
        let skipped = min(skipping, bytes.count)
        skipping -= skipped
        if start > 0, start * 2 > buffer.count {
            buffer.removeFirst(start)
            start = 0
        }
        buffer += bytes[skipped...]
    }

    /// The next message that is there whole; nothing where more has to come in.
    package mutating func next() -> Frame? {
        while true {
            guard let end = headerEnd() else {
                guard buffer.count - start > Self.maximumHeaderLength else { return nil }
                // What comes may begin with half of the name that is searched for.
                return resynchronized(from: start, "a header of more than \(Self.maximumHeaderLength) bytes") ?? nil
            }
            let length: Int
            switch Header(buffer[start..<end]) {
            case .contentLength(let found): length = found
            case .contradictory:
                start = end
                defer { isLost = true }
                if !isLost { return .damaged("a header whose Content-Length is no length") }
                continue
            case .none:
                if let frame = resynchronized(from: start, "a header without a Content-Length") { return frame }
                continue
            }
            guard length <= Self.maximumContentLength else {
                let available = min(length, buffer.count - end)
                start = end + available
                skipping = length - available
                return .damaged("a message of \(length) bytes; at most \(Self.maximumContentLength) are read")
            }
            guard buffer.count - end >= length else { return nil }
            start = end + length
            isLost = false
            return .message(Array(buffer[end..<end + length]))
        }
    }

    /// The offset behind the empty line that ends a header.
    private func headerEnd() -> Int? {
        var offset = start
        let limit = min(buffer.count, start + Self.maximumHeaderLength)
        while offset + 3 < limit {
            if buffer[offset + 3] == 10, buffer[offset + 2] == 13, buffer[offset + 1] == 10, buffer[offset] == 13 {
                return offset + 4
            }
            offset += 1
        }
        return nil
    }

    /// Goes on at the next `Content-Length:` behind an offset, or keeps only what may be the beginning of one.
    /// - Returns: What to report, once for everything up to the next message.
    private mutating func resynchronized(from offset: Int, _ problem: String) -> Frame? {
        let name = Array("content-length:".utf8)
        var next = offset + 1
        search: while next + name.count <= buffer.count {
            for (place, byte) in name.enumerated() where Self.lowercased(buffer[next + place]) != byte {
                next += 1
                continue search
            }
            break
        }
        start = min(next, buffer.count)
        defer { isLost = true }
        return isLost ? nil : .damaged(problem)
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }

    /// What the lines before a message say.
    private enum Header {
        case contentLength(Int)
        /// Lengths that are none, or of which there are two.
        case contradictory
        /// No header, or one without a length.
        case none

        init(_ bytes: ArraySlice<UInt8>) {
            var result: Int?
            for line in bytes.split(separator: 10) {
                let line = line.last == 13 ? line.dropLast() : line
                if line.isEmpty { continue }
                guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
                    self = .none
                    return
                }
                guard String(decoding: line[..<colon].map(lowercased), as: UTF8.self) == "content-length" else {
                    continue
                }
                let text = line[(colon + 1)...].filter { $0 != 32 && $0 != 9 }
                guard !text.isEmpty, text.allSatisfy({ $0 >= 48 && $0 <= 57 }),
                    let length = Int(String(decoding: text, as: UTF8.self)), result == nil || result == length
                else {
                    self = .contradictory
                    return
                }
                result = length
            }
            self = result.map(Header.contentLength) ?? .none
        }
    }
}

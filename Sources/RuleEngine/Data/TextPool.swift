package import RulePlan

/// Texts by place, their UTF-8 in one pool.
package struct TextPool: Sendable {
    /// The bytes of all texts, one behind the other.
    package let bytes: [UInt8]
    /// By place, where its text begins in `bytes`; one more at the end.
    package let starts: [UInt64]
    /// By place, 64 to a word: whether there is a text.
    package let presence: [UInt64]

    package var count: Int { starts.count - 1 }

    /// - Parameters:
    ///   - bytes: UTF-8, checked.
    ///   - starts: Ascending, one more than there are texts, the last at the end of `bytes`.
    package init(bytes: [UInt8], starts: [UInt64], presence: [UInt64]) {
        precondition(starts.last == UInt64(bytes.count) && presence.count * 64 >= starts.count - 1)
        self.bytes = bytes
        self.starts = starts
        self.presence = presence
    }

    package init(_ texts: some Sequence<Text?>) {
        var bytes: [UInt8] = []
        var starts: [UInt64] = [0]
        var presence: [UInt64] = []
        for (place, text) in texts.enumerated() {
            if place % 64 == 0 { presence.append(0) }
            if let text {
                bytes += text.string.utf8
                presence[place / 64] |= 1 << UInt64(place % 64)
            }
            starts.append(UInt64(bytes.count))
        }
        self.init(bytes: bytes, starts: starts, presence: presence)
    }

    /// Nothing where it is missing.
    package subscript(place: Int) -> Text? {
        guard presence[place / 64] >> UInt64(place % 64) & 1 != 0 else { return nil }
        return Text(String(decoding: bytes[Int(starts[place])..<Int(starts[place + 1])], as: UTF8.self))
    }
}
